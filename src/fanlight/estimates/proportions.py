"""A proportion with its interval, and the mean of two."""

from __future__ import annotations

from math import sqrt

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.wilson import wilson_interval


def proportion(events: int, of: int, *, level: float = 0.95) -> Estimate:
    """One proportion with its score interval.

    Examples
    --------
    >>> proportion(7, 40)
    Estimate(value=0.175, low=0.087..., high=0.319...)
    """
    low, high = wilson_interval(events, of, level)
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


def difference_of_two(first: Estimate, second: Estimate) -> Estimate:
    """One independent proportion less another, its interval made of theirs.

    References
    ----------
    Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10; Zou and Donner as above.

    Examples
    --------
    >>> difference_of_two(proportion(56, 70), proportion(48, 80))
    Estimate(value=0.2..., low=0.05..., high=0.33...)
    """
    value = first.value - second.value
    below = sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    above = sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    return Estimate(value, value - below, value + above)
