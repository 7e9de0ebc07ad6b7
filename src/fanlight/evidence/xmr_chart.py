"""The XmR chart as the NHS plots the dots: single values, natural limits, four rules."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from fanlight.evidence.control_chart import NEUTRAL, ControlChart
from fanlight.evidence.false_alarms import with_alarm, xmr_alarm
from fanlight.evidence.moving_range import natural_limits
from fanlight.evidence.ruled_chart import Day, laid, ruled_charts

FEWEST = 12  # points under which Making Data Count calls limits trial limits


def xmr_chart(
    days: ArrayLike,
    values: ArrayLike,
    *,
    rebase: Sequence[Day] = (),
    fix_after: int | None = None,
    screen: bool = True,
    target: float | None = None,
    improvement: str = NEUTRAL,
) -> ControlChart:
    """One series as an XmR chart.

    Parameters
    ----------
    days
        Shape (n,), rising; what `numpy.datetime64` takes.
    values
        Shape (n,), in any unit; NaN where there is no figure.
    rebase
        Days of the series from which limits are reckoned anew. One on which it has no point changes nothing.
    fix_after
        Limits rest on the first so many points (at least 12) after each rebase; None: on all.
    screen
        Leave out moving ranges not under 3.267 times their mean.
    target
        What the values should reach.
    improvement
        Which way is better: increase, decrease or neutral. Changes what a signal is called, no mark.

    Returns
    -------
    ControlChart
        Limits are the mean plus and minus 2.66 mean moving ranges, not clipped; NaN where no range is left.

    Raises
    ------
    ValueError
        Days do not rise, or are not as many as the values; `fix_after` under 12; an unknown direction.

    References
    ----------
    NHS England, Making Data Count ("plot the dots"); R NHSRplotthedots 0.2.0, whose answers it gives.

    Examples
    --------
    >>> days = np.arange("2025-01", "2026-01", dtype="datetime64[M]")
    >>> chart = xmr_chart(days, [20, 22, 19, 21, 20, 23, 21, 20, 22, 21, 20, 45])
    >>> chart.mark[-1], round(float(chart.upper[0]), 1), chart.signals[0].words
    ('outside', 27.6, '1 month above the upper limit')
    """
    series = np.asarray(values, dtype=np.float64)
    return xmr_charts(
        days,
        series,
        [len(series)],
        rebase=rebase,
        fix_after=fix_after,
        screen=screen,
        target=target,
        improvement=improvement,
    )[0]


def xmr_charts(
    days: ArrayLike,
    values: ArrayLike,
    sizes: Sequence[int],
    *,
    rebase: Sequence[Day] = (),
    fix_after: int | None = None,
    screen: bool = True,
    target: float | None = None,
    improvement: str = NEUTRAL,
) -> list[ControlChart]:
    """Many series at once, laid end to end: what `xmr_chart` gives for each.

    Parameters
    ----------
    days, values
        Shape (n,), the series one after the other; days rise within each.
    sizes
        Length of each series; together n.
    rebase, fix_after, screen, target, improvement
        As for `xmr_chart`, the same for all.
    """
    if fix_after is not None and fix_after < FEWEST:
        raise ValueError(f"limits rest on at least {FEWEST} points, not {fix_after}")
    series = laid(days, values, sizes, rebase)
    lines = natural_limits(series.y, series.begins, fix_after=fix_after, screen=screen)
    charts = ruled_charts("xmr", series, lines, target=target, improvement=improvement)
    if fix_after is not None:
        return charts
    return [with_alarm(chart, lambda _, points: xmr_alarm(points, screen=screen)) for chart in charts]
