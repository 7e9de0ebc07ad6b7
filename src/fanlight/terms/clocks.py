"""Statutory clocks, which run in working time, and urgency, which runs in real hours.

All instants are naive local English time (see `fanlight.terms.working_days`).

Out of hours: the guidance counts from when a referral is *received*, and an authority receives day and night
through its emergency duty team. So by default a contact counts from its arrival: Saturday's is due by close
on Monday. An authority whose procedures count it as received when the front door next opens sets
`out_of_hours_counts_from="next_opening"`: then Saturday's is due by close on Tuesday. The shipped default is
the one that gives no more time than the words do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from fanlight.terms.periods import day_words
from fanlight.terms.working_days import WorkingCalendar, local

Start = Literal["contact", "referral"]
OutOfHours = Literal["arrival", "next_opening"]

_NOTHING, _MINUTE = timedelta(0), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class StatutoryClock:
    """A time limit in working days.

    Parameters
    ----------
    name
        What must be done.
    starts
        Whether it starts with the contact or with the referral.
    working_days
        Due by close of this many working days after the day it starts on.
    source
        Where the limit is set.
    out_of_hours_counts_from
        From its "arrival", or from the "next_opening" (see the module).

    Raises
    ------
    ValueError
        When a setting is none of its values, or the limit is under one working day.
    """

    name: str
    starts: Start
    working_days: int
    source: str
    out_of_hours_counts_from: OutOfHours = "arrival"

    def __post_init__(self) -> None:
        if self.starts not in get_args(Start):
            raise ValueError(f"{self.name}: starts with {self.starts!r}; known: {', '.join(get_args(Start))}")
        if self.out_of_hours_counts_from not in get_args(OutOfHours):
            known = ", ".join(get_args(OutOfHours))
            raise ValueError(
                f"{self.name}: out of hours counts from {self.out_of_hours_counts_from!r}; known: {known}"
            )
        if self.working_days < 1:
            raise ValueError(f"{self.name}: {self.working_days} working days; give 1 or more")


CONTACT_DECISION = StatutoryClock(
    "Decision on next steps",
    "contact",
    1,
    "Working Together to Safeguard Children 2023 (statutory guidance, England): a social worker decides next "
    "steps within one working day of a referral being received. Our paraphrase: check the words in force.",
)

ASSESSMENT = StatutoryClock(
    "Assessment",
    "referral",
    45,
    "Working Together to Safeguard Children 2023 (statutory guidance, England): an assessment takes at most "
    "45 working days from the referral. Our paraphrase: check the words in force.",
)


def due_at(received_at: datetime, clock: StatutoryClock, calendar: WorkingCalendar) -> datetime:
    """When a clock that starts at `received_at` runs out: the close of a working day.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from datetime import datetime
    >>> calendar, saturday = WorkingCalendar(), datetime(2026, 11, 21, 23, 10)
    >>> str(due_at(saturday, CONTACT_DECISION, calendar))
    '2026-11-23 17:00:00'
    >>> str(due_at(saturday, replace(CONTACT_DECISION, out_of_hours_counts_from="next_opening"), calendar))
    '2026-11-24 17:00:00'
    """
    starts_at = local(received_at)
    if clock.out_of_hours_counts_from == "next_opening":
        starts_at = calendar.next_opening(starts_at)
    return calendar.close_of(calendar.add_working_days(starts_at.date(), clock.working_days))


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """What is left on a clock: `working` time (below zero when overdue) and the same in words."""

    working: timedelta
    overdue: bool
    words: str


def time_left(now: datetime, due: datetime, calendar: WorkingCalendar) -> TimeLeft:
    """Working time from `now` until `due`, with words that need no colour.

    Examples
    --------
    >>> from datetime import datetime
    >>> calendar, due = WorkingCalendar(), datetime(2026, 11, 23, 17)
    >>> time_left(datetime(2026, 11, 20, 16), due, calendar).words
    'due by 17:00 Monday 23 November'
    >>> time_left(datetime(2026, 11, 23, 12, 50), due, calendar).words
    'due by 17:00 today, 4 h 10 min left'
    >>> time_left(datetime(2026, 11, 24, 10, 50), due, calendar).words
    'overdue by 2 h 5 min of working time'
    """
    working, overdue = calendar.working_time_between(now, due), now > due
    return TimeLeft(
        working, overdue, _late(now, due, -working, calendar) if overdue else _due(now, due, working)
    )


def _due(now: datetime, due: datetime, working: timedelta) -> str:
    words = f"due by {_moment(due, now.date())}"
    return f"{words}, {duration_words(working)} left" if due.date() == now.date() else words


def _late(now: datetime, due: datetime, late: timedelta, calendar: WorkingCalendar) -> str:
    if late < _MINUTE:  # it ran out at closing time, and the door has not opened since
        return f"overdue since {_moment(due, now.date())}"
    days, rest = divmod(late, calendar.day_length)
    if not days:
        return f"overdue by {duration_words(rest)} of working time"
    words = f"overdue by {days} working day{'s' if days > 1 else ''}"
    return f"{words} {duration_words(rest)}" if rest >= _MINUTE else words


def _moment(at: datetime, today: date) -> str:
    """A time and its day: "17:00 today", "17:00 Monday 23 November"."""
    day = "today" if at.date() == today else f"{at:%A} {day_words(at.date(), seen_on=today)}"
    return f"{at:%H:%M} {day}"


def duration_words(duration: timedelta) -> str:
    """Hours and whole minutes of a duration that is not negative.

    Examples
    --------
    >>> from datetime import timedelta
    >>> [duration_words(timedelta(minutes=m)) for m in (0, 5, 120, 125)]
    ['less than a minute', '5 min', '2 h', '2 h 5 min']
    """
    hours, minutes = divmod(duration // _MINUTE, 60)
    parts = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes)
    return " ".join(parts) or "less than a minute"


@dataclass(frozen=True, slots=True)
class UrgencyLevel:
    """How soon a person is needed, as a worker marked it.

    `hours` are real hours, day and night, from when the contact was received; None leaves the contact to its
    statutory clock. `order` is 0 for the most urgent.
    """

    code: str
    words: str
    hours: float | None
    order: int

    def __post_init__(self) -> None:
        if self.hours is not None and self.hours <= 0:
            raise ValueError(f"urgency {self.code!r}: {self.hours} hours; give more than 0, or none")


# An example to be replaced by the authority's own words and hours; no statute sets them.
URGENCY_LADDER = (
    UrgencyLevel("red", "Someone now", 4, 0),
    UrgencyLevel("amber", "Today", 8, 1),
    UrgencyLevel("green", "By the clock", None, 2),
)


def urgent_due_at(received_at: datetime, level: UrgencyLevel) -> datetime | None:
    """When somebody is needed, in local English time; None where the statutory clock rules.

    Real hours: the nights on which clocks change neither give nor take one.

    Examples
    --------
    >>> from datetime import datetime
    >>> str(urgent_due_at(datetime(2026, 10, 24, 23, 30), URGENCY_LADDER[0]))  # clocks go back
    '2026-10-25 02:30:00'
    """
    if level.hours is None:
        return None
    england = ZoneInfo("Europe/London")
    due = local(received_at).replace(tzinfo=england).astimezone(UTC) + timedelta(hours=level.hours)
    return due.astimezone(england).replace(tzinfo=None)


def urgent_words(now: datetime, due: datetime) -> str:
    """Real time until somebody is needed, in words.

    Examples
    --------
    >>> from datetime import datetime
    >>> urgent_words(datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 12, 20))
    'needed by 12:20 today, 3 h 20 min left'
    >>> urgent_words(datetime(2026, 11, 23, 13), datetime(2026, 11, 23, 12, 20))
    'overdue by 40 min'
    """
    left = _real_time(now, due)
    if left < _NOTHING:
        return f"overdue by {duration_words(-left)}"
    return f"needed by {_moment(due, now.date())}, {duration_words(left)} left"


def _real_time(start: datetime, end: datetime) -> timedelta:
    england = ZoneInfo("Europe/London")
    instants = [local(at).replace(tzinfo=england).astimezone(UTC) for at in (start, end)]
    return instants[1] - instants[0]
