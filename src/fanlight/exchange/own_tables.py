"""Events, persons and contacts as an export of Fanlight writes them, and as they are read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.delimited import delimited
from fanlight.exchange.export_table import Column, Kind
from fanlight.exchange.formulas import unescaped
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.source import Source
from fanlight.exchange.values import Refused, read_iso_date, read_moment
from fanlight.frontdoor.contact import ContactRecord
from fanlight.terms.codes import CHANNEL, REFERRAL_SOURCE

FORMAT = "fanlight"
_DAY, _MOMENT, _YES_NO = Kind.DAY, Kind.MOMENT, Kind.YES_NO

PERSONS = (
    Column("person_id", "Number in the case system; else one of Fanlight's own"),
    Column("forename", "Forename"),
    Column("surname", "Surname"),
    Column("born_on", "Date of birth", _DAY),
    Column("expected_on", "Expected date of birth of an unborn child", _DAY),
    Column("died_on", "Date of death", _DAY),
    Column("sex", "M, F, or U for not known"),
    Column("ethnicity", "Code of the Department for Education"),
    Column("upn", "Unique pupil number"),
    Column("school", "School or nursery"),
    Column("gp", "GP"),
    Column("is_adult", "Whether an adult", _YES_NO),
    Column("household", "Number of the household, in this export", Kind.NUMBER),
    Column("address", "Address of the household"),
    Column("joined_into", "person_id of the child that this unborn child became"),
    Column("other_numbers", "Other numbers of the person, as a JSON list"),
)
DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "source_code": "Referral source, code of the Department for Education",
        "source_words": "The source in the file's own words",
        "need_code": "Primary need, code",
        "nfa": "Whether no further action was taken: yes or no",
        "closure_reason": "Reason for closure, code",
        "factors": "Factors found at assessment: codes, a space between",
        "child_seen": "Whether the child was seen",
        "icpc_not_required": "Whether a conference was not required",
        "icpc_target_on": "Target day of the conference",
        "icpc_on": "Day of the conference",
        "led_to_plan": "Whether the conference led to a plan",
        "initial_category": "First category of abuse, code",
        "latest_category": "Latest category of abuse, code",
        "previous_plans": "Number of previous child protection plans",
        "outcome_flags": "Outcomes that were set, a space between",
    }
)
EVENTS = (
    Column("person_id", "Number in the case system; else one of Fanlight's own"),
    Column("event", "What was recorded: contact, referral, assessment …"),
    Column("on", "The day it happened or began", _DAY),
    Column("ended_on", "The day it ended", _DAY),
    Column("key", "The source's own number of the record"),
    *(Column(name, words) for name, words in DETAILS.items()),
    Column("other_details", "What else the source said, as JSON"),
    Column("source_file", "Number of the file, in source_files", Kind.NUMBER),
    Column("known_up_to", "The day up to which that file tells", _DAY),
)
CONTACTS = (
    Column("contact_id", "Number in the case system; else Fanlight's own"),
    Column("children", "person_id of each child, in order, as a JSON list"),
    Column("received_at", "When it was received", _MOMENT),
    Column("time_known", "No where the source held a day only", _YES_NO),
    Column("referral_at", "When it was accepted as a referral", _MOMENT),
    Column("channel", "How it came, code"),
    Column("source_code", "Referral source, code"),
    Column("source_words", "The source's own value"),
    Column("organisation", "Organisation of who told"),
    Column("referrer_name", "Name of who told"),
    Column("consent", "given, dispensed, refused or not_known"),
    Column("consent_words", "Why it was dispensed with"),
    Column("child_seen", "Whether somebody saw the child since: yes, no or not_known"),
    Column("address", "Address as given with the contact"),
    Column("text", "What was told, unaltered"),
    Column("out_of_hours", "Whether it came out of hours", _YES_NO),
    Column("out_of_hours_action", "What the emergency duty team did"),
)
# What a contact says beside what every source says: field of `ContactRecord.told`, its longest, its codes.
_TOLD: Mapping[str, tuple[int, frozenset[str] | None]] = {
    "channel": (20, frozenset(code.code for code in CHANNEL)),
    "organisation": (200, None),
    "referrer_name": (120, None),
    "consent": (10, frozenset({"given", "dispensed", "refused", "not_known"})),
    "consent_words": (400, None),
    "child_seen": (10, frozenset({"yes", "no", "not_known"})),
    "address": (300, None),
    "out_of_hours": (3, frozenset({"yes", "no"})),
    "out_of_hours_action": (100_000, None),
    "referral_at": (40, None),
}
_MARKS: Mapping[str, frozenset[str]] = {
    "fanlight_persons": frozenset({"person_id", "is_adult", "joined_into"}),
    "fanlight_events": frozenset({"person_id", "event", "on", "known_up_to"}),
    "fanlight_contacts": frozenset({"contact_id", "children", "received_at", "time_known"}),
}
Cells = Mapping[str, str]
T = TypeVar("T")


def own_table_of(header: Sequence[str]) -> str:
    """The table of an export that a header belongs to; "" for none.

    Examples
    --------
    >>> own_table_of([column.name for column in EVENTS])
    'fanlight_events'
    >>> own_table_of(["person_id", "event"])
    ''
    """
    return next((name for name, marks in _MARKS.items() if marks <= set(header)), "")


def details_apart(detail: Mapping[str, str]) -> list[str]:
    """A detail of an event as the cells of `DETAILS`, and what has no column of its own as JSON.

    Examples
    --------
    >>> details_apart({"nfa": "yes", "outcome": "PP1"})[3], details_apart({"outcome": "PP1"})[-1]
    ('yes', '{"outcome": "PP1"}')
    """
    more = {name: value for name, value in sorted(detail.items()) if name not in DETAILS}
    told = json.dumps(more, ensure_ascii=False) if more else ""
    return [*(str(detail.get(name, "")) for name in DETAILS), told]


def read_own_table(source: Source) -> Reading:
    """Read a table of an export again: `events.csv`, `persons.csv` or `contacts.csv`.

    Parameters
    ----------
    source
        A path, or a binary file that can be read twice.

    Returns
    -------
    Reading
        Of the format "fanlight". A contact is an event, too, as it is in every other format. A row whose
        person, kind or day cannot be read is set aside.

    Raises
    ------
    Unreadable
        Not one of these tables.

    Examples
    --------
    >>> from io import BytesIO
    >>> table = b"person_id,event,on,nfa,known_up_to\\nC1,referral,2026-03-01,yes,2026-06-30\\n"
    >>> reading = read_own_table(BytesIO(table))
    >>> reading.events[0].kind.value, dict(reading.events[0].detail), reading.reference_on
    ('referral', {'nfa': 'yes'}, datetime.date(2026, 6, 30))
    """
    gathering = Gathering(FORMAT)
    known: list[date] = []
    with delimited(source) as file:
        table = own_table_of(file.header)
        if not table:
            raise Unreadable(file.name, "not events, persons or contacts of an export of Fanlight")
        gathering.table(table)
        gathering.notes.append(file.note)
        for number, row in file.rows:
            cells, place = file.cells(row), f"row {number}"
            if cells is None:
                reason = f"{len(row)} cells where the header has {len(file.header)}"
                gathering.set_row_aside(table, place, reason, " | ".join(row))
                continue
            said = {name: unescaped(cell) for name, cell in zip(file.header, cells, strict=True)}
            try:
                known += _READ[table](gathering, said, place)
                gathering.take(table)
            except Refused as refusal:
                gathering.set_row_aside(table, place, str(refusal), " | ".join(row))
    return gathering.reading(reference_on=max(known, default=None))


def _needed(said: Cells, name: str) -> str:
    if value := said.get(name, "").strip():
        return value
    raise Refused(f"{name}: not given")


def _day(said: Cells, name: str) -> date | None:
    return _reads(name, read_iso_date, said[name]) if said.get(name) else None


def _reads(name: str, read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except (Refused, ValueError) as refusal:
        raise Refused(f"{name}: {refusal}") from None


def _read_event(gathering: Gathering, said: Cells, place: str) -> list[date]:
    kind = said.get("event", "")
    if kind not in set(EventKind):
        raise Refused(f"event: {kind or 'nothing'} is no kind of event")
    _needed(said, "on")
    on, ended_on, known = _day(said, "on"), _day(said, "ended_on"), _day(said, "known_up_to")
    assert on is not None  # noqa: S101 - it is needed
    more = _reads("other_details", _details, said.get("other_details") or "{}")
    detail = {name: said[name] for name in DETAILS if said.get(name)} | more
    event = Event(
        _needed(said, "person_id"), EventKind(kind), on, ended_on, detail, said.get("key", ""), place
    )
    gathering.event(event, "fanlight_events")
    return [known] if known else []


def _details(text: str) -> dict[str, str]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise Refused("not an object in JSON")
    return {str(name): str(value) for name, value in found.items()}


def _read_person(gathering: Gathering, said: Cells, place: str) -> list[date]:
    known: dict[str, Any] = {name: _day(said, name) for name in ("born_on", "expected_on", "died_on")}
    known |= {name: said.get(name, "") for name in ("forename", "surname", "sex", "ethnicity", "upn")}
    person = PersonRecord(_needed(said, "person_id"), place=place)
    gathering.person(replace(person, **known), "fanlight_persons")
    return []


def _read_contact(gathering: Gathering, said: Cells, place: str) -> list[date]:
    children = _reads("children", _list, _needed(said, "children"))
    received_at, _ = _reads("received_at", read_moment, _needed(said, "received_at"))
    code = said.get("source_code", "")
    if code and code not in REFERRAL_SOURCE:
        raise Refused(f"source_code: {code} is no referral source")
    told = {name: value for name in _TOLD if (value := _told(gathering, said, name, place))}
    for child in children:
        gathering.contact(
            ContactRecord(
                contact_id=_needed(said, "contact_id"),
                person_id=child,
                received_at=received_at,
                time_known=said.get("time_known") != "no",
                source_code=code,
                source_words=said.get("source_words", ""),
                comments=said.get("text", ""),
                place=place,
                told=told,
            )
        )
    return []


def _list(text: str) -> list[str]:
    found = json.loads(text)
    if not isinstance(found, list) or not found or not all(isinstance(one, str) and one for one in found):
        raise Refused("not a list of numbers in JSON")
    return found


def _told(gathering: Gathering, said: Cells, name: str, place: str) -> str:
    """A value that a contact can hold; else it is set aside, and the contact taken without it."""
    text, (longest, codes) = said.get(name, ""), _TOLD[name]
    reason = ""
    if len(text) > longest:
        reason = f"longer than {longest} characters"
    elif text and codes is not None and text not in codes:
        reason = f"none of {', '.join(sorted(codes))}"
    elif text and name == "referral_at":
        try:
            read_moment(text)
        except Refused as refusal:
            reason = str(refusal)
    if reason:
        gathering.set_value_aside("fanlight_contacts", place, f"{name}: {reason}", text)
        return ""
    return text


_READ: Mapping[str, Callable[[Gathering, Cells, str], list[date]]] = {
    "fanlight_events": _read_event,
    "fanlight_persons": _read_person,
    "fanlight_contacts": _read_contact,
}
