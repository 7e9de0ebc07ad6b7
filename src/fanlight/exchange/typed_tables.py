"""Tables with typed columns: what a file holds beyond persons and events, each value read by its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from fanlight.exchange.values import Refused, clean, read_code, read_date, read_flag, read_sex
from fanlight.terms.codes import CodeSet

Value = date | bool | int | float | str
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,12})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name in the file, and how a value of it is read."""

    name: str
    read: Callable[[str], Value] = clean


@dataclass(frozen=True, slots=True)
class TypedTable:
    """Rows of one table; a value that is blank, or was set aside, is None.

    Examples
    --------
    >>> table = TypedTable(("CHILD", "REVIEW"), (("C1", date(2026, 3, 1)), ("C2", None)))
    >>> table.column("REVIEW")
    (datetime.date(2026, 3, 1), None)
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]

    def column(self, name: str) -> tuple[Value | None, ...]:
        """The values of one column, in the order of the rows."""
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)


def days(*names: str) -> Iterable[Field]:
    """Columns of dates."""
    return (Field(name, read_date) for name in names)


def texts(*names: str) -> Iterable[Field]:
    """Columns of text, or of codes that Fanlight has no list of."""
    return (Field(name) for name in names)


def numbers(*names: str) -> Iterable[Field]:
    """Columns of numbers, whole or with decimals."""
    return (Field(name, read_number) for name in names)


def flags(*names: str) -> Iterable[Field]:
    """Columns of yes or no, written 1 and 0 or otherwise."""
    return (Field(name, lambda text: read_flag(text) == "yes") for name in names)


def code(name: str, codes: CodeSet) -> Field:
    """A column of codes of a set."""
    return Field(name, partial(read_code, codes=codes))


def sex(name: str) -> Field:
    """A column of Sex or of the older GenderCurrent."""
    return Field(name, read_sex)


def read_number(text: str) -> int | float:
    """A number written in figures; whole numbers stay whole.

    Examples
    --------
    >>> read_number("72"), read_number("0.521371")
    (72, 0.521371)
    >>> read_number("nan")
    Traceback (most recent call last):
    ...
    fanlight.exchange.values.Refused: not a number
    """
    text = clean(text)
    if not _NUMBER.fullmatch(text):
        raise Refused("not a number")
    return float(text) if "." in text else int(text)
