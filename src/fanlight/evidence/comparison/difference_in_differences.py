"""Difference in differences: the area's change, less the mean change of the donors."""

from __future__ import annotations

import numpy as np

from fanlight.evidence.comparison.area import Area, Fit, own_scale


def difference_in_differences(area: Area) -> Fit:
    """Take the donors' mean change off the area's.

    It holds where area and donors would have gone on side by side: see `pre_trend`.

    References
    ----------
    Card and Krueger (1994), American Economic Review 84:772-793, with one treated area.

    Examples
    --------
    >>> fit = difference_in_differences(Area(np.array([10.0, 10, 7]), np.array([[4.0, 6, 6]]), first=2))
    >>> fit.effect, fit.without.tolist()
    (-4.0, [9.0, 11.0, 11.0])
    """
    beside = area.donors.mean(axis=0)
    apart = area.values - beside
    level = float(apart[: area.first].mean())
    gaps = apart - level
    scale = own_scale(gaps[: area.first], apart[: area.first])
    weights = np.full(len(area.donors), 1.0 / len(area.donors))
    return Fit(float(gaps[area.first :].mean()), scale, beside + level, weights)
