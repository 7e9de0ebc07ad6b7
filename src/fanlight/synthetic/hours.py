"""The front door's hours, and when in the day and the week contacts come."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from fanlight.synthetic.dice import Dice, Table
from fanlight.synthetic.published import england
from fanlight.terms.working_days import WorkingCalendar

_CALENDAR = WorkingCalendar()
OPENS, CLOSES = _CALENDAR.opens, _CALENDAR.closes
_OPEN_MINUTES = int(_CALENDAR.day_length.total_seconds()) // 60
# Assumed: contacts by weekday (Monday first). Saturday and Sunday bring about 6 in 100.
WEEKDAY_WEIGHT = (1.06, 1.08, 1.04, 1.04, 1.06, 0.19, 0.15)
# Assumed: share of a working day's contacts that come before opening or after closing.
_CLOSED_SHARE = 0.065
_OPEN_HOURS = Table({8: 2, 9: 11, 10: 14, 11: 14, 12: 11, 13: 10, 14: 13, 15: 14, 16: 11})
_CLOSED_HOURS = Table(
    {17: 14, 18: 12, 19: 11, 20: 11, 21: 11, 22: 10, 23: 7, 0: 5, 1: 3, 2: 2, 3: 1, 6: 2, 7: 6}
)
_WEEKEND_HOURS = Table({0: 4, 1: 3, 2: 2, 7: 1, 9: 5, 10: 6, 11: 7, 12: 7, 13: 7, 14: 7, 15: 7, 16: 7, 17: 7,
                        18: 7, 19: 7, 20: 7, 21: 6, 22: 5, 23: 4})  # fmt: skip


class WorkingHours:
    """Opening hours between two days, with England's bank holidays; adds working time quickly.

    Examples
    --------
    >>> hours = WorkingHours(date(2026, 1, 1), date(2026, 12, 31))
    >>> hours.add(datetime(2026, 11, 20, 16, 0), 120)          # Friday afternoon, two working hours on
    datetime.datetime(2026, 11, 23, 9, 45)
    >>> hours.add_days(date(2026, 12, 24), 1)                  # over Christmas
    datetime.date(2026, 12, 29)
    """

    def __init__(self, first: date, last: date) -> None:
        span = (first + timedelta(n) for n in range((last - first).days + 1))
        self.days = [d for d in span if _CALENDAR.is_working_day(d)]
        self._place = {d: n for n, d in enumerate(self.days)}

    def works(self, day: date) -> bool:
        """Is this a working day."""
        return day in self._place

    def is_open(self, at: datetime) -> bool:
        """Is the front door open."""
        return at.date() in self._place and OPENS <= at.time() < CLOSES

    def add(self, at: datetime, minutes: float) -> datetime:
        """Go on by so many minutes of opening time; outside the hours the count starts at opening."""
        day = at.date()
        place = self._place.get(day)
        if place is None or at.time() >= CLOSES:
            place, spent = bisect_right(self.days, day), 0.0
        else:
            spent = max(0.0, (at.hour - OPENS.hour) * 60 + at.minute - OPENS.minute)
        days, minute = divmod(spent + minutes, _OPEN_MINUTES)
        return datetime.combine(self.days[place + int(days)], OPENS) + timedelta(minutes=int(minute))

    def add_days(self, day: date, count: int) -> date:
        """Go on by so many working days; from a closed day the count starts at the next working day."""
        place = self._place.get(day)
        return self.days[(bisect_right(self.days, day) if place is None else place) + count]

    def working_days_before(self, day: date, count: int) -> date:
        """Go back: the `count`-th working day before `day`."""
        return self.days[bisect_right(self.days, day - timedelta(1)) - count]

    def weights(self, days: list[date]) -> NDArray[np.float64]:
        """How likely a contact comes on each day: month as published (c6), weekday as assumed."""
        per_day = [n / length for n, length in zip(england()["months"]["from_january"], _MONTHS, strict=True)]
        weights: NDArray[np.float64] = np.array(
            [
                per_day[d.month - 1] * (WEEKDAY_WEIGHT[d.weekday()] if self.works(d) else WEEKDAY_WEIGHT[5])
                for d in days
            ]
        )
        weights /= weights.sum()
        return weights

    def moment(self, dice: Dice, day: date) -> datetime:
        """Pick a time of day."""
        if not self.works(day):
            hour = dice.draw(_WEEKEND_HOURS)
        elif dice.chance(_CLOSED_SHARE):
            hour = dice.draw(_CLOSED_HOURS)
        else:
            hour = dice.draw(_OPEN_HOURS)
        minute = dice.between(45, 59) if hour == 8 else dice.between(0, 59)
        return datetime.combine(day, time(hour, minute))


_MONTHS = (31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
