"""A list tried on past cases of which some were screened out, so that nobody saw what became of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.partly_seen import WorstCase, weighted_share, worst_case, worst_case_share
from fanlight.estimates.proportions import mean_of_two, proportion
from fanlight.frontdoor.sorting_figures import SortingFigures


@dataclass(frozen=True, slots=True)
class SampledFigures:
    """Figures estimated for all cases from a sample drawn by chance and looked at.

    Attributes
    ----------
    cases
        How many were drawn, those that were certain to be seen among them.
    sensitivity, specificity, balanced_accuracy
        Estimated with design weights.
    """

    cases: int
    sensitivity: Estimate
    specificity: Estimate
    balanced_accuracy: Estimate

    def as_json(self) -> dict[str, object]:
        """Plain values, with intervals."""
        return {
            "cases": self.cases,
            "sensitivity": self.sensitivity.as_json(),
            "specificity": self.specificity.as_json(),
            "balanced_accuracy": self.balanced_accuracy.as_json(),
        }


@dataclass(frozen=True, slots=True)
class SortingPartlySeen:
    """Three answers side by side: as if the seen were all, at worst and at best, and by a sample.

    Attributes
    ----------
    seen
        Figures of the cases that were seen, as if they were all: naive.
    unseen_positive, unseen_negative
        Cases whose outcome nobody saw, by the class that the list puts them into.
    sensitivity, specificity, balanced_accuracy
        What the figure over all cases is at least and at most.
    sampled
        From a labelled random sample; None where there is none.
    """

    seen: SortingFigures
    unseen_positive: int
    unseen_negative: int
    sensitivity: WorstCase
    specificity: WorstCase
    balanced_accuracy: WorstCase
    sampled: SampledFigures | None = None

    @classmethod
    def of_counts(
        cls, seen: SortingFigures, put: int, left: int, *, sampled: SampledFigures | None = None
    ) -> SortingPartlySeen:
        """The same from counts that were kept: the seen, and the unseen that are put and that are left."""
        return cls(
            seen,
            put,
            left,
            worst_case_share(seen.hits, seen.misses, put, left),
            worst_case_share(seen.correct_rejections, seen.false_alarms, left, put),
            worst_case(_balanced(seen, 0, left, put, 0), _balanced(seen, put, 0, 0, left)),
            sampled,
        )

    @property
    def unseen(self) -> int:
        """Cases whose outcome nobody saw."""
        return self.unseen_positive + self.unseen_negative

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return {
            "seen": self.seen.n,
            "unseen": self.unseen,
            "unseen_positive": self.unseen_positive,
            "unseen_negative": self.unseen_negative,
            "naive": self.seen.as_json(),
            "worst_case": {
                "sensitivity": self.sensitivity.as_json(),
                "specificity": self.specificity.as_json(),
                "balanced_accuracy": self.balanced_accuracy.as_json(),
            },
            "sampled": self.sampled.as_json() if self.sampled else None,
        }

    def sentence(self) -> str:
        """What can be told, and what cannot."""
        if not self.unseen:
            return "What became of every case was seen."
        words = (
            f"What became of {self.unseen:,} of {self.seen.n + self.unseen:,} cases was not seen. Among "
            f"those seen, {_share(self.seen.sensitivity.value)} of cases with the outcome are caught; over "
            f"all cases it is somewhere from {_share(self.sensitivity.lowest)} to "
            f"{_share(self.sensitivity.highest)}, and the cases seen cannot tell where."
        )
        if self.sampled:
            one = self.sampled.sensitivity
            words += (
                f" A sample drawn by chance and looked at puts it at {_share(one.value)} "
                f"({_share(one.low)} to {_share(one.high)})."
            )
        return words


def sorting_partly_seen(
    positive: NDArray[np.bool_],
    outcome: NDArray[np.bool_],
    seen: NDArray[np.bool_],
    cues_asked: NDArray[np.intp],
    *,
    weights: NDArray[np.float64] | None = None,
) -> SortingPartlySeen:
    """Figures where outcomes of some cases are unseen.

    Parameters
    ----------
    positive, outcome, seen, cues_asked
        Shape (n,). The outcome of what is not seen is not looked at.
    weights
        Shape (n,), for a labelled random sample: one over the chance with which the case was drawn to be
        looked at (1 where it was certain), NaN where it is not of the sample. None: there is no sample.

    Raises
    ------
    ValueError
        Lengths differ; a weight of a case that is not seen; a weight below 1.

    Notes
    -----
    Both bounds of sensitivity and of specificity are reached by the same outcomes of the unseen: at worst all
    that the list sends on lack the outcome and all others have it, at best the other way round. So the
    bounds of balanced accuracy are the means of theirs, and are reached too.

    References
    ----------
    Manski, American Economic Review 80 (1990), 319-323; Lakkaraju and others, KDD 2017, 275-284 (selective
    labels).

    Examples
    --------
    >>> put, came = np.array([1, 1, 1, 0, 0, 0], bool), np.array([1, 1, 0, 0, 0, 0], bool)
    >>> found = sorting_partly_seen(put, came, np.array([1, 1, 1, 1, 0, 0], bool), np.ones(6, int))
    >>> found.seen.sensitivity.value, found.sensitivity.lowest, found.sensitivity.highest
    (1.0, 0.5, 1.0)
    """
    if not len(positive) == len(outcome) == len(seen) == len(cues_asked):
        raise ValueError("every case has a class, an outcome or none, and questions asked")
    figures = SortingFigures.of(positive[seen], outcome[seen], cues_asked[seen])
    put, left = int((positive & ~seen).sum()), int((~positive & ~seen).sum())
    sampled = None if weights is None else _sampled(positive, outcome, seen, weights)
    return SortingPartlySeen.of_counts(figures, put, left, sampled=sampled)


def _balanced(figures: SortingFigures, hits: int, misses: int, alarms: int, rejections: int) -> Estimate:
    """Balanced accuracy with the unseen cases added as told."""
    hits, misses = figures.hits + hits, figures.misses + misses
    alarms, rejections = figures.false_alarms + alarms, figures.correct_rejections + rejections
    return mean_of_two(proportion(hits, hits + misses), proportion(rejections, alarms + rejections))


def _sampled(
    positive: NDArray[np.bool_],
    outcome: NDArray[np.bool_],
    seen: NDArray[np.bool_],
    weights: NDArray[np.float64],
) -> SampledFigures:
    drawn = ~np.isnan(weights)
    if len(weights) != len(positive) or (drawn & ~seen).any():
        raise ValueError("a case of the sample must have been looked at: it has a weight and no outcome")
    came, none = drawn & outcome, drawn & ~outcome
    sensitivity = weighted_share(positive[came], weights[came])
    specificity = weighted_share(~positive[none], weights[none])
    return SampledFigures(int(drawn.sum()), sensitivity, specificity, mean_of_two(sensitivity, specificity))


def _share(value: float) -> str:
    return "an unknown share" if np.isnan(value) else f"{100 * value:.0f} %"
