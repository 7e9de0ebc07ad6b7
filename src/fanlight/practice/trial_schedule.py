"""Who works which way when: a schedule that is drawn from a seed, and can be drawn again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, factorial, prod

import numpy as np
from numpy.typing import NDArray

from fanlight.terms.disclosure import MINIMUM_TEAM

Switches = NDArray[np.bool_]
TEAMS, WEEKS, WORKERS = "teams", "weeks", "workers"
UNIT_KINDS = (TEAMS, WEEKS, WORKERS)
RANDOMISED, ALTERNATING, STEPPED_WEDGE = "randomised", "alternating", "stepped_wedge"
KINDS = (RANDOMISED, ALTERNATING, STEPPED_WEDGE)
MOST_PERIODS, MOST_UNITS = 104, 200


class BadSchedule(ValueError):
    """A schedule that cannot be drawn; the message says why."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A drawn schedule.

    Attributes
    ----------
    kind, unit_kind
        Of `KINDS` and `UNIT_KINDS`.
    units
        Names of teams, of workers, or of the one service whose weeks are drawn.
    on
        Shape (units, periods): whether what is tried is in use.
    """

    kind: str
    unit_kind: str
    units: tuple[str, ...]
    on: Switches

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return int(self.on.shape[1])

    @property
    def is_paired(self) -> bool:
        """Whether each unit is on once and off once in each pair of periods: its own comparison."""
        return is_paired(self.kind, self.unit_kind)

    @property
    def starts(self) -> NDArray[np.intp]:
        """Shape (units,): first period in which a unit is on; the number of periods where it never is."""
        return np.where(self.on.any(axis=1), self.on.argmax(axis=1), self.periods)

    def rows(self) -> list[str]:
        """One text a unit, a letter a period: 1 on, 0 as usual.

        Examples
        --------
        >>> draw_schedule("alternating", "weeks", ["Service"], 4, np.random.default_rng(1)).rows()
        ['0101']
        """
        return ["".join("1" if one else "0" for one in row) for row in self.on]

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Names to arrays of one length: a row for each unit and period, periods from 1."""
        units, periods = self.on.shape
        return {
            "unit": np.repeat(np.array(self.units), periods),
            "period": np.tile(np.arange(1, periods + 1), units),
            "on": self.on.ravel(),
        }

    def ways(self) -> int:
        """In how many ways it could have been drawn: with 40 or fewer, chance alone is never ruled out."""
        if self.is_paired:
            return int(2 ** (self.periods // 2))
        if self.kind == STEPPED_WEDGE:
            together = Counter(self.starts.tolist()).values()
            return factorial(len(self.units)) // prod(factorial(one) for one in together)
        return comb(len(self.units), int(self.on[:, 0].sum()))

    def sentence(self) -> str:
        """What was drawn, in words."""
        units, periods = self.on.shape
        if self.kind == STEPPED_WEDGE:
            return (
                f"{units} {self.unit_kind} begin one after another, in drawn order, over {periods} periods."
            )
        if not self.is_paired:
            on = int(self.on[:, 0].sum())
            return f"{on} of {units} {self.unit_kind} were drawn to work the new way, for {periods} periods."
        how = "drawn anew for each pair" if self.kind == RANDOMISED else "in turn, the first drawn"
        whose = "the whole service" if self.unit_kind == WEEKS else f"each of {units} {self.unit_kind}"
        pairs = f"In each of {periods // 2} pairs of periods"
        return f"{pairs} {whose} works once the new way, once as usual: {how}."


def is_paired(kind: str, unit_kind: str) -> bool:
    """Whether a schedule of this kind goes in pairs of periods."""
    return kind == ALTERNATING or (kind == RANDOMISED and unit_kind != TEAMS)


def draw_schedule(
    kind: str, unit_kind: str, units: Sequence[str], periods: int, rng: np.random.Generator
) -> Schedule:
    """Draw a schedule.

    Parameters
    ----------
    kind
        randomised: of teams a half is drawn for the whole trial; weeks, and workers week by week, are drawn
        within each pair of periods. alternating: each unit switches every period, the first state is drawn.
        stepped_wedge: teams begin one after another, in drawn order.
    unit_kind
        teams, weeks (of one service) or workers.
    units
        Their names, each once.
    periods
        How many.
    rng
        Made from the plan's seed.

    Returns
    -------
    Schedule
        Balanced: as near to one half as the number of units allows.

    Raises
    ------
    BadSchedule
        Too few units or periods, a name that stands twice, or workers in a design that would need figures
        of single workers.

    Examples
    --------
    >>> draw_schedule("randomised", "teams", list("ABCD"), 3, np.random.default_rng(5)).rows()
    ['000', '111', '000', '111']
    >>> draw_schedule("stepped_wedge", "teams", list("ABC"), 4, np.random.default_rng(5)).rows()
    ['0011', '0001', '0111']
    """
    names = tuple(units)
    _check(kind, unit_kind, names, periods)
    if kind == STEPPED_WEDGE:
        turn = rng.permutation(len(names))
        begins = 1 + turn * (periods - 1) // len(names)
        return Schedule(kind, unit_kind, names, np.arange(periods)[None, :] >= begins[:, None])
    if not is_paired(kind, unit_kind):
        return Schedule(kind, unit_kind, names, np.repeat(_half(len(names), rng)[:, None], periods, axis=1))
    pairs = periods // 2
    if kind == ALTERNATING:
        first = np.repeat(_half(len(names), rng)[:, None], pairs, axis=1)
    else:
        first = np.stack([_half(len(names), rng) for _ in range(pairs)], axis=1)
    return Schedule(kind, unit_kind, names, np.stack([first, ~first], axis=2).reshape(len(names), periods))


def _half(units: int, rng: np.random.Generator) -> Switches:
    """Half of the units; of an odd number one more or one fewer, by lot."""
    chosen = units // 2 + (int(rng.integers(2)) if units % 2 else 0)
    return np.asarray(rng.permutation(units) < chosen, dtype=np.bool_)


def _check(kind: str, unit_kind: str, units: tuple[str, ...], periods: int) -> None:
    paired = is_paired(kind, unit_kind)
    for holds, wrong in (
        (kind in KINDS, f"a schedule is {', '.join(KINDS)}, not {kind!r}"),
        (unit_kind in UNIT_KINDS, f"units are {', '.join(UNIT_KINDS)}, not {unit_kind!r}"),
        (1 <= len(units) <= MOST_UNITS, f"name the units, at most {MOST_UNITS}"),
        (len(set(units)) == len(units), "each unit is named once"),
        (unit_kind != WEEKS or len(units) == 1, "weeks are drawn for one service: name it alone"),
        (unit_kind != TEAMS or len(units) >= 2, "a trial of teams needs at least two of them"),
        (
            unit_kind != WORKERS or len(units) >= 2 * MINIMUM_TEAM,
            f"a trial of workers needs at least {2 * MINIMUM_TEAM} of them: figures of fewer than "
            f"{MINIMUM_TEAM} would tell about single workers",
        ),
        (
            unit_kind == TEAMS or kind != STEPPED_WEDGE,
            "begin one after another is for teams: for weeks there is nothing to begin later, and for "
            "workers it would need figures of single workers, which nobody is shown",
        ),
        (2 <= periods <= MOST_PERIODS, f"periods lie between 2 and {MOST_PERIODS}"),
        (not paired or periods % 2 == 0, "an even number of periods: they go in pairs"),
    ):
        if not holds:
            raise BadSchedule(wrong)
