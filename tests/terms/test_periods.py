"""Reporting years, months, weeks and ages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.terms.periods import (
    Period,
    add_months,
    age_on,
    age_words,
    month_of,
    reporting_year,
    reporting_year_of,
    week_of,
)

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(days)
def test_a_day_lies_in_its_own_year_month_and_week(day):
    for period_of in (reporting_year_of, month_of, week_of):
        period = period_of(day)
        assert day in period
        # Periods tile the calendar: the neighbours are other periods, side by side.
        assert period_of(period.first_on) == period == period_of(period.last_on)
        assert period_of(period.last_on + timedelta(days=1)).first_on == period.last_on + timedelta(days=1)


def test_the_reporting_year_is_named_by_its_end():
    assert reporting_year_of(date(2024, 3, 31)) == reporting_year(2024)
    assert reporting_year_of(date(2024, 4, 1)) == reporting_year(2025)
    assert reporting_year(2000).words == "1999-00"
    assert month_of(date(2024, 2, 9)).words == "February 2024"


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Period(date(2024, 1, 2), date(2024, 1, 1))


@given(days, st.integers(-240, 240))
def test_adding_months_lands_in_the_right_month_at_most_three_days_short(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert 0 <= day.day - later.day <= 3
    if later.day < day.day:
        assert (later + timedelta(days=1)).day == 1


@given(days, st.integers(0, 40 * 366))
def test_age_counts_the_birthdays_reached(born_on, lived):
    day = born_on + timedelta(days=lived)
    birthdays = 0
    for year in range(born_on.year + 1, day.year + 1):
        try:
            birthday = born_on.replace(year=year)
        except ValueError:  # 29 February in another year
            birthday = date(year, 3, 1)
        birthdays += birthday <= day
    assert age_on(born_on, day) == birthdays


def test_no_age_before_birth():
    with pytest.raises(ValueError, match="no age on 2026-01-01"):
        age_on(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (date(2026, 11, 23), "born today"),
        (date(2026, 11, 22), "1 day"),
        (date(2026, 11, 16), "1 week"),
        (date(2026, 8, 24), "13 weeks"),
        (date(2026, 8, 23), "3 months"),
        (date(2024, 11, 24), "23 months"),
        (date(2024, 11, 23), "2 years"),
        (date(2026, 11, 24), "not yet born (born 24 November)"),
    ],
)
def test_age_in_words(born_on, words):
    assert age_words(born_on, date(2026, 11, 23)) == words


def test_the_expected_day_itself_is_still_expected():
    assert age_words(None, date(2026, 5, 3), date(2026, 5, 3)) == "unborn, expected 3 May"
