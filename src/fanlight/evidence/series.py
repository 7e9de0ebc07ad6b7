"""A series of published values: each period keeps every value that was published of it, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.evidence.series_change import SeriesChange
from fanlight.terms.frames import frame_of
from fanlight.terms.months_each import add_months_each

Days = NDArray[np.datetime64]
Numbers = NDArray[np.float64]
Day = date | np.datetime64 | str
DaysLike = ArrayLike | Sequence[date]
_ONE_DAY = np.timedelta64(1, "D")
# What a denominator of 1 is multiplied by, and the decimals that are shown.
PER = {"count": 1.0, "value": 1.0, "percent": 100.0, "rate": 10_000.0}


@dataclass(frozen=True, slots=True)
class Vintage:
    """One value a period, all as known on one day, or all first figures.

    Attributes
    ----------
    period
        Shape (n,), first days of the periods, rising.
    value, denominator
        Shape (n,); NaN where nothing was published.
    published_on
        Shape (n,): when this value was published.
    is_first
        Shape (n,): no earlier value of the period is held.
    unit
        count, value, percent (of the denominator) or rate (per 10,000 of it).
    months
        Length of a period.
    """

    period: Days
    value: Numbers
    denominator: Numbers
    published_on: Days
    is_first: NDArray[np.bool_]
    unit: str
    months: int

    @property
    def y(self) -> Numbers:
        """What a chart shows: the value, or its share or rate of the denominator."""
        if self.unit in {"count", "value"} or not np.isfinite(self.denominator).any():
            return self.value
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = PER[self.unit] * self.value / self.denominator
        return np.where(self.denominator > 0, rate, np.nan)

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Names to arrays of one length."""
        return {
            "period": self.period,
            "value": self.value,
            "denominator": self.denominator,
            "y": self.y,
            "published_on": self.published_on,
            "is_first": self.is_first,
        }

    def without_gaps(self) -> Vintage:
        """The same with a row for each period between the first and the last of which nothing was published.

        Examples
        --------
        >>> told = series(["2013-07", "2013-09"], [877, 843], published_on=["2017-03-31"] * 2).latest()
        >>> told.without_gaps().value.tolist()
        [877.0, nan, 843.0]
        """
        if not len(self.period):
            return self
        month = self.period.astype("datetime64[M]").astype(np.int64)
        at = (month - month[0]) // self.months
        if len(at) == at[-1] + 1:
            return self
        count = int(at[-1]) + 1
        months = (month[0] + self.months * np.arange(count)).astype("datetime64[M]")
        value, below = np.full(count, np.nan), np.full(count, np.nan)
        published, first = np.full(count, np.datetime64("NaT", "D")), np.zeros(count, dtype=np.bool_)
        value[at], below[at], published[at], first[at] = (
            self.value,
            self.denominator,
            self.published_on,
            self.is_first,
        )
        return Vintage(months.astype("datetime64[D]"), value, below, published, first, self.unit, self.months)

    def last(self, periods: int) -> Vintage:
        """The last so many periods; all for 0."""
        return Vintage(
            self.period[-periods:],
            self.value[-periods:],
            self.denominator[-periods:],
            self.published_on[-periods:],
            self.is_first[-periods:],
            self.unit,
            self.months,
        )

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
        """How many periods are known, and which of them by a first figure alone."""
        known = np.isfinite(self.y)
        word = {1: "month", 3: "quarter", 12: "year"}.get(self.months, "period")
        if not known.any():
            return f"No {word} is known."
        first, last = self.period[known][0].astype(date), self.period[known][-1].astype(date)
        count = int(known.sum())
        words = f"{count} {word}s" if count > 1 else f"1 {word}"
        return f"{words} known, {first:%B %Y} to {last:%B %Y}."


@dataclass(frozen=True, slots=True)
class Series:
    """Published values in the order of their periods, then of their publication.

    Made by `series`. Attributes as its parameters; arrays of shape (k,), k the number of published values.
    """

    period: Days
    value: Numbers
    denominator: Numbers
    published_on: Days
    title: str = ""
    unit: str = "count"
    months: int = 1
    changes: tuple[SeriesChange, ...] = ()

    @property
    def released_on(self) -> Days:
        """The days on which something was published, each once, rising."""
        return np.unique(self.published_on)

    @property
    def ended_on(self) -> Days:
        """Shape (k,): last day of the period of each value."""
        return add_months_each(self.period, self.months) - _ONE_DAY

    def latest(self) -> Vintage:
        """Each period as it was last published."""
        return self._picked(np.ones(len(self.period), dtype=np.bool_), newest=True)

    def as_known_on(self, day: Day) -> Vintage:
        """What was known at the end of a day: each period as it had last been published by then.

        Examples
        --------
        >>> told = series(["2013-09", "2013-09"], [830, 843], published_on=["2013-10-09", "2017-03-31"])
        >>> told.as_known_on("2014-01-01").value.tolist(), told.latest().value.tolist()
        ([830.0], [843.0])
        >>> told.as_known_on("2013-10-08").sentence()
        'No month is known.'
        """
        return self._picked(self.published_on <= as_day(day), newest=True)

    def first_figures(self, within_days: int | None = None) -> Vintage:
        """Each period as it was first published: first figures are compared with first figures.

        Parameters
        ----------
        within_days
            Leave out a period whose first value held was published later than so many days after its end:
            it had time to be revised, and is no first figure.
        """
        early = np.ones(len(self.period), dtype=np.bool_)
        if within_days is not None:
            early = self.published_on - self.ended_on <= np.timedelta64(within_days, "D")
        return self._picked(early, newest=False)

    def _picked(self, wanted: NDArray[np.bool_], *, newest: bool) -> Vintage:
        at = np.flatnonzero(wanted)
        period = self.period[at]
        chosen = np.ones(len(at), dtype=np.bool_)
        chosen[slice(None, -1) if newest else slice(1, None)] = period[1:] != period[:-1]
        at = at[chosen]
        first = np.ones(len(self.period), dtype=np.bool_)
        first[1:] = self.period[1:] != self.period[:-1]
        return Vintage(
            self.period[at],
            self.value[at],
            self.denominator[at],
            self.published_on[at],
            first[at],
            self.unit,
            self.months,
        )


def as_day(day: Day) -> np.datetime64:
    """A day as numpy has it; a month is its first day.

    Examples
    --------
    >>> str(as_day("2013-09"))
    '2013-09-01'
    """
    return np.datetime64(str(day), "D")


def series(
    period: DaysLike,
    value: ArrayLike,
    *,
    published_on: DaysLike,
    denominator: ArrayLike | None = None,
    title: str = "",
    unit: str = "count",
    months: int = 1,
    changes: tuple[SeriesChange, ...] = (),
) -> Series:
    """A series from columns, in any order.

    Parameters
    ----------
    period
        Shape (k,), a day in each period (its first is kept); a period may stand several times, once for each
        day on which a value of it was published.
    value
        Shape (k,); NaN for a period whose value was withheld.
    published_on
        Shape (k,), the day of publication; where only the month or year is known, its last day, so that a
        value is never told before it could be known.
    denominator
        Shape (k,), what a share or rate is of.
    title
        What is counted.
    unit
        count, value (as it stands), percent or rate (per 10,000).
    months
        Length of a period in months; it begins on the first of a month.
    changes
        What was counted, or where, changed: `SeriesChange`.

    Raises
    ------
    ValueError
        Columns of several lengths, no such unit, a day missing, a value published before its period began,
        or two different values of one period published on one day.

    Examples
    --------
    >>> told = series(["2013-10", "2013-09"], [978, 830], published_on=["2013-11-08", "2013-10-09"])
    >>> told.latest().sentence()
    '2 months known, September 2013 to October 2013.'
    """
    if unit not in PER:
        raise ValueError(f"no unit {unit!r}: {', '.join(PER)}")
    days = np.asarray(period, dtype="datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    values = np.asarray(value, dtype=np.float64)
    published = np.asarray(published_on, dtype="datetime64[D]")
    below = np.full(len(days), np.nan) if denominator is None else np.asarray(denominator, dtype=np.float64)
    if not days.shape == values.shape == published.shape == below.shape or days.ndim != 1:
        raise ValueError("period, value, published_on and denominator are of one length")
    if np.isnat(days).any() or np.isnat(published).any():
        raise ValueError("each value has a period and a day of publication")
    if np.isinf(values).any() or np.isinf(below).any():
        raise ValueError("a value is infinite")
    order = np.lexsort((published, days))
    days, values, published, below = days[order], values[order], published[order], below[order]
    if (published < days).any():
        place = int(np.flatnonzero(published < days)[0])
        raise ValueError(f"{days[place]} was published on {published[place]}, before it began")
    same = (days[1:] == days[:-1]) & (published[1:] == published[:-1])
    if same.any():
        place = int(np.flatnonzero(same)[0])
        raise ValueError(f"{days[place]} has two values published on {published[place]}")
    return Series(days, values, below, published, title, unit, months, tuple(sorted(changes)))
