"""The XmR chart: a series beside the spread that its own month-to-month changes lead one to expect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

SPREAD = 2.66  # 3 / d2 for moving ranges of two (d2 = 1.128), as the NHS rounds it
FEWEST = 12  # points; fewer give limits that mean little


@dataclass(frozen=True, slots=True)
class XmrChart:
    """Individual values with their mean and natural limits.

    Attributes
    ----------
    values
        Shape (n,); NaN where a month has no figure.
    mean, lower, upper
        Mean and limits; None when there are fewer than `FEWEST` values.
    outside
        Shape (n,), True where a value lies beyond a limit: worth asking why, no more.
    """

    values: NDArray[np.float64]
    mean: float | None
    lower: float | None
    upper: float | None
    outside: NDArray[np.bool_]

    def columns(self) -> dict[str, NDArray[np.float64] | NDArray[np.bool_]]:
        """Names to arrays."""
        return {"value": self.values, "outside": self.outside}

    def sentence(self) -> str:
        """What the chart says."""
        if self.mean is None or self.lower is None or self.upper is None:
            known = int(np.isfinite(self.values).sum())
            return f"Too few months ({known}) to tell change from the usual ups and downs."
        count = int(self.outside.sum())
        told = f"usually between {self.lower:,.0f} and {self.upper:,.0f}, mean {self.mean:,.0f}"
        if not count:
            return f"Ups and downs as usual: {told}."
        lie = "lies" if count == 1 else "lie"
        return f"{count} of {len(self.values)} months {lie} outside ({told}): worth asking why."


def xmr_chart(values: ArrayLike, *, lowest: float = -np.inf, highest: float = np.inf) -> XmrChart:
    """Mean and natural process limits of a series.

    Parameters
    ----------
    values
        Shape (n,), in order of time, in any unit; NaN where there is no figure.
    lowest, highest
        What the unit allows (a percentage: 0 and 100): limits do not go beyond.

    Returns
    -------
    XmrChart
        Limits are the mean plus and minus 2.66 mean moving ranges.

    References
    ----------
    Wheeler, Understanding Variation (1993); NHS England, Making Data Count.

    Examples
    --------
    >>> chart = xmr_chart([20, 22, 19, 21, 20, 23, 21, 20, 22, 21, 20, 45])
    >>> chart.outside.tolist().index(True), chart.sentence()
    (11, '1 of 12 months lies outside (usually between 12 and 33, mean 23): worth asking why.')
    """
    series = np.asarray(values, dtype=np.float64)
    known = series[np.isfinite(series)]
    outside = np.zeros(len(series), dtype=np.bool_)
    if len(known) < FEWEST:
        return XmrChart(series, None, None, None, outside)
    mean = float(known.mean())
    reach = SPREAD * float(np.abs(np.diff(known)).mean())
    lower, upper = max(mean - reach, lowest), min(mean + reach, highest)
    with np.errstate(invalid="ignore"):
        outside = (series < lower) | (series > upper)
    return XmrChart(series, mean, lower, upper, outside)
