"""What chance alone would give if places had been drawn otherwise: p and interval from the draws.

For trials and pilots whose places, pairs or starting times were drawn by lot: the draw itself is gone through
again (Fisher), and inverting the test gives an interval of the effect. Where nothing was drawn and one asks
how often shuffled outcomes do as well as the real ones, that is `fanlight.estimates.resampling`.
"""

from __future__ import annotations

from itertools import combinations, permutations
from math import comb, factorial

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.rate_ratio import RateRatio, level

Floats = NDArray[np.float64]
ALL = 20_000  # so many ways to draw are gone through one by one; of more, as many are drawn


def permuted_ratio(
    values: Floats, weights: Floats, treated: Floats, *, confidence: float, method: str
) -> RateRatio:
    """Invert a permutation test of an effect that adds to every treated value.

    The statistic is linear in the values, so each draw is at least as extreme as the real one from some
    effect on; sorted, these effects give p at none and the bounds alike.

    Parameters
    ----------
    values
        Shape (m,): log rates.
    weights
        Shape (draws, m): of each way to draw, the weights of the values in the estimate; the real one
        first.
    treated
        Shape (m,): 1 where a value is of a treated place and time, else 0.
    confidence
        Of the interval.
    method
        Its name.

    Returns
    -------
    RateRatio
        Of one element. With few ways to draw the interval has no ends: 0 and inf.
    """
    alpha = level(confidence)
    estimates, kept = weights @ values, weights @ treated
    room = 1 - kept[1:]
    same = np.abs(room) < 1e-12  # a draw that treats the same places is as extreme, whatever the effect
    with np.errstate(divide="ignore", invalid="ignore"):
        turning = np.where(same, np.nan, (estimates[0] - estimates[1:]) / np.where(same, 1.0, room))
    # Against an effect d: draws at least as high as the real one are those with turning <= d, or the same.
    turning = np.sort(turning[~same])
    always, whole = 1 + int(same.sum()), len(estimates)
    slack = 1e-9 * max(1.0, float(np.abs(turning).max(initial=0.0)))
    as_high = always + int(np.searchsorted(turning, slack, side="right"))
    as_low = always + len(turning) - int(np.searchsorted(turning, -slack, side="left"))
    p = min(1.0, 2 * min(as_high, as_low) / whole)
    # The most draws that still refuse an effect: 2 * count / whole < alpha.
    refuse = int(np.ceil(alpha * whole / 2 - 1e-9)) - 1 - always
    low = turning[refuse] if 0 <= refuse < len(turning) else -np.inf
    high = turning[-1 - refuse] if 0 <= refuse < len(turning) else np.inf
    clear = p < alpha
    if not clear:  # an end that lies at 0 to the last digit
        low, high = min(low, 0.0), max(high, 0.0)
    ratio, ends = np.exp(estimates[:1]), np.exp(np.array([low, high]))
    return RateRatio(ratio, ends[:1], ends[1:], np.array([p]), method, confidence)


def draws_of_treated(places: int, treated: int, rng: np.random.Generator) -> NDArray[np.int8]:
    """Ways to draw the treated places: all, or `ALL` by chance.

    Parameters
    ----------
    places, treated
        How many there are.
    rng
        Used only where there are more than `ALL` ways.

    Returns
    -------
    ndarray
        Shape (draws, places), 1 where treated.
    """
    ways = comb(places, treated)
    if ways <= ALL:
        drawn = np.zeros((ways, places), dtype=np.int8)
        for row, chosen in enumerate(combinations(range(places), treated)):
            drawn[row, list(chosen)] = 1
        return drawn
    order = rng.random((ALL, places)).argsort(axis=1)
    return np.asarray(order < treated, dtype=np.int8)


def draws_of_order(places: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Ways to give places each other's turn: all, or `ALL` by chance; shape (draws, places)."""
    if factorial(places) <= ALL:
        return np.array(list(permutations(range(places))), dtype=np.intp)
    return np.asarray(rng.random((ALL, places)).argsort(axis=1), dtype=np.intp)
