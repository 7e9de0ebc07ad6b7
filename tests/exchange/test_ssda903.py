"""SSDA903 files: every row accounted for, and periods of care only where care begins."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.casework.event import EventKind
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.recognise import read_any
from fanlight.exchange.ssda903 import FILES, file_903_of, read_ssda903
from tests.exchange.samples import DATA, assert_account_closes

SAMPLES = {
    "ad1.csv": ("AD1", 29),
    "episodes_head300.csv": ("Episodes", 299),
    "header_head300.csv": ("Header", 299),
    "missing.csv": ("Missing", 43),
    "oc3.csv": ("OC3", 53),
    "placed_for_adoption.csv": ("PlacedAdoption", 29),
    "sw_episodes.csv": ("SWEpisodes", 1),
    "uasc.csv": ("UASC", 132),
}


def episodes(*rows: str) -> Reading:
    lines = ["CHILD,DECOM,RNE,LS,CIN,DEC,REC", *rows]
    reading = read_ssda903(BytesIO("\n".join(lines).encode()))
    assert_account_closes(reading)
    return reading


def periods(reading: Reading) -> list[tuple[str, date, date | None]]:
    assert all(event.kind is EventKind.LOOKED_AFTER for event in reading.events)
    return [(event.person_id, event.on, event.ended_on) for event in reading.events]


def test_every_sample_is_here() -> None:
    assert {path.name for path in (DATA / "ssda903").iterdir()} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_row_of_a_sample_is_taken(name: str) -> None:
    table, rows = SAMPLES[name]
    reading = read_any(DATA / "ssda903" / name)
    assert (reading.format, reading.records, reading.set_aside) == ("ssda903", {table: rows}, ())
    assert len(reading.tables[table].rows) == rows
    assert reading.persons
    assert_account_closes(reading)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_file_is_told_by_its_full_header(file) -> None:
    assert file_903_of([column.name for column in file.columns]) is file


def test_starts_of_care_in_the_sample() -> None:
    """19 rows begin with RNE S; three of them are series of short breaks."""
    reading = read_any(DATA / "ssda903" / "episodes_head300.csv")
    assert len(reading.events) == 16
    assert "3 series of short breaks (V3, V4) are no period of care." in reading.notes


def test_a_period_runs_over_its_episodes_in_whatever_order_they_stand() -> None:
    reading = episodes(
        "C1,01/03/2025,P,C2,N1,01/05/2025,E4A",
        "C1,01/01/2025,S,C2,N1,01/03/2025,X1",
        "C1,01/09/2025,S,V2,N2,,",
        "C2,01/01/2025,L,C2,N1,01/02/2025,E8",
    )
    assert periods(reading) == [
        ("C1", date(2025, 1, 1), date(2025, 5, 1)),
        ("C1", date(2025, 9, 1), None),
    ]
    assert reading.events[0].detail == {"need_code": "N1"}
    assert len(reading.tables["Episodes"].rows) == 4


def test_a_new_start_does_not_end_the_period_before() -> None:
    reading = episodes("C1,01/01/2025,S,C2,N1,,", "C1,01/06/2025,S,C2,N1,01/07/2025,E8")
    assert periods(reading) == [("C1", date(2025, 1, 1), None), ("C1", date(2025, 6, 1), date(2025, 7, 1))]


def test_bad_rows_and_values_are_told_with_their_place() -> None:
    reading = episodes(
        ",01/01/2025,S,C2,N1,,",
        "C1,31/02/2025,S,C2,N1,,",
        "C2,01/01/2025,S,C2,N12,,",
        "C2,01/01/2025,S,C2,N12,,",
        "C3,01/01/2025",
    )
    told = [(item.place, item.reason, item.whole_row) for item in reading.set_aside]
    assert told == [
        ("Episodes row 2", "CHILD: not given", True),
        ("Episodes row 3", "DECOM: no such day in the calendar", False),
        ("Episodes row 4", "CIN: not a code of Primary need", False),
        ("Episodes row 5", "the same as Episodes row 4", True),
        ("Episodes row 6", "2 cells where the header has 7", True),
    ]
    assert periods(reading) == [("C2", date(2025, 1, 1), None)]
    assert [found.value for found in reading.unmapped] == ["N12"]
    assert "1 starts of care have no date that can be read." in reading.notes


def test_a_file_on_deprivation_of_liberty_stays_text() -> None:
    reading = read_any(BytesIO(b"CHILD,DOB,DOLO_START\nC1,01/01/2015,01/02/2025\n"))
    assert reading.tables["DoLo"].column("DOLO_START") == ("01/02/2025",)


def test_other_headings_are_refused_in_one_line() -> None:
    with pytest.raises(Unreadable, match="no file of the SSDA903 return"):
        read_ssda903(BytesIO(b"CHILD,NAME\nC1,x\n"))


@given(st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 900), st.sampled_from("SPL"),
                          st.sampled_from(["X1", "E8", ""])), max_size=25))  # fmt: skip
def test_a_start_of_care_makes_one_event_each(rows: list[tuple[str, int, str, str]]) -> None:
    def day(n: int) -> str:
        return (date(2020, 1, 1) + timedelta(n)).strftime("%d/%m/%Y")

    lines = {
        f"{child},{day(on)},{rne},C2,N1,{day(on + 7) if rec else ''},{rec}" for child, on, rne, rec in rows
    }
    reading = episodes(*sorted(lines))
    assert len(reading.events) == sum(",S," in line for line in lines)
    for event in reading.events:
        after = [e.on for e in reading.events if e.person_id == event.person_id and e.on > event.on]
        assert event.ended_on is None or all(event.ended_on <= on + timedelta(7) for on in after)
