"""The rows of a Standard Safeguarding Dataset table become persons, contacts and events."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from functools import partial

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.extract_dates import read_extract_date, read_extract_moment
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.ssd_outcomes import Outcome, read_outcome
from fanlight.exchange.ssd_tables import CONTACTS, PERSONS, Table
from fanlight.exchange.values import Refused, clean, read_code, read_sex
from fanlight.frontdoor.contact import ContactRecord
from fanlight.terms.codes import ETHNICITY, REFERRAL_SOURCE

Row = Mapping[str, str]
HEADINGS_AGAIN = "the headings once more"


def blank(cell: str) -> str:
    """The cell's text; NULL, as databases write nothing, is blank."""
    cell = clean(cell)
    return "" if cell == "NULL" else cell


def missing_date(table: Table, names: Iterable[str]) -> str:
    """The column that the table cannot be read without and that its header has not got; "" if it has."""
    on = table.column("on")
    return on if on and on not in names else ""


def _local_numbers(values: Iterable[str], mapped: Container[str]) -> bool:
    """Whether any number among the values is no DfE code, or was mapped to one."""
    numbers = (value for value in values if value.lstrip("-").isdigit())
    return any(number not in REFERRAL_SOURCE or number in mapped for number in numbers)


class TableReader:
    """Reads the rows of one table into a gathering, wherever the rows come from."""

    def __init__(self, table: Table, gathering: Gathering, values_of_code: Iterable[str]) -> None:
        self.table, self.gathering = table, gathering
        self.local = _local_numbers(values_of_code, gathering.mapped.get(table.column("code"), {}))
        gathering.table(table.name)
        self.seen: dict[tuple[str, str], str] = {}
        self.unmapped = 0
        self.broken: list[str] = []

    def row(self, row: Row, place: str) -> None:
        """Take one row, or set it aside."""
        try:
            self._take(row, place)
        except Refused as refusal:
            again = self.table.column("person_id") in row.values()
            reason = HEADINGS_AGAIN if again else str(refusal)
            self.gathering.set_row_aside(self.table.name, place, reason, " | ".join(row.values()))

    def tell(self) -> None:
        """Tell, once every row is read, what was strange in the table."""
        notes = self.gathering.notes
        if self.local:
            column = self.table.column("code")
            notes.append(f"{column} holds local numbers; no number in it is taken for a DfE code.")
        if self.unmapped:
            notes.append(f"{self.unmapped:,} rows have a source that is not yet mapped to a DfE code.")
        if self.broken:
            more = ", …" if len(self.broken) > 10 else ""
            notes.append(
                f"{len(self.broken):,} outcome{'s' * (len(self.broken) > 1)} not valid as JSON, read "
                f"piece by piece: "
                f"{', '.join(self.broken[:10])}{more}."
            )

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
            received_at, time_known = read_extract_moment(on)
        except Refused as refusal:
            raise Refused(f"{self.table.column('on')}: {refusal}") from None
        self.gathering.count_short_year(on)
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
        # Words alone are never taken for a code ("6 Mill Lane"); only a mapping gives them one.
        found = self.gathering.code_of(
            code or words,
            REFERRAL_SOURCE,
            name=self.table.column("code" if code else "words"),
            words=words if code else "",
            local=not code or (self.local and code.isdigit()),
        )
        if found:
            return {"source_code": found, "source_words": words}
        self.unmapped += found is None
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
            return read(read_extract_date, row[column], name=column) if row.get(column) else None

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
