"""Days as spreadsheets leave them in extracts: read day first, the century only where one is possible."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.exchange.extract_dates import is_short_year, read_extract_date, written_out
from fanlight.exchange.ssd_csv import read_ssd_csv
from fanlight.exchange.values import Refused

DAYS = st.dates(date(1950, 1, 1), date(2029, 12, 31))
FORMS = ("%d/%m/%y", "%d-%b-%Y", "%d %B %Y", "%d.%m.%y", "%d-%b-%y", "%d/%m/%Y", "%Y-%m-%d")


@given(DAYS, st.sampled_from(FORMS))
def test_every_day_of_a_childs_life_is_read_back(day: date, form: str) -> None:
    assert read_extract_date(day.strftime(form)) == day
    assert is_short_year(day.strftime(form)) == ("%y" in form)


@pytest.mark.parametrize(
    "text", ["05/26/26", "31/02/26", "26/05/30", "26/05/49", "26-Mayday-2026", "26-May/2026"]
)
def test_what_is_no_such_day_or_could_be_another_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_extract_date(text)


@given(st.text())
def test_any_other_text_is_left_as_it_is(text: str) -> None:
    try:
        made = written_out(text)
    except Refused:
        return
    assert made == text or made.count("/") >= 2


def test_days_of_a_table_are_told_once() -> None:
    rows = (
        "C1,P1,26/05/26",
        "C2,P2,27-May-2026",
        "C3,P3,28/05/26",
        "cont_contact_id,cont_person_id,cont_contact_date",
    )
    text = "\n".join(["cont_contact_id,cont_person_id,cont_contact_date", *rows])
    reading = read_ssd_csv(BytesIO(text.encode()))
    assert [contact.received_at.day for contact in reading.contacts] == [26, 27, 28]
    assert sum("2 days with a two-figure year" in note for note in reading.notes) == 1
    assert [item.reason for item in reading.set_aside] == ["the headings once more"]
