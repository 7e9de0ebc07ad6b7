"""What many second looks say together: never by worker, never so that one answer can be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.weighted_share import weighted_share
from fanlight.estimates.wilson import wilson_interval
from fanlight.practice.second_look import Landing
from fanlight.terms.disclosure import MINIMUM_TEAM, SuppressedTable, suppress

LANDED = {
    Landing.SAME: "On the same level",
    Landing.HIGHER: "On a higher level",
    Landing.LOWER: "On a lower level",
    Landing.OTHER: "On a level of no common scale",
}


@dataclass(frozen=True, slots=True)
class SecondLookLabel:
    """One decision looked at again, as a label: no worker's name, only a stand-in to count them by."""

    decision: int
    month: date
    worker: int
    chance: float
    landed: Landing | None
    """None while the second look is owed, or where nobody could take it."""


@dataclass(frozen=True)
class SecondLookResult:
    """What many second looks say: of those answered, how many landed higher, by their chances to be drawn."""

    drawn: int
    counts: tuple[int, ...]
    """Answered looks by where they landed, in the order of `Landing`."""
    workers: int
    share_higher: Estimate
    least: float
    most: float

    @property
    def answered(self) -> int:
        """How many were answered in time."""
        return sum(self.counts)

    @property
    def higher(self) -> int:
        """How many landed higher."""
        return self.counts[list(Landing).index(Landing.HIGHER)]

    @property
    def is_told(self) -> bool:
        """Whether enough workers decided for anything to be told at all."""
        return self.workers >= MINIMUM_TEAM and self.answered >= MINIMUM_TEAM

    @property
    def shown(self) -> SuppressedTable:
        """The counts with small ones hidden, and what would give them away."""
        return suppress(self.counts)

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Where they landed and how many, as shown; the total last."""
        return list(zip((*LANDED.values(), "All that were answered"), self.shown.words, strict=True))

    @property
    def note(self) -> str:
        """What to print under the rows."""
        return self.shown.note

    @property
    def told_range(self) -> tuple[float, float] | None:
        """Between what the share that landed higher lies, as far as it may be told; None where nothing may.

        Looks drawn and not answered widen it where the counts are told whole. A small number that is hidden
        leaves what any small number would.
        """
        if not self.is_told or self.shown.total is None:
            return None
        cells = self.shown.cells
        if cells[list(Landing).index(Landing.HIGHER)] is None:
            if self.higher >= MINIMUM_TEAM:
                return None
            return 0.0, float(wilson_interval(MINIMUM_TEAM - 1, self.answered)[1])
        low, high = self.share_higher.low, self.share_higher.high
        if None in cells:
            return low, high
        return min(low, self.least), max(high, self.most)

    def columns(self) -> dict[str, np.ndarray]:
        """One row: counts, the share and its ends. For whoever holds the rows; what may be told is `rows`."""
        named = {
            "drawn": self.drawn,
            "answered": self.answered,
            **dict(zip((one.value for one in Landing), self.counts, strict=True)),
            **{f"higher_{name}": getattr(self.share_higher, name) for name in ("value", "low", "high")},
            "least": self.least,
            "most": self.most,
        }
        return {name: np.asarray([value]) for name, value in named.items()}

    def sentence(self) -> str:
        """The result in words, the number before the share; small numbers stay hidden."""
        if not self.is_told:
            return (
                f"Too few to tell: nothing is shown until decisions of at least {MINIMUM_TEAM} people were "
                "looked at again."
            )
        shown = self.shown
        if shown.total is None:
            return "So few landed elsewhere that no number is shown."
        if shown.cells[list(Landing).index(Landing.HIGHER)] is None:
            return self._hidden()
        high = self.share_higher
        words = (
            f"Of {self.answered} decisions looked at again, {self.higher} landed higher: by the chances of "
            f"being drawn {_hundred(high.value)} of 100 (between {_hundred(high.low)} and "
            f"{_hundred(high.high)})."
        )
        owed = self.drawn - self.answered
        if owed and None not in shown.cells:
            words += (
                f" {owed} drawn but not answered: had none or all of them landed higher, it would be "
                f"{_hundred(self.least)} or {_hundred(self.most)} of 100."
            )
        return words

    def _hidden(self) -> str:
        """Its own interval would tell the number: only what any small number would make of it is said."""
        if self.higher >= MINIMUM_TEAM:
            return f"{self.answered} decisions were looked at again; how many landed higher is not shown."
        _, most = wilson_interval(MINIMUM_TEAM - 1, self.answered)
        return (
            f"Of {self.answered} decisions looked at again, fewer than {MINIMUM_TEAM} landed higher: at most "
            f"about {_hundred(float(most))} of 100."
        )


def _hundred(share: float) -> str:
    return f"{100 * share:.0f}" if share in {0, 1} or 0.0095 <= share <= 0.9905 else f"{100 * share:.1f}"


def second_look_result(labels: Sequence[SecondLookLabel]) -> SecondLookResult:
    """How many first decisions an independent second look puts higher, by the chances of being drawn.

    A second look is another judgement, not the truth: two that agree can both be mistaken.

    Parameters
    ----------
    labels
        Drawn decisions; those not answered widen the bounds and are in no share.

    References
    ----------
    `fanlight.estimates.weighted_share` for the estimator. Manski, Partial Identification of Probability
    Distributions (2003), for the bounds.

    Examples
    --------
    >>> from datetime import date
    >>> labels = [
    ...     SecondLookLabel(n, date(2026, 11, 1), n % 6, 0.1, Landing.HIGHER if n < 6 else Landing.SAME)
    ...     for n in range(40)
    ... ]
    >>> print(second_look_result(labels).sentence()[:80])
    Of 40 decisions looked at again, 6 landed higher: by the chances of being drawn
    """
    answered = [label for label in labels if label.landed is not None]
    weights = np.asarray([1 / label.chance for label in labels])
    is_higher = np.asarray([label.landed is Landing.HIGHER for label in labels], dtype=bool)
    is_owed = np.asarray([label.landed is None for label in labels], dtype=bool)
    total = float(weights.sum()) or float("nan")
    return SecondLookResult(
        drawn=len(labels),
        counts=tuple(sum(label.landed is landed for label in answered) for landed in Landing),
        workers=len({label.worker for label in answered}),
        share_higher=weighted_share(
            [label.landed is Landing.HIGHER for label in answered], [label.chance for label in answered]
        ),
        least=float(weights[is_higher].sum()) / total,
        most=float(weights[is_higher | is_owed].sum()) / total,
    )


def told_months(labels: Iterable[SecondLookLabel], minimum: int = MINIMUM_TEAM) -> frozenset[date]:
    """The months whose second looks are told: whole batches, each with enough workers of its own.

    A figure that grew with every answer would tell each answer by the difference from the day before. Months
    are therefore let out together, once those since the last batch hold answered decisions of `minimum`
    workers; what is left waits. Taking one batch from another then uncovers fewer than `minimum` nowhere.

    Examples
    --------
    >>> from datetime import date
    >>> october, november = date(2026, 10, 1), date(2026, 11, 1)
    >>> labels = [SecondLookLabel(n, october, n, 0.1, Landing.SAME) for n in range(5)]
    >>> labels.append(SecondLookLabel(9, november, 1, 0.1, Landing.HIGHER))
    >>> sorted(told_months(labels)) == [october]
    True
    """
    workers_of: dict[date, set[int]] = {}
    for label in labels:
        workers = workers_of.setdefault(label.month, set())
        if label.landed is not None:
            workers.add(label.worker)
    told: set[date] = set()
    batch: list[date] = []
    workers_in: set[int] = set()
    for month in sorted(workers_of):
        batch.append(month)
        workers_in |= workers_of[month]
        if len(workers_in) >= minimum:
            told.update(batch)
            batch, workers_in = [], set()
    return frozenset(told)
