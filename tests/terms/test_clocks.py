"""Statutory clocks and urgency."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.terms.clocks import (
    ASSESSMENT,
    CONTACT_DECISION,
    URGENCY_LADDER,
    UrgencyLevel,
    due_at,
    time_left,
    urgent_due_at,
    urgent_words,
)
from fanlight.terms.working_days import WorkingCalendar

CALENDAR = WorkingCalendar()
instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1))
LENIENT = replace(CONTACT_DECISION, out_of_hours_counts_from="next_opening")


@pytest.mark.parametrize(
    ("received_at", "arrival", "next_opening"),
    [
        (datetime(2026, 11, 23, 10), date(2026, 11, 24), date(2026, 11, 24)),  # Monday, open
        (datetime(2026, 11, 23, 7), date(2026, 11, 24), date(2026, 11, 24)),  # Monday, before it opens
        (datetime(2026, 11, 23, 20), date(2026, 11, 24), date(2026, 11, 25)),  # Monday evening
        (datetime(2026, 11, 20, 16, 59), date(2026, 11, 23), date(2026, 11, 23)),  # Friday, just open
        (datetime(2026, 11, 20, 17), date(2026, 11, 23), date(2026, 11, 24)),  # Friday, at closing
        (datetime(2026, 11, 22, 3), date(2026, 11, 23), date(2026, 11, 24)),  # Sunday
        (datetime(2026, 12, 24, 18), date(2026, 12, 29), date(2026, 12, 30)),  # Christmas Eve
    ],
)
def test_due_by_close_of_the_next_working_day(received_at, arrival, next_opening):
    assert due_at(received_at, CONTACT_DECISION, CALENDAR) == CALENDAR.close_of(arrival)
    assert due_at(received_at, LENIENT, CALENDAR) == CALENDAR.close_of(next_opening)


@given(instants, st.integers(1, 60))
def test_the_clock_gives_its_working_days_and_never_less_than_one_whole_day(received_at, working_days):
    clock = replace(CONTACT_DECISION, working_days=working_days)
    due = due_at(received_at, clock, CALENDAR)
    assert CALENDAR.working_days_between(received_at.date(), due.date()) == working_days
    left = time_left(received_at, due, CALENDAR)
    assert not left.overdue
    assert working_days * CALENDAR.day_length <= left.working <= (working_days + 1) * CALENDAR.day_length
    later = due_at(received_at, replace(clock, out_of_hours_counts_from="next_opening"), CALENDAR)
    assert later >= due


def test_an_assessment_has_45_working_days():
    # 1 April to 5 June 2026 counted by hand: 47 weekdays after 1 April, less Good Friday, Easter Monday,
    # early May and spring bank holidays = 43, and two more working days.
    assert due_at(datetime(2026, 4, 1, 10), ASSESSMENT, CALENDAR).date() == date(2026, 6, 9)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2025, 12, 31, 12), "due by 17:00 Monday 5 January 2026"),
        (datetime(2026, 1, 4, 12), "due by 17:00 Monday 5 January"),
        (datetime(2026, 1, 5, 7), "due by 17:00 today, 8 h 15 min left"),
        (datetime(2026, 1, 5, 16, 59, 30), "due by 17:00 today, less than a minute left"),
        (datetime(2026, 1, 5, 17), "due by 17:00 today, less than a minute left"),
        (datetime(2026, 1, 5, 22), "overdue since 17:00 today"),
        (datetime(2026, 1, 6, 8), "overdue since 17:00 Monday 5 January"),
        (datetime(2026, 1, 6, 9), "overdue by 15 min of working time"),
        (datetime(2026, 1, 6, 17), "overdue by 1 working day"),
        (datetime(2026, 1, 8, 9, 45), "overdue by 2 working days 1 h"),
    ],
)
def test_words(now, words):
    assert time_left(now, datetime(2026, 1, 5, 17), CALENDAR).words == words


@given(instants, instants)
def test_overdue_in_fact_and_in_words_agree(now, received_at):
    due = due_at(received_at, CONTACT_DECISION, CALENDAR)
    left = time_left(now, due, CALENDAR)
    assert left.overdue == (now > due) == left.words.startswith("overdue")
    assert (left.working <= timedelta(0)) if left.overdue else (left.working >= timedelta(0))


@given(instants, st.sampled_from(URGENCY_LADDER))
def test_urgent_hours_are_real_hours(received_at, level):
    due = urgent_due_at(received_at, level)
    if level.hours is None:
        assert due is None
    else:
        # An hour of error only where the clocks change within the hours.
        off = abs((due - received_at) - timedelta(hours=level.hours))
        assert off in (timedelta(0), timedelta(hours=1))
        if off:
            assert {received_at.month, due.month} & {3, 10}


def test_urgent_hours_over_the_nights_when_clocks_change():
    red = URGENCY_LADDER[0]
    assert urgent_due_at(datetime(2027, 3, 27, 23), red) == datetime(2027, 3, 28, 4)
    back = urgent_due_at(datetime(2026, 10, 24, 22), red)
    assert (back, back.fold) == (datetime(2026, 10, 25, 1, fold=1), 1)
    assert urgent_words(datetime(2026, 10, 24, 22), back) == "needed by 01:00 Sunday 25 October, 4 h left"


def test_the_ladder_runs_from_the_most_urgent():
    assert [level.order for level in URGENCY_LADDER] == [0, 1, 2]
    assert len({level.words for level in URGENCY_LADDER}) == 3


def test_settings_that_make_no_sense_are_refused():
    for wrong, message in [
        ({"starts": "assessment"}, "known: contact, referral"),
        ({"out_of_hours_counts_from": "dawn"}, "known: arrival, next_opening"),
        ({"working_days": 0}, "give 1 or more"),
    ]:
        with pytest.raises(ValueError, match=message):
            replace(CONTACT_DECISION, **wrong)
    with pytest.raises(ValueError, match="more than 0"):
        UrgencyLevel("red", "Someone now", 0, 0)
    with pytest.raises(ValueError, match="has a zone"):
        due_at(datetime(2026, 11, 23, tzinfo=UTC), CONTACT_DECISION, CALENDAR)
