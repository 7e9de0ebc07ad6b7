"""Roots of many monotone functions at once, each within its own bracket."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def bracketed_roots(
    function: Callable[[Floats, NDArray[np.intp]], Floats],
    low: Floats,
    high: Floats,
    *,
    tolerance: float = 1e-13,
    steps: int = 200,
) -> Floats:
    """Find where each of n functions crosses zero.

    Parameters
    ----------
    function
        Called with x, shape (m,), and which of the n functions are still open, shape (m,); returns (m,).
    low, high
        Shape (n,): the functions have different signs there, or the end itself is taken where they have not.
    tolerance
        Width at which a bracket is narrow enough, in units of max(1, abs(x)).
    steps
        At most so many evaluations.

    Returns
    -------
    ndarray
        Shape (n,).

    References
    ----------
    Chandrupatla (1997), Advances in Engineering Software 28, 145-149: inverse quadratic steps where they are
    safe, halving elsewhere.

    Examples
    --------
    >>> import numpy as np
    >>> squares = np.array([4.0, 9.0])
    >>> roots = bracketed_roots(lambda x, which: x * x - squares[which], np.zeros(2), np.full(2, 10.0))
    >>> roots.round(9).tolist()
    [2.0, 3.0]
    """
    everyone = np.arange(len(low))
    a, b = np.array(high, dtype=np.float64), np.array(low, dtype=np.float64)  # b: newest, a: the other side
    fa, fb = function(a, everyone), function(b, everyone)
    root = np.where(np.abs(fa) < np.abs(fb), a, b)
    which = np.flatnonzero((np.sign(fa) * np.sign(fb) < 0) & (a != b))
    a, b, fa, fb = a[which], b[which], fa[which], fb[which]
    c, fc = a.copy(), fa.copy()
    part = np.full(len(which), 0.5)
    for _ in range(steps):
        if not len(which):
            break
        x = a + part * (b - a)
        fx = function(x, which)
        same = np.sign(fx) == np.sign(fa)
        c, fc = np.where(same, a, b), np.where(same, fa, fb)
        b, fb = np.where(same, b, a), np.where(same, fb, fa)
        a, fa = x, fx
        best = np.where(np.abs(fa) < np.abs(fb), a, b)
        root[which] = best
        least = tolerance * np.maximum(1.0, np.abs(best)) / np.maximum(np.abs(b - a), 1e-300)
        open_ = (least < 0.5) & (fa != 0) & (fb != 0)
        part = _next_part(a, b, c, fa, fb, fc)
        part = np.clip(part, np.minimum(least, 0.5), 1 - np.minimum(least, 0.5))
        which, part = which[open_], part[open_]
        a, b, c, fa, fb, fc = a[open_], b[open_], c[open_], fa[open_], fb[open_], fc[open_]
    return root


def _next_part(a: Floats, b: Floats, c: Floats, fa: Floats, fb: Floats, fc: Floats) -> Floats:
    """Tell how far from a towards b to step: inverse quadratic where that is safe, else half."""
    with np.errstate(all="ignore"):
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        safe = (phi**2 < xi) & ((1 - phi) ** 2 < 1 - xi)
        step = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return np.where(safe & np.isfinite(step), step, 0.5)
