"""The t chart: the days between two rare events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.evidence.control_chart import NEUTRAL, ControlChart
from fanlight.evidence.false_alarms import t_alarm, with_alarm
from fanlight.evidence.moving_range import natural_limits
from fanlight.evidence.ruled_chart import Day, laid, ruled_charts

POWER = 3.6  # a waiting time to the power 1 / 3.6 is close to normal


def t_chart(
    days: ArrayLike,
    between: ArrayLike,
    *,
    rebase: Sequence[Day] = (),
    target: float | None = None,
    improvement: str = NEUTRAL,
) -> ControlChart:
    """Time between events with limits reckoned on their 3.6th root.

    Parameters
    ----------
    days
        Shape (n,), the day of each event.
    between
        Shape (n,), time since the one before, above 0, in any unit; NaN where not known.
    rebase, target, improvement
        As for `xmr_chart`. A low point means events close together.

    Returns
    -------
    ControlChart
        An XmR chart of `between ** (1 / 3.6)` (ranges not screened), marked and then turned back. A lower
        limit under 0 of the root cannot be turned back: there is none (NaN).

    Raises
    ------
    ValueError
        A time is 0 or less: two events on one day want hours, or a g chart.

    References
    ----------
    Nelson, A control chart for parts-per-million nonconforming items, Journal of Quality Technology 26 (1994)
    239-240; Montgomery, 7th ed., section 7.3.5; R qicharts2.

    Examples
    --------
    >>> chart = t_chart(np.arange("2026-01", "2026-05", dtype="datetime64[M]"), [40, 52, 31, 45])
    >>> round(float(chart.centre[0]), 1)
    41.5
    """
    series = laid(days, between, [np.size(np.asarray(between))], rebase)
    if (series.y <= 0).any():
        raise ValueError("a time between events is not above 0: give hours, or use a g chart")
    roots = replace(series, y=series.y ** (1 / POWER))
    lines = natural_limits(roots.y, series.begins, screen=False)
    [chart] = ruled_charts("t", roots, lines, centre="middle", target=target, improvement=improvement)
    chart = replace(
        chart,
        y=series.y,
        centre=_turned_back(chart.centre),
        lower=_turned_back(chart.lower),
        upper=_turned_back(chart.upper),
    )
    return with_alarm(chart, lambda _, points: t_alarm(points))


def _turned_back(roots: NDArray[np.float64]) -> NDArray[np.float64]:
    back: NDArray[np.float64] = np.where(roots > 0, roots, np.nan) ** POWER
    return back
