"""Reads one table of the Standard Safeguarding Dataset, exported as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.delimited import delimited
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.source import Source
from fanlight.exchange.ssd_outcomes import Outcome, read_outcome
from fanlight.exchange.ssd_tables import CONTACTS, NOT_READ, PERSONS, TABLES, Table
from fanlight.exchange.values import Refused, clean, read_code, read_date, read_moment, read_sex
from fanlight.frontdoor.contact import ContactRecord
from fanlight.terms.codes import ETHNICITY, REFERRAL_SOURCE

Row = Mapping[str, str]


def read_ssd_csv(source: Source) -> Reading:
    """Read one SSD table, recognised by the prefix of its columns.

    Parameters
    ----------
    source
        A path, or a binary file that can be read twice.

    Returns
    -------
    Reading
        `ssd_contacts`: contacts, each also an event of kind CONTACT. `ssd_person`: persons. Early help,
        episodes (REFERRAL), assessments, section 47 enquiries, conferences and plans: events, their
        `key` the table's own identifier. Outcome flags that are set stand in the detail `outcome_flags`.

    Raises
    ------
    Unreadable
        Not a delimited text file, not a table that is read, or without its child or date column.

    Notes
    -----
    A source code is taken only when it is a DfE code. Case systems often export local numbers instead
    (412, but also 6): where a column holds any number that is no DfE code, none of its bare numbers is
    taken for one, and the notes say so. Midnight exactly is a time not known. "NULL" is blank.
    Workers and teams are not carried, be they -1 or not.
    """
    with delimited(source) as file:
        table = table_of(file.header)
        if table is None:
            raise Unreadable(file.name, _not_a_table(file.header))
        _require_columns(file.name, table, file.header)
    local = _holds_local_numbers(source, table)
    reader = _TableReader(table, local)
    with delimited(source) as file:
        reader.gathering.notes.append(file.note)
        columns = [cell.lower() for cell in file.header]
        for number, row in file.rows:
            place = f"{table.name} row {number}"
            cells = file.cells(row)
            if cells is None:
                reason = f"{len(row)} cells where the header has {len(columns)}"
                reader.gathering.set_row_aside(table.name, place, reason, " | ".join(row))
            else:
                reader.row(dict(zip(columns, map(_blank, cells), strict=True)), place)
    return reader.finished()


def table_of(header: tuple[str, ...]) -> Table | None:
    """The table that a header belongs to, by its person column.

    Examples
    --------
    >>> table_of(("CONT_CONTACT_ID", "cont_person_id", "cont_contact_date")).name
    'ssd_contacts'
    """
    names = {cell.strip().lower() for cell in header}
    return next((table for table in TABLES if table.column("person_id") in names), None)


def _not_a_table(header: tuple[str, ...]) -> str:
    first = header[0].lower()
    reads = "Fanlight reads " + ", ".join(table.name for table in TABLES)
    if name := NOT_READ.get(first[:4]):
        return f"{name} is a table that Fanlight does not read; {reads}"
    return f"no column names the child ({TABLES[1].column('person_id')}, …); {reads}"


def _require_columns(name: str, table: Table, header: tuple[str, ...]) -> None:
    names = [cell.lower() for cell in header]
    if (on := table.column("on")) and on not in names:
        raise Unreadable(name, f"{table.name} without its column {on}")
    twice = sorted({cell for cell in names if cell and names.count(cell) > 1})
    if twice:
        raise Unreadable(name, f"the column {twice[0]} stands twice")


def _holds_local_numbers(source: Source, table: Table) -> bool:
    column = table.column("code")
    with delimited(source) as file:
        names = [cell.lower() for cell in file.header]
        if not column or column not in names:
            return False
        at = names.index(column)
        found = {_blank(row[at]) for _, row in file.rows if len(row) > at}
    return any(code.lstrip("-").isdigit() and code not in REFERRAL_SOURCE for code in found)


def _blank(cell: str) -> str:
    cell = clean(cell)
    return "" if cell == "NULL" else cell


class _TableReader:
    """Reads the rows of one table into a gathering."""

    def __init__(self, table: Table, local: bool) -> None:
        self.table, self.local = table, local
        self.gathering = Gathering("ssd_csv")
        self.gathering.table(table.name)
        self.seen: dict[tuple[str, str], str] = {}
        self.unmapped = 0
        self.broken: list[str] = []

    def row(self, row: Row, place: str) -> None:
        """Take one row, or set it aside."""
        try:
            self._take(row, place)
        except Refused as refusal:
            self.gathering.set_row_aside(self.table.name, place, str(refusal), " | ".join(row.values()))

    def finished(self) -> Reading:
        """The reading, with its notes."""
        notes = self.gathering.notes
        if self.local:
            column = self.table.column("code")
            notes.append(f"{column} holds local numbers; no number in it is taken for a DfE code.")
        if self.unmapped:
            notes.append(f"{self.unmapped:,} rows have a source that is not yet mapped to a DfE code.")
        if self.broken:
            more = ", …" if len(self.broken) > 10 else ""
            notes.append(
                f"{len(self.broken):,} outcomes were not valid JSON and were read piece by piece: "
                f"{', '.join(self.broken[:10])}{more}."
            )
        return self.gathering.reading()

    def _take(self, row: Row, place: str) -> None:
        person_id = self._needed(row, "person_id")
        if self.table is PERSONS:
            self.gathering.take(self.table.name)
            return self._person(person_id, row, place)
        key = row.get(self.table.column("key"), "")
        on = self._needed(row, "on")
        if key and (first := self.seen.get((key, person_id))):
            raise Refused(f"{self.table.column('key')} {key} stands twice for this child (first: {first})")
        try:
            received_at, time_known = read_moment(on)
        except Refused as refusal:
            raise Refused(f"{self.table.column('on')}: {refusal}") from None
        self.seen[key, person_id] = place
        self.gathering.take(self.table.name)
        detail = self._source(row)
        outcome = self._outcome(row, place)
        if self.table is CONTACTS:
            code, words = detail.get("source_code", ""), detail.get("source_words", "")
            self.gathering.contact(
                ContactRecord(
                    key,
                    person_id,
                    received_at,
                    time_known,
                    code,
                    words,
                    outcome.flags,
                    outcome.comments,
                    place,
                )
            )
            return None
        if detail.get("source_code"):
            detail.pop("source_words", None)
        detail |= self._details(row, place)
        if outcome.flags:
            detail["outcome_flags"] = " ".join(sorted(outcome.flags))
        ended = detail.pop("ended_on", "")
        ended_on = date.fromisoformat(ended) if ended else None
        kind = self.table.kind or EventKind.CONTACT
        event = Event(person_id, kind, received_at.date(), ended_on, detail, key, place)
        self.gathering.event(event, self.table.name)

    def _needed(self, row: Row, name: str) -> str:
        column = self.table.column(name)
        value = row.get(column, "")
        if not value:
            raise Refused(f"{column}: not given")
        return value

    def _details(self, row: Row, place: str) -> dict[str, str]:
        """Values of the columns that an event carries, each set aside when it cannot be read."""
        special = ("", "key", "person_id", "on", "referral_id", "flags", "code", "words")
        detail: dict[str, str] = {}
        for column in self.table.columns:
            text = row.get(column.column, "")
            if text and column.name not in special:
                value = self.gathering.read_value(
                    column.read, text, table=self.table.name, place=place, name=column.column
                )
                if value:
                    detail[column.name] = value
        return detail

    def _source(self, row: Row) -> dict[str, str]:
        """A DfE code with the source's words; or no code, and the local code with them."""
        code, words = row.get(self.table.column("code"), ""), row.get(self.table.column("words"), "")
        if not code and not words:
            return {}
        if code and not (self.local and code.isdigit()):
            try:
                return {"source_code": read_code(code, REFERRAL_SOURCE), "source_words": words}
            except Refused:
                pass
        self.unmapped += 1
        return {"source_words": ": ".join(part for part in (code, words) if part)}

    def _outcome(self, row: Row, place: str) -> Outcome:
        column = self.table.column("flags")
        text = row.get(column, "")
        if not text:
            return Outcome()
        outcome = self.gathering.read_value(
            read_outcome, text, table=self.table.name, place=place, name=column
        )
        if outcome is None:
            return Outcome(comments=text)
        for name, value in outcome.refused.items():
            self.gathering.set_value_aside(self.table.name, place, f"{name}: neither yes nor no", value)
        if not outcome.valid:
            self.broken.append(place.removeprefix(f"{self.table.name} "))
        return outcome

    def _person(self, person_id: str, row: Row, place: str) -> None:
        read = partial(self.gathering.read_value, table=self.table.name, place=place)

        def day(column: str) -> date | None:
            return read(read_date, row[column], name=column) if row.get(column) else None

        sex, ethnicity = row.get("pers_sex", ""), row.get("pers_ethnicity", "")
        person = PersonRecord(
            person_id,
            row.get("pers_forename", ""),
            row.get("pers_surname", ""),
            day("pers_dob"),
            day("pers_expected_dob"),
            day("pers_death_date"),
            (read(read_sex, sex, name="pers_sex") or "") if sex else "",
            (read(partial(read_code, codes=ETHNICITY), ethnicity, name="pers_ethnicity") or "")
            if ethnicity
            else "",
            row.get("pers_upn", ""),
            place=place,
        )
        self.gathering.person(person, self.table.name)
