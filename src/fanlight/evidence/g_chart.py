"""The g chart: how many cases go by between two rare events."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.evidence.attribute_chart import sigma_lines
from fanlight.evidence.control_chart import NEUTRAL, ControlChart
from fanlight.evidence.false_alarms import g_alarm, with_alarm
from fanlight.evidence.moving_range import means
from fanlight.evidence.ruled_chart import Day, Laid, laid, ruled_charts
from fanlight.evidence.run_rules import Lines


def g_chart(
    days: ArrayLike,
    between: ArrayLike,
    *,
    rebase: Sequence[Day] = (),
    target: float | None = None,
    improvement: str = NEUTRAL,
) -> ControlChart:
    """Cases between events with geometric limits.

    Parameters
    ----------
    days
        Shape (n,), the day of each event.
    between
        Shape (n,), cases without the event since the one before (0 or more); NaN where not known.
    rebase, target, improvement
        As for `xmr_chart`. A low point means events close together.

    Returns
    -------
    ControlChart
        The centre is the median, so that runs have even chances; limits are `m ± 3 sqrt(m (m + 1))` about the
        mean m. The lower limit lies below 0 always: only runs tell that events come closer.

    Raises
    ------
    ValueError
        A number of cases is negative.

    References
    ----------
    Benneyan, Number-between g-type statistical quality control charts, Health Care Management Science 4
    (2001) 305-318; Provost and Murray, The Health Care Data Guide (2011), 228; R qicharts2.

    Examples
    --------
    >>> chart = g_chart(np.arange("2026-01", "2026-04", dtype="datetime64[M]"), [4, 9, 11])
    >>> float(chart.centre[0]), round(float(chart.upper[0]), 2)
    (9.0, 33.46)
    """
    series = laid(days, between, [np.size(np.asarray(between))], rebase)
    if (series.y < 0).any():
        raise ValueError("a number of cases is negative")
    [chart] = ruled_charts(
        "g", series, g_lines(series), centre="median", target=target, improvement=improvement
    )
    mean = means(series.y, series.starts)
    return with_alarm(chart, lambda part, points: g_alarm(points, float(mean[part])))


def g_lines(series: Laid) -> Lines:
    """Median, and geometric limits about the mean, of each part."""
    mean = series.spread(means(series.y, series.starts))
    middle = series.spread(medians(series.y, series.starts))
    return sigma_lines(middle, mean, np.sqrt(mean * (mean + 1)))


def medians(values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Median of the known values of each part, NaN where none is known."""
    sizes = np.diff(np.append(starts, len(values)))
    part = np.repeat(np.arange(len(starts)), sizes)
    ordered = values[np.lexsort((values, part))]  # within a part rising, what is not known last
    known = np.add.reduceat(np.isfinite(values).astype(np.int64), starts) if len(starts) else sizes
    low, high = (
        starts + np.maximum(known - 1, 0) // 2,
        starts + np.minimum(known // 2, np.maximum(sizes - 1, 0)),
    )
    middle: NDArray[np.float64] = (ordered[low] + ordered[high]) / 2
    return middle
