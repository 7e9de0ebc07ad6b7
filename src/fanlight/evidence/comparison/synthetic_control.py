"""Synthetic control: a mixture of donors, in shares of one, that followed the area before the change."""

from __future__ import annotations

from fanlight.estimates.nonnegative import simplex_least_squares
from fanlight.evidence.comparison.area import Area, Fit, own_scale


def synthetic_control(area: Area) -> Fit:
    """Mix the donors so that the mixture lies nearest to the area before the change.

    References
    ----------
    Abadie, Diamond and Hainmueller (2010), Journal of the American Statistical Association 105:493-505;
    here with the outcomes before the change as the only characteristics.

    Examples
    --------
    >>> import numpy as np
    >>> fit = synthetic_control(Area(np.array([2.0, 3, 9]), np.array([[1.0, 2, 3], [3, 4, 5]]), first=2))
    >>> round(fit.effect, 6), fit.weights.round(6).tolist()
    (5.0, [0.5, 0.5])
    """
    before = slice(0, area.first)
    weights = simplex_least_squares(area.donors[:, before].T, area.values[before]).weights
    without = weights @ area.donors
    gaps = area.values - without
    reference = area.values[before] - area.donors[:, before].mean(axis=0)
    return Fit(float(gaps[area.first :].mean()), own_scale(gaps[before], reference), without, weights)
