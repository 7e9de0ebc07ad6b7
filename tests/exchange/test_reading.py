"""The account of a reading, and the single values it is made of."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.exchange.gathering import LONGEST_VALUE, Gathering
from fanlight.exchange.reading import Reading, SetAside, TableCount
from fanlight.exchange.values import Refused, read_code, read_date, read_flag, read_iso_date, read_moment
from fanlight.terms import codes


def test_an_account_that_does_not_close_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="does not close"):
        TableCount(rows_read=3, rows_taken=1, rows_set_aside=1)


def test_the_sentence_tells_rows_and_values_apart() -> None:
    reading = Reading(
        "ssd_csv",
        account={"a": TableCount(1200, 1199, 1)},
        set_aside=(SetAside("row 2", "no child", whole_row=True), SetAside("row 3", "bad code")),
    )
    assert reading.records == {"a": 1199}
    assert reading.sentence() == (
        "Standard Safeguarding Dataset table: nothing taken; "
        "1 of 1,200 rows set aside, and 1 value within other rows."
    )


def test_a_long_value_is_cut_where_it_is_told() -> None:
    gathering = Gathering("ssd_csv")
    gathering.set_row_aside("t", "row 2", "why", "x" * 5000)
    assert len(gathering.reading().set_aside[0].value) == LONGEST_VALUE


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)))
def test_a_moment_is_read_both_ways_to_the_minute(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    known = (moment.hour, moment.minute) != (0, 0)
    assert read_moment(f"{moment:%Y-%m-%d %H:%M}") == (moment, known)
    assert read_moment(f"{moment:%d/%m/%Y %H:%M}") == (moment, known)
    assert read_moment(f"{moment:%Y-%m-%dT%H:%M:%S}") == (moment, known)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_day_first(day: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year}") == day
    assert read_iso_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        *("01/02/26", "2026-2-1", "20260201", "46054", "1 Feb 2026", "2026-02-01Z", "2026-02-01 10:00+01:00"),
        *("31/02/2026", "2026-13-01", "01/02/1066", "", "０１/02/2026", "2026-02-01 24:00"),
    ],
)
def test_a_day_that_could_be_another_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_date(text)


@pytest.mark.parametrize("text", ["maybe", "", "2", "-1", "not known"])
def test_what_is_neither_yes_nor_no(text: str) -> None:
    with pytest.raises(Refused, match="neither yes nor no"):
        read_flag(text)


@pytest.mark.parametrize("code_set", [codes.REFERRAL_SOURCE, codes.PRIMARY_NEED, codes.ETHNICITY])
def test_every_code_is_read_bare_lettered_and_labelled(code_set: codes.CodeSet) -> None:
    for entry in code_set:
        for written in (entry.code, f"a) {entry.code}: words", f"{entry.code} - words", entry.code.lower()):
            assert read_code(written, code_set) == entry.code
        assert read_code(entry.label.upper(), code_set) == entry.code


@pytest.mark.parametrize("text", ["6th form", "1 A", "NX", "", "q)", "Policeman"])
def test_a_code_is_never_guessed_from_part_of_a_word(text: str) -> None:
    with pytest.raises(Refused):
        read_code(text, codes.REFERRAL_SOURCE)
