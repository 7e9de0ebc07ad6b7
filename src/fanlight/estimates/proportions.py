"""A proportion with its interval, and the mean of two."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from fanlight.estimates.estimate import Estimate


def wilson_interval(
    events: ArrayLike, of: ArrayLike, *, confidence: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Score intervals of proportions.

    Parameters
    ----------
    events, of
        Counts, of one shape; `events` of `of`.
    confidence
        Between 0 and 1.

    Returns
    -------
    low, high
        Of that shape; NaN where `of` is 0.

    References
    ----------
    Wilson, Journal of the American Statistical Association 22 (1927), 209-212; Newcombe, Statistics in
    Medicine 17 (1998), 857-872, method 3.

    Examples
    --------
    >>> low, high = wilson_interval([0, 15], [20, 148])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0, 0.0624], [0.1611, 0.1605])
    """
    x, n = np.asarray(events, np.float64), np.asarray(of, np.float64)
    z = float(ndtri(0.5 + confidence / 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        p = x / n
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low = np.where(x == 0, np.where(n > 0, 0.0, np.nan), np.maximum(middle - reach, 0))
    high = np.where((x == n) & (n > 0), 1.0, np.minimum(middle + reach, 1))
    return low, high


def proportion(events: int, of: int, *, confidence: float = 0.95) -> Estimate:
    """One proportion with its score interval.

    Examples
    --------
    >>> proportion(7, 40)
    Estimate(value=0.175, low=0.087..., high=0.319...)
    """
    low, high = wilson_interval(events, of, confidence=confidence)
    return Estimate(events / of if of else float("nan"), float(low), float(high))


def mean_of_two(first: Estimate, second: Estimate) -> Estimate:
    """The mean of two independent proportions, its interval made of theirs.

    References
    ----------
    Zou and Donner, Statistics in Medicine 27 (2008), 1693-1702 (the limits of each are recovered from its
    own interval).

    Examples
    --------
    >>> mean_of_two(proportion(80, 100), proportion(60, 100))
    Estimate(value=0.7, low=0.63..., high=0.75...)
    """
    value = (first.value + second.value) / 2
    below = sqrt((first.value - first.low) ** 2 + (second.value - second.low) ** 2) / 2
    above = sqrt((first.high - first.value) ** 2 + (second.high - second.value) ** 2) / 2
    return Estimate(value, value - below, value + above)
