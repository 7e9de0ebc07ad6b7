"""How often a chart marks something though nothing changes, by its kind and length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from fanlight.evidence.control_chart import ControlChart
from fanlight.evidence.false_alarm_table import LENGTHS, MEANS, XMR, XMR_UNSCREENED, C, G, T

_LONGEST, _LEAST_MEAN = LENGTHS[-1], MEANS[0]


def xmr_alarm(points: int, *, screen: bool = True) -> float | None:
    """Chance of any mark on so many independent normal values charted by their own limits.

    Simulated, 20,000 series a length (standard error at most 0.4 percentage points), between lengths by
    proportion. None beyond 240 points.

    Examples
    --------
    >>> round(xmr_alarm(24), 2)
    0.18
    """
    return _at(points, XMR if screen else XMR_UNSCREENED)


def t_alarm(points: int) -> float | None:
    """The same of exponential times on a t chart."""
    return _at(points, T)


def c_alarm(points: int, mean: float) -> float | None:
    """The same of Poisson counts with this mean on a c chart; p and u charts go by their mean count.

    None under a mean of 0.5, where such a chart says nothing.
    """
    return _at_mean(points, mean, C)


def g_alarm(points: int, mean: float) -> float | None:
    """The same of geometric numbers of cases with this mean on a g chart."""
    return _at_mean(points, mean, G)


def run_alarm(useful: int, longest: int, crossings: int) -> float:
    """Chance that a run chart signals though values only come in another order.

    Exact: arrangements of as many values above as below the median whose runs are all short enough and which
    cross often enough are counted by their runs; the rest signals.

    Parameters
    ----------
    useful
        Values that do not lie on the median.
    longest, crossings
        Longest run allowed, fewest crossings needed.

    Examples
    --------
    >>> round(run_alarm(24, 8, 8), 3)
    0.031
    """
    above = (useful + 1) // 2
    below = useful - above
    quiet = 0
    for runs in range(1, above + 1):
        for others in (runs - 1, runs, runs + 1):
            if others < 0 or runs + others - 1 < crossings or (others == 0) != (below == 0):
                continue
            ways = _parts(above, runs, longest) * (_parts(below, others, longest) if below else 1)
            quiet += ways * (2 if runs == others else 1)
    return 1 - quiet / comb(useful, above)


def _parts(total: int, parts: int, most: int) -> int:
    """Ways to write a total as so many numbers from 1 to `most`, in order."""
    return sum(
        (-1) ** over * comb(parts, over) * comb(total - over * most - 1, parts - 1)
        for over in range(parts + 1)
        if total - over * most >= parts
    )


def with_alarm(chart: ControlChart, alarm: Callable[[int, int], float | None]) -> ControlChart:
    """The chart with its chance of any mark, its parts taken as independent.

    Parameters
    ----------
    chart
        Any chart of a series.
    alarm
        From the number of a part and its known points to its chance; None makes the whole None.
    """
    quiet = 1.0
    for part, (first, last) in enumerate(chart.parts()):
        chance = alarm(part, int(np.isfinite(chart.y[first:last]).sum()))
        if chance is None:
            return chart
        quiet *= 1 - chance
    return replace(chart, false_alarm_rate=round(1 - quiet, 6))


def _at(points: int, table: ArrayLike) -> float | None:
    if points > _LONGEST:
        return None
    return float(np.interp(points, LENGTHS, np.asarray(table))) if points >= LENGTHS[0] else 0.0


def _at_mean(points: int, mean: float, table: ArrayLike) -> float | None:
    if not mean >= _LEAST_MEAN or points > _LONGEST:
        return None
    rows = np.array([_at(points, row) for row in np.asarray(table)])
    return float(np.interp(np.log(mean), np.log(MEANS), rows))
