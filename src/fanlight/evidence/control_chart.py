"""What every chart of a series is: points, centre, limits, a mark on each point, how often it cries wolf."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COMMON_CAUSE, OUTSIDE, TREND = "common_cause", "outside", "trend"
TWO_OF_THREE, SHIFT, STEP = "two_of_three", "shift", "step"


@dataclass(frozen=True, slots=True)
class Signal:
    """One run of points that a rule marks.

    Attributes
    ----------
    rule
        One of the marks but `COMMON_CAUSE`.
    first, last
        Places of its first and last point, counted from 0.
    words
        What it is, for a reader: "8 months in a row below the mean".
    """

    rule: str
    first: int
    last: int
    words: str


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A chart as numbers.

    Attributes
    ----------
    kind
        xmr, p, p_prime, u, u_prime, c, g, t, run, funnel or honest.
    x
        Shape (n,), days (datetime64[D]); for a funnel the denominators instead.
    y, centre, lower, upper
        Shape (n,); NaN where there is none. Limits are not clipped at 0.
    mark
        Shape (n,), one word a point, the first that holds in the order of the kind.
    signals
        Each run of marked points, in order.
    false_alarm_rate
        Chance of any signal on as many points of a series in which nothing changes, where it is known.
    """

    kind: str
    x: NDArray[np.datetime64] | NDArray[np.float64]
    y: NDArray[np.float64]
    centre: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    mark: tuple[str, ...]
    signals: tuple[Signal, ...] = ()
    false_alarm_rate: float | None = None

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Names to arrays of one length."""
        return {
            "x": self.x,
            "y": self.y,
            "centre": self.centre,
            "lower": self.lower,
            "upper": self.upper,
            "mark": np.array(self.mark, dtype=np.str_),
        }
