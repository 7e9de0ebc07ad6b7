"""The c chart of counts over equal stretches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from fanlight.evidence.attribute_chart import counted_chart
from fanlight.evidence.control_chart import NEUTRAL, ControlChart
from fanlight.evidence.moving_range import means
from fanlight.evidence.ruled_chart import Day, laid


def c_chart(
    days: ArrayLike,
    counts: ArrayLike,
    *,
    rebase: Sequence[Day] = (),
    target: float | None = None,
    improvement: str = NEUTRAL,
) -> ControlChart:
    """Counts with Poisson limits.

    Parameters
    ----------
    days, counts
        Shape (n,); NaN where not known.
    rebase, target, improvement
        As for `xmr_chart`.

    Returns
    -------
    ControlChart
        Limits `mean ± 3 sqrt(mean)`, not clipped. Counts of an authority move about twice as much as that
        (dispersion 4.6 in the median of English referrals): then an XmR chart or u' is the right one.

    Raises
    ------
    ValueError
        A count is negative.

    References
    ----------
    Montgomery, Introduction to Statistical Quality Control, 7th ed., section 7.3.

    Examples
    --------
    >>> chart = c_chart(np.arange("2026-01", "2026-04", dtype="datetime64[M]"), [4, 9, 11])
    >>> float(chart.centre[0]), round(float(chart.lower[0]), 2)
    (8.0, -0.49)
    """
    series = laid(days, counts, [np.size(np.asarray(counts))], rebase)
    if (series.y < 0).any():
        raise ValueError("a count is negative")
    centre = series.spread(means(series.y, series.starts))
    return counted_chart("c", series, centre, np.sqrt(centre), centre, target=target, improvement=improvement)
