"""Gathers what a reader takes and sets aside, and keeps the account closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar, cast

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.extract_dates import is_short_year
from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.reading import Reading, SetAside, TableCount, Unmapped, Unreadable
from fanlight.exchange.typed_tables import Field, TypedTable, Value
from fanlight.exchange.values import NotACode, Refused, read_code
from fanlight.frontdoor.contact import ContactRecord
from fanlight.frontdoor.decision import PastDecision
from fanlight.terms.codes import CodeSet

LONGEST_VALUE = 200
MOST_SET_ASIDE = 500_000
T = TypeVar("T")


class Gathering:
    """A reading in the making. Each row is told once: `take` or `set_row_aside`.

    Examples
    --------
    >>> gathering = Gathering("past_decisions")
    >>> gathering.take("decisions")
    >>> gathering.set_row_aside("decisions", "row 3", "no level")
    >>> gathering.reading().account
    {'decisions': TableCount(rows_read=2, rows_taken=1, rows_set_aside=1)}
    """

    def __init__(self, file_format: str, codes: CodeMapping | None = None) -> None:
        self.format = file_format
        self.mapped = (codes or CodeMapping()).of(file_format)
        self.events: list[Event] = []
        self.contacts: list[ContactRecord] = []
        self.past_decisions: list[PastDecision] = []
        self.notes: list[str] = []
        self._columns: dict[str, tuple[Field, ...]] = {}
        self._rows: dict[str, list[tuple[Value | None, ...]]] = {}
        self._persons: dict[str, PersonRecord] = {}
        self._set_aside: list[SetAside] = []
        self._taken: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._unmapped: Counter[tuple[str, str, str]] = Counter()
        self._words: dict[tuple[str, str, str], str] = {}
        self._short_years = 0

    def table(self, name: str) -> None:
        """Make sure that a table stands in the account even when it has no rows."""
        self._taken[name] += 0

    def typed_table(self, name: str, columns: Iterable[Field]) -> None:
        """Begin a table whose rows are kept, typed."""
        self.table(name)
        self._columns[name], self._rows[name] = tuple(columns), []

    def typed_row(self, said: Mapping[str, str], table: str, place: str) -> dict[str, Value | None]:
        """Take a row of a typed table; a value that cannot be read is told and None."""
        self.take(table)
        row = {
            column.name: self.read_value(column.read, text, table=table, place=place, name=column.name)
            if (text := said.get(column.name, ""))
            else None
            for column in self._columns[table]
        }
        self._rows[table].append(tuple(row.values()))
        return row

    def take(self, table: str) -> None:
        """Count one row as taken."""
        self._taken[table] += 1

    def set_row_aside(self, table: str, place: str, reason: str, value: str = "") -> None:
        """Count one row as set aside, and say where and why."""
        self._left[table] += 1
        self._tell(SetAside(place, reason, value[:LONGEST_VALUE], table, whole_row=True))

    def set_value_aside(self, table: str, place: str, reason: str, value: str = "") -> None:
        """Say that one value of a row was not taken."""
        self._tell(SetAside(place, reason, value[:LONGEST_VALUE], table))

    def _tell(self, item: SetAside) -> None:
        """Keep what was set aside; a file of which next to nothing can be read is refused, not listed.

        Raises
        ------
        Unreadable
            At more than 500,000 of them: nobody would read the list, and it would fill the memory.
        """
        if len(self._set_aside) == MOST_SET_ASIDE:
            words = f"more than {MOST_SET_ASIDE:,} rows and values would be set aside: {item.reason}"
            raise Unreadable(item.place, words)
        self._set_aside.append(item)

    def read_value(
        self, read: Callable[[str], T], text: str, *, table: str, place: str, name: str
    ) -> T | None:
        """The value that `as_mapped` makes of `text`; None, and told, when it refuses."""
        try:
            return self.as_mapped(read, text, name)
        except Refused as refusal:
            self.set_value_aside(table, place, f"{name}: {refusal}", text)
            return None

    def as_mapped(self, read: Callable[[str], T], text: str, name: str) -> T | None:
        """The code that the authority has mapped a value to, else what `read` makes of it.

        None when somebody decided that no code fits. `Refused` goes on to the caller; a value that its
        code set does not hold is counted among the unmapped.
        """
        mapped = self.mapped.get(name, {}).get(text) if self.mapped else None
        if mapped is not None:
            return cast(T, mapped) if mapped else None
        try:
            value = read(text)
        except NotACode as refusal:
            self.not_mapped(name, refusal.code_set, text)
            raise
        if value != text:
            self.count_short_year(text)
        return value

    def count_short_year(self, text: str) -> None:
        """Count a day that was read from a two-figure year, to be told once."""
        self._short_years += is_short_year(text)

    def code_of(
        self, text: str, codes: CodeSet, *, name: str, words: str = "", local: bool = False
    ) -> str | None:
        """The code of a value that keeps its words without one; None when nobody has mapped it yet.

        `local` says that the value is a local one, so that it is not taken for a code as it is written.
        """
        mapped = self.mapped.get(name, {}).get(text)
        if mapped is not None:
            return mapped
        try:
            if not local:
                return read_code(text, codes)
        except NotACode:
            pass
        self.not_mapped(name, codes.name, text, words)
        return None

    def not_mapped(self, name: str, code_set: str, value: str, words: str = "") -> None:
        """Count a value that has no code; it is for the caller to set it aside or keep its words."""
        which = (name, code_set, value)
        self._unmapped[which] += 1
        if words:
            self._words.setdefault(which, words)

    def event(self, event: Event, table: str) -> None:
        """Take an event; an end before its beginning is told and left out."""
        if event.ended_on and event.ended_on < event.on:
            self.set_value_aside(
                table, event.place, f"ends before it begins on {event.on}", event.ended_on.isoformat()
            )
            event = replace(event, ended_on=None)
        self.events.append(event)

    def contact(self, contact: ContactRecord) -> None:
        """Take a contact, and the event that it is."""
        said = {"source_code": contact.source_code}
        if not contact.source_code:
            said = {"source_words": contact.source_words}
        self.contacts.append(contact)
        self.events.append(
            Event(
                contact.person_id,
                EventKind.CONTACT,
                contact.received_at.date(),
                detail={name: value for name, value in said.items() if value},
                key=contact.contact_id,
                place=contact.place,
            )
        )

    def person(self, person: PersonRecord, table: str) -> None:
        """Take a person; a person met before is filled in, and a contradiction is told."""
        known = self._persons.setdefault(person.person_id, person)
        if known is person or known == person:
            return
        filled: dict[str, Any] = {}
        for name in (
            field.name for field in fields(PersonRecord) if field.name not in ("person_id", "place")
        ):
            before, now = getattr(known, name), getattr(person, name)
            if now and not before:
                filled[name] = now
            elif now and now != before:
                said = f"{name}: {known.place or 'an earlier row'} says {_words(before)}"
                self.set_value_aside(table, person.place, said, _words(now))
        self._persons[person.person_id] = replace(known, **filled)

    def forget(self) -> None:
        """Drop what was taken and keep the account: for those who ask only what stands in a file."""
        for taken in (self.events, self.contacts, self.past_decisions, self._persons):
            taken.clear()

    def reading(
        self, *, year: int | None = None, authority_code: str = "", reference_on: date | None = None
    ) -> Reading:
        """The finished reading."""
        account = {
            table: TableCount(self._taken[table] + self._left[table], self._taken[table], self._left[table])
            for table in dict(self._taken) | dict(self._left)  # a sum of counters would drop those at nought
        }
        return Reading(
            self.format,
            year,
            authority_code,
            reference_on,
            tuple(self._persons.values()),
            tuple(self.events),
            tuple(self.contacts),
            tuple(self.past_decisions),
            tuple(self._set_aside),
            account,
            (*self.notes, *self._of_short_years()),
            tuple(
                Unmapped(self.format, *which, count, self._words.get(which, ""))
                for which, count in sorted(self._unmapped.items(), key=lambda item: (-item[1], item[0]))
            ),
            {
                table: TypedTable(tuple(column.name for column in columns), tuple(self._rows[table]))
                for table, columns in self._columns.items()
            },
        )

    def _of_short_years(self) -> list[str]:
        if not self._short_years:
            return []
        count = f"{self._short_years:,} day{'s' * (self._short_years != 1)}"
        return [f"{count} with a two-figure year: read day first, 00 to 29 as 2000 to 2029, 50 to 99 as 19…."]


def _words(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)
