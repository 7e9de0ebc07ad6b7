"""Augmented synthetic control: what a mixture of donors misses before the change is corrected by ridge."""

from __future__ import annotations

import numpy as np

from fanlight.estimates.nonnegative import simplex_least_squares
from fanlight.evidence.comparison.area import Area, Array, Fit, own_scale

_PENALTIES = np.logspace(1.0, -3.0, 9)  # as shares of the donors' largest variance
_BLOCKS = 5


def augmented_synthetic_control(area: Area) -> Fit:
    """Synthetic control, then a ridge regression of what it misses on the donors.

    Weights may become negative: it reaches beyond what donors show, as little as the past asks for. The
    penalty is the largest whose error on parts of the past left out lies within one standard error of the
    least.

    References
    ----------
    Ben-Michael, Feller and Rothstein (2021), Journal of the American Statistical Association 116:1789-1803.

    Examples
    --------
    >>> donors = np.array([[1.0, 2, 1, 2, 1, 2], [3.0, 4, 3, 4, 3, 4]])
    >>> fit = augmented_synthetic_control(Area(np.array([2.0, 3, 2, 3, 2, 8]), donors, first=5))
    >>> round(fit.effect, 6)
    5.0
    """
    first = area.first
    past, values = area.donors[:, :first], area.values[:first]
    penalty = _penalty(past, values)
    weights = _weights(past, values, penalty)
    without = weights @ area.donors
    gaps = area.values - without
    reference = values - past.mean(axis=0)
    return Fit(float(gaps[first:].mean()), own_scale(gaps[:first], reference), without, weights)


def _weights(past: Array, values: Array, penalty: float) -> Array:
    mixed = simplex_least_squares(past.T, values).weights
    weights: Array = _corrected(past, values, mixed, np.array([penalty]))[0]
    return weights


def _corrected(past: Array, values: Array, mixed: Array, penalties: Array) -> Array:
    """Add the ridge correction under each penalty, shape (penalties, n); the weights keep their sum."""
    apart = past - past.mean(axis=0)
    sizes, ways = np.linalg.eigh(apart @ apart.T)
    if sizes[-1] <= 0.0:
        return np.tile(mixed, (len(penalties), 1))
    missed = ways.T @ (apart @ (values - mixed @ past))
    more = (missed / (np.maximum(sizes, 0.0) + penalties[:, None] * sizes[-1])) @ ways.T
    corrected: Array = mixed + more - more.mean(axis=1, keepdims=True)
    return corrected


def _penalty(past: Array, values: Array) -> float:
    blocks = [part for part in np.array_split(np.arange(len(values)), min(_BLOCKS, len(values))) if len(part)]
    errors = np.zeros((len(blocks), len(_PENALTIES)))
    for row, left_out in enumerate(blocks):
        kept = np.delete(np.arange(len(values)), left_out)
        mixed = simplex_least_squares(past[:, kept].T, values[kept]).weights
        weights = _corrected(past[:, kept], values[kept], mixed, _PENALTIES)
        errors[row] = np.mean((values[left_out] - weights @ past[:, left_out]) ** 2, axis=1)
    mean = errors.mean(axis=0)
    best = int(np.argmin(mean))
    allowed = mean[best] + errors[:, best].std(ddof=1) / np.sqrt(len(blocks))
    return float(_PENALTIES[int(np.argmax(mean <= allowed))])
