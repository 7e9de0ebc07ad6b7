"""A factor model: the area's own answer to what moves its donors together."""

from __future__ import annotations

import numpy as np

from fanlight.evidence.comparison.area import Area, Array, Fit, own_scale

_MOST, _POINTS = 6, 4


def factor_model(area: Area) -> Fit:
    """Regress the area on its donors' mean course and on the main ways in which donors depart from it.

    With no factor it is difference in differences. How many are taken is settled by what each number would
    have said of the later past from the earlier.

    References
    ----------
    Xu (2017), Political Analysis 25:57-76 (generalised synthetic control); factors from the donors alone.

    Examples
    --------
    >>> donors = np.array([[1.0, 2, 1, 2, 1, 2], [3.0, 6, 3, 6, 3, 6], [0.0, 0, 0, 0, 0, 0]])
    >>> values = np.array([5.0, 10, 5, 10, 5, 0])
    >>> round(factor_model(Area(values, donors, first=5)).effect, 3)
    -10.0
    """
    beside = area.donors.mean(axis=0)
    apart = area.values - beside
    factors = _factors(area, beside)
    past = apart[: area.first]
    count = _how_many(factors[: area.first], past)
    used = factors[:, : 1 + count]
    course = used @ np.linalg.lstsq(used[: area.first], past, rcond=None)[0]
    gaps = apart - course
    return Fit(float(gaps[area.first :].mean()), own_scale(gaps[: area.first], past), beside + course)


def _factors(area: Area, beside: Array) -> Array:
    """A constant, and the courses (t, k) along which donors depart from their mean, the main one first."""
    departing = area.donors - beside
    departing = departing - departing[:, : area.first].mean(axis=1, keepdims=True)
    _, sizes, courses = np.linalg.svd(departing, full_matrices=False)
    real = sizes > 1e-9 * max(float(sizes[0]), 1e-290) if len(sizes) else np.zeros(0, dtype=np.bool_)
    kept = courses[real][: min(_MOST, area.first // 4)]
    return np.column_stack([np.ones(len(area.values)), *kept])


def _how_many(factors: Array, past: Array) -> int:
    """Try each number of factors on what came later in the past, from four points of it onwards."""
    errors = np.zeros(factors.shape[1])
    for part in np.array_split(np.arange(len(past) // 2, len(past)), _POINTS):
        start = int(part[0]) if len(part) else len(past) - 1
        # One decomposition serves every number of factors: the first columns of each stand for themselves.
        across, shape = np.linalg.qr(factors[:start])
        known = np.abs(np.diag(shape)) > 1e-9 * np.abs(shape).max(initial=0.0)
        answers = across.T @ past[:start]
        for count in range(len(errors)):
            size = 1 + count
            if not known[:size].all():
                errors[count:] = np.inf
                break
            answer = np.linalg.solve(shape[:size, :size], answers[:size])
            errors[count] += np.mean((past[start:] - factors[start:, :size] @ answer) ** 2)
    return int(np.argmin(errors))
