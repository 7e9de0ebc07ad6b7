"""Estimates of several units, each with its error, drawn in by as much as is chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from fanlight.estimates.estimate import Estimate

Floats = NDArray[np.float64]
FEWEST = 5
_SPREADS = 60


@dataclass(frozen=True, slots=True)
class Middle:
    """What several units tell of their middle and their spread, without telling any of them.

    Attributes
    ----------
    spread
        Shape (k,): standard deviations of the true values.
    weight
        Shape (k,): how far each is borne out; they add up to 1.
    middle, variance
        Shape (k,): the middle at each spread, and the variance of its estimate.
    units
        How many units it was told from.
    """

    spread: Floats
    weight: Floats
    middle: Floats
    variance: Floats
    units: int

    def shrunk(self, value: float, error: float, *, confidence: float = 0.95) -> Estimate:
        """One unit's value drawn in, with its interval; what is not known of the middle is carried into it.

        Examples
        --------
        >>> middle = middle_of([1.0, 1.2, 0.8, 1.1, 0.9, 1.0], [0.1] * 6)
        >>> drawn = middle.shrunk(3.0, 1.0)
        >>> 1.0 < drawn.value < 1.4
        True
        """
        between = self.spread**2
        kept = between / (between + error**2)
        mean = kept * value + (1 - kept) * self.middle
        deviation = np.sqrt(kept * error**2 + (1 - kept) ** 2 * self.variance)
        outer = (1 - confidence) / 2
        low, high = (self._quantile(mean, deviation, at) for at in (outer, 1 - outer))
        return Estimate(float(self.weight @ mean), low, high)

    def _quantile(self, mean: Floats, deviation: Floats, chance: float) -> float:
        """Of the mixture of normal distributions, by halving."""
        low, high = float((mean - 9 * deviation).min()), float((mean + 9 * deviation).max())
        for _ in range(60):
            half = (low + high) / 2
            below = float(self.weight @ ndtr((half - mean) / deviation))
            low, high = (half, high) if below < chance else (low, half)
        return (low + high) / 2


def middle_of(values: ArrayLike, errors: ArrayLike) -> Middle:
    """What units tell of their middle and spread.

    Parameters
    ----------
    values, errors
        Shape (units,), at least five: estimates and their standard errors, above 0.

    Raises
    ------
    ValueError
        Fewer than five units, an error that is not above 0, a value that is not known.

    Notes
    -----
    True values are normal about a middle (flat prior) with a variance (flat prior, up to the spread of the
    values and their errors several times over); the middle is integrated exactly, the spread on a grid.

    References
    ----------
    Morris, Journal of the American Statistical Association 78 (1983) 47-55; Morris and Lysy, Statistical
    Science 27 (2012) 115-134.
    """
    value, error = np.asarray(values, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    if value.ndim != 1 or value.shape != error.shape or len(value) < FEWEST:
        raise ValueError(f"{value.size} values with {error.size} errors; at least {FEWEST} units")
    if not (np.isfinite(value) & np.isfinite(error) & (error > 0)).all():
        raise ValueError("a value is known, and its error above 0")
    widest = 4 * float(value.std()) + float(np.median(error))
    spread = widest * (np.arange(_SPREADS) + 0.5) / _SPREADS
    precision = 1 / (spread[:, None] ** 2 + error**2)
    total = precision.sum(axis=1)
    middle = (precision @ value) / total
    squares = (precision * (value - middle[:, None]) ** 2).sum(axis=1)
    log_weight = np.log(spread) + (np.log(precision).sum(axis=1) - np.log(total) - squares) / 2
    weight = np.exp(log_weight - log_weight.max())
    return Middle(spread, weight / weight.sum(), middle, 1 / total, len(value))
