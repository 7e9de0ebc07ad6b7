"""Writes Annex A: lists 1 to 7, six months back from one day, with Ofsted's headings and labels.

A workbook is for people, so every text is written as a text cell: a value that begins with = + - or @ is
given a leading apostrophe and can never run as a formula.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange import annex_a_lists as annex
from fanlight.exchange.annex_a_lists import LISTS, AnnexList, Heading
from fanlight.exchange.written import Written
from fanlight.frontdoor.contact import ContactRecord
from fanlight.terms.periods import Period, add_months, age_on

Cell = str | int | date | None
_RUNS = re.compile(r"'*[=+\-@\t\r]")
_KINDS = {
    2: EventKind.EARLY_HELP,
    3: EventKind.REFERRAL,
    4: EventKind.ASSESSMENT,
    6: EventKind.CIN_PLAN,
    7: EventKind.CP_PLAN,
}
_POINTS = (EventKind.REFERRAL, EventKind.SECTION_47, EventKind.ICPC)


def write_annex_a(
    path: str | os.PathLike[str],
    persons: Iterable[PersonRecord],
    events: Iterable[Event],
    contacts: Iterable[ContactRecord],
    *,
    as_on: date,
) -> Written:
    """Write one workbook, as the authority would hand it over on a day.

    Contacts, referrals, section 47 enquiries and conferences of the six months to `as_on` are in it;
    early help, assessments and plans are when they were open on any day of those months. What happened
    after `as_on` is not in it. `read_annex_a` reads back the same events, without their keys.

    Parameters
    ----------
    path
        Where to write; an existing file is replaced.
    persons
        For sex, ethnicity and date of birth; an unborn child's is left blank.
    events
        Events of kind CONTACT are passed over: list 1 is made of `contacts`. A conference stands in the
        row of the child's latest enquiry before it that has none, or in a row of its own.
    as_on
        The last day of the six months.

    Notes
    -----
    Factors, closures of referrals and times of day have no column. Team, worker and dates of visits are
    left blank: this library does not hold them.
    """
    period = Period(add_months(as_on, -6) + timedelta(days=1), as_on)
    people = {person.person_id: person for person in persons}
    events = sorted(events, key=lambda event: (event.on, event.person_id))
    inside = [event for event in events if _in_period(event, period)]
    earlier = _Earlier(events)
    rows: dict[int, list[Mapping[str, Cell]]] = {
        1: [_contact(c) for c in contacts if c.received_at.date() in period]
    }
    for number, kind in _KINDS.items():
        rows[number] = [_event(event, as_on, earlier) for event in inside if event.kind is kind]
    rows[5] = _enquiries(inside, earlier)
    workbook = Workbook(write_only=True)
    for annex_list in LISTS:
        sheet = workbook.create_sheet(annex_list.label)
        sheet.append([heading.words for heading in annex_list.headings])
        for row in rows[annex_list.number]:
            sheet.append(_cells(annex_list, row, people, as_on))
    workbook.save(path)
    left_out = Counter(
        f"{event.kind.value}, which has no list here"
        for event in inside
        if event.kind in (EventKind.PRE_PROCEEDINGS, EventKind.LOOKED_AFTER)
    )
    written = {annex_list.label: len(rows[annex_list.number]) for annex_list in LISTS}
    return Written((Path(path),), written, dict(left_out))


def escape_formula(text: str) -> str:
    """Text that no spreadsheet runs: a leading apostrophe where it begins with = + - @.

    One more apostrophe is put before text that already looks escaped, so that reading undoes it exactly.

    Examples
    --------
    >>> escape_formula("=1+1"), escape_formula("Hill Street")
    ("'=1+1", 'Hill Street')
    """
    return f"'{text}" if _RUNS.match(text) else text


class _Earlier:
    """How many events of a kind a child had in the twelve months (or ever) before a day."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._days: dict[tuple[str, EventKind], list[date]] = {}
        for event in events:
            self._days.setdefault((event.person_id, event.kind), []).append(event.on)

    def count(self, event: Event, kind: EventKind, *, ever: bool = False) -> int:
        since = date.min if ever else add_months(event.on, -12)
        return sum(since <= day < event.on for day in self._days.get((event.person_id, kind), ()))


def _in_period(event: Event, period: Period) -> bool:
    ended = event.on if event.kind in _POINTS else event.ended_on
    return event.on <= period.last_on and (ended is None or ended >= period.first_on)


def _contact(contact: ContactRecord) -> dict[str, Cell]:
    source = annex.SOURCE.get(contact.source_code, contact.source_words)
    return {"person_id": contact.person_id, "on": contact.received_at.date(), "source": source}


def _event(event: Event, as_on: date, earlier: _Earlier) -> dict[str, Cell]:
    code = event.detail.get("source_code", "")
    ended_on = event.ended_on if event.ended_on and event.ended_on <= as_on else None
    row: dict[str, Cell] = {
        **event.detail,
        "person_id": event.person_id,
        "on": event.on,
        "ended_on": ended_on,
        "source": annex.SOURCE.get(code, event.detail.get("source_words", "")),
    }
    if event.kind is EventKind.CIN_PLAN:
        row["case_status"] = annex.CLOSED_EPISODE if ended_on else annex.OPEN_PLAN
        row["closure_reason"] = event.detail.get("closure_reason", "") if ended_on else ""
    elif event.kind is EventKind.REFERRAL:
        row["earlier_referrals"] = earlier.count(event, EventKind.REFERRAL)
    elif event.kind is EventKind.CP_PLAN:
        row["previous_plans"] = earlier.count(event, EventKind.CP_PLAN, ever=True)
    return row


def _enquiries(events: list[Event], earlier: _Earlier) -> list[Mapping[str, Cell]]:
    """Rows of list 5: enquiries, each with the conference that followed it."""
    rows: list[dict[str, Cell]] = []
    waiting: dict[str, list[dict[str, Cell]]] = {}
    for event in (e for e in events if e.kind is EventKind.SECTION_47):
        row: dict[str, Cell] = {**event.detail, "person_id": event.person_id, "on": event.on}
        rows.append(row | _counts(event, earlier))
        waiting.setdefault(event.person_id, []).append(rows[-1])
    for event in (e for e in events if e.kind is EventKind.ICPC):
        before = [
            r for r in waiting.get(event.person_id, []) if isinstance(r["on"], date) and r["on"] <= event.on
        ]
        if before:
            row = before[-1]
            waiting[event.person_id].remove(row)
        else:
            row = {"person_id": event.person_id, **_counts(event, earlier)}
            rows.append(row)
        row["icpc_on"] = event.on
        row["led_to_plan"] = event.detail.get("led_to_plan", "")
    return list(rows)


def _counts(event: Event, earlier: _Earlier) -> dict[str, Cell]:
    return {
        "earlier_enquiries": earlier.count(event, EventKind.SECTION_47),
        "earlier_conferences": earlier.count(event, EventKind.ICPC),
    }


def _cells(
    annex_list: AnnexList, row: Mapping[str, Cell], people: Mapping[str, PersonRecord], as_on: date
) -> list[Cell]:
    person_id = str(row["person_id"])
    person = people.get(person_id, PersonRecord(person_id))
    disability = "" if not person.disabilities else "no" if person.disabilities == ("NONE",) else "yes"
    born_on = person.born_on
    whole: dict[str, Cell] = {
        **row,
        "sex": annex.SEX.get(person.sex, ""),
        "ethnicity": annex.ETHNICITY.get(person.ethnicity, ""),
        "born_on": born_on,
        "age": age_on(born_on, as_on) if born_on and born_on <= as_on else None,
        "disability": annex.YES_NO.get(disability, ""),
    }
    return [_cell(heading, whole.get(heading.name)) for heading in annex_list.headings]


def _cell(heading: Heading, value: Cell) -> Cell:
    if isinstance(value, str):
        labelled = heading.write.get(value, value) if heading.write else value
        return escape_formula(ILLEGAL_CHARACTERS_RE.sub("\ufffd", labelled)) or None
    return value
