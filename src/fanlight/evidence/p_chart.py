"""The p chart of shares (of referrals, how many again within a year), and Laney's p'."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from fanlight.evidence.attribute_chart import counted_chart, rates
from fanlight.evidence.control_chart import NEUTRAL, ControlChart
from fanlight.evidence.ruled_chart import Day


def p_chart(
    days: ArrayLike,
    counts: ArrayLike,
    denominators: ArrayLike,
    *,
    laney: bool = False,
    rebase: Sequence[Day] = (),
    target: float | None = None,
    improvement: str = NEUTRAL,
) -> ControlChart:
    """Shares with binomial limits.

    Parameters
    ----------
    days, counts, denominators
        Shape (n,): of how many (denominator) so many were counted; NaN where not known.
    laney
        The p' chart: limits multiplied by how much more the shares move than a binomial would.
    rebase, target, improvement
        As for `xmr_chart`; the target is a share (0.2).

    Returns
    -------
    ControlChart
        `y` shares from 0 to 1; limits `centre ± 3 sqrt(centre (1 - centre) / denominator)`, not clipped.

    References
    ----------
    Montgomery, Introduction to Statistical Quality Control, 7th ed., section 7.2; Laney (2002).

    Examples
    --------
    >>> chart = p_chart(np.arange("2026-01", "2026-04", dtype="datetime64[M]"), [8, 10, 30], [40, 50, 60])
    >>> chart.centre.tolist()[0], chart.mark[-1]
    (0.32, 'common_cause')
    """
    series, below, centre = rates(days, counts, denominators, rebase, share=True)
    error = np.sqrt(centre * (1 - centre) / below)
    kind = "p_prime" if laney else "p"
    rarer = np.minimum(centre, 1 - centre) * below
    return counted_chart(
        kind, series, centre, error, rarer, laney=laney, target=target, improvement=improvement
    )
