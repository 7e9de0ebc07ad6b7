"""Reads a table of any shape (CSV, xlsx, Parquet) by a saved column mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.extract_dates import read_moment_as
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.mapping import FIELD_CODES, FIELDS, NEEDED, CodeMapping, ColumnMapping
from fanlight.exchange.past_decisions import decided_before_received
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.rows_of_any import rows_of_any
from fanlight.exchange.source import Source
from fanlight.exchange.values import (
    NotACode,
    Refused,
    clean,
    read_flag,
    read_sex,
)
from fanlight.exchange.workbook import readable
from fanlight.frontdoor.contact import ContactRecord
from fanlight.frontdoor.decision import PastDecision
from fanlight.terms.codes import REFERRAL_SOURCE

T = TypeVar("T")
Moment = tuple[datetime, bool]
# In an event's detail, the names that other formats give the same thing.
_DETAIL = {"need": "need_code"}
_IN_DETAIL = ("need", "nfa", "closure_reason", "factors", "initial_category", "latest_category")


def read_mapped(source: Source, mapping: ColumnMapping, codes_mapped: CodeMapping | None = None) -> Reading:
    """Read a table by a saved mapping.

    Parameters
    ----------
    source
        A path, or a binary file that can be read twice: CSV, a workbook, or Parquet (extra `analysis`).
    mapping
        Which column holds what, and what its values mean.
    codes_mapped
        What the authority decided besides, of values that the mapping does not hold.

    Returns
    -------
    Reading
        Of the format "mapped", its one table called by what a row is. Where the mapping has codes for a
        field, they alone are known; where it has none, a code or its label written in full is taken, but
        no bare number for a source. Any other value is counted in `unmapped` and set aside, and a source
        keeps its own words. A row whose child, day or kind cannot be read is set aside whole.

    Raises
    ------
    Unreadable
        When the file cannot be read, or has not got a column that the mapping names.

    Examples
    --------
    >>> from io import BytesIO
    >>> mapping = ColumnMapping("Log", "contacts", {"person_id": "Child", "received": "In", "source": "Who"},
    ...     codes={"source": {"Old Bill": "6"}}, date_format="%d %b %Y")
    >>> reading = read_mapped(BytesIO(b"Child,In,Who\\nC1,3 Mar 2026,Old Bill\\n"), mapping)
    >>> reading.contacts[0].source_code, reading.contacts[0].received_at
    ('6', datetime.datetime(2026, 3, 3, 0, 0))
    """
    decided = (codes_mapped or CodeMapping()).of("mapped")
    codes = {
        name: {**decided.get(name, {}), **mapping.codes.get(name, {})} for name in {*decided, *mapping.codes}
    }
    gathering = Gathering("mapped", CodeMapping({"mapped": codes}))
    gathering.table(mapping.format)
    wanted = set(mapping.columns.values())
    with rows_of_any(source, lambda header: wanted <= set(header)) as file:
        _require(file.name, file.header, mapping)
        gathering.notes.append(file.note)
        if unread := [column for column in file.header if column and column not in wanted]:
            gathering.notes.append(f"Columns not read: {', '.join(unread)}.")
        at = {name: file.header.index(column) for name, column in mapping.columns.items()}
        reader = _RowReader(mapping, gathering)
        for number, cells in file.rows:
            place = f"row {number}"
            if any(cell.strip() for cell in cells[len(file.header) :]) or len(cells) < max(at.values()) + 1:
                reason = f"{len(cells)} cells where the header has {len(file.header)}"
                gathering.set_row_aside(mapping.format, place, reason, " | ".join(cells))
                continue
            reader.row({name: cells[column] for name, column in at.items()}, place)
    return gathering.reading()


def _require(name: str, header: Sequence[str], mapping: ColumnMapping) -> None:
    for field, column in mapping.columns.items():
        if column not in header:
            raise Unreadable(
                name, f"no column {column!r}, which the mapping {mapping.name!r} takes for {field}"
            )
        if header.count(column) > 1:
            raise Unreadable(name, f"the column {column!r} stands twice")


def _parts(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()


class _RowReader:
    """Reads rows by one mapping into a gathering."""

    def __init__(self, mapping: ColumnMapping, gathering: Gathering) -> None:
        self.mapping, self.gathering = mapping, gathering
        self.table, self.place = mapping.format, ""
        self.said: Mapping[str, str] = {}
        self._take: Callable[[], None] = {
            "persons": self._person,
            "contacts": self._contact,
            "events": self._event,
            "past_decisions": self._past_decision,
        }[mapping.format]

    def row(self, cells: Mapping[str, str], place: str) -> None:
        """Take one row, or set it aside."""
        self.place = place
        try:
            self.said = {name: self._cell(name, text) for name, text in cells.items()}
            for name in FIELDS[self.table][: NEEDED[self.table]]:
                if name in self.said and not self.said[name]:
                    raise Refused(f"{self._called(name)}: not given")
            self._take()
        except Refused as refusal:
            row = " | ".join(text.lstrip("\0") for text in cells.values())
            self.gathering.set_row_aside(self.table, place, str(refusal), row)

    def _cell(self, name: str, text: str) -> str:
        """The text of a cell; a spreadsheet's error in a field that is needed takes the row with it."""
        try:
            return clean(readable(text))
        except Refused as refusal:
            if name in FIELDS[self.table][: NEEDED[self.table]]:
                raise Refused(f"{self._called(name)}: {refusal}") from None
            self._leave_out(name, refusal, text.lstrip("\0"))
            return ""

    def _called(self, name: str) -> str:
        """The heading that the file has for a field: its owner knows no other name."""
        return self.mapping.columns.get(name, name)

    def _leave_out(self, name: str, refusal: Refused, text: str) -> None:
        self.gathering.set_value_aside(self.table, self.place, f"{self._called(name)}: {refusal}", text)

    def _person(self) -> None:
        self.gathering.take(self.table)
        self._told_person()

    def _contact(self) -> None:
        received_at, time_known = self._moment("received")
        self.gathering.take(self.table)
        self._told_person()
        contact = ContactRecord(
            self.said.get("contact_id", ""),
            self.said["person_id"],
            received_at,
            time_known,
            *self._source(),
            place=self.place,
        )
        self.gathering.contact(contact)

    def _event(self) -> None:
        kind = self._kind()
        on = self._moment("on")[0].date()
        self.gathering.take(self.table)
        self._told_person()
        detail = {
            _DETAIL.get(name, name): value
            for name in _IN_DETAIL
            if (value := self._value(name, self._read(name)))
        }
        code, words = self._source()
        detail |= {"source_code": code} if code else {"source_words": words} if words else {}
        ended_on = self._value("ended_on", self._read_day)
        key = self.said.get("key", "")
        event = Event(self.said["person_id"], kind, on, ended_on, detail, key, self.place)
        self.gathering.event(event, self.table)

    def _past_decision(self) -> None:
        received_at, received_known = self._moment("received")
        decided_at, decided_known = self._moment("decided")
        if decided_before_received(received_at, decided_at, received_known and decided_known):
            raise Refused("decided before it was received")
        level = self.gathering.mapped.get("level", {}).get(self.said["level"]) or self.said["level"]
        worker = self.said.get("worker", "")
        decision = PastDecision(
            self.said["contact"], self.said["child"], received_at, decided_at, level, worker, self.place
        )
        self.gathering.take(self.table)
        self.gathering.past_decisions.append(decision)

    def _told_person(self) -> None:
        said = self.said
        person = PersonRecord(
            said["person_id"],
            said.get("forename", ""),
            said.get("surname", ""),
            self._value("born_on", self._read_day),
            sex=self._value("sex", self._sex) or "",
            ethnicity=self._value("ethnicity", self._read("ethnicity")) or "",
            upn=said.get("upn", ""),
            place=self.place,
        )
        self.gathering.person(person, self.table)

    def _sex(self, text: str) -> str:
        return self._code("sex", text) if "sex" in self.mapping.codes else read_sex(text)

    def _kind(self) -> EventKind:
        if not (text := self.said.get("kind", "")):
            return EventKind(self.mapping.kind)
        try:
            kind = self.gathering.as_mapped(self._read("kind"), text, "kind")
        except NotACode as refusal:
            raise Refused(f"{self._called('kind')}: {refusal}") from None
        if not kind:
            raise Refused(f"{self._called('kind')}: decided to be no event that Fanlight knows")
        return EventKind(kind)

    def _source(self) -> tuple[str, str]:
        """A source: its code, and its words as the file has them. A bare number may be a local one."""
        if not (text := self.said.get("source", "")):
            return "", ""
        try:
            local = text.isdigit() or not self._read("source")(text)
        except NotACode:
            local = True
        return self.gathering.code_of(text, REFERRAL_SOURCE, name="source", local=local) or "", text

    def _read(self, name: str) -> Callable[[str], str]:
        """How a value is read that the mapping does not hold: not at all, where it holds others."""
        if name == "nfa":
            return read_flag
        if name == "factors":
            return lambda text: " ".join(dict.fromkeys(self._code(name, part) for part in _parts(text)))
        return partial(self._code, name)

    def _code(self, name: str, text: str) -> str:
        """A code written in full, or by its label in full."""
        codes = FIELD_CODES[name]
        if name not in self.mapping.codes:
            for entry in codes:
                if text.casefold() in (entry.code.casefold(), entry.label.casefold()):
                    return entry.code
        raise NotACode(codes.name)

    def _value(self, name: str, read: Callable[[str], T]) -> T | None:
        text = self.said.get(name, "")
        if not text:
            return None
        try:
            return self.gathering.as_mapped(read, text, name)
        except Refused as refusal:
            self._leave_out(name, refusal, text)
            return None

    def _read_day(self, text: str) -> date:
        return read_moment_as(text, self.mapping.date_format)[0].date()

    def _moment(self, name: str) -> Moment:
        try:
            moment = read_moment_as(self.said[name], self.mapping.date_format)
            if not self.mapping.date_format:
                self.gathering.count_short_year(self.said[name])
            return moment
        except Refused as refusal:
            raise Refused(f"{self._called(name)}: {refusal}") from None
