"""The funnel: many units at one time, each beside what its own size allows by chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, bdtrik, ndtri, pdtr, pdtrik

from fanlight.evidence.control_chart import COMMON_CAUSE, OUTSIDE, ControlChart, Signal

Floats = NDArray[np.float64]

BINOMIAL, POISSON = "binomial", "poisson"
EXACT, MULTIPLICATIVE, ADDITIVE = "exact", "multiplicative", "additive"
OUTER = 0.998  # between the limits lie so many of units that differ by chance alone
_WINSOR = 0.1


def funnel(
    counts: ArrayLike,
    denominators: ArrayLike,
    *,
    law: str = BINOMIAL,
    dispersion: str = EXACT,
    within: float = OUTER,
    names: tuple[str, ...] = (),
) -> ControlChart:
    """Units beside the limits that their denominators allow.

    Parameters
    ----------
    counts, denominators
        Shape (n,): events and what they are counted over; NaN where not known.
    law
        binomial (shares) or poisson (rates).
    dispersion
        exact: limits of the law alone. multiplicative: its standard error times sqrt(phi). additive: a
        variance between units added (DerSimonian and Laird). Both from z values winsorised at a tenth on
        either side; neither narrows the funnel.
    within
        Share of units that lie between the limits if all are alike.
    names
        What the units are called, for the signals.

    Returns
    -------
    ControlChart
        `x` denominators, `y` counts over them, in the order given.

    Raises
    ------
    ValueError
        Counts and denominators do not fit, an unknown law or dispersion.

    References
    ----------
    Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005)
    1185-1202, with its appendix on exact limits between whole numbers; Spiegelhalter, Handling
    over-dispersion of performance indicators, Quality and Safety in Health Care 14 (2005) 347-351.

    Examples
    --------
    >>> chart = funnel([10, 12, 60], [100, 110, 200], names=("A", "B", "C"))
    >>> [one.words for one in chart.signals]
    ['C above the upper limit']
    """
    above, below = _checked(counts, denominators, law)
    known = np.isfinite(above)
    total = float(below[known].sum())
    centre = float(above[known].sum()) / total if total else np.nan
    with np.errstate(invalid="ignore"):
        rate = above / below
        error = np.sqrt(centre * ((1 - centre) if law == BINOMIAL else 1.0) / below)
    outer = (1 - within) / 2
    if dispersion == EXACT:
        lower, upper = (exact_limit(chance, below, centre, law) for chance in (outer, 1 - outer))
    else:
        reach = -float(ndtri(outer)) * _spread(rate, centre, error, dispersion)
        lower, upper = centre - reach, centre + reach
    with np.errstate(invalid="ignore"):
        high, low = rate > upper, rate < lower
    called = names or tuple(f"unit {place + 1}" for place in range(len(above)))
    signals = tuple(
        Signal(OUTSIDE, place, place, f"{called[place]} {words}")
        for place in range(len(above))
        for words in (
            ["above the upper limit"] if high[place] else ["below the lower limit"] * bool(low[place])
        )
    )
    marks = tuple(OUTSIDE if out else COMMON_CAUSE for out in high | low)
    alarm = (
        _false_alarm(below[known], centre, lower[known], upper[known], law) if dispersion == EXACT else None
    )
    middle = np.full(len(above), centre)
    return ControlChart("funnel", below, rate, middle, lower, upper, marks, signals, alarm, names=called)


def exact_limit(chance: float, denominators: ArrayLike, centre: float, law: str) -> Floats:
    """The rate below which a unit of this size lies with this chance, between whole counts by proportion.

    With r the smallest count whose cumulative chance exceeds `chance`, the limit is (r - a) / n, where a is
    the excess as a share of the chance of r itself.

    Examples
    --------
    >>> exact_limit(0.999, [100], 0.1, "binomial").round(4).tolist()
    [0.1984]
    """
    size = np.asarray(denominators, dtype=np.float64)
    if not 0 < centre < (1 if law == BINOMIAL else np.inf):
        return np.full(size.shape, centre)
    count = np.floor(bdtrik(chance, size, centre) if law == BINOMIAL else pdtrik(chance, size * centre))
    count = np.maximum(np.nan_to_num(count) - 1, 0)
    for _ in range(4):  # from at most two below the count wanted
        count = np.where(_up_to(count, size, centre, law) <= chance, count + 1, count)
    reached = _up_to(count, size, centre, law)
    before = np.where(count > 0, _up_to(np.maximum(count - 1, 0), size, centre, law), 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        limit: Floats = (count - (reached - chance) / (reached - before)) / size
    return limit


def _up_to(count: Floats, size: Floats, centre: float, law: str) -> Floats:
    if law == POISSON:
        chance: Floats = pdtr(count, size * centre)
        return chance
    inside: Floats = np.where(
        count >= size, 1.0, bdtr(np.minimum(count, size), np.nan_to_num(size).astype(np.int64), centre)
    )
    return inside


def _checked(counts: ArrayLike, denominators: ArrayLike, law: str) -> tuple[Floats, Floats]:
    above, below = np.array(counts, dtype=np.float64), np.array(denominators, dtype=np.float64)
    if above.shape != below.shape or above.ndim != 1:
        raise ValueError(f"{above.size} counts and {below.size} denominators")
    if law not in (BINOMIAL, POISSON):
        raise ValueError(f"the law is binomial or poisson, not {law!r}")
    known = np.isfinite(above) & np.isfinite(below)
    if (above[known] < 0).any() or (below[known] <= 0).any():
        raise ValueError("a count is negative, or a denominator is not above 0")
    if law == BINOMIAL and ((above > below)[known].any() or (below[known] % 1 != 0).any()):
        raise ValueError("a share wants whole denominators and at most all of them counted; else law poisson")
    return np.where(known, above, np.nan), np.where(known, below, np.nan)


def _spread(rate: Floats, centre: float, error: Floats, dispersion: str) -> Floats:
    """The standard error of each unit, with what the units differ by more than by chance."""
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (rate - centre) / error
    known = z[np.isfinite(z)]
    if len(known) < 2:
        return error
    low, high = np.quantile(known, [_WINSOR, 1 - _WINSOR])
    phi = float(np.mean(np.clip(known, low, high) ** 2))
    if dispersion == MULTIPLICATIVE:
        widened: Floats = error * np.sqrt(max(1.0, phi))
        return widened
    if dispersion != ADDITIVE:
        raise ValueError(f"dispersion is exact, multiplicative or additive, not {dispersion!r}")
    weight = 1 / error[np.isfinite(z)] ** 2
    count = len(known)
    between = (count * phi - (count - 1)) / float(weight.sum() - (weight**2).sum() / weight.sum())
    added: Floats = np.sqrt(error**2 + max(0.0, between))
    return added


def _false_alarm(below: Floats, centre: float, lower: Floats, upper: Floats, law: str) -> float | None:
    """Chance that any of the units lies outside if all have the common rate, from the law itself."""
    if not len(below) or not np.isfinite(centre):
        return None
    under = np.ceil(lower * below - 1e-9) - 1  # the most that still lies below
    beyond = np.floor(upper * below + 1e-9)
    inside = _up_to(beyond, below, centre, law) - np.where(
        under >= 0, _up_to(np.maximum(under, 0), below, centre, law), 0.0
    )
    return float(1 - np.prod(np.clip(inside, 0, 1)))
