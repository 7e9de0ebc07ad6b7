"""How far raters agree on the same cases: percentages and coefficients that take chance out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Counts = NDArray[np.float64]
SCALES = ("nominal", "ordinal", "interval")


@dataclass(frozen=True, slots=True)
class Ratings:
    """How many raters put each case into each category.

    Attributes
    ----------
    counts
        Shape (cases, categories).
    values
        Shape (categories,): what the categories are worth, ascending; their places on a nominal scale.
    """

    counts: Counts
    values: NDArray[np.float64]

    @classmethod
    def of(cls, cases: Sequence[object], judgements: Sequence[object]) -> Ratings:
        """Count judgements, one a rater and case; a missing one is left out.

        Numbers are worth what they are; words their place in the alphabet.

        Examples
        --------
        >>> Ratings.of(["a", "a", "b"], [1, 3, 3]).counts.tolist()
        [[1.0, 1.0], [0.0, 1.0]]
        """
        _, case = np.unique(np.asarray(cases), return_inverse=True)
        categories, category = np.unique(np.asarray(judgements), return_inverse=True)
        counts = np.zeros((int(case.max()) + 1, len(categories)))
        np.add.at(counts, (case, category), 1)
        numeric = np.issubdtype(categories.dtype, np.number)
        return cls(
            counts, categories.astype(np.float64) if numeric else np.arange(len(categories), dtype=float)
        )


def quadratic_weights(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 for the same category, down to 0 for the two farthest apart, by the square of the distance."""
    span = float(values.max() - values.min()) or 1.0
    weights: NDArray[np.float64] = 1 - ((values[:, None] - values) / span) ** 2
    return weights


def percent_agreement(ratings: Ratings, weights: NDArray[np.float64] | None = None) -> float:
    """Share of pairs of raters who agree, averaged over cases with two ratings or more; NaN without one.

    Examples
    --------
    >>> percent_agreement(Ratings.of([1, 1, 2, 2], ["x", "x", "x", "y"]))
    0.5
    """
    counts = ratings.counts[ratings.counts.sum(axis=1) >= 2]
    if not len(counts):
        return float("nan")
    raters = counts.sum(axis=1)
    agreeing = counts @ (np.eye(counts.shape[1]) if weights is None else weights)
    return float(((counts * (agreeing - 1)).sum(axis=1) / (raters * (raters - 1))).mean())


def gwet_ac(ratings: Ratings, weights: NDArray[np.float64] | None = None) -> float:
    """Gwet's AC1, or AC2 where weights are given; NaN where there is nothing to compare.

    Chance agreement is what raters who judge at random where a case is hard would reach.

    References
    ----------
    Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008), 29-48; Handbook of Inter-Rater
    Reliability, 4th ed. (2014), ch. 4 (weights).

    Examples
    --------
    >>> round(gwet_ac(Ratings.of([1, 1, 2, 2, 3, 3], list("xxxxxy"))), 4)
    0.5385
    """
    counts = ratings.counts[ratings.counts.sum(axis=1) >= 1]
    q = counts.shape[1]
    if q < 2:
        return 1.0 if np.isfinite(percent_agreement(ratings)) else float("nan")
    shares = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    total_weight = q if weights is None else float(weights.sum())
    by_chance = total_weight / (q * (q - 1)) * float((shares * (1 - shares)).sum())
    return float((percent_agreement(ratings, weights) - by_chance) / (1 - by_chance))


def krippendorff_alpha(ratings: Ratings, scale: str = "nominal") -> float:
    """Krippendorff's alpha; NaN where no case has two ratings, or all ratings are the same.

    Parameters
    ----------
    scale
        "nominal", "ordinal" or "interval": how far apart two categories are.

    References
    ----------
    Krippendorff, Content Analysis, 2nd ed. (2004), ch. 11.

    Examples
    --------
    >>> round(krippendorff_alpha(Ratings.of([1, 1, 2, 2, 3, 3], list("xxxxyy"))), 4)
    1.0
    """
    counts = ratings.counts[ratings.counts.sum(axis=1) >= 2]
    totals = counts.sum(axis=0)
    n = totals.sum()
    if (totals > 0).sum() < 2:
        return float("nan")
    apart = _apart(scale, totals, ratings.values)
    raters = counts.sum(axis=1)
    within = (np.einsum("ij,jk,ik->i", counts, apart, counts) / (raters - 1)).sum() / n
    by_chance = totals @ apart @ totals / (n * (n - 1))
    return float(1 - within / by_chance)


def _apart(scale: str, totals: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared distance of every two categories."""
    if scale == "nominal":
        return 1 - np.eye(len(totals))
    places = values
    if scale == "ordinal":
        places = (
            np.cumsum(totals) - totals / 2
        )  # ratings in the categories between, half of the two themselves
    squared: NDArray[np.float64] = (places[:, None] - places) ** 2
    return squared


def jackknife_interval(
    ratings: Ratings, statistic: Callable[[Ratings], float], *, confidence: float = 0.95
) -> tuple[float, float]:
    """An interval over cases: each is left out once.

    Returns
    -------
    low, high
        NaN where there are fewer than three cases, or the statistic is not known without one of them.

    References
    ----------
    Efron and Tibshirani, An Introduction to the Bootstrap (1993), ch. 11.
    """
    rated = np.flatnonzero(ratings.counts.sum(axis=1) >= 1)
    n = len(rated)
    if n < 3:
        return float("nan"), float("nan")
    left_out = np.array(
        [statistic(Ratings(np.delete(ratings.counts, case, axis=0), ratings.values)) for case in rated]
    )
    error = float(np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum()))
    reach = float(stdtrit(n - 1, 0.5 + confidence / 2)) * error
    whole = statistic(ratings)
    return whole - reach, min(whole + reach, 1.0)
