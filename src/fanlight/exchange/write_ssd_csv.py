"""Writes tables of the Standard Safeguarding Dataset, one CSV a table.

These are files for machines: values are written exactly as they are. A value that begins with = + - or @
is *not* escaped here, because an apostrophe would change an identifier; open them with care in a
spreadsheet. (Workbooks, which people open, are written with text cells: see `write_annex_a`.)
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.episodes import episodes_of
from fanlight.exchange.ssd_outcomes import write_outcome
from fanlight.exchange.ssd_tables import CONTACTS, EVENT_TABLES, PERSONS, Table
from fanlight.exchange.written import Written
from fanlight.frontdoor.contact import ContactRecord


def write_ssd_csv(
    folder: str | os.PathLike[str],
    persons: Iterable[PersonRecord],
    events: Iterable[Event],
    contacts: Iterable[ContactRecord],
) -> Written:
    """Write `ssd_person.csv`, `ssd_contacts.csv` and a file for each kind of event.

    `read_ssd_csv` reads back the same persons, events and contacts, but for what the tables do not hold:
    a person's disabilities, the factors of an assessment (they stand in a table of their own), and
    the time of a contact received at midnight exactly.

    Parameters
    ----------
    folder
        Made when it is not there; existing files are replaced.
    persons, contacts
        One row each.
    events
        An event without a key is given one made of its content. An event of kind CONTACT is not written
        when `contacts` holds the contact, and is left out when not: a contact row needs its source.
        Periods of care and pre-proceedings have no table here and are left out.

    Notes
    -----
    Text is UTF-8 without byte order mark; days are written "2026-03-01 00:00:00.000".
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    contacts, events = list(contacts), list(events)
    left_out = _left_out(contacts, events)
    referral_of = _referrals(events)
    rows: dict[Table, list[Mapping[str, str]]] = {
        PERSONS: [_person(person) for person in persons],
        CONTACTS: [_contact(contact) for contact in contacts],
    }
    keys = _Keys()
    for kind, table in EVENT_TABLES.items():
        if kind is not EventKind.CONTACT:
            rows[table] = [_event(e, keys, referral_of.get(id(e))) for e in events if e.kind is kind]
    paths = [_write(folder, table, its_rows) for table, its_rows in rows.items()]
    return Written(tuple(paths), {table.name: len(r) for table, r in rows.items()}, left_out)


def _write(folder: Path, table: Table, rows: list[Mapping[str, str]]) -> Path:
    path = folder / f"{table.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.column for column in table.columns])
        for row in rows:
            flags, comments = row.get("flags", "").split(), row.get("comments", "")
            told = flags or (comments and table.comments)
            values = {
                **row,
                "flags": write_outcome(flags, table.flags, table.comments, comments) if told else "",
            }
            writer.writerow(
                [
                    column.write(value) if (value := values.get(column.name, "")) else ""
                    for column in table.columns
                ]
            )
    return path


def _person(person: PersonRecord) -> dict[str, str]:
    days = {"born_on": person.born_on, "expected_on": person.expected_on, "died_on": person.died_on}
    return {
        "person_id": person.person_id,
        "forename": person.forename,
        "surname": person.surname,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "upn": person.upn,
        **{name: f"{day} 00:00:00.000" for name, day in days.items() if day},
    }


def _contact(contact: ContactRecord) -> dict[str, str]:
    return {
        "key": contact.contact_id,
        "person_id": contact.person_id,
        "on": contact.received_at.isoformat(sep=" ", timespec="milliseconds"),
        "code": contact.source_code,
        "words": contact.source_words,
        "flags": " ".join(contact.outcome_flags),
        "comments": contact.comments,
    }


class _Keys:
    """Keys for events that have none: from their content, with a number where two are alike."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def of(self, event: Event) -> str:
        if event.key:
            return event.key
        made = event.identity()[:16]
        self._given[made] += 1
        return made if self._given[made] == 1 else f"{made}-{self._given[made]}"


def _event(event: Event, keys: _Keys, referral: Event | None) -> dict[str, str]:
    row = {
        **event.detail,
        "key": keys.of(event),
        "person_id": event.person_id,
        "on": event.on.isoformat(),
        "flags": event.detail.get("outcome_flags", ""),
        "code": event.detail.get("source_code", ""),
        "words": event.detail.get("source_words", ""),
        "referral_id": (referral.key or referral.identity()[:16]) if referral else "",
    }
    if event.ended_on:
        row["ended_on"] = event.ended_on.isoformat()
    return row


def _referrals(events: list[Event]) -> dict[int, Event]:
    """The referral that each event belongs to, by the event's `id()`."""
    found = episodes_of(events).by_person
    return {id(e): episode.referral for per in found.values() for episode in per for e in episode.events}


def _left_out(contacts: list[ContactRecord], events: list[Event]) -> dict[str, int]:
    held = {(contact.contact_id, contact.person_id, contact.received_at.date()) for contact in contacts}
    left: Counter[str] = Counter()
    for event in events:
        if event.kind is EventKind.CONTACT:
            left["contact event without its contact"] += (event.key, event.person_id, event.on) not in held
        elif event.kind not in EVENT_TABLES:
            left[f"{event.kind.value}, which has no table here"] += 1
    return {reason: count for reason, count in left.items() if count}
