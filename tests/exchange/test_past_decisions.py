"""A plain list of past decisions: headings as people write them, days both ways, faults row by row."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest

from fanlight.exchange.past_decisions import read_past_decisions
from fanlight.exchange.reading import Reading, Unreadable
from tests.exchange.samples import assert_account_closes


def read(text: str) -> Reading:
    reading = read_past_decisions(BytesIO(text.encode()))
    assert_account_closes(reading)
    return reading


@pytest.mark.parametrize(
    "header",
    [
        "contact id,child id,received,decided,level,worker",
        "Contact ID,Child Unique ID,Date received,Decision date,Decision,Decided by",
        "CONTACT_REF,PERSON_ID,received_at,decided_at,outcome,worker_id",
        "Contact;Child;Received on;Decided on;Level;Worker",
    ],
)
def test_headings_as_people_write_them(header: str) -> None:
    row = "K1,C1,01/06/2026 16:40,2026-06-02 09:05,NFA,A. Brackley"
    (decision,) = read(f"{header}\n{row.replace(',', ';') if ';' in header else row}\n").past_decisions
    assert decision.received_at == datetime(2026, 6, 1, 16, 40)
    assert decision.decided_at == datetime(2026, 6, 2, 9, 5)
    assert (decision.contact_id, decision.person_id) == ("K1", "C1")
    assert (decision.level, decision.worker, decision.place) == ("NFA", "A. Brackley", "row 2")


def test_the_worker_may_be_missing() -> None:
    reading = read("contact,child,received,decided,level\nK1,C1,1/6/2026,1/6/2026,NFA\n")
    assert reading.past_decisions[0].worker == ""


def test_days_as_a_spreadsheet_left_them_are_read_and_told() -> None:
    reading = read("contact,child,received,decided,level\nK1,C1,01/06/26 16:40,02-Jun-2026,NFA\n")
    (decision,) = reading.past_decisions
    assert (decision.received_at, decision.decided_at) == (datetime(2026, 6, 1, 16, 40), datetime(2026, 6, 2))
    assert any("1 day with a two-figure year" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("K1,,01/06/2026,01/06/2026,NFA", "child: not given"),
        ("K1,C1,01/06/2026,01/06/2026,", "level: not given"),
        ("K1,C1,01/06/38,01/06/2026,NFA", "received: a two-figure year that could be 1938 or 2038"),
        ("K1,C1,01/06/2026,31/06/2026,NFA", "decided: no such day in the calendar"),
        ("K1,C1,01/06/2026 25:00,02/06/2026,NFA", "received: no such time of day"),
        ("K1,C1,02/06/2026,01/06/2026 12:00,NFA", "decided before it was received"),
        ("K1,C1,01/06/2026 12:00,01/06/2026 11:59,NFA", "decided before it was received"),
        ("K1,C1", "2 cells where the header has 5"),
    ],
)
def test_a_faulty_row_is_set_aside_and_the_next_goes_in(row: str, reason: str) -> None:
    good = "K9,C9,01/06/2026 23:00,01/06/2026,Advice"  # decided that day, at a time not known
    reading = read(f"contact,child,received,decided,level\n{row}\n{good}\n")
    assert [(item.place, item.reason) for item in reading.set_aside] == [("row 2", reason)]
    assert [decision.contact_id for decision in reading.past_decisions] == ["K9"]


def test_without_a_needed_heading_the_file_is_refused() -> None:
    with pytest.raises(Unreadable, match="needs a column: decided, level"):
        read("contact,child,received\nK1,C1,1/6/2026\n")
