"""Reads an Annex A workbook: lists 1 to 7 of the child-level data that Ofsted asks for.

Sheets are found by number ("List_1", "List 1"), by title ("Contacts") or, whatever they are called and in
whatever order, by their headings. Lists 8 to 11 are not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from itertools import islice

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.annex_a_lists import LISTS, AnnexList, Heading, letters
from fanlight.exchange.extract_dates import read_extract_date
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.reading import NotRecognised, Reading
from fanlight.exchange.source import Source
from fanlight.exchange.values import (
    Refused,
    read_code,
    read_flag_or_unknown,
    read_sex,
    without_letter,
)
from fanlight.exchange.workbook import Sheets, readable, workbook
from fanlight.frontdoor.contact import ContactRecord
from fanlight.terms.codes import ETHNICITY, REFERRAL_SOURCE

ROWS_BEFORE_HEADINGS = 10
LONGEST_TOLD = 120
HEADINGS_AGAIN = "the headings once more"
_NUMBERED = re.compile(r"list[\W_]*0*(\d+)(?!\d)", re.IGNORECASE)
_READ_LATER = ("sex", "ethnicity", "source")  # their codes are read with the person or the event
_KINDS = {
    2: EventKind.EARLY_HELP,
    3: EventKind.REFERRAL,
    4: EventKind.ASSESSMENT,
    6: EventKind.CIN_PLAN,
    7: EventKind.CP_PLAN,
}


def read_annex_a(source: Source, codes_mapped: CodeMapping | None = None) -> Reading:
    """Read lists 1 to 7 of an Annex A workbook (.xlsx).

    Parameters
    ----------
    source
        A path, or a binary file.
    codes_mapped
        What the authority decided that its local labels mean.

    Returns
    -------
    Reading
        List 1: contacts without identifier or time of day, each also an event of kind CONTACT.
        2: EARLY_HELP. 3: REFERRAL. 4: ASSESSMENT. 5: SECTION_47, and ICPC where a conference has a date.
        6: CIN_PLAN, from CIN start to closure (see Notes). 7: CP_PLAN. No event has a key: the lists
        give none. A value that cannot be read is set aside with its place, "List 3 row 14, Date of
        referral"; so is its row when it was the child or the date.

    Raises
    ------
    Unreadable
        Not a workbook, damaged, unsafe, or without any of the lists.

    Notes
    -----
    List 6 holds every open or closed episode of a child in need, and its dates are the episode's. A row is
    taken as a child in need plan only when its status says so, or when it is closed for a reason other
    than "after assessment" (RC8, RC9); rows with another status are set aside, because their plan, if any,
    stands in another list. The status is a snapshot, so such a plan may have begun later than told.

    Team and worker are those allocated when the workbook was made; they are not read.
    """
    gathering = Gathering("annex_a", codes_mapped)
    with workbook(source) as sheets:
        found = lists_in(sheets, gathering)
        if not found:
            raise NotRecognised(sheets.name, _no_list(sheets))
        if not any(_is_headed(sheets, title, LISTS[number - 1]) for number, title in found.items()):
            number, title = min(found.items())
            raise NotRecognised(
                f"{sheets.name}, sheet {title}", _no_headings(LISTS[number - 1], sheets, title)
            )
        for annex_list in LISTS:
            if annex_list.number in found:
                _ListReader(annex_list, gathering).read(sheets, found[annex_list.number])
    return gathering.reading()


def _no_list(sheets: Sheets) -> str:
    told = ", ".join(sheets.titles)[:LONGEST_TOLD]
    return (
        f"a workbook without any of Annex A's lists 1 to 7 (sheets: {told}); name a sheet List 1 to List 7, "
        "or hand in a list of your own with a column mapping"
    )


def _is_headed(sheets: Sheets, title: str, annex_list: AnnexList) -> bool:
    top = islice(sheets.rows(title), ROWS_BEFORE_HEADINGS)
    return any(columns_of_list(annex_list, row) is not None for _, row in top)


def _no_headings(annex_list: AnnexList, sheets: Sheets, title: str) -> str:
    """What the first list wants, and what stands there."""
    first = next((row for _, row in sheets.rows(title)), ())
    there = ", ".join(cell for cell in first if cell)[:LONGEST_TOLD]
    wanted = f"{annex_list.headings[0].words} and {annex_list.began.words}"
    return (
        f"no list has its headings: {annex_list.label} wants {wanted}, and its first row has "
        f"{there or 'nothing'}; rename them, or hand in a list of your own with a column mapping"
    )


def lists_in(sheets: Sheets, gathering: Gathering) -> dict[int, str]:
    """Find each list: sheet title by list number; sheets that are none, or a list again, are told."""
    found: dict[int, str] = {}
    unread: list[str] = []
    for title in sheets.titles:
        number = _number_of(title)
        if number is None:
            number = _number_by_headings(sheets, title)
        if number is None or not 1 <= number <= len(LISTS):
            unread.append(title)
        elif number in found:
            reason = f"a second sheet for List {number} ({found[number]} was read)"
            gathering.set_value_aside(f"List {number}", f"sheet {title}", reason)
        else:
            found[number] = title
    if unread:
        gathering.notes.append(f"Sheets not read: {', '.join(unread)}.")
    return found


def _number_of(title: str) -> int | None:
    """The list that a sheet's title names.

    Examples
    --------
    >>> [_number_of(title) for title in ("List_1", "List 01 Contacts", "early help", "Sheet1")]
    [1, 1, 2, None]
    """
    if numbered := _NUMBERED.search(title):
        return int(numbered[1][:4])
    for annex_list in LISTS:
        if letters(title) in {letters(name) for name in (annex_list.title, *annex_list.also)}:
            return annex_list.number
    return None


def _number_by_headings(sheets: Sheets, title: str) -> int | None:
    top = [row for _, row in islice(sheets.rows(title), ROWS_BEFORE_HEADINGS)]
    suits = [li.number for li in LISTS if any(columns_of_list(li, row) is not None for row in top)]
    return suits[0] if len(suits) == 1 else None


def columns_of_list(annex_list: AnnexList, row: Sequence[str]) -> Mapping[Heading, int] | None:
    """Where each heading stands in a row; None when the row has not the child and the date."""
    columns: dict[Heading, int] = {}
    for at, cell in enumerate(row):
        for heading in annex_list.headings:
            if cell and heading.matches(cell):
                columns.setdefault(heading, at)
    needed = (annex_list.headings[0], annex_list.began)
    return columns if all(heading in columns for heading in needed) else None


class _ListReader:
    """Reads the rows of one list into a gathering."""

    def __init__(self, annex_list: AnnexList, gathering: Gathering) -> None:
        self.annex_list, self.gathering = annex_list, gathering
        self.table = annex_list.label
        self.columns: Mapping[Heading, int] = {}
        self.place = ""
        self.row: Sequence[str] = ()
        gathering.table(self.table)

    def read(self, sheets: Sheets, title: str) -> None:
        """Read the sheet; without its headings, every row below the first is set aside."""
        needed = f"{self.annex_list.headings[0].words} and {self.annex_list.began.words}"
        top = list(islice(sheets.rows(title), ROWS_BEFORE_HEADINGS))
        headed = [number for number, row in top if columns_of_list(self.annex_list, row) is not None]
        first = headed[0] if headed else top[0][0] if top else 0
        for number, row in sheets.rows(title):
            self.place, self.row = f"{self.table} row {number}", row
            if number < first:
                continue
            if number == first:
                self.columns = columns_of_list(self.annex_list, row) or {}
                self._tell_headings()
            elif not self.columns:
                reason = f"the sheet {title} has no row of headings with {needed}"
                self.gathering.set_row_aside(self.table, self.place, reason, " | ".join(row))
            else:
                self._row()

    def _tell_headings(self) -> None:
        wanted = [
            h for h in self.annex_list.headings if h.is_detail or h.name in ("source", "ended_on", "icpc_on")
        ]
        if self.columns and (missing := [h.words for h in wanted if h not in self.columns]):
            self.gathering.notes.append(f"{self.table} has no column {', '.join(missing)}.")

    def _row(self) -> None:
        said = self._said()
        person_id = said.get("person_id", "")
        on = said.get("on", "")
        if not person_id:
            return self._set_aside(self.annex_list.headings[0])
        if not on and not (self.annex_list.number == 5 and said.get("icpc_on")):
            return self._set_aside(self.annex_list.began)
        if self.annex_list.number == 6 and (reason := _no_plan(said)):
            place = f"{self.place}, Case Status"
            return self.gathering.set_row_aside(self.table, place, reason, said.get("case_status", ""))
        self.gathering.take(self.table)
        self._person(person_id, said)
        detail = {
            heading.name: said[heading.name]
            for heading in self.columns
            if heading.is_detail and said.get(heading.name)
        }
        detail |= self._source(said.get("source", ""))
        if self.annex_list.number == 1:
            received_at = datetime.combine(date.fromisoformat(on), time())
            code, words = detail.get("source_code", ""), said.get("source", "")
            self.gathering.contact(
                ContactRecord("", person_id, received_at, False, code, words, place=self.place)
            )
        elif self.annex_list.number == 5:
            self._enquiry(person_id, said, detail)
        else:
            ended = said.get("ended_on", "")
            ended_on = date.fromisoformat(ended) if ended else None
            kind = _KINDS[self.annex_list.number]
            event = Event(person_id, kind, date.fromisoformat(on), ended_on, detail, place=self.place)
            self.gathering.event(event, self.table)

    def _enquiry(self, person_id: str, said: Mapping[str, str], detail: Mapping[str, str]) -> None:
        """A row of list 5 is an enquiry, a conference, or both."""
        for name, kind in (("on", EventKind.SECTION_47), ("icpc_on", EventKind.ICPC)):
            if not said.get(name):
                continue
            own = dict(detail)
            if kind is EventKind.ICPC:
                own = {"led_to_plan": said["led_to_plan"]} if said.get("led_to_plan") else {}
            day = date.fromisoformat(said[name])
            self.gathering.event(Event(person_id, kind, day, detail=own, place=self.place), self.table)

    def _said(self) -> dict[str, str]:
        """What the row's cells say, by name; the date and the child are judged with the row."""
        said: dict[str, str] = {}
        for heading, at in self.columns.items():
            text = self.row[at] if at < len(self.row) else ""
            if not text or not heading.name:
                continue
            try:
                value = self._read(heading, text)
            except Refused as refusal:
                if heading.name not in ("person_id", "on", "age"):
                    self._value_aside(heading, str(refusal), text)
                continue
            if value:
                said[heading.name] = value
        return said

    def _read(self, heading: Heading, text: str) -> str | None:
        if heading.name in _READ_LATER:
            return heading.read(readable(text))
        return self.gathering.as_mapped(lambda raw: heading.read(readable(raw)), text, heading.words)

    def _set_aside(self, heading: Heading) -> None:
        at = self.columns[heading]
        text = self.row[at] if at < len(self.row) else ""
        reason = "not given"
        try:
            if text:
                heading.read(readable(text))
        except Refused as refusal:
            reason = HEADINGS_AGAIN if heading.matches(text) else str(refusal)
        self.gathering.set_row_aside(self.table, f"{self.place}, {heading.words}", reason, text.lstrip("\0"))

    def _value_aside(self, heading: Heading, reason: str, text: str) -> None:
        place = f"{self.place}, {heading.words}"
        self.gathering.set_value_aside(self.table, place, reason, text.lstrip("\0"))

    def _person(self, person_id: str, said: Mapping[str, str]) -> None:
        person = PersonRecord(person_id, place=self.place)
        for heading in self.annex_list.headings:
            if text := said.get(heading.name, ""):
                try:
                    person = self._with(person, heading, text)
                except Refused as refusal:
                    self._value_aside(heading, str(refusal), text)
        self.gathering.person(person, self.table)

    def _with(self, person: PersonRecord, heading: Heading, text: str) -> PersonRecord:
        """The person with one more thing known; a disability without its code says nothing new."""
        as_mapped = self.gathering.as_mapped
        if heading.name == "sex":
            return replace(person, sex=as_mapped(read_sex, text, heading.words) or "")
        if heading.name == "ethnicity":
            read = partial(read_code, codes=ETHNICITY)
            return replace(person, ethnicity=as_mapped(read, text, heading.words) or "")
        if heading.name == "born_on":
            born_on = read_extract_date(text)
            self.gathering.count_short_year(text)
            return replace(person, born_on=born_on)
        if heading.name == "disability" and read_flag_or_unknown(text) == "no":
            return replace(person, disabilities=("NONE",))
        return person

    def _source(self, text: str) -> dict[str, str]:
        """A DfE code, or the source's own words where they are not one."""
        if not text:
            return {}
        heading = next(h for h in self.annex_list.headings if h.name == "source")
        code = self.gathering.code_of(text, REFERRAL_SOURCE, name=heading.words)
        return {"source_code": code} if code else {"source_words": text}


def _no_plan(said: Mapping[str, str]) -> str:
    """Why a row of list 6 is not a child in need plan; "" when it is."""
    status = without_letter(said.get("case_status", ""))
    if letters(status) in ("", "childinneedplan", "cinplan", "childinneed", "cin"):
        return ""
    if "closed" not in status.lower():
        return "not a child in need plan by its status"
    if said.get("closure_reason") in ("RC8", "RC9"):
        return "closed after assessment: no child in need plan"
    return ""
