"""Centre and limits of counted things (p, u, their Laney forms, c), one series at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.evidence.control_chart import NEUTRAL, ControlChart
from fanlight.evidence.false_alarms import c_alarm, with_alarm, xmr_alarm
from fanlight.evidence.moving_range import means
from fanlight.evidence.ruled_chart import Day, Laid, laid, ruled_charts
from fanlight.evidence.run_rules import Lines

D2 = 1.128  # mean range of two standard normal values
_WIDTH, _NEAR = 3.0, 2.0

Floats = NDArray[np.float64]


def rates(
    days: ArrayLike, counts: ArrayLike, denominators: ArrayLike, rebase: Sequence[Day], *, share: bool
) -> tuple[Laid, Floats, Floats]:
    """Counts over their denominators, checked: the series, the denominators, the centre of each part.

    Raises
    ------
    ValueError
        A count is negative or has no denominator above 0, or a share has more counted than there are.
    """
    above, below = np.array(counts, dtype=np.float64), np.array(denominators, dtype=np.float64)
    if above.shape != below.shape:
        raise ValueError(f"{above.size} counts and {below.size} denominators")
    known = np.isfinite(above) & np.isfinite(below)
    if (above[known] < 0).any() or (below[known] <= 0).any():
        raise ValueError("a count is negative, or a denominator is not above 0")
    if share and (above[known] > below[known]).any():
        raise ValueError(
            "more counted than the denominator has: a share wants a part of it, a rate is a u chart"
        )
    above, below = np.where(known, above, np.nan), np.where(known, below, np.nan)
    series = laid(days, above / below, [len(above)], rebase)
    total = np.add.reduceat(np.nan_to_num(below), series.starts) if len(above) else below
    counted = np.add.reduceat(np.nan_to_num(above), series.starts) if len(above) else above
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = series.spread(counted / total)
    return series, below, centre


def counted_chart(
    kind: str,
    series: Laid,
    centre: Floats,
    error: Floats,
    expected: Floats,
    *,
    laney: bool = False,
    target: float | None = None,
    improvement: str = NEUTRAL,
) -> ControlChart:
    """A chart with limits at three standard errors.

    Parameters
    ----------
    kind
        Name of the chart.
    series
        Values as `rates` gives them.
    centre, error
        Shape (n,): the middle and the standard error of each point.
    expected
        Shape (n,): the counts expected (of a share, of its rarer side), by which false alarms go.
    laney
        Widen or narrow the errors by how much the standardised values really move from point to point.
    target, improvement
        As for `xmr_chart`.

    References
    ----------
    Laney, Improved control charts for attributes, Quality Engineering 14 (2002) 531-537.
    """
    if laney:
        with np.errstate(invalid="ignore", divide="ignore"):
            z = (series.y - centre) / error
        moves = np.full(len(z), np.nan)
        moves[1:] = np.abs(np.diff(z))
        moves[series.begins] = np.nan
        error = error * series.spread(means(moves, series.starts) / D2)
    lines = sigma_lines(centre, centre, error)
    [chart] = ruled_charts(kind, series, lines, target=target, improvement=improvement)
    if laney:  # ranges of standardised values, not screened: as of an XmR chart
        return with_alarm(chart, lambda _, points: xmr_alarm(points, screen=False))
    count = means(np.where(np.isfinite(series.y), expected, np.nan), series.starts)
    return with_alarm(chart, lambda part, points: c_alarm(points, float(count[part])))


def sigma_lines(middle: Floats, mean: Floats, error: Floats) -> Lines:
    """A middle line with limits three, and warning lines two, standard errors about the mean."""
    near, wide = _NEAR * error, _WIDTH * error
    return Lines(middle, mean - wide, mean + wide, mean - near, mean + near)
