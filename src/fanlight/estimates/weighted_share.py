"""A share of a sample drawn with unequal chances, with its interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.wilson import wilson_interval


def weighted_share(yes: ArrayLike, chances: ArrayLike, *, level: float = 0.95) -> Estimate:
    """The share of yes in the population that a sample was drawn from, each row with a chance of its own.

    Each row counts as often as one over its chance (the estimator of Hájek). Its interval is Wilson's on the
    effective number of rows, (sum of weights)² over the sum of squared weights; with one chance for all it
    is Wilson's interval on the plain counts.

    Parameters
    ----------
    yes
        1 or 0, a row each.
    chances
        The chance with which each row was drawn, above 0 and at most 1.
    level
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        A share from 0 to 1; NaN for no rows.

    Raises
    ------
    ValueError
        The arrays differ in length, or a chance is none.

    References
    ----------
    Hájek, Comment on a paper by Basu (1971). Kish, Survey Sampling (1965), section 11.7, for the effective
    number. Dean and Pagano, Journal of Survey Statistics and Methodology 3 (2015), 484-503, for Wilson's
    interval on it.

    Examples
    --------
    >>> weighted_share([1, 0, 0, 0], [0.1, 0.1, 0.1, 0.1])
    Estimate(value=0.25, low=0.045..., high=0.699...)
    >>> round(weighted_share([1, 0], [0.5, 0.1]).value, 3)
    0.167
    """
    said, chance = np.asarray(yes, dtype=np.float64), np.asarray(chances, dtype=np.float64)
    if said.shape != chance.shape or said.ndim != 1:
        raise ValueError(f"{said.shape} answers and {chance.shape} chances; give one chance an answer")
    if not ((chance > 0) & (chance <= 1)).all():
        raise ValueError("a chance is above 0 and at most 1")
    if not said.size:
        return Estimate(float("nan"), float("nan"), float("nan"))
    weights = 1 / chance
    share = float(weights @ said / weights.sum())
    effective = float(weights.sum() ** 2 / (weights @ weights))
    low, high = wilson_interval(share * effective, effective, level)
    return Estimate(share, float(low), float(high))
