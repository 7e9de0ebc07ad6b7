"""Files of any shape by a saved column mapping: nothing guessed, every row accounted for."""

from __future__ import annotations

import csv
import json
import re
import sys
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from fanlight.casework.event import EventKind
from fanlight.exchange.mapped import read_mapped
from fanlight.exchange.mapping import FIELDS, NEEDED, BadMapping, CodeMapping, ColumnMapping
from fanlight.exchange.mapping_suggestions import MissingExtra, suggest_codes, suggest_columns
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.rows_of_any import NEEDS_POLARS
from fanlight.terms.codes import ETHNICITY, REFERRAL_SOURCE
from tests.exchange.samples import assert_account_closes

LOG = ColumnMapping(
    "Contact log",
    "contacts",
    {"person_id": "Child", "received": "Date in", "source": "Who", "born_on": "DOB"},
    {"source": {"Old Bill": "6", "412": "3A", "Nobody": ""}},
)
EVENTS = ColumnMapping(
    "Activity",
    "events",
    {"person_id": "Child", "on": "From", "kind": "What", "ended_on": "To", "need": "Need", "nfa": "NFA"},
    {"kind": {"Ref": "referral", "CP": "cp_plan", "Tea": ""}},
)


def read(mapping: ColumnMapping, *rows: str) -> Reading:
    reading = read_mapped(BytesIO("\n".join(rows).encode()), mapping)
    assert_account_closes(reading)
    assert reading.format == "mapped"
    return reading


def test_contacts_with_their_sources() -> None:
    reading = read(
        LOG,
        "Child,Date in,Who,DOB,Notes",
        "C1,01/03/2026 14:05,Old Bill,02/01/2015,x",
        "C2,2026-03-02,412,,",
        "C3,2026-03-02,Nobody,,",
        "C4,2026-03-02,6,,",
        "C5,2026-03-02,Police,,",
    )
    assert [(c.source_code, c.source_words) for c in reading.contacts] == [
        ("6", "Old Bill"),
        ("3A", "412"),
        ("", "Nobody"),
        ("", "6"),
        ("", "Police"),
    ]
    assert reading.contacts[0].received_at == datetime(2026, 3, 1, 14, 5)
    assert reading.persons[0].born_on == date(2015, 1, 2)
    assert [(u.field, u.value, u.count) for u in reading.unmapped] == [
        ("source", "6", 1),
        ("source", "Police", 1),
    ]
    assert "Columns not read: Notes." in reading.notes


def test_without_codes_a_label_in_full_is_taken_and_a_bare_number_is_not() -> None:
    mapping = ColumnMapping("Log", "contacts", {"person_id": "Child", "received": "In", "source": "Who"})
    reading = read(mapping, "Child,In,Who", "C1,2026-03-01,police", "C1,2026-03-02,6", "C1,2026-03-03,3a",
                   "C1,2026-03-04,6 Mill Lane")  # fmt: skip
    assert [contact.source_code for contact in reading.contacts] == ["6", "", "3A", ""]
    assert {found.value for found in reading.unmapped} == {"6", "6 Mill Lane"}


def test_events_of_several_kinds() -> None:
    reading = read(
        EVENTS,
        "Child,From,What,To,Need,NFA",
        "C1,01/03/2026,Ref,02/03/2026,N1,Yes",
        "C1,01/04/2026,CP,,Neglect,",
        "C1,01/05/2026,Tea,,,",
        "C1,01/05/2026,assessment,,,",
        "C1,soon,Ref,,,",
        ",01/05/2026,Ref,,,",
        "C1,01/05/2026",
    )
    assert [(e.kind, e.on, e.ended_on, e.detail) for e in reading.events] == [
        (EventKind.REFERRAL, date(2026, 3, 1), date(2026, 3, 2), {"need_code": "N1", "nfa": "yes"}),
        (EventKind.CP_PLAN, date(2026, 4, 1), None, {}),
    ]
    assert [(item.place, item.reason, item.whole_row) for item in reading.set_aside] == [
        ("row 3", "Need: not a code of Primary need", False),
        ("row 4", "What: decided to be no event that Fanlight knows", True),
        ("row 5", "What: not a code of Kind of event", True),
        ("row 6", "From: not a date written like 31/03/2026 or 2026-03-31", True),
        ("row 7", "Child: not given", True),
        ("row 8", "2 cells where the header has 6", True),
    ]
    assert {(u.code_set, u.value) for u in reading.unmapped} == {
        ("Kind of event", "assessment"),
        ("Primary need", "Neglect"),
    }


def test_one_kind_for_every_row() -> None:
    mapping = ColumnMapping("Plans", "events", {"person_id": "Child", "on": "From"}, kind="cin_plan")
    assert read(mapping, "Child,From", "C1,2026-03-01").events[0].kind is EventKind.CIN_PLAN


@pytest.mark.parametrize("date_format", ["", "%d/%m/%y"])
def test_a_two_figure_year_gets_the_one_century_that_is_possible(date_format) -> None:
    columns = {"person_id": "Child", "received": "In", "born_on": "Born"}
    mapping = ColumnMapping("Log", "contacts", columns, date_format=date_format)
    reading = read(mapping, "Child,In,Born", "C1,26/05/26,01/02/60", "C2,26/05/26,01/02/38")
    assert [contact.received_at for contact in reading.contacts] == [datetime(2026, 5, 26)] * 2
    assert [person.born_on for person in reading.persons] == [date(1960, 2, 1), None]
    assert [item.reason for item in reading.set_aside] == [
        "Born: a two-figure year that could be 1938 or 2038"
    ]


def test_days_are_read_as_the_mapping_says_and_no_other_way() -> None:
    mapping = ColumnMapping(
        "US", "contacts", {"person_id": "Child", "received": "In"}, date_format="%m/%d/%Y"
    )
    reading = read(mapping, "Child,In", "C1,03/04/2026", "C1,31/03/2026", "C1,01/01/1066")
    assert [contact.received_at for contact in reading.contacts] == [datetime(2026, 3, 4)]
    assert [item.reason for item in reading.set_aside] == [
        "In: not a date written as the mapping says (%m/%d/%Y)",
        "In: the year 1066 is not between 1900 and 2100",
    ]


def test_past_decisions() -> None:
    columns = {"child": "C", "contact": "K", "received": "In", "decided": "Out", "level": "L", "worker": "W"}
    mapping = ColumnMapping("Old", "past_decisions", columns, {"level": {"T1": "Universal"}})
    reading = read(mapping, "C,K,In,Out,L,W", "C1,K1,2026-03-01,2026-03-02,T1,Ann",
                   "C1,K2,2026-03-01,2026-02-02,T2,Ann", "C1,K3,2026-03-01,2026-03-01,T2,")  # fmt: skip
    assert [(d.contact_id, d.level) for d in reading.past_decisions] == [("K1", "Universal"), ("K3", "T2")]
    assert reading.set_aside[0].reason == "decided before it was received"


def test_a_workbook_is_searched_for_the_sheet_with_the_headings() -> None:
    book, content = Workbook(), BytesIO()
    book.active.append(["About this workbook"])
    sheet = book.create_sheet("Log")
    sheet.append(["Contact log, March"])
    sheet.append(["Child", "Date in", "Who", "DOB"])
    sheet.append(["C1", datetime(2026, 3, 1, 14, 5), "Old Bill", date(2015, 1, 2)])
    sheet.append(["#N/A", datetime(2026, 3, 1), "Old Bill", None])
    sheet.append(["C2", datetime(2026, 3, 1), "#N/A", None])
    book.save(content)
    reading = read_mapped(content, LOG)
    assert_account_closes(reading)
    assert [(c.person_id, c.place, c.source_code) for c in reading.contacts] == [
        ("C1", "row 3", "6"),
        ("C2", "row 5", ""),
    ]
    assert reading.contacts[0].received_at == datetime(2026, 3, 1, 14, 5)
    assert [(i.place, i.reason) for i in reading.set_aside] == [
        ("row 4", "Child: a spreadsheet error"),
        ("row 5", "Who: a spreadsheet error"),
    ]


def parquet(**columns: list) -> BytesIO:
    content = BytesIO()
    polars.DataFrame(columns).write_parquet(content)
    content.seek(0)
    return content


def test_parquet_with_its_own_types() -> None:
    content = parquet(
        **{"Date in": [datetime(2026, 3, 1, 14, 5), datetime(2026, 3, 2)]},
        Child=[101, 102],
        Who=["Old Bill", None],
        DOB=[date(2015, 1, 2), None],
    )
    reading = read_mapped(content, LOG)
    assert_account_closes(reading)
    assert [(c.person_id, c.received_at, c.time_known) for c in reading.contacts] == [
        ("101", datetime(2026, 3, 1, 14, 5), True),
        ("102", datetime(2026, 3, 2), False),
    ]


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(Unreadable) as refused:
        read_mapped(BytesIO(b"PAR1"), LOG)
    assert str(refused.value) == NEEDS_POLARS


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_parquet_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(parquet(**{name: ["a", "b"] for name in LOG.columns.values()}).getvalue())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        assert_account_closes(read_mapped(BytesIO(bytes(content)), LOG))


def test_a_file_without_the_columns_is_refused() -> None:
    with pytest.raises(Unreadable, match="no column 'Date in', which the mapping 'Contact log' takes for"):
        read(LOG, "Child,Who,DOB", "C1,x,")
    with pytest.raises(Unreadable, match="the column 'Child' stands twice"):
        read(LOG, "Child,Child,Date in,Who,DOB", "C1,C1,2026-03-01,x,")


CELLS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=10)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS, CELLS), max_size=12))
def test_whatever_the_cells_every_row_is_accounted_for(rows: list[tuple[str, ...]]) -> None:
    text = StringIO()
    csv.writer(text).writerows([tuple(EVENTS.columns.values()), *rows])
    reading = read(EVENTS, text.getvalue())
    written = sum(any(cell.replace("\u00a0", " ").strip() for cell in row) for row in rows)
    assert reading.account["events"].rows_read == written


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"format": "shoes"}, "format: 'shoes' is not one of"),
        ({"columns": {"person_id": "a"}}, "columns: contacts need received"),
        ({"columns": {"person_id": "a", "received": " "}}, "columns, received: no column is named"),
        (
            {"columns": {"person_id": "a", "received": "b", "hat": "c"}},
            "columns: hat is no field of contacts",
        ),
        ({"codes": {"source": {"412": "99"}}}, "codes, source, 412: '99' is not a code of Referral source"),
        ({"codes": {"source": ["412"]}}, "codes, source: not a JSON object"),
        ({"date_format": "%d/%m"}, "date_format: needs %d, and %Y or %y"),
        ({"kind": "referral"}, "kind: 'referral' is not one of"),
        ({"version": 0}, "version: not a whole number"),
        ({"name": 3}, "name: not text"),
        ({"shoes": 3}, "shoes: not a part of a mapping"),
    ],
)
def test_a_bad_mapping_says_where(changed: dict, reason: str) -> None:
    said = json.loads(LOG.to_json()) | changed
    with pytest.raises(BadMapping) as refused:
        ColumnMapping.from_json(json.dumps(said))
    assert str(refused.value).startswith(reason)


def test_a_mapping_comes_back_from_json_as_it_was() -> None:
    assert [ColumnMapping.from_json(m.to_json()) for m in (LOG, EVENTS)] == [LOG, EVENTS]


def test_suggestions_are_sorted_the_same_each_time_and_applied_by_nobody() -> None:
    values = ["Police - Borsetshire", "GP", "Nursery", ""]
    found = suggest_codes(values, REFERRAL_SOURCE)
    assert found == suggest_codes(values, REFERRAL_SOURCE)
    assert [[s.target for s in found[value]][:1] for value in values] == [["6"], ["3A"], [], []]
    for some in found.values():
        assert list(some) == sorted(some, key=lambda s: (-s.likeness, s.target))
    assert suggest_codes(["wbri"], ETHNICITY)["wbri"][0].likeness == 100.0


@pytest.mark.parametrize("file_format", FIELDS)
def test_columns_are_suggested_for_every_field(file_format: str) -> None:
    header = [
        "Child ID",
        "Contact Reference",
        "Date Received",
        "Decision Date",
        "Level",
        "Start date",
        "Shoes",
    ]
    found = suggest_columns(header, file_format)
    assert list(found) == list(FIELDS[file_format])
    assert found[FIELDS[file_format][0]][0].target == "Child ID"
    assert all(s.target != "Shoes" for some in found.values() for s in some)


def test_suggestions_without_rapidfuzz_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with pytest.raises(MissingExtra, match="suggestions need rapidfuzz"):
        suggest_codes(["a"], REFERRAL_SOURCE)


def test_what_the_authority_decided_besides_the_mapping_counts_where_the_mapping_says_nothing() -> None:
    decided = CodeMapping({"mapped": {"source": {"412": "9", "Surgery": "3E"}, "need": {"Harm": "N1"}}})
    rows = b"Child,Date in,Who,DOB\nC1,1/3/2026,Surgery,\nC2,1/3/2026,412,\n"
    reading = read_mapped(BytesIO(rows), LOG, decided)
    assert [contact.source_code for contact in reading.contacts] == ["3E", "3A"]  # the mapping's own wins
    free = ColumnMapping("Log", "events", {"person_id": "Child", "on": "On", "need": "Need"}, kind="referral")
    rows = b"Child,On,Need\nC1,1/3/2026,Harm\nC2,1/3/2026,n2\nC3,1/3/2026,Other\n"
    reading = read_mapped(BytesIO(rows), free, decided)
    assert [event.detail.get("need_code") for event in reading.events] == ["N1", "N2", None]


def test_the_example_in_the_docs_reads_such_a_log() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    begins = page.index('{"name": "Contact log"')
    mapping = ColumnMapping.from_json(page[begins : page.index("\n\n", begins)])
    reading = read(
        mapping, "Ref no;Child ref;Date in;Who from", "L1;C1;26/05/26;GP surgery", "L2;C2;31/02/26;Mum"
    )
    assert [(one.received_at.date(), one.source_code) for one in reading.contacts] == [
        (date(2026, 5, 26), "3A")
    ]
    assert len(reading.set_aside) == 1
    for name, fields in FIELDS.items():
        [row] = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
        assert set(fields[: NEEDED[name]]) == set(re.findall(r"\*\*(\w+)\*\*", row))
