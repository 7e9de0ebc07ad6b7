"""Places that start one after another: each period compares those that have started with the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.estimates.cluster_rates import log_rates
from fanlight.estimates.randomisation_inference import draws_of_order, permuted_ratio
from fanlight.estimates.rate_ratio import RateRatio

Floats = NDArray[np.float64]


def stepped_wedge_ratio(
    events: ArrayLike,
    exposure: ArrayLike,
    starts: ArrayLike,
    *,
    rng: np.random.Generator,
    confidence: float = 0.95,
) -> RateRatio:
    """Compare within periods only, so that a change in time that all share cannot pass for an effect.

    Parameters
    ----------
    events, exposure
        Shape (places, periods).
    starts
        Shape (places,): period, from 0, in which a place starts; at or beyond the last period: never.
    rng
        Draws orders where there are more than 20,000.
    confidence
        Of the interval.

    Returns
    -------
    RateRatio
        Differences of mean log rates within each period that has both kinds, weighted by
        1 / (1 / started + 1 / not started); p and interval from the orders in which the places could have
        started. Method "stepped wedge".

    Raises
    ------
    ValueError
        No period has both kinds, or shapes that do not fit.

    References
    ----------
    Thompson, Davey, Fielding, Hargreaves and Hayes (2018), Statistics in Medicine 37, 2487-2500.

    Examples
    --------
    >>> trend = np.array([1.0, 1.2, 1.5, 1.9, 2.4, 3.0])
    >>> begun = np.arange(6)[None, :] >= np.arange(1, 6)[:, None]
    >>> counts = np.round(100 * trend * np.where(begun, 0.5, 1.0))
    >>> found = stepped_wedge_ratio(counts, 1.0, [1, 2, 3, 4, 5], rng=np.random.default_rng(1))
    >>> round(float(found.ratio[0]), 2), round(float(found.p[0]), 3)
    (0.5, 0.017)
    """
    values, turn = log_rates(events, exposure), np.asarray(starts)
    if values.ndim != 2 or turn.shape != values.shape[:1]:
        raise ValueError("events have places as rows and periods as columns, and each place has a start")
    begun = np.arange(values.shape[1])[None, :] >= turn[:, None]
    if not np.any(begun.any(axis=0) & ~begun.all(axis=0)):
        raise ValueError("no period has places that have started beside places that have not")
    plain = _weights(begun)
    orders = draws_of_order(len(turn), rng)
    orders = np.vstack([np.arange(len(turn)), orders[np.any(orders != np.arange(len(turn)), axis=1)]])
    weights = plain[orders].reshape(len(orders), -1)
    return permuted_ratio(
        values.ravel(),
        weights,
        begun.astype(np.float64).ravel(),
        confidence=confidence,
        method="stepped wedge",
    )


def _weights(begun: NDArray[np.bool_]) -> Floats:
    """Weight of each place and period in the estimate, shape (places, periods)."""
    started = begun.sum(axis=0)
    waiting = len(begun) - started
    both = (started > 0) & (waiting > 0)
    of_period = np.where(both, started * waiting / len(begun), 0.0)
    of_period = of_period / of_period.sum()
    return np.asarray(
        of_period * (begun / np.maximum(started, 1) - (~begun) / np.maximum(waiting, 1)), dtype=np.float64
    )
