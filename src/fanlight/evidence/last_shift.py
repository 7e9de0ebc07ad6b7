"""When the level last moved for good, as far as a standard chart tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from fanlight.evidence.control_chart import ControlChart, points_of
from fanlight.evidence.run_rules import LONG, signs


@dataclass(frozen=True, slots=True)
class LastShift:
    """A run of points on one side of the centre.

    Attributes
    ----------
    on
        Day of its first point.
    points
        How many it has.
    above
        On which side of the centre.
    from_the_start
        It begins where the limits begin: nothing says that the level moved there.
    words
        The points in words: "months".
    """

    on: date
    points: int
    above: bool
    from_the_start: bool
    words: str

    def sentence(self) -> str:
        """When it began."""
        run = f"{self.points} {self.words} in a row {'above' if self.above else 'below'} the mean"
        if self.from_the_start:
            return f"The limits begin with {run}; no lasting step shows after them."
        return f"The last lasting step began in {self.on:%B %Y}: {run}."


def last_shift(chart: ControlChart) -> LastShift | None:
    """The last run of 7 points or more on one side of the centre; None where there is none.

    Unlike the chart's marks it is found under other marks too: a large step is marked as points outside.

    Parameters
    ----------
    chart
        A standard chart over days.

    References
    ----------
    NHS England, Making Data Count: a shift is 7 points in a row on one side of the mean.

    Examples
    --------
    >>> from fanlight.evidence.xmr_chart import xmr_chart
    >>> months = np.arange("2024-01", "2026-01", dtype="datetime64[M]")
    >>> chart = xmr_chart(months, [200, 202] * 6 + [100, 102] * 6)
    >>> last_shift(chart).sentence()
    'The last lasting step began in January 2025: 12 months in a row below the mean.'
    """
    with np.errstate(invalid="ignore"):
        side = signs(chart.y - chart.centre)
    begins = set(chart.starts)
    found: LastShift | None = None
    first = 0
    for at in range(1, len(side) + 1):
        if at < len(side) and side[at] == side[first] and at not in begins:
            continue
        if side[first] and at - first >= LONG:
            day = chart.x[first].astype("datetime64[D]").astype(date)
            words = points_of(chart.x)
            found = LastShift(day, at - first, bool(side[first] > 0), first in begins, words)
        first = at
    return found
