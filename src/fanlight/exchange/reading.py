"""What a reader brings back: typed records, and an account of every row it met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from fanlight.casework.event import Event
from fanlight.casework.person import PersonRecord
from fanlight.exchange.record_columns import Columns, record_columns
from fanlight.exchange.typed_tables import TypedTable
from fanlight.frontdoor.contact import ContactRecord
from fanlight.frontdoor.decision import PastDecision
from fanlight.terms.frames import frame_of

FORMAT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "cin_census": "CIN Census return",
        "annex_a": "Annex A workbook",
        "ssd_csv": "Standard Safeguarding Dataset table",
        "past_decisions": "List of past decisions",
        "ssda903": "SSDA903 file",
        "workforce_census": "Workforce census return",
        "published": "Published statistics",
        "mapped": "File read by a saved mapping",
        "fanlight": "Table of an export of Fanlight",
    }
)


class Unreadable(Exception):
    """A file refused as a whole. `str()` is one line: the place, then the reason.

    Examples
    --------
    >>> str(Unreadable("june.xml, line 12", "not well-formed XML"))
    'june.xml, line 12: not well-formed XML'
    """

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = _one_line(place), _one_line(reason)
        super().__init__(f"{self.place}: {self.reason}" if self.place else self.reason)


class NotRecognised(Unreadable):
    """Refused because it belongs to nothing that is read: a person can still say what its columns hold."""


def _one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something in a file that was not taken.

    Parameters
    ----------
    place
        Where it stands: "Child C101, CINdetails 1, Assessments 2" or "List 3 row 14, Date of referral".
    reason
        Why it was not taken, in plain words.
    value
        What stood there, unaltered but for its length (at most 200 characters).
    table
        The table of `Reading.account` that it belongs to; "" for what belongs to none.
    whole_row
        True when the whole row was set aside; False when one value was and the row went in without it.
    """

    place: str
    reason: str
    value: str = ""
    table: str = ""
    whole_row: bool = False


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A local value that nobody has yet mapped to a code, told once with its count.

    Parameters
    ----------
    format, field
        Where a mapping for it belongs: `CodeMapping.values[format][field]`.
    code_set
        The name of the set that its code must come from: "Referral source".
    value
        The value as the file writes it.
    count
        In how many rows it stands.
    words
        What the file says beside it ("Police - Borsetshire"); "" when nothing.
    """

    format: str
    field: str
    code_set: str
    value: str
    count: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class TableCount:
    """Rows of one table. Every row read is taken or set aside: there is no third way.

    Raises
    ------
    ValueError
        When the account does not close.
    """

    rows_read: int
    rows_taken: int
    rows_set_aside: int

    def __post_init__(self) -> None:
        if self.rows_read != self.rows_taken + self.rows_set_aside:
            raise ValueError(f"the account does not close: {self}")


_KINDS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "persons": PersonRecord,
        "events": Event,
        "contacts": ContactRecord,
        "past_decisions": PastDecision,
        "set_aside": SetAside,
        "unmapped": Unmapped,
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read.

    Parameters
    ----------
    format
        A key of `FORMAT_WORDS`: "cin_census", "annex_a", "ssd_csv" (also from a database) …
    year, authority_code, reference_on
        What the file says of itself: collection year, three-figure authority code, reference date;
        None or "" where it does not say.
    persons
        One record a person, in the order met; a later row fills what an earlier one left blank.
    events, contacts, past_decisions
        In file order. A contact is both a `ContactRecord` and an event of kind CONTACT.
    set_aside
        Rows and values that were not taken, each with its place and reason.
    account
        Rows read, taken and set aside, by table.
    notes
        What a person should know of how the file was read (its encoding, repaired cells).
    unmapped
        Local values that a saved mapping would turn into codes, the commonest first.
    tables
        What the file holds beyond persons and events, by table, typed. Fanlight stores none of it.

    Examples
    --------
    >>> Reading("cin_census", 2026, "201", account={"Child": TableCount(2, 1, 1)}).sentence()
    'CIN Census return, 2026, authority 201: nothing taken; 1 of 2 rows set aside.'
    """

    format: str
    year: int | None = None
    authority_code: str = ""
    reference_on: date | None = None
    persons: tuple[PersonRecord, ...] = ()
    events: tuple[Event, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    past_decisions: tuple[PastDecision, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    account: Mapping[str, TableCount] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    tables: Mapping[str, TypedTable] = field(default_factory=dict)

    def columns(self, what: str) -> Columns:
        """One kind of what was taken, as columns: name → values, one entry a row.

        Parameters
        ----------
        what
            "persons", "events", "contacts", "past_decisions", "set_aside", "unmapped"; or the name of a
            table of `tables`.

        Raises
        ------
        KeyError
            When there is no such table; the message names those there are.

        Examples
        --------
        >>> Reading("cin_census", persons=(PersonRecord("C1", sex="F"),)).columns("persons")["sex"]
        ['F']
        """
        if what in _KINDS:
            return record_columns(getattr(self, what), _KINDS[what])
        if what not in self.tables:
            raise KeyError(f"{what!r} is none of {', '.join([*_KINDS, *self.tables])}")
        table = self.tables[what]
        return {name: list(table.column(name)) for name in table.columns}

    def to_frame(self, what: str) -> object:
        """The columns as a polars or pandas frame, whichever is installed.

        Raises
        ------
        KeyError
            When there is no such table.
        ModuleNotFoundError
            When neither is installed: `pip install "fanlight[analysis]"` brings polars.
        """
        columns = self.columns(what)
        frame: object = frame_of(columns)
        return frame

    @property
    def records(self) -> Mapping[str, int]:
        """Rows taken, by table."""
        return {table: count.rows_taken for table, count in self.account.items()}

    def sentence(self) -> str:
        """The reading in one sentence, for a log or a page."""
        return f"{self._heading()}: {self._taken()}; {self._left()}."

    def _heading(self) -> str:
        said = [FORMAT_WORDS[self.format]]
        if self.year:
            said.append(str(self.year))
        if self.authority_code:
            said.append(f"authority {self.authority_code}")
        return ", ".join(said)

    def _taken(self) -> str:
        counts = {
            "person": len(self.persons),
            "event": len(self.events),
            "contact": len(self.contacts),
            "past decision": len(self.past_decisions),
        }
        said = [f"{n:,} {noun}{'' if n == 1 else 's'}" for noun, n in counts.items() if n]
        if rows := sum(len(table.rows) for table in self.tables.values()):
            said.append(f"{rows:,} row{'' if rows == 1 else 's'} of a table")
        return ", ".join(said) or "nothing taken"

    def _left(self) -> str:
        read = sum(count.rows_read for count in self.account.values())
        rows = sum(count.rows_set_aside for count in self.account.values())
        values = sum(not item.whole_row for item in self.set_aside)
        words = f"{rows:,} of {read:,} rows set aside"
        return words + (
            f", and {values:,} value{'' if values == 1 else 's'} within other rows" * bool(values)
        )
