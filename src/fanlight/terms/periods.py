"""Reporting years, months, ISO weeks, and ages.

DfE names a reporting year by the year in which it ends: 2024 is 1 April 2023 to 31 March 2024.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days from `first_on` to `last_on`, both within.

    Examples
    --------
    >>> from datetime import date
    >>> year = reporting_year(2024)
    >>> year.words, year.days, date(2024, 3, 31) in year, date(2024, 4, 1) in year
    ('2023-24', 366, True, False)
    """

    first_on: date
    last_on: date
    words: str = ""

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise ValueError(f"period ends on {self.last_on}, before it begins on {self.first_on}")

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.last_on - self.first_on).days + 1


def reporting_year(ending: int) -> Period:
    """The reporting year that ends on 31 March of `ending`."""
    return Period(date(ending - 1, 4, 1), date(ending, 3, 31), f"{ending - 1}-{ending % 100:02d}")


def reporting_year_of(day: date) -> Period:
    """The reporting year that holds a day."""
    return reporting_year(day.year + (day.month >= 4))


def month_of(day: date) -> Period:
    """The calendar month that holds a day."""
    last = calendar.monthrange(day.year, day.month)[1]
    return Period(day.replace(day=1), day.replace(day=last), f"{day:%B} {day.year}")


def week_of(day: date) -> Period:
    """The ISO week (Monday to Sunday) that holds a day.

    Examples
    --------
    >>> from datetime import date
    >>> week_of(date(2027, 1, 1))
    Period(first_on=datetime.date(2026, 12, 28), last_on=datetime.date(2027, 1, 3), words='2026-W53')
    """
    iso = day.isocalendar()
    monday = day - timedelta(days=iso.weekday - 1)
    return Period(monday, monday + timedelta(days=6), f"{iso.year}-W{iso.week:02d}")


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), or the month's last day where it has no such day.

    Examples
    --------
    >>> from datetime import date
    >>> add_months(date(2026, 8, 31), 6), add_months(date(2026, 3, 31), -1)
    (datetime.date(2027, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, calendar.monthrange(year, month0 + 1)[1]))


def age_on(born_on: date, day: date) -> int:
    """Age in completed years.

    A year is complete at the start of the birthday (Family Law Reform Act 1969, section 9); a child born
    on 29 February completes it on 1 March of other years.

    Raises
    ------
    ValueError
        When `day` is before birth.

    Examples
    --------
    >>> from datetime import date
    >>> age_on(date(2014, 6, 9), date(2026, 6, 8)), age_on(date(2014, 6, 9), date(2026, 6, 9))
    (11, 12)
    """
    if day < born_on:
        raise ValueError(f"no age on {day}: born on {born_on}")
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def day_words(day: date, seen_on: date | None = None) -> str:
    """A date in words; the year is left out where it is that of `seen_on`.

    Examples
    --------
    >>> from datetime import date
    >>> day_words(date(2026, 5, 3)), day_words(date(2026, 5, 3), seen_on=date(2026, 1, 1))
    ('3 May 2026', '3 May')
    """
    words = f"{day.day} {day:%B}"
    return words if seen_on is not None and day.year == seen_on.year else f"{words} {day.year}"


def near_day_words(day: date, today: date) -> str:
    """A day as one says it within a list: today and yesterday by these words, others in short.

    Examples
    --------
    >>> from datetime import date
    >>> today = date(2026, 11, 26)
    >>> [near_day_words(date(2026, 11, day), today) for day in (26, 25, 24)]
    ['today', 'yesterday', 'Tue 24 Nov']
    >>> near_day_words(date(2025, 12, 1), today)
    'Mon 1 Dec 2025'
    """
    if (today - day).days in (0, 1):
        return ("today", "yesterday")[(today - day).days]
    return f"{day:%a} {day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")


def age_words(born_on: date | None, day: date, expected_on: date | None = None) -> str:
    """Age as a worker says it: days, weeks (to 3 months), months (to 2 years), years; or unborn.

    Examples
    --------
    >>> from datetime import date
    >>> today = date(2026, 11, 23)
    >>> age_words(date(2026, 10, 1), today), age_words(date(2026, 8, 20), today)
    ('7 weeks', '3 months')
    >>> age_words(date(2014, 6, 9), today), age_words(None, today)
    ('12 years', 'age not known')
    >>> age_words(None, today, expected_on=date(2027, 5, 3))
    'unborn, expected 3 May 2027'
    >>> age_words(None, today, expected_on=date(2026, 11, 2))
    'expected 2 November, birth not recorded'
    """
    if born_on is None:
        if expected_on is None:
            return "age not known"
        when = day_words(expected_on, seen_on=day)
        return f"unborn, expected {when}" if expected_on >= day else f"expected {when}, birth not recorded"
    if day < born_on:
        return f"not yet born (born {day_words(born_on, seen_on=day)})"
    days, months, years = (day - born_on).days, _months_between(born_on, day), age_on(born_on, day)
    if days == 0:
        return "born today"
    if days < 7:
        return _counted(days, "day")
    if months < 3:
        return _counted(days // 7, "week")
    return _counted(months, "month") if years < 2 else _counted(years, "year")


def _months_between(first: date, last: date) -> int:
    """Completed calendar months from `first` to `last`."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
