"""Interrupted time series: the area's own past gone on with, a trend and the months of the year."""

from __future__ import annotations

from math import log

import numpy as np

from fanlight.estimates.regression import linear_regression, log_linear_regression
from fanlight.evidence.comparison.area import Area, Array, Fit, Link

_FEWEST_EACH = 2  # years before the change, before months of the year are told apart
_FARTHEST = 20.0  # a trend of counts gone on with for long leaves what numbers can hold
MONTHS = 12


def interrupted_time_series(area: Area) -> Fit:
    """Fit level, trend and months of the year before the change, and go on with them after it.

    The same as a segmented regression whose every term may change at the date: nothing that comes after it
    enters what is expected, nor its error. Counts: quasi-Poisson with a log link; other values: least
    squares. Errors by Newey and West. It knows no other area: whatever happened everywhere at that date is
    in its effect.

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
    design, first = _design(area), area.first
    past, before, after = area.values[:first], design[:first], design[first:]
    if area.counts:
        found = log_linear_regression(before, past)
        top = log(float(past.max())) + _FARTHEST
        course = np.minimum(design @ found.coefficients, np.float64(top))
        expected = np.asarray(np.exp(course), dtype=np.float64)
        change = expected[first:] @ after / expected[first:].sum()
        scale = _error(change, found.covariance, np.ones(1))
    else:
        plain = linear_regression(before, past)
        expected = design @ plain.coefficients
        scale = _error(after.mean(axis=0), plain.covariance, area.values)
    effect = float((area.values - expected)[first:].mean())
    return Fit(effect, scale, expected, link=Link.RATIO if area.counts else Link.DIFFERENCE)


def _error(change: Array, covariance: Array, values: Array) -> float:
    smallest = 1e-9 * max(float(np.abs(values).max()), 1e-290)
    return max(float(np.sqrt(max(float(change @ covariance @ change), 0.0))), smallest)


def _design(area: Area) -> Array:
    count = len(area.values)
    parts = [np.ones(count), (np.arange(count) - area.first) / count]
    if area.seasons is not None and area.first >= _FEWEST_EACH * MONTHS:
        parts += [(area.seasons == month).astype(np.float64) for month in range(1, MONTHS)]
    return np.column_stack(parts)
