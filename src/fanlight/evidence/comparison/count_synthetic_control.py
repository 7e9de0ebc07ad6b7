"""Count synthetic control: an area's count as a sum of parts of its donors' counts; the effect is a ratio."""

from __future__ import annotations

import numpy as np

from fanlight.estimates.nonnegative import nonnegative_quadratic
from fanlight.evidence.comparison.area import Area, Array, Fit, Link, own_scale

_ROUNDS, _RIDGE = 4, 1e-6


def count_synthetic_control(area: Area) -> Fit:
    """Fit the area's counts as a sum of donors' counts with weights that are not negative (Poisson errors).

    Weights need no sum: a large area may be several small ones. The effect is a rate ratio, the count after
    the change over that of the mixture, each over its own before it.

    Raises
    ------
    ValueError
        The area or all its donors have no count before the change, or the donors none after it.

    References
    ----------
    Bonander (2021), Epidemiology 32(5) (synthetic control for counts, with a rate ratio); here Poisson
    errors by reweighted least squares (McCullagh and Nelder 1989), a small ridge towards equal shares.

    Examples
    --------
    >>> donors = np.array([[10.0, 20, 10, 20], [5.0, 5, 5, 5]])
    >>> fit = count_synthetic_control(Area(np.array([25.0, 45, 25, 22]), donors, first=3, counts=True))
    >>> round(fit.effect, 1)
    -23.0
    """
    first = area.first
    past, values = area.donors[:, :first], area.values[:first]
    if not (values.any() and past.any()):
        raise ValueError("no count before the change")
    weights = _weights(past, values)
    mixed = weights @ area.donors
    if not mixed[first:].any() or not mixed[:first].any():
        raise ValueError("the donors have no count")
    without = mixed * (float(values.sum()) / float(mixed[:first].sum()))
    effect = float((area.values - without)[first:].mean())
    level = float(values.mean())
    beside = past.sum(axis=0)
    reference = values / level - beside / float(beside.mean())
    scale = own_scale((values - without[:first]) / level, reference)
    return Fit(effect, scale, without, weights, Link.RATIO)


def _weights(past: Array, values: Array) -> Array:
    sizes = past.mean(axis=1)
    known = sizes > 0
    shares = past[known] / sizes[known, None] * float(values.mean())
    even = np.full(len(shares), 1.0 / len(shares))
    expected = np.maximum(even @ shares, 1e-9 * float(values.mean()))
    found = even
    for _ in range(_ROUNDS):
        products = (shares / expected) @ shares.T
        ridge = _RIDGE * float(np.trace(products)) / len(shares)
        found = nonnegative_quadratic(
            products + ridge * np.eye(len(shares)), shares @ (values / expected) + ridge * even
        )
        expected = np.maximum(found @ shares, 0.01 * float(values.mean()))
    weights = np.zeros(len(past))
    weights[known] = found / sizes[known] * float(values.mean())
    return weights
