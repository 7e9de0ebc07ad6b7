"""Of 100 decisions of one kind, how many children came back and how many were stepped up, by when.

Decisions whose time is not over, and children known to have moved, count for as long as they were followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.linking import Days
from fanlight.estimates.cumulative_incidence import cumulative_incidence
from fanlight.estimates.estimate import Estimate
from fanlight.practice.outcome_table import Left, OutcomeTable

FEWEST = 20  # decisions followed at all; with fewer chance alone makes any figure
UNKNOWN = "none followed so long"
_LOST, _ASKED, _OTHER = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Became:
    """Decisions of one kind at one horizon.

    Attributes
    ----------
    decisions
        How many were followed for a day at least.
    came_back
        Share with a new contact or later referral, before any stepping up.
    stepped_up
        Share with a child in need plan or anything further, whether the child had come back or not.
    not_followed
        How many could not be followed to the horizon and had neither: the time is not over, or the child is
        known to have moved.
    """

    months: int
    decisions: int
    came_back: Estimate
    stepped_up: Estimate
    not_followed: int

    @property
    def is_too_few(self) -> bool:
        """Whether chance alone could make this figure."""
        return self.decisions < FEWEST

    @property
    def stepped_up_words(self) -> str:
        """Of 100: stepped up, with the interval."""
        return of_100(self.stepped_up) or UNKNOWN

    @property
    def came_back_words(self) -> str:
        """Of 100: came back before that, with the interval."""
        return of_100(self.came_back) or UNKNOWN

    def sentence(self) -> str:
        """Of 100 such decisions, in words."""
        if self.is_too_few:
            return f"{self.decisions:,} decision{'' if self.decisions == 1 else 's'}: too few to tell."
        parts = [
            told
            for told in (
                of_100(self.stepped_up, "were stepped up"),
                of_100(self.came_back, "came back before that"),
            )
            if told
        ]
        if not parts:
            return f"None was followed for {self.months} months yet: we cannot tell."
        followed = f" {self.not_followed:,} of {self.decisions:,} were not followed so long."
        return (
            f"Of 100 such decisions, within {self.months} months {' and '.join(parts)}."
            f"{followed if self.not_followed else ''}"
        )


def of_100(share: Estimate, words: str = "") -> str:
    """A share as a natural frequency with its interval; "" where it is not known.

    Examples
    --------
    >>> of_100(Estimate(0.12, 0.061, 0.22), "were stepped up")
    '12 were stepped up (6 to 22)'
    """
    if not np.isfinite(share.value):
        return ""
    told = f"{100 * share.value:.0f}{' ' * bool(words)}{words}"
    return f"{told} ({100 * share.low:.0f} to {100 * share.high:.0f})"


def became(table: OutcomeTable, decided_on: Days, which: NDArray[np.bool_], months: int) -> Became:
    """Cumulative incidence of coming back and of stepping up at one of the table's horizons.

    Stepping up competes with coming back: a child with a plan is open to services and comes back no more.
    Death and the 18th birthday compete with both; the end of the data and a known move end the following.

    Parameters
    ----------
    decided_on
        Day of each decision, as long as the table.
    which
        Which decisions are counted, as long as the table.
    months
        One of the table's horizons.

    Raises
    ------
    ValueError
        No such horizon, or lengths that differ.

    References
    ----------
    `fanlight.estimates.cumulative_incidence` (Aalen and Johansen 1978).

    Examples
    --------
    See `tests/practice/test_became.py`.
    """
    if not len(decided_on) == len(which) == len(table):
        raise ValueError(f"{len(decided_on)} days and {len(which)} marks for {len(table)} decisions")
    table.horizon(months)
    known_on = np.datetime64(table.known_up_to, "D")
    chosen = which & (decided_on < known_on)
    if not chosen.any():
        nothing = Estimate(float("nan"), float("nan"), float("nan"))
        return Became(months, 0, nothing, nothing, 0)
    begun = decided_on[chosen]
    moved = table.left[chosen] == Left.MOVED
    left_on, came, stepped = table.left_on[chosen], table.came_back_on[chosen], table.stepped_up_on[chosen]
    ends = np.fmin(np.where(moved, left_on, known_on), known_on)
    over = np.where(moved, np.datetime64("NaT", "D"), left_on)
    horizon = round(months * 365.25 / 12)

    def share(asked: Days, others: list[Days]) -> tuple[Estimate, NDArray[np.bool_]]:
        other = np.fmin.reduce([*others, np.full(len(begun), np.datetime64("NaT", "D"))])
        first = np.fmin(np.fmin(asked, other), ends)
        cause = np.where(asked == first, _ASKED, np.where(other == first, _OTHER, _LOST))
        days = _days(first - begun)
        return cumulative_incidence(days, cause).at(horizon), (cause == _LOST) & (days < horizon)

    came_back, lost = share(came, [stepped, over])
    stepped_up, _ = share(stepped, [over])
    return Became(months, len(begun), came_back, stepped_up, int(lost.sum()))


def _days(since: NDArray[Any]) -> NDArray[np.int64]:
    return np.maximum(since.astype("timedelta64[D]").astype(np.int64), 0)
