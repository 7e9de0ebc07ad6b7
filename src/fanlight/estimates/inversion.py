"""An interval as the values that a test does not refuse: bounds and p from one pair of tails."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fanlight.estimates.rate_ratio import agreeing, level
from fanlight.estimates.root_finding import bracketed_roots

Floats = NDArray[np.float64]
Tails = Callable[[float], tuple[float, float]]
FARTHEST = 700.0  # log of the largest ratio that a float holds, nearly


def inverted(tails: Tails, *, start: float, width: float, confidence: float) -> tuple[float, float, float]:
    """p against a ratio of 1, and the interval, from the tails of one test.

    Parameters
    ----------
    tails
        Given the log of a ratio: the chance of as little as was seen (falls with the ratio), and of as much
        (rises with it).
    start, width
        Log of a ratio near the estimate, and how far the bounds lie from it, about: a poor guess costs
        time only.
    confidence
        Between 0 and 1.

    Returns
    -------
    tuple of float
        p (two-sided, twice the smaller tail), low, high; 0 and inf where no ratio is refused on that side.
    """
    alpha = level(confidence)
    lower, upper = tails(0.0)
    p = min(1.0, 2 * min(lower, upper))
    low = np.exp(_crossing(lambda x: tails(x)[1], start, -width, alpha / 2))
    high = np.exp(_crossing(lambda x: tails(x)[0], start, width, alpha / 2))
    bounds = agreeing(
        np.array([low]), np.array([high]), p=np.array([p]), alpha=alpha, higher=np.array([upper < lower])
    )
    return p, float(bounds[0][0]), float(bounds[1][0])


def _crossing(tail: Callable[[float], float], start: float, width: float, aim: float) -> float:
    """Find where the tail comes down to `aim`, going from the start in the direction of `width`."""
    here, step = start, width
    while tail(here) < aim:  # the start lies outside: go back first
        here -= step
        step *= 2
        if abs(here) > FARTHEST:
            return here
    there, step = here + width, width
    while tail(there) > aim:
        here, there, step = there, there + 2 * step, 2 * step
        if abs(there) > FARTHEST:
            return float(np.copysign(np.inf, width))
    goal = special.ndtri(aim)

    def beyond(x: Floats, _which: NDArray[np.intp]) -> Floats:
        return np.array([special.ndtri(tail(float(one))) - goal for one in x])

    return float(bracketed_roots(beyond, np.array([here]), np.array([there]), tolerance=1e-11)[0])
