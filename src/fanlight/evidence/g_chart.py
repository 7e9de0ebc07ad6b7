"""The g chart: how many cases go by between two rare events."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from fanlight.evidence.control_chart import NEUTRAL, ControlChart
from fanlight.evidence.moving_range import means
from fanlight.evidence.ruled_chart import Day, laid, ruled_charts
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
    mean = means(series.y, series.starts)
    middle = medians(series.y, series.starts)
    error = np.sqrt(mean * (mean + 1))
    each = (middle, mean - 3 * error, mean + 3 * error, mean - 2 * error, mean + 2 * error)
    lines = Lines(*(series.spread(line) for line in each))
    return ruled_charts("g", series, lines, centre="median", target=target, improvement=improvement)[0]


def medians(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Median of the known values of each part, NaN where none is known."""
    parts = [part[np.isfinite(part)] for part in np.split(values, starts[1:])][: len(starts)]
    return np.array([np.median(part) if len(part) else np.nan for part in parts], dtype=np.float64)
