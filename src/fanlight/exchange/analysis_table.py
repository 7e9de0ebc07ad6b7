"""A table for an analysis: columns asked for by name, as text, numbers or days, each fault with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from fanlight.exchange.reading import Unreadable
from fanlight.exchange.rows_of_any import rows_of_any
from fanlight.exchange.source import Source
from fanlight.exchange.values import Refused, clean, read_date

_Value = TypeVar("_Value")
_MONTH = re.compile(r"\d{4}-\d\d", re.ASCII)
_NOT_KNOWN = frozenset({"", "na", "n/a", "nan", "null", "none"})


@dataclass(frozen=True, slots=True)
class AnalysisTable:
    """A table whose columns are asked for by name.

    Attributes
    ----------
    name
        The file's name, for messages.
    header
        Its headings, in order.
    rows
        Cells as text, one tuple a row, each as long as the header.
    places
        Number of each row as a spreadsheet shows it.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...]

    def text(self, column: str) -> list[str]:
        """The cells of a column, blanks at their ends taken off.

        Raises
        ------
        Unreadable
            There is no such column, or more than one.
        """
        found = [at for at, name in enumerate(self.header) if name == column]
        if len(found) != 1:
            wrong = "stands twice among the columns" if found else "is not among the columns"
            raise Unreadable(self.name, f"{column} {wrong} ({', '.join(self.header)})")
        return [row[found[0]] for row in self.rows]

    def numbers(self, column: str) -> NDArray[np.float64]:
        """A column as numbers, shape (rows,); NaN where a cell is blank or says NA.

        Raises
        ------
        Unreadable
            There is no such column, or a cell is not a finite number: with its row.
        """
        return np.array(self._each(column, read_number), dtype=np.float64)

    def days(self, column: str) -> list[date]:
        """A column as days: 2013-09-30, 30/09/2013, or 2013-09 for the first of that month.

        Raises
        ------
        Unreadable
            There is no such column, or a cell is not such a day: with its row.
        """
        return self._each(column, read_day_or_month)

    def _each(self, column: str, read: Callable[[str], _Value]) -> list[_Value]:
        values = []
        for place, cell in zip(self.places, self.text(column), strict=True):
            try:
                values.append(read(cell))
            except Refused as refused:
                raise Unreadable(f"{self.name}, row {place}, {column}", f"{refused} ({cell[:60]})") from None
        return values


def read_analysis_table(source: Source, columns: Iterable[str]) -> AnalysisTable:
    """Read a CSV, a workbook or a Parquet file that has the columns named.

    Parameters
    ----------
    source
        A path, or a binary file that can be read twice.
    columns
        Headings that it must have, as they are written there. A workbook's sheets are searched for them.

    Raises
    ------
    Unreadable
        It is none of the three, lacks a column, has no row, or a row has not the cells of its headings.

    Examples
    --------
    >>> from io import BytesIO
    >>> table = read_analysis_table(BytesIO(b"month,count\\n2013-09,843\\n2013-10,\\n"), ["month", "count"])
    >>> table.days("month")[0], table.numbers("count").tolist()
    (datetime.date(2013, 9, 1), [843.0, nan])
    """
    wanted = list(columns)
    with rows_of_any(source, lambda header: set(wanted) <= set(header)) as table:
        rows, places = [], []
        for place, row in table.rows:
            cells = tuple(map(clean, row))
            if len(cells) < len(table.header) or any(cells[len(table.header) :]):
                reason = f"{len(cells)} cells for {len(table.header)} headings"
                raise Unreadable(f"{table.name}, row {place}", reason)
            rows.append(cells[: len(table.header)])
            places.append(place)
        read = AnalysisTable(table.name, table.header, tuple(rows), tuple(places))
    for column in wanted:
        read.text(column)
    if not rows:
        raise Unreadable(read.name, "there is no row below the headings")
    return read


def read_number(text: str) -> float:
    """A number, with or without commas between thousands; NaN where it is blank or says NA.

    Examples
    --------
    >>> read_number("1,204.5"), read_number("NA")
    (1204.5, nan)
    """
    if text.lower() in _NOT_KNOWN:
        return float("nan")
    plain = text.replace(",", "") if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text) else text
    try:
        number = float(plain)
    except ValueError:
        number = float("inf")
    if not isfinite(number) or "_" in plain:
        raise Refused("not a number")
    return number


def read_day_or_month(text: str) -> date:
    """A day, or the first day of a month written 2013-09."""
    return read_date(f"{text}-01" if _MONTH.fullmatch(text) else text)
