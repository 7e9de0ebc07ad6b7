"""Placebos: the same question asked of every area without the change, to see how far chance alone goes."""

from __future__ import annotations

from dataclasses import replace
from math import floor

import numpy as np
from scipy.special import stdtrit

from fanlight.evidence.comparison.area import Array, Fit

LEVEL = 0.95


def placebo_p(standing: float, standings: Array) -> float | None:
    """The share of areas, this one among them, whose standing is at least as far from 0; None for no other.

    Parameters
    ----------
    standing
        Of the area with the change (`Fit.standing`).
    standings
        Shape (m,), of the areas without it.

    Notes
    -----
    Where the area with the change was picked by lot, such a p of at most .05 comes by chance in at most 5 of
    100 cases, whatever the series are like (Fisher's randomisation test; Abadie et al. 2010). Where it was
    picked *because* it stood out, it comes more often: see the page of methods.

    Examples
    --------
    >>> placebo_p(-3.0, np.array([0.5, -1.0, 2.0, 3.5]))
    0.4
    """
    if not len(standings):
        return None
    further = int((np.abs(standings) >= abs(standing)).sum())
    return (1 + further) / (1 + len(standings))


def reach(standings: Array, level: float = LEVEL) -> float | None:
    """How many scales the interval goes to either side; None where there are too few placebos.

    The interval then holds every effect that `placebo_p` would not reject: it and p are one method.

    Examples
    --------
    >>> reach(np.arange(1.0, 40.0)), reach(np.arange(1.0, 10.0))
    (38.0, None)
    """
    places = floor((1.0 - level) * (1 + len(standings)) + 1e-9)
    if places < 1:
        return None
    return float(np.sort(np.abs(standings))[-places])


def own_reach(before: int, level: float = LEVEL) -> float:
    """Used where there are too few placebos: as if the average could err as much as any one period does.

    Examples
    --------
    >>> round(own_reach(20), 3)
    2.093
    """
    return float(stdtrit(max(before - 1, 1), 0.5 + level / 2.0))


def steadied(fits: list[Fit]) -> list[Fit]:
    """The same fits, each one's scale brought halfway (in squares) to the median over all.

    How far an area strayed in its own short past tells only in part how far it will stray; the rest is what
    areas usually do. All areas alike, so that ranks stay even. It makes intervals about a tenth narrower.

    Examples
    --------
    >>> none = np.zeros(2)
    >>> [round(fit.scale, 3) for fit in steadied([Fit(0.0, one, none) for one in (1.0, 2.0, 7.0)])]
    [1.581, 2.0, 5.148]
    """
    usual = float(np.median([fit.scale for fit in fits]))
    return [replace(fit, scale=float(np.hypot(fit.scale, usual) / np.sqrt(2.0))) for fit in fits]


def standings_of(fits: list[Fit], afters: list[Array]) -> Array:
    """How far each area without the change stands from no effect, shape (m,)."""
    found = [fit.standing(after) for fit, after in zip(fits, afters, strict=True)]
    return np.array([one for one in found if np.isfinite(one)], dtype=np.float64)
