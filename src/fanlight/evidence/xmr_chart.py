"""The XmR chart as the NHS plots the dots: single values, natural limits, four rules."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.evidence.control_chart import DECREASE, INCREASE, NEUTRAL, ControlChart, points_of
from fanlight.evidence.moving_range import natural_limits
from fanlight.evidence.run_rules import ORDER, apply_run_rules
from fanlight.evidence.signals import signals_of

FEWEST = 12  # points under which Making Data Count calls limits trial limits
_NAMES = np.array(ORDER)


def xmr_chart(
    days: ArrayLike,
    values: ArrayLike,
    *,
    rebase: Sequence[np.datetime64 | str] = (),
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
    rebase: Sequence[np.datetime64 | str] = (),
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
    x, y, bounds = _laid(days, values, sizes)
    if fix_after is not None and fix_after < FEWEST:
        raise ValueError(f"limits rest on at least {FEWEST} points, not {fix_after}")
    if improvement not in (INCREASE, DECREASE, NEUTRAL):
        raise ValueError(f"improvement is increase, decrease or neutral, not {improvement!r}")
    begins = np.zeros(len(x), dtype=np.bool_)
    begins[bounds[:-1][np.diff(bounds) > 0]] = True
    begins |= np.isin(x, np.array(list(rebase), dtype="datetime64[D]"))
    lines = natural_limits(y, begins, fix_after=fix_after, screen=screen)
    marked = apply_run_rules(y, lines, begins)
    cuts = list(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))
    signals = signals_of(marked, bounds, [points_of(x[first:last]) for first, last in cuts], "mean")
    names = _NAMES[marked.mark].tolist()
    return [
        ControlChart(
            "xmr",
            x[first:last],
            y[first:last],
            lines.centre[first:last],
            lines.lower[first:last],
            lines.upper[first:last],
            tuple(names[first:last]),
            tuple(signals[place]),
            None,
            tuple(np.flatnonzero(begins[first:last]).tolist()),
            target,
            improvement,
        )
        for place, (first, last) in enumerate(cuts)
    ]


def _laid(
    days: ArrayLike, values: ArrayLike, sizes: Sequence[int]
) -> tuple[NDArray[np.datetime64], NDArray[np.float64], NDArray[np.int64]]:
    x = np.asarray(days, dtype="datetime64[D]")
    y = np.array(values, dtype=np.float64)
    bounds = np.concatenate(([0], np.cumsum(np.asarray(sizes, dtype=np.int64))))
    if x.shape != y.shape or len(y) != bounds[-1]:
        raise ValueError(f"{len(x)} days and {len(y)} values for {bounds[-1]} points")
    if np.isinf(y).any() or np.isnat(x).any():
        raise ValueError("a value is infinite or a day is missing")
    within = np.ones(max(len(x) - 1, 0), dtype=np.bool_)
    inner = bounds[1:-1]
    within[inner[(inner > 0) & (inner < len(x))] - 1] = False
    if (np.diff(x)[within] <= np.timedelta64(0, "D")).any():
        raise ValueError("days do not rise: sort them, one value a day")
    return x, y, bounds
