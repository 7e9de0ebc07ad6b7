"""Working days and time, against a plain slow oracle that walks the calendar."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.terms.working_days import WorkingCalendar, bank_holidays

USUAL = WorkingCalendar()
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

days = st.dates(date(2019, 12, 1), date(2030, 1, 31))
minutes = st.integers(0, 24 * 60 - 1)
calendars = st.builds(
    lambda opens, length, weekdays, closed: WorkingCalendar(
        time(opens // 60, opens % 60), time((opens + length) // 60, (opens + length) % 60), weekdays, closed
    ),
    st.integers(0, 12 * 60),
    st.integers(1, 11 * 60),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 1, 31)), max_size=5),
)


def at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60))


def open_minutes(calendar: WorkingCalendar, start: datetime, end: datetime) -> int:
    """Walk minute by minute and count those that begin while open."""
    closed_days = set(calendar.closed_days) | bank_holidays(start.year) | bank_holidays(end.year)
    count = 0
    while start < end:
        working_day = start.weekday() in calendar.weekdays and start.date() not in closed_days
        count += working_day and calendar.opens <= start.time() < calendar.closes
        start += MINUTE
    return count


@given(calendars, st.dates(date(2025, 12, 20), date(2026, 2, 5)), minutes, st.integers(0, 12 * 24 * 60))
def test_working_time_equals_a_walk_minute_by_minute(calendar, day, minute, length):
    start = at(day, minute)
    end = start + length * MINUTE
    assert calendar.working_time_between(start, end) == open_minutes(calendar, start, end) * MINUTE
    assert calendar.working_time_between(end, start) == -calendar.working_time_between(start, end)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2029, 1, 1)), st.lists(st.integers(0, 10**8), max_size=2))
def test_working_time_adds_up(start, seconds):
    points = [start, *(start + timedelta(seconds=s) for s in sorted(seconds))]
    parts = [USUAL.working_time_between(a, b) for a, b in pairwise(points)]
    assert sum(parts, timedelta(0)) == USUAL.working_time_between(points[0], points[-1])


@given(days, st.integers(0, 800))
def test_working_days_between_counts_one_by_one(first, length):
    last = first + length * DAY
    walked = sum(USUAL.is_working_day(first + n * DAY) for n in range(1, length + 1))
    assert USUAL.working_days_between(first, last) == walked
    assert USUAL.working_days_between(last, first) == -walked


@given(days, st.integers(-60, 60))
def test_adding_lands_on_a_working_day_that_many_days_away(day, number):
    reached = USUAL.add_working_days(day, number)
    assert USUAL.is_working_day(reached)
    if number > 0:
        assert USUAL.working_days_between(day, reached) == number
    if number < 0:
        # Counting back from a working day, the start itself is the first day of the way.
        assert sum(USUAL.is_working_day(reached + n * DAY) for n in range((day - reached).days)) == -number


@given(days, minutes)
def test_the_next_opening_is_the_first_open_instant(day, minute):
    instant = at(day, minute)
    opening = USUAL.next_opening(instant)
    assert USUAL.is_open(opening)
    assert opening >= instant
    assert USUAL.working_time_between(instant, opening) == timedelta(0)


def test_bank_holidays_are_englands():
    assert {date(2026, 4, 3), date(2026, 4, 6), date(2026, 12, 28)} <= bank_holidays(2026)
    assert date(2022, 9, 19) in bank_holidays(2022)  # State funeral
    # Not Scotland's 2 January, nor Northern Ireland's St Patrick's Day.
    assert not {date(2026, 1, 2), date(2026, 3, 17)} & bank_holidays(2026)


def test_the_authoritys_own_closed_day_counts():
    between = frozenset({date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)})
    assert USUAL.next_working_day(date(2026, 12, 24)) == date(2026, 12, 29)
    assert WorkingCalendar(closed_days=between).next_working_day(date(2026, 12, 24)) == date(2027, 1, 4)


def test_opening_is_open_and_closing_is_closed():
    assert USUAL.is_open(datetime(2026, 11, 23, 8, 45))
    assert not USUAL.is_open(datetime(2026, 11, 23, 17))
    assert USUAL.close_of(date(2026, 11, 23)) == datetime(2026, 11, 23, 17)


def test_errors_are_clear():
    with pytest.raises(ValueError, match="not after it opens"):
        WorkingCalendar(time(9), time(9))
    with pytest.raises(ValueError, match="at least one of 0"):
        WorkingCalendar(weekdays=frozenset({7}))
    with pytest.raises(ValueError, match="2026-11-22 is not a working day"):
        USUAL.close_of(date(2026, 11, 22))
    zoned = datetime(2026, 11, 23, 9, tzinfo=UTC)
    for ask in (USUAL.is_open, USUAL.next_opening, lambda z: USUAL.working_time_between(z, z)):
        with pytest.raises(ValueError, match="has a zone"):
            ask(zoned)
