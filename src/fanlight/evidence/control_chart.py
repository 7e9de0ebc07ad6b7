"""What every chart of a series is: points, centre, limits, a mark on each point, how often it cries wolf."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COMMON_CAUSE, OUTSIDE, TREND = "common_cause", "outside", "trend"
TWO_OF_THREE, SHIFT, STEP = "two_of_three", "shift", "step"
INCREASE, DECREASE, NEUTRAL = "increase", "decrease", "neutral"


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
    starts
        Places where limits begin: 0 and the place of each rebase.
    target
        What a person wants the values to reach, or None.
    improvement
        Which way is better: increase, decrease or neutral.
    notes
        What a reader must know of the limits: "limits rest on 9 points and will move".
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
    starts: tuple[int, ...] = (0,)
    target: float | None = None
    improvement: str = NEUTRAL
    notes: tuple[str, ...] = ()

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

    def to_frame(self) -> object:
        """The columns as a polars or pandas frame, whichever is installed.

        Raises
        ------
        ModuleNotFoundError
            Neither is.
        """
        try:
            from polars import DataFrame
        except ModuleNotFoundError:
            from pandas import DataFrame  # type: ignore[import-untyped,no-redef]
        frame: object = DataFrame(self.columns())
        return frame

    def sentence(self) -> str:
        """How many points are marked, where, and how often such a chart cries wolf."""
        known = int(np.isfinite(self.y).sum())
        marked = sum(mark != COMMON_CAUSE for mark in self.mark)
        parts = [f"{marked} of {known} points marked" if marked else f"None of {known} points is marked"]
        if self.signals:
            parts = [f"{parts[0]}: {'; '.join(signal.words for signal in self.signals[:3])}"]
            more = len(self.signals) - 3
            parts += [f"{more} more"] if more > 0 else []
        told = f"{', and '.join(parts)}."
        if self.false_alarm_rate is not None:
            told += f" {wolf(self.false_alarm_rate)}"
        return told


def wolf(rate: float) -> str:
    """How often a chart marks something though nothing changed.

    Examples
    --------
    >>> wolf(0.19)
    'Of 100 such charts of a series in which nothing changes, about 19 mark something.'
    """
    return f"Of 100 such charts of a series in which nothing changes, about {100 * rate:.0f} mark something."
