"""Working days and working time of one authority's front door.

All instants are naive local English time, as the wall clock shows it: callers convert with
`zoneinfo.ZoneInfo("Europe/London")`. Clocks change on Sundays at 01:00, so working time is exact for any
opening hours that do not span that hour.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When the front door is open.

    Parameters
    ----------
    opens, closes
        Opening hours of every working day; `closes` itself is already closed.
    weekdays
        Days of the week it opens, Monday 0 to Sunday 6.
    closed_days
        The authority's own closed days, besides the bank holidays of England.

    Raises
    ------
    ValueError
        When it closes before it opens or never opens; from every method, when an instant has a zone.

    Notes
    -----
    Bank holidays: Banking and Financial Dealings Act 1971 and proclamations, as the `holidays` package
    keeps them for England; a holiday proclaimed after its release goes into `closed_days`.

    Examples
    --------
    >>> from datetime import date, datetime
    >>> calendar = WorkingCalendar()
    >>> calendar.next_working_day(date(2026, 4, 2))  # over Easter
    datetime.date(2026, 4, 7)
    >>> calendar.working_time_between(datetime(2026, 4, 2, 16), datetime(2026, 4, 7, 9, 45))
    datetime.timedelta(seconds=7200)
    """

    opens: time = time(8, 45)
    closes: time = time(17)
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    closed_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError(f"closes at {self.closes:%H:%M}, not after it opens at {self.opens:%H:%M}")
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError(
                f"weekdays {sorted(self.weekdays)}: give at least one of 0 (Monday) to 6 (Sunday)"
            )

    @property
    def day_length(self) -> timedelta:
        """Working time of one working day."""
        return datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)

    def is_working_day(self, day: date) -> bool:
        """Whether the front door opens on this day."""
        return (
            day.weekday() in self.weekdays
            and day not in self.closed_days
            and day not in bank_holidays(day.year)
        )

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, number: int) -> date:
        """The `number`-th working day after `day`, or before it when negative.

        With 0: the day itself, or the next working day when it is none.
        """
        if number == 0:
            return day if self.is_working_day(day) else self.add_working_days(day, 1)
        step = timedelta(days=1 if number > 0 else -1)
        for _ in range(abs(number)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first`, up to and with `last`; negative when `last` is earlier."""
        if last < first:
            return -self.working_days_between(last, first)
        whole_years = sum(len(_working_ordinals(self, year)) for year in range(first.year, last.year))
        return whole_years + self._reached(last) - self._reached(first)

    def _reached(self, day: date) -> int:
        """Working days of its year, up to and with `day`."""
        return bisect_right(_working_ordinals(self, day.year), day.toordinal())

    def open_of(self, day: date) -> datetime:
        """When a working day opens."""
        return datetime.combine(self._working(day), self.opens)

    def close_of(self, day: date) -> datetime:
        """When a working day closes."""
        return datetime.combine(self._working(day), self.closes)

    def _working(self, day: date) -> date:
        if not self.is_working_day(day):
            raise ValueError(f"{day} is not a working day: it neither opens nor closes")
        return day

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at this instant."""
        return self.opens <= local(at).time() < self.closes and self.is_working_day(at.date())

    def next_opening(self, at: datetime) -> datetime:
        """This instant when it is open, else the next time it opens."""
        if self.is_open(at):
            return at
        before_hours = at.time() < self.opens and self.is_working_day(at.date())
        return self.open_of(at.date() if before_hours else self.next_working_day(at.date()))

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Open time from `start` to `end`; negative when `end` is earlier."""
        whole_days = self.working_days_between(start.date(), end.date()) * self.day_length
        return whole_days + self._worked_by(end) - self._worked_by(start)

    def _worked_by(self, at: datetime) -> timedelta:
        """Open time of its day before this instant, less a whole day (a day counts once it is over)."""
        at = local(at)
        if not self.is_working_day(at.date()):
            return timedelta(0)
        opened = datetime.combine(at.date(), self.opens)
        return min(max(at - opened, timedelta(0)), self.day_length) - self.day_length


def local(at: datetime) -> datetime:
    """The instant itself, refused when it carries a zone."""
    if at.tzinfo is not None:
        raise ValueError(f"{at.isoformat()} has a zone: convert it to naive local English time first")
    return at


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in one year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@lru_cache(maxsize=1024)
def _working_ordinals(calendar: WorkingCalendar, year: int) -> tuple[int, ...]:
    """Ordinals of a year's working days, ascending."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return tuple(n for n in range(first, last + 1) if calendar.is_working_day(date.fromordinal(n)))
