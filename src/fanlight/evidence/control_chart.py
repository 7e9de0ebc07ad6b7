"""What every chart of a series is: points, centre, limits, a mark on each point, how often it cries wolf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fanlight.terms.frames import frame_of

COMMON_CAUSE, OUTSIDE, TREND = "common_cause", "outside", "trend"
TWO_OF_THREE, SHIFT, STEP = "two_of_three", "shift", "step"
_STEPS = ((1, 1, "days"), (7, 7, "weeks"), (28, 31, "months"), (89, 92, "quarters"), (365, 366, "years"))
TRIAL = 13  # under so many points R NHSRplotthedots calls limits trial limits
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
    names
        Names of the points of a funnel.
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
    names: tuple[str, ...] = ()

    def parts(self) -> list[tuple[int, int]]:
        """First place of each stretch between rebases, and the place after its last."""
        return list(zip(self.starts, (*self.starts[1:], len(self.y)), strict=True)) if len(self.y) else []

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
        frame: object = frame_of(self.columns())
        return frame

    def sentence(self) -> str:
        """How many points are marked, where, and how often such a chart cries wolf."""
        known = int(np.isfinite(self.y).sum())
        marked = sum(mark != COMMON_CAUSE for mark in self.mark)
        words = "units" if self.kind == "funnel" else points_of(self.x)
        told = f"{marked} of {known} {words} marked" if marked else f"None of {known} {words} is marked"
        if self.kind == "funnel":
            high = sum(signal.words.endswith("upper limit") for signal in self.signals)
            sides = ((high, "above the upper limit"), (len(self.signals) - high, "below the lower limit"))
            told += "".join(
                f"{', ' if place and high else ': '}{count} {side}"
                for place, (count, side) in enumerate(sides)
                if count
            )
        elif self.signals:
            last = max(self.signals, key=lambda signal: (signal.last, signal.first))
            which = f"; the latest of {len(self.signals)} signals" if len(self.signals) > 1 else ""
            at = f" (from {_day(self.x[last.first], words)})" if self.x.dtype.kind == "M" else ""
            told += f"{which}: {last.words}{at}"
        told += "."
        if self.false_alarm_rate is not None:
            told += f" {wolf(self.false_alarm_rate)}"
        return told


def _day(day: np.datetime64, points: str) -> str:
    each = day.astype("datetime64[D]").astype(date)
    return f"{each:%B %Y}" if points in ("months", "quarters") else f"{each.day} {each:%B %Y}"


def wolf(rate: float) -> str:
    """How often a chart marks something though nothing changed.

    Examples
    --------
    >>> wolf(0.19)
    'Of 100 such charts of chance alone, about 19 mark something.'
    """
    return f"Of 100 such charts of chance alone, about {100 * rate:.0f} mark something."


def points_of(days: NDArray[np.datetime64] | NDArray[np.float64]) -> str:
    """What the points of a series are, by the usual distance of its days.

    Examples
    --------
    >>> points_of(np.array(["2026-01-01", "2026-02-01", "2026-03-01"], dtype="datetime64[D]"))
    'months'
    """
    if len(days) < 2 or days.dtype.kind != "M":
        return "points"
    usual = float(np.median(np.diff(days).astype(np.int64)))
    return next((words for least, most, words in _STEPS if least <= usual <= most), "points")


def trial_limits(chart: ControlChart) -> list[str]:
    """A note for each part of a chart whose limits rest on fewer than 13 points, or which has none."""
    notes, words = [], points_of(chart.x)
    for first, last in chart.parts():
        count = int(np.isfinite(chart.y[first:last]).sum())
        since = f" from {chart.x[first]}" if first else ""
        if not count:
            notes.append(f"no value{since}")
        elif chart.kind not in ("run", "honest") and not np.isfinite(chart.upper[first:last]).any():
            notes.append(f"no limits{since}: {count} {words}, too few or all alike")
        elif count < TRIAL:
            notes.append(f"limits{since} rest on {count} {words} and will move with each new one")
    return notes
