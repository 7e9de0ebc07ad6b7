"""Interrupted time series: the area's own past gone on with, a trend and the months of the year."""

from __future__ import annotations

import numpy as np

from fanlight.estimates.regression import linear_regression, log_linear_regression
from fanlight.evidence.comparison.area import Area, Array, Fit, Link

_FEWEST_EACH = 2  # years before the change, before months of the year are told apart
_FARTHEST = 20.0  # a trend of counts gone on with for long leaves what numbers can hold
MONTHS = 12


def interrupted_time_series(area: Area) -> Fit:
    """Fit level and trend before, a step and another trend after, and the months of the year.

    Counts: quasi-Poisson with a log link; other values: least squares. Errors by Newey and West.
    It knows no other area: whatever happened everywhere at that date is in its effect.

    References
    ----------
    Bernal, Cummins and Gasparrini (2017), International Journal of Epidemiology 46:348-355.

    Examples
    --------
    >>> values = np.array([10.0, 11, 12, 13, 14, 15, 10, 11, 12, 13])
    >>> fit = interrupted_time_series(Area(values, np.empty((0, 10)), first=6))
    >>> round(fit.effect, 6), fit.without.round(6).tolist()[-1]
    (-6.0, 19.0)
    """
    design, without = _designs(area)
    if area.counts:
        found = log_linear_regression(design, area.values)
        top = float(np.log(area.values.max())) + _FARTHEST
        expected = np.exp(np.clip(without @ found.coefficients, top - 700.0, top))
        return _ratio(area, expected, without, found.coefficients, found.covariance)
    plain = linear_regression(design, area.values)
    expected = without @ plain.coefficients
    change = (design - without)[area.first :].mean(axis=0)
    variance = float(change @ plain.covariance @ change)
    effect = float((area.values - expected)[area.first :].mean())
    return Fit(effect, _positive(variance, area.values), expected)


def _ratio(area: Area, expected: Array, without: Array, coefficients: Array, covariance: Array) -> Fit:
    after = expected[area.first :]
    slope = after @ without[area.first :] / after.sum()
    variance = float(slope @ covariance @ slope)
    effect = float((area.values[area.first :] - after).mean())
    return Fit(effect, _positive(variance, np.ones(1)), expected, link=Link.RATIO)


def _positive(variance: float, values: Array) -> float:
    return max(float(np.sqrt(max(variance, 0.0))), 1e-9 * max(float(np.abs(values).max()), 1e-290))


def _designs(area: Area) -> tuple[Array, Array]:
    """The design with the change, and the same without it."""
    count = len(area.values)
    time = (np.arange(count) - area.first) / max(count, 1)
    after = (np.arange(count) >= area.first).astype(np.float64)
    parts = [np.ones(count), time]
    if area.seasons is not None and area.first >= _FEWEST_EACH * MONTHS:
        parts += [(area.seasons == month).astype(np.float64) for month in range(1, MONTHS)]
    own = np.column_stack(parts)
    steps = [after, after * time] if count - area.first > 2 else [after]
    return (
        np.column_stack([own, *steps]),
        np.column_stack([own, *(np.zeros(count) for _ in steps)]),
    )
