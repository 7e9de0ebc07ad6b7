"""A list tested on past cases: counts by exit, by time and by group, and what they may be told of.

Everything is kept as counts, so that a page tells it again without the cases. The list was written by people:
no figure here was made best on these cases by a machine, yet those who wrote it had seen some of them. So
cases that arrived after it was written are told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree
from fanlight.frontdoor.sorting_by_group import SortingByGroup
from fanlight.frontdoor.sorting_figures import SortingFigures
from fanlight.frontdoor.sorting_partly_seen import SortingPartlySeen


@dataclass(frozen=True, slots=True)
class PastCases:
    """Past cases of one length n.

    Attributes
    ----------
    answers
        Cue to answers, each of shape (n,): 1, 0, or NaN for not known.
    outcome
        Shape (n,): whether services recorded it in the time that was looked at.
    screened_out
        Shape (n,): whether the case was decided away, so that nobody looked for the outcome as at others.
    parts
        Name of a part of time to shape (n,): which cases fall into it.
    groups
        Name of a split to names of its groups and shape (n,): the place of each case's group.
    labelled
        Shape (n,): 1 or 0 where a second, independent look said so; NaN elsewhere.
    """

    answers: Mapping[str, ArrayLike]
    outcome: NDArray[np.bool_]
    screened_out: NDArray[np.bool_]
    parts: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    groups: Mapping[str, tuple[Sequence[str], NDArray[np.int64]]] = field(default_factory=dict)
    labelled: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class ExitCount:
    """One exit: cases that left there, and how many of them had the outcome."""

    cases: int
    with_outcome: int


@dataclass(frozen=True, slots=True)
class ListTest:
    """What a list would have done with past cases, as counts.

    Attributes
    ----------
    whole
        All cases.
    exits
        At each question, and last those who were left.
    asked, not_known
        At each question: how many were asked it, and how many of them had no answer.
    unseen_first, unseen_second, unseen_asked
        Cases decided away without a recorded outcome, by where the list puts them; questions asked of them.
    parts
        The same for each part of time.
    groups
        For each split its groups.
    labelled
        Cases with a second look, by what it said; None without any.
    """

    whole: SortingFigures
    exits: tuple[ExitCount, ...]
    asked: tuple[int, ...]
    not_known: tuple[int, ...]
    unseen_first: int
    unseen_second: int
    parts: Mapping[str, SortingFigures]
    groups: Mapping[str, Mapping[str, SortingFigures]]
    labelled: SortingFigures | None = None
    unseen_asked: int = 0

    def partly_seen(self) -> SortingPartlySeen:
        """The cases that were seen, and what the figures are at least and at most over all.

        Unseen are cases decided away without a recorded outcome.
        """
        whole = self.whole
        seen = SortingFigures(
            whole.hits,
            whole.misses,
            whole.false_alarms - self.unseen_first,
            whole.correct_rejections - self.unseen_second,
            whole.cues_asked - self.unseen_asked,
        )
        return SortingPartlySeen.of_counts(seen, self.unseen_first, self.unseen_second)

    def by_group(self) -> tuple[SortingByGroup, ...]:
        """Every split, each group beside all other cases."""
        return tuple(SortingByGroup.of_counts(split, groups) for split, groups in self.groups.items())

    def per_100(self, positive: str, negative: str) -> str:
        """The plain sentence: of 100 past contacts like these."""
        n = self.whole.n
        if not n:
            return "There is no past case to test it on."
        hits, misses, alarms, right = hundred(
            (
                self.whole.hits,
                self.whole.misses,
                self.whole.false_alarms,
                self.whole.correct_rejections,
            )
        )
        return (
            f"Of 100 past contacts like these, {hits + misses} had the outcome: the list would have said "
            f"“{positive}” for {hits} of them and “{negative}” for {misses}. Of the {alarms + right} without "
            f"it, it would have said “{positive}” for {alarms}."
        )

    def as_json(self) -> dict[str, object]:
        """Plain values to keep."""
        return {
            "whole": _counts(self.whole),
            "exits": [[one.cases, one.with_outcome] for one in self.exits],
            "asked": list(self.asked),
            "not_known": list(self.not_known),
            "unseen": [self.unseen_first, self.unseen_second, self.unseen_asked],
            "parts": {name: _counts(one) for name, one in self.parts.items()},
            "groups": {
                split: {name: _counts(one) for name, one in groups.items()}
                for split, groups in self.groups.items()
            },
            "labelled": _counts(self.labelled) if self.labelled else None,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, object]) -> ListTest:
        """The test that `as_json` tells."""
        kept: dict[str, Any] = dict(plain)
        return cls(
            SortingFigures(*kept["whole"]),
            tuple(ExitCount(*one) for one in kept["exits"]),
            tuple(kept["asked"]),
            tuple(kept["not_known"]),
            kept["unseen"][0],
            kept["unseen"][1],
            {name: SortingFigures(*one) for name, one in kept["parts"].items()},
            {
                split: {name: SortingFigures(*one) for name, one in groups.items()}
                for split, groups in kept["groups"].items()
            },
            SortingFigures(*kept["labelled"]) if kept.get("labelled") else None,
            sum(kept["unseen"][2:]),
        )


def past_test(tree: FastAndFrugalTree, cases: PastCases) -> ListTest:
    """Sort past cases as a list would, and count.

    Parameters
    ----------
    tree
        The list.
    cases
        Past cases, with an answer for each of its cues.

    Raises
    ------
    NotATree
        A cue of the list has no column.

    Examples
    --------
    >>> from fanlight.frontdoor.fast_and_frugal_tree import TreeLevel
    >>> tree = FastAndFrugalTree((TreeLevel("bruise", True, True),), False)
    >>> seen = np.array([True, False, False, False])
    >>> away = np.array([False, False, True, True])
    >>> test = past_test(tree, PastCases({"bruise": [1, 1, 0, float("nan")]}, seen, away))
    >>> test.whole.hits, test.whole.false_alarms, test.exits[1].cases, test.not_known
    (1, 1, 2, (1,))
    >>> test.partly_seen().sensitivity.lowest, test.partly_seen().sensitivity.highest
    (0.333..., 1.0)
    """
    found = tree.sort(cases.answers)
    count = len(cases.outcome)

    def figures(of: NDArray[np.bool_], outcome: NDArray[np.bool_] = cases.outcome) -> SortingFigures:
        return SortingFigures.of(found.positive[of], outcome[of], found.cues_asked[of])

    places = found.levels + 1
    left = np.bincount(found.exit_at, minlength=places)
    with_outcome = np.bincount(found.exit_at[cases.outcome], minlength=places)
    unseen = cases.screened_out & ~cases.outcome
    labels = np.full(count, np.nan) if cases.labelled is None else cases.labelled
    known = np.isfinite(labels)
    return ListTest(
        figures(np.ones(count, np.bool_)),
        tuple(ExitCount(int(all_), int(some)) for all_, some in zip(left, with_outcome, strict=True)),
        tuple(int(count - before) for before in np.concatenate([[0], np.cumsum(left)[:-1]])[:-1]),
        found.not_known,
        int((unseen & found.positive).sum()),
        int((unseen & ~found.positive).sum()),
        {name: figures(of) for name, of in cases.parts.items()},
        {
            split: {name: figures(place == at) for at, name in enumerate(names)}
            for split, (names, place) in cases.groups.items()
        },
        figures(known, labels == 1) if known.any() else None,
        int(found.cues_asked[unseen].sum()),
    )


def hundred(counts: Sequence[int]) -> tuple[int, ...]:
    """The same out of 100, in whole numbers that add up to 100 (largest remainders).

    Examples
    --------
    >>> hundred((1, 1, 1))
    (34, 33, 33)
    """
    total = sum(counts)
    shares = [100 * count / total for count in counts]
    whole = [int(share) for share in shares]
    by_rest = sorted(range(len(counts)), key=lambda at: whole[at] - shares[at])
    for at in by_rest[: 100 - sum(whole)]:
        whole[at] += 1
    return tuple(whole)


def net_benefit(figures: SortingFigures, threshold: float) -> Estimate:
    """Hits less false alarms at their worth, a case.

    Parameters
    ----------
    threshold
        The share of cases with the outcome from which one would act: at 1 in 10 nine false alarms weigh as
        much as one hit.

    References
    ----------
    Vickers and Elkin, Medical Decision Making 26 (2006), 565-574; the interval is the normal one of a mean.

    Examples
    --------
    >>> round(net_benefit(SortingFigures(20, 5, 30, 45, 200), 0.1).value, 4)
    0.1667
    """
    value, n = figures.net_benefit(threshold), figures.n
    weight = threshold / (1 - threshold)
    variance = (figures.hits + weight**2 * figures.false_alarms) / n - value**2
    reach = 1.959964 * sqrt(max(variance, 0.0) / n)
    return Estimate(value, value - reach, value + reach)


def _counts(one: SortingFigures) -> list[int]:
    return [one.hits, one.misses, one.false_alarms, one.correct_rejections, one.cues_asked]
