"""Rare events: where months hold none or one, the days from each to the next tell more than counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.evidence.series import Days, as_day

RARE = 3.0  # events a month at the median, under which days between them are plotted


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """Days with an event, and days since the one before.

    Attributes
    ----------
    on
        Shape (n,), days on which something happened, from the second on, rising.
    days
        Shape (n,), days since the event before; 0 for a second one of the same day.
    since
        Days from the last event to the day up to which events are known: still running, no point of a chart.
    """

    on: Days
    days: NDArray[np.int64]
    since: int

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Names to arrays of one length."""
        return {"on": self.on, "days": self.days}

    def sentence(self) -> str:
        """How far apart they are, and how long ago the last one was."""
        if not len(self.days):
            return "Fewer than two events: no days between them."
        middle = float(np.median(self.days))
        told = f"Half of them came within {middle:g} days of the one before"
        return f"{told}; the last one {self.since} days ago."


def days_between(on: ArrayLike, known_up_to: date) -> DaysBetween:
    """Days between events.

    Parameters
    ----------
    on
        Days of events, in any order; a day with two events stands twice.
    known_up_to
        The day up to which events are known.

    Raises
    ------
    ValueError
        An event after that day, or a day missing.

    References
    ----------
    Benneyan, Number-between g-type statistical quality control charts (Health Care Management Science, 2001).

    Examples
    --------
    >>> told = days_between(["2026-01-05", "2026-03-01", "2026-01-20"], date(2026, 3, 11))
    >>> told.days.tolist(), told.sentence()
    ([15, 40], 'Half of them came within 27.5 days of the one before; the last one 10 days ago.')
    """
    days = np.sort(np.asarray(on, dtype="datetime64[D]"))
    if np.isnat(days).any():
        raise ValueError("each event has a day")
    last = as_day(known_up_to)
    if len(days) and days[-1] > last:
        raise ValueError(f"an event on {days[-1]}, known up to {last}")
    since = int((last - days[-1]).astype(np.int64)) if len(days) else 0
    return DaysBetween(days[1:], np.diff(days).astype(np.int64), since)


def is_rare(counts: ArrayLike) -> bool:
    """Whether monthly counts are so small that days between events should be plotted.

    Examples
    --------
    >>> is_rare([0, 1, 0, 2, 0, 0]), is_rare([20, 30, 25])
    (True, False)
    """
    known = np.asarray(counts, dtype=np.float64)
    known = known[np.isfinite(known)]
    return bool(len(known)) and float(np.median(known)) < RARE
