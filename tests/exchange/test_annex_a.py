"""The Annex A reader: sheets found however they are named, values as authorities write them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from fanlight.casework.event import EventKind
from fanlight.exchange.annex_a import read_annex_a
from fanlight.exchange.annex_a_lists import LISTS
from fanlight.exchange.reading import Reading, Unreadable
from tests.exchange.samples import ANNEX_A, assert_account_closes

CHILD = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
REFERRALS = (*CHILD, "Date of referral", "Referral Source", "Referral NFA?")
ROW = ("C1", "a) Male", "a) WBRI", "", 3, "01/02/2026", "q) 6: Police", "b) No")


def book(sheets: dict[str, Sequence[Sequence[object]]]) -> BytesIO:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    file = BytesIO()
    workbook.save(file)
    return file


def read(sheets: dict[str, Sequence[Sequence[object]]]) -> Reading:
    reading = read_annex_a(book(sheets))
    assert_account_closes(reading)
    return reading


def test_the_sample_is_in_the_account_row_by_row() -> None:
    reading = read_annex_a(ANNEX_A)
    assert_account_closes(reading)
    workbook = openpyxl.load_workbook(ANNEX_A)
    for annex_list in LISTS:
        rows = sum(any(cell.value for cell in row) for row in workbook[annex_list.label].iter_rows(min_row=2))
        assert reading.account[annex_list.label].rows_read == rows
        assert reading.account[annex_list.label].rows_taken == rows
    contact = reading.contacts[0]
    assert (contact.contact_id, contact.person_id, contact.time_known) == ("", "9212044", False)
    assert (contact.source_code, contact.source_words) == ("6", "q) 6: Police")
    assert {(item.place.split(", ")[0], item.value) for item in reading.set_aside} == {
        *((f"List 4 row {row}", "CS Assessment Updated") for row in range(2, 7)),
        ("List 6 row 2", "PSRMEM - Support with memory and cognition"),
    }
    assert reading.notes == ("Sheets not read: List 8, List 9, List 10, List 11.",)


def test_an_enquiry_and_its_conference_are_two_events_of_one_row() -> None:
    reading = read_annex_a(ANNEX_A)
    enquiry, conference = (e for e in reading.events if e.place == "List 5 row 2")
    assert (enquiry.kind, enquiry.on) == (EventKind.SECTION_47, date(2020, 9, 16))
    assert (conference.kind, conference.on) == (EventKind.ICPC, date(2020, 10, 5))
    assert (enquiry.detail, conference.detail) == ({"icpc_not_required": "no"}, {"led_to_plan": "yes"})


@pytest.mark.parametrize(
    "title", ["List_3", "List 3", "LIST 03", "Referrals", "AnnexA - List 3 (referrals)", "Sheet9", "Tabelle1"]
)
def test_a_sheet_is_found_by_number_title_or_headings(title: str) -> None:
    reading = read({"Cover": [("Annex A",)], title: [REFERRALS, ROW]})
    assert reading.account["List 3"].rows_taken == 1


def test_headings_below_a_title_and_written_loosely() -> None:
    headings = ("child unique id ", "GENDER", "Ethnicity", "Date of\u00a0Birth", "Age", "Date  of Referral")
    reading = read({"List 3": [("Referrals in the last six months",), (), headings, ROW[:6]]})
    assert reading.events[0].place == "List 3 row 4"
    assert reading.notes == ("List 3 has no column Referral Source, Referral NFA?.",)


@pytest.mark.parametrize(
    "written",
    ["01/02/2026", "1/2/2026", "2026-02-01", datetime(2026, 2, 1), date(2026, 2, 1), " 01/02/2026\u00a0"],
)
def test_days_as_dates_or_as_text(written: object) -> None:
    reading = read({"List 3": [REFERRALS, (*ROW[:5], written, *ROW[6:])]})
    assert reading.events[0].on == date(2026, 2, 1)


@pytest.mark.parametrize("written", ["01/02/26", "1-Feb-2026", "01 February 2026", "1/feb/26", "1.2.26"])
def test_days_as_a_spreadsheet_leaves_them_are_read_and_a_two_figure_year_is_told(written: str) -> None:
    reading = read({"List 3": [REFERRALS, (*ROW[:5], written, *ROW[6:])]})
    assert reading.events[0].on == date(2026, 2, 1)
    told = [note for note in reading.notes if "two-figure year" in note]
    assert [note[:5] for note in told] == ([] if "2026" in written else ["1 day"])


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("01/02/38", "a two-figure year that could be 1938 or 2038"),
        ("Referral date", "the headings once more"),
        (46054, "not a date written like 31/03/2026 or 2026-03-31"),
        ("02/13/2026", "no such day in the calendar"),
        ("#N/A", "a spreadsheet error"),
        ("=E2+1", "a formula without a saved result (open the workbook, let it calculate, and save it)"),
        (None, "not given"),
    ],
)
def test_a_day_that_cannot_be_read_sets_its_row_aside_and_the_next_goes_in(
    written: object, reason: str
) -> None:
    reading = read({"List 3": [REFERRALS, (*ROW[:5], written, *ROW[6:]), ROW]})
    (item,) = reading.set_aside
    assert (item.place, item.reason, item.whole_row) == ("List 3 row 2, Date of referral", reason, True)
    assert [event.place for event in reading.events] == ["List 3 row 3"]


@pytest.mark.parametrize(
    ("written", "code", "words"),
    [
        ("q) 6: Police", "6", None),
        ("6", "6", None),
        (6, "6", None),
        ("b) 1B: Individual", "1B", None),
        ("p1) 5D: LA services", "5D", None),
        ("Police", "6", None),
        ("Front desk", None, "Front desk"),
    ],
)
def test_sources_by_letter_code_or_label(written: object, code: str | None, words: str | None) -> None:
    detail = read({"List 3": [REFERRALS, (*ROW[:6], written)]}).events[0].detail
    assert (detail.get("source_code"), detail.get("source_words")) == (code, words)


@pytest.mark.parametrize(
    ("status", "reason", "taken"),
    [
        ("c) Child in need plan", "", True),
        ("", "", True),
        ("e) Closed episode", "RC7 - Services ceased", True),
        ("e) Closed episode", "RC8 - Closed after assessment", False),
        ("a) Looked after child", "", False),
        ("b) Child Protection plan", "", False),
        ("d) Open assessment", "", False),
    ],
)
def test_list_6_is_a_plan_only_when_its_status_says_so(status: str, reason: str, taken: bool) -> None:
    headings = ("Child Unique ID", "CIN Start Date", "Reason for Closure", "Case Status")
    reading = read({"List 6": [headings, ("C1", "01/02/2026", reason, status)]})
    assert [event.kind for event in reading.events] == [EventKind.CIN_PLAN] * taken
    assert reading.account["List 6"].rows_set_aside == (not taken)


def test_a_list_without_its_headings_is_set_aside_and_the_others_go_in() -> None:
    reading = read({"List 1": [("one", "two"), ("C1", "x")], "List 3": [REFERRALS, ROW]})
    assert reading.account["List 1"].rows_set_aside == 1
    assert "no row of headings with Child Unique ID and Date of Contact" in reading.set_aside[0].reason
    assert len(reading.events) == 1


def test_a_second_sheet_for_a_list_is_told() -> None:
    reading = read({"List 3": [REFERRALS, ROW], "Referrals": [REFERRALS, ROW, ROW]})
    assert len(reading.events) == 1
    assert reading.set_aside[0].place == "sheet Referrals"


def test_a_contradiction_between_lists_is_told() -> None:
    other = ("C1", "b) Female", *ROW[2:])
    reading = read({"List 3": [REFERRALS, ROW, other]})
    assert reading.persons[0].sex == "M"
    assert (reading.set_aside[0].reason, reading.set_aside[0].value) == ("sex: List 3 row 2 says M", "F")


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * 80_000_000)
    assert len(bomb.getvalue()) < 1_000_000
    with pytest.raises(Unreadable, match="unpacks to more than 200 MB"):
        read_annex_a(bomb)


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        ("xl/styles.xml", b"<styleSheet>" + b"<a/>" * 500_000, "holds more than 400,000 elements"),
        (
            "xl/worksheets/sheet1.xml",
            b"<sheetData><row>" + b"<a/>" * 1_200_000,
            "a row or text of more than 4 MB",
        ),
        ("xl/worksheets/sheet1.xml", b"<row><c>" + b"x" * 700_000, "a text or element of more than 0.5 MB"),
    ],
)
def test_a_part_that_a_parser_would_hold_whole_is_refused_unparsed(part, content, words) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(part, content)
    with pytest.raises(Unreadable) as refused:
        read_annex_a(file)
    assert part in str(refused.value)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (BytesIO(b"PK\x03\x04 not really"), r"not an \.xlsx workbook"),
        (BytesIO(b""), r"not an \.xlsx workbook"),
        (book({"Cover": [("Annex A",)]}), "without any of Annex A's lists"),
    ],
)
def test_what_is_no_annex_a_is_refused(file: BytesIO, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_annex_a(file)


def test_lists_with_other_headings_are_refused_with_what_is_wanted_and_what_stands_there() -> None:
    with pytest.raises(
        Unreadable, match=r"List 3 wants Child Unique ID and Date of referral.*first row has Ref, On"
    ):
        read({"List 3": [("Ref", "On"), ("C1", "01/02/2026")]})


def test_one_list_without_headings_beside_one_with_them_is_set_aside_row_by_row() -> None:
    reading = read({"List 1": [("Ref", "On"), ("C1", "01/02/2026")], "List 3": [REFERRALS, ROW]})
    assert len(reading.events) == 1
    assert [item.whole_row for item in reading.set_aside] == [True]


@pytest.mark.parametrize("heading", ["Person ID", "Client ID", "child ref.", "Child Identifier"])
def test_the_child_s_column_goes_by_several_names(heading: str) -> None:
    reading = read({"List 3": [(heading, *REFERRALS[1:]), ROW]})
    assert len(reading.events) == 1
