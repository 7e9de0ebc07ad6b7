"""Rates of two states of the same places, pair by pair: each pair is its own comparison."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.estimates.cluster_rates import log_rates
from fanlight.estimates.randomisation_inference import ALL, permuted_ratio
from fanlight.estimates.rate_ratio import RateRatio


def paired_rate_ratio(
    events: ArrayLike,
    exposure: ArrayLike,
    compared_events: ArrayLike,
    compared_exposure: ArrayLike,
    *,
    rng: np.random.Generator,
    confidence: float = 0.95,
) -> RateRatio:
    """Compare two states by all the ways in which each pair could have fallen the other way round.

    Parameters
    ----------
    events, exposure, compared_events, compared_exposure
        Shape (pairs,): one state and the other of the same places, as in two weeks of which one was drawn.
    rng
        Used where there are more than 20,000 ways.
    confidence
        Of the interval.

    Returns
    -------
    RateRatio
        Geometric mean of the ratios of the pairs, method "paired". With fewer than six pairs p cannot come
        below .05, and the interval has no ends.

    Raises
    ------
    ValueError
        No pair, or sides of different length.

    References
    ----------
    Fisher, The Design of Experiments (1935), section 21: exact where the order within a pair was drawn.

    Examples
    --------
    >>> found = paired_rate_ratio([6, 7, 5, 8, 6, 7, 5, 6], 1, [12, 13, 9, 17, 12, 15, 11, 12], 1,
    ...                           rng=np.random.default_rng(1))
    >>> round(float(found.ratio[0]), 2), round(float(found.p[0]), 4)
    (0.5, 0.0078)
    """
    on, off = (
        np.broadcast_arrays(np.atleast_1d(events), np.atleast_1d(exposure)),
        np.broadcast_arrays(np.atleast_1d(compared_events), np.atleast_1d(compared_exposure)),
    )
    pairs = len(on[0])
    if not pairs or pairs != len(off[0]):
        raise ValueError("both sides have as many pairs, at least one")
    values = log_rates(np.concatenate([on[0], off[0]]), np.concatenate([on[1], off[1]]))
    flips = draws_of_flips(pairs, rng)
    flips = np.vstack([np.ones(pairs), flips[np.any(flips != 1, axis=1)]])
    treated = np.repeat([1.0, 0.0], pairs)
    return permuted_ratio(
        values, np.hstack([flips, -flips]) / pairs, treated, confidence=confidence, method="paired"
    )


def draws_of_flips(pairs: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Ways to turn pairs round, shape (draws, pairs), 1 or -1: all, or 20,000 by chance."""
    if 2**pairs <= ALL:
        return np.array(list(product((1.0, -1.0), repeat=pairs)))
    return np.where(rng.random((ALL, pairs)) < 0.5, 1.0, -1.0)
