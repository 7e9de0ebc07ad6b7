"""A table on its way out: its name, its columns with their words, and its rows as they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Cell = str | int | bool | date | datetime | None
Row = Sequence[Cell]


class Kind(StrEnum):
    """What the cells of a column are. A cell may always be empty."""

    TEXT = "text"
    NUMBER = "whole number"
    DECIMAL = "number"
    DAY = "day"
    MOMENT = "day and time, in England"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it says, what its cells are."""

    name: str
    words: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class ExportTable:
    """One table of an export.

    Attributes
    ----------
    name
        Also the file's and the sheet's; at most 31 characters.
    words
        What a row is, in a sentence.
    columns
        In order.
    rows
        Cells in the order of the columns. Asked for once, and never held whole.

    Examples
    --------
    >>> table = ExportTable("teams", "One row a team.", (Column("name", "Its name"),), iter([["North"]]))
    >>> table.header, list(table.rows)
    (('name',), [['North']])
    """

    name: str
    words: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def as_text(cell: Cell) -> str:
    """A cell as a CSV file has it.

    Examples
    --------
    >>> [as_text(cell) for cell in (None, True, 7, date(2026, 3, 1), datetime(2026, 3, 1, 14, 5))]
    ['', 'yes', '7', '2026-03-01', '2026-03-01 14:05:00']
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="microseconds" if cell.microsecond else "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


@dataclass(frozen=True, slots=True)
class About:
    """What whoever gets an export has to know: what is in it, what is not, what its measures mean."""

    title: str
    made_on: date
    known_up_to: date | None
    what: Sequence[str] = ()
    left_out: Sequence[str] = ()
    notes: Sequence[str] = ()
    measures: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()

    def lines(self, tables: Iterable[tuple[ExportTable, int]]) -> list[str]:
        """The README: each table with its rows and columns."""
        known = f"{self.known_up_to:%-d %B %Y}" if self.known_up_to else "no day: nothing was imported"
        lines = [
            f"Fanlight: {self.title}",
            f"Made on {self.made_on:%-d %B %Y}. Events known up to {known}.",
            "",
            *self.what,
        ]
        lines += _section("Not in it, and why", self.left_out) + _section("Please note", self.notes)
        for table, rows in tables:
            lines += ["", f"TABLE {table.name}: {rows:,} row{'' if rows == 1 else 's'}", table.words]
            lines += [f"  {one.name} ({one.kind.value}): {one.words}" for one in table.columns]
        for title, parts in self.measures:
            lines += ["", f"MEASURE {title}", *(f"  {name}: {words}" for name, words in parts)]
        return lines


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", title.upper(), *(f"- {line}" for line in lines)] if lines else []
