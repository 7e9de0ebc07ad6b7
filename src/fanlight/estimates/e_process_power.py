"""How often evidence that may be looked at any time finds a true ratio."""

from __future__ import annotations

import numpy as np

from fanlight.estimates.e_process import RatioMixture
from fanlight.estimates.rate_ratio import level


def alarm_chance(
    compared_mean: float,
    exposure_ratio: float,
    ratio: float,
    *,
    periods: int,
    sought: float,
    rng: np.random.Generator,
    draws: int = 1000,
    confidence: float = 0.95,
) -> float:
    """Draw pairs of counts and tell how often `compared_rates_e_process` ends with the interval without 1.

    Parameters
    ----------
    compared_mean
        Events in all on the side compared with, spread evenly over the periods.
    exposure_ratio
        Exposure over that compared with, the same in each period.
    ratio
        True ratio of the rates.
    periods
        Looks, one a period.
    sought
        Ratio that evidence is gathered for.
    rng
        Draws the counts.
    draws
        How many studies are drawn: the answer is good to about 3 / sqrt(draws) / 2.
    confidence
        Of the interval.

    Returns
    -------
    float
        Share of the studies that alarm at some look.

    Examples
    --------
    >>> alarm_chance(60, 1.0, 1.0, periods=24, sought=0.6, rng=np.random.default_rng(1)) < 0.05
    True
    """
    each = compared_mean / periods
    a = rng.poisson(each * exposure_ratio * ratio, (draws, periods)).cumsum(axis=1)
    b = rng.poisson(each, (draws, periods)).cumsum(axis=1)
    nodes, share = np.log(RatioMixture.around(sought).nodes()), np.log(exposure_ratio)
    cost = np.logaddexp(0, share + nodes) - np.logaddexp(0, share)
    mixed = np.full(a.shape, -np.inf)
    for log_ratio, price in zip(nodes, cost, strict=True):
        mixed = np.logaddexp(mixed, a * log_ratio - (a + b) * price)
    alarm = mixed - np.log(len(nodes)) > -np.log(level(confidence))
    return float(alarm.any(axis=1).mean())
