"""Days and times as people type them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.web.design.typed import TypedError, TypedTime, place, read_day, read_time, split_day

LONDON = ZoneInfo("Europe/London")


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(
        [
            "{0.day}/{0.month}/{0.year}",
            "{0:%d.%m.%Y}",
            "{0.day} {0:%B} {0.year}",
            "{0.day} {0:%b} {0.year}",
            "{0.year}-{0:%m-%d}",
        ]
    ),
)
def test_a_pasted_date_is_read(day, pattern):
    assert read_day(*split_day(pattern.format(day))) == day


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_anything_else_is_refused_in_words(day, month, year):
    try:
        read = read_day(day, month, year)
    except TypedError:
        return
    assert (read.day, read.year) == (int(day), int(year))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("31", "2", "2026"), "must be a real date"),
        (("", "2", "2026"), "must include a day"),
        (("1", "", ""), "must include a month and year"),
        (("1", "2", "26"), "must have a year of 4 numbers, like 2026"),
        (("1", "Ma", "2026"), "must be a real date"),
        (("²", "2", "2026"), "must be a real date"),
    ],
)
def test_what_is_wrong_with_a_day(parts, words):
    with pytest.raises(TypedError) as error:
        read_day(*parts)
    assert str(error.value) == words


@given(st.times(), st.sampled_from(["{0:%H:%M}", "{0:%H.%M}", "{0:%H%M}", "{0:%I:%M%p}", "{0:%I.%M %p}"]))
def test_a_time_is_read(clock, pattern):
    assert read_time(pattern.format(clock)).clock == clock.replace(second=0, microsecond=0)


@pytest.mark.parametrize("text", ["", "2", "25:00", "14:60", "13pm", "0am", "noon", "14:5", "2400"])
def test_a_time_is_never_guessed(text):
    with pytest.raises(TypedError, match="time like 14:05"):
        read_time(text)


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2035, 1, 1)))
def test_every_instant_has_a_place(moment):
    wanted = moment.replace(second=0, microsecond=0, tzinfo=UTC).astimezone(LONDON)
    typed = TypedTime(wanted.time(), wanted.tzname())
    assert place(wanted.date(), typed, LONDON) == wanted


def test_the_hours_when_clocks_change():
    half_past_one = TypedTime(time(1, 30))
    with pytest.raises(TypedError, match="did not happen"):
        place(date(2026, 3, 29), half_past_one, LONDON)
    with pytest.raises(TypedError, match="happened twice"):
        place(date(2026, 10, 25), half_past_one, LONDON)
    first = place(date(2026, 10, 25), TypedTime(time(1, 30), "BST"), LONDON)
    second = place(date(2026, 10, 25), TypedTime(time(1, 30), "GMT"), LONDON)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    with pytest.raises(TypedError, match="leave BST out"):
        place(date(2026, 12, 1), TypedTime(time(9, 0), "BST"), LONDON)
