"""Working time is added as a patient clerk with a calendar would."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.synthetic.hours import WorkingHours

HOURS = WorkingHours(date(2025, 12, 1), date(2026, 6, 30))


def by_the_minute(at, minutes):
    """Plain count: step through every minute and spend those when the door is open."""
    while not HOURS.is_open(at):
        at += timedelta(minutes=1)
    while minutes:
        at += timedelta(minutes=1)
        minutes -= 1
        while not HOURS.is_open(at):
            at += timedelta(minutes=1)
    return at


@settings(max_examples=60, deadline=None)
@given(st.datetimes(datetime(2025, 12, 15), datetime(2026, 4, 30)), st.integers(0, 1500))
def test_adds_opening_time(at, minutes):
    at = at.replace(second=0, microsecond=0)
    assert HOURS.add(at, minutes) == by_the_minute(at, minutes)


def test_christmas_and_new_year_are_closed():
    assert not HOURS.works(date(2025, 12, 25))
    assert not HOURS.works(date(2026, 1, 1))
    assert HOURS.works(date(2025, 12, 29))
