"""Synthetic difference in differences: donors and periods weighted so that they run side by side."""

from __future__ import annotations

import numpy as np

from fanlight.estimates.nonnegative import simplex_from_products
from fanlight.evidence.comparison.area import Area, Array, Fit, own_scale

_TIME_RIDGE = 1e-6


def synthetic_difference_in_differences(area: Area) -> Fit:
    """Difference in differences with weights on donors and on the periods before.

    References
    ----------
    Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), American Economic Review 111:4088-4118: ridge
    on the donors' weights, both sets of weights with an intercept. Solved exactly, not by their iterations.

    Examples
    --------
    >>> area = Area(np.array([10.0, 11, 7, 7]), np.array([[4.0, 5, 5, 5], [1, 2, 4, 4]]), first=2)
    >>> round(synthetic_difference_in_differences(area).effect, 3)
    -5.0
    """
    first, donors = area.first, area.donors
    noise = float(np.diff(donors[:, :first], axis=1).std(ddof=1)) if donors[:, :first].size > 2 else 0.0
    after = donors.shape[1] - first
    weights = _weights(donors[:, :first].T, area.values[:first], np.sqrt(after) * noise**2 * first)
    ridge = _TIME_RIDGE**2 * noise**2 * len(donors)
    periods = _weights(donors[:, :first], donors[:, first:].mean(axis=1), ridge)
    beside = weights @ donors
    level = float(periods @ (area.values - beside)[:first])
    gaps = area.values - beside - level
    apart = area.values[:first] - donors[:, :first].mean(axis=0)
    left = gaps[:first] - gaps[:first].mean()
    return Fit(float(gaps[first:].mean()), own_scale(left, apart), beside + level, weights)


def _weights(columns: Array, target: Array, ridge: float) -> Array:
    apart = columns - target[:, None]
    apart = apart - apart.mean(axis=0)
    return simplex_from_products(apart.T @ apart, len(target), ridge=ridge).weights
