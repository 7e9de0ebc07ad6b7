"""The u chart of rates (referrals per 10,000 children), and Laney's u'."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from fanlight.evidence.attribute_chart import counted_chart, rates
from fanlight.evidence.control_chart import NEUTRAL, ControlChart
from fanlight.evidence.ruled_chart import Day


def u_chart(
    days: ArrayLike,
    counts: ArrayLike,
    denominators: ArrayLike,
    *,
    laney: bool = False,
    rebase: Sequence[Day] = (),
    target: float | None = None,
    improvement: str = NEUTRAL,
) -> ControlChart:
    """Rates with Poisson limits.

    Parameters
    ----------
    days, counts, denominators
        Shape (n,): events and what they are counted over (children, days); NaN where not known.
    laney
        The u' chart: limits multiplied by how much more the rates move than a Poisson count would.
    rebase, target, improvement
        As for `xmr_chart`; the target is a rate.

    Returns
    -------
    ControlChart
        `y` counts over denominators; limits `centre ± 3 sqrt(centre / denominator)`, not clipped.

    References
    ----------
    Montgomery, Introduction to Statistical Quality Control, 7th ed., section 7.3; Laney (2002).

    Examples
    --------
    >>> chart = u_chart(np.arange("2026-01", "2026-04", dtype="datetime64[M]"), [4, 6, 20], [2, 3, 5])
    >>> chart.y.tolist(), chart.centre.tolist()[0]
    ([2.0, 2.0, 4.0], 3.0)
    """
    series, below, centre = rates(days, counts, denominators, rebase, share=False)
    error = np.sqrt(centre / below)
    kind = "u_prime" if laney else "u"
    expected = centre * below
    return counted_chart(
        kind, series, centre, error, expected, laney=laney, target=target, improvement=improvement
    )
