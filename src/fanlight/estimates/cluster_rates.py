"""Rates of places that were given something, beside places that were not: the place is what is counted."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.estimates.quasi_poisson import t_ratio
from fanlight.estimates.randomisation_inference import draws_of_treated, permuted_ratio
from fanlight.estimates.rate_ratio import RateRatio, require_counts, require_exposures

Floats = NDArray[np.float64]


def log_rates(events: ArrayLike, exposure: ArrayLike) -> Floats:
    """Log rates, half an event added everywhere if any place has none.

    Examples
    --------
    >>> log_rates([2, 4], [1, 2]).round(3).tolist()
    [0.693, 0.693]
    """
    y, s = np.broadcast_arrays(np.asarray(events, dtype=np.float64), np.asarray(exposure, dtype=np.float64))
    require_counts(y)
    require_exposures(s)
    return np.asarray(np.log((y + 0.5 * bool(np.any(y == 0))) / s))


def cluster_rate_ratio(
    events: ArrayLike, exposure: ArrayLike, treated: ArrayLike, *, confidence: float = 0.95
) -> RateRatio:
    """Compare places by a t test of their log rates, each place counting once.

    Parameters
    ----------
    events, exposure
        Shape (places,).
    treated
        Shape (places,), True for those given it; at least two on each side.
    confidence
        Of the interval.

    Returns
    -------
    RateRatio
        Ratio of geometric mean rates, method "cluster t", spread pooled.

    Raises
    ------
    ValueError
        Fewer than two places on a side.

    References
    ----------
    Hayes and Moulton, Cluster Randomised Trials (2009), chapter 10.

    Examples
    --------
    >>> rates = cluster_rate_ratio([9, 12, 10, 20, 24, 19], 1.0, [1, 1, 1, 0, 0, 0])
    >>> rates.sentence()
    'Rate ratio 0.491 (0.362 to 0.666), p = 0.00294.'
    """
    values, chosen = _places(events, exposure, treated)
    one, other = values[chosen], values[~chosen]
    spare = len(values) - 2
    pooled = (((one - one.mean()) ** 2).sum() + ((other - other.mean()) ** 2).sum()) / spare
    error = float(np.sqrt(pooled * (1 / len(one) + 1 / len(other))))
    return t_ratio(float(one.mean() - other.mean()), error, spare, "cluster t", confidence)


def permuted_cluster_rate_ratio(
    events: ArrayLike,
    exposure: ArrayLike,
    treated: ArrayLike,
    *,
    rng: np.random.Generator,
    confidence: float = 0.95,
) -> RateRatio:
    """Compare places by all the ways in which as many could have been drawn.

    Parameters
    ----------
    events, exposure, treated, confidence
        As `cluster_rate_ratio`.
    rng
        Used where there are more than 20,000 ways.

    Returns
    -------
    RateRatio
        Method "permutation". With fewer than 40 ways p cannot come below .05, and the interval has no ends.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> rates = permuted_cluster_rate_ratio([9, 12, 10, 8, 20, 24, 19, 22], 1.0, [1] * 4 + [0] * 4, rng=rng)
    >>> round(float(rates.p[0]), 4)
    0.0286
    """
    values, chosen = _places(events, exposure, treated)
    drawn = draws_of_treated(len(values), int(chosen.sum()), rng)
    drawn = np.vstack([chosen.astype(np.int8), drawn[np.any(drawn != chosen, axis=1)]])
    weights = drawn / chosen.sum() - (1 - drawn) / (~chosen).sum()
    return permuted_ratio(
        values, weights, chosen.astype(np.float64), confidence=confidence, method="permutation"
    )


def _places(events: ArrayLike, exposure: ArrayLike, treated: ArrayLike) -> tuple[Floats, NDArray[np.bool_]]:
    values, chosen = log_rates(events, exposure), np.asarray(treated, dtype=np.bool_)
    if chosen.shape != values.shape or min(chosen.sum(), (~chosen).sum()) < 2:
        raise ValueError("each side needs at least two places")
    return values, chosen
