"""Two tests of direction that ask for little: signs counted, and signs turned by lot."""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import ArrayLike

MOST_EXACT = 16  # differences up to which every turning of signs is tried
DRAWS = 20_000


def sign_test(fewer: int, more: int) -> float:
    """How often a split at least as uneven comes about when either side is as likely: exact, two-sided.

    Parameters
    ----------
    fewer, more
        How many went one way and the other; ties are left out.

    Returns
    -------
    float
        Probability; 1 where nothing moved.

    Raises
    ------
    ValueError
        A number is negative.

    References
    ----------
    Conover, Practical Nonparametric Statistics, 3rd edition, 1999, section 3.4.

    Examples
    --------
    >>> round(sign_test(90, 58), 4)
    0.0106
    """
    if fewer < 0 or more < 0:
        raise ValueError("numbers that moved cannot be negative")
    count, smaller = fewer + more, min(fewer, more)
    tail = sum(comb(count, k) for k in range(smaller + 1))
    return min(1.0, float(2 * tail / 2**count))


def sign_flips(differences: ArrayLike, rng: np.random.Generator, draws: int = DRAWS) -> float:
    """How often the mean lies as far from 0 when each difference could as well have had the other sign.

    Parameters
    ----------
    differences
        Shape (n,).
    rng
        For more than 16 differences; up to 16 all 2**n turnings are tried, and nothing is drawn.
    draws
        How many turnings are drawn.

    Returns
    -------
    float
        Two-sided probability, the observed one counted in; 1 for no difference.

    References
    ----------
    Fisher, The Design of Experiments, 1935, section 21; Phipson and Smyth 2010 on counting the observed one.

    Examples
    --------
    >>> sign_flips([1.0, 2.0, 3.0], np.random.default_rng(1))
    0.25
    """
    held = np.asarray(differences, dtype=np.float64)
    if held.ndim != 1:
        raise ValueError("differences stand in one row")
    if not len(held):
        return 1.0
    observed = abs(held.sum()) * (1 - 1e-12)
    if len(held) <= MOST_EXACT:
        turned = np.arange(2 ** len(held))[:, None] >> np.arange(len(held)) & 1
        sums = np.abs((1 - 2 * turned) @ held)
        return float((sums >= observed).mean())
    drawn = rng.integers(0, 2, (draws, len(held)))
    sums = np.abs((1 - 2 * drawn) @ held)
    return float((1 + (sums >= observed).sum()) / (1 + draws))
