"""What every figure is: picture, title, sentence, table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

Cell = str | int | float | None


class Table(NamedTuple):
    """The numbers of a figure."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A picture and everything that says the same without it.

    Attributes
    ----------
    svg
        The picture, one ``<svg>`` element with its own title and description.
    title
        What is shown.
    sentence
        The message, in words and natural frequencies.
    table
        The numbers.
    """

    svg: str
    title: str
    sentence: str
    table: Table

    def to_csv(self) -> str:
        """The table as CSV (RFC 4180), safe to open in a spreadsheet.

        Returns
        -------
        str
            A heading line and a line for each row. A text cell that a spreadsheet would take for a formula
            begins with an apostrophe (OWASP, "CSV injection").

        Examples
        --------
        >>> Figure("", "t", "s", Table(("Week", "Count"), (("=1+1", 3),))).to_csv()
        "Week,Count\\r\\n'=1+1,3\\r\\n"
        """
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow([_plain(name) for name in self.table.columns])
        writer.writerows([_plain(cell) for cell in row] for row in self.table.rows)
        return out.getvalue()


def table(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    """A table whose rows are all as long as its columns.

    Raises
    ------
    ValueError
        A row is longer or shorter than the columns.
    """
    for place, row in enumerate(rows, 1):
        if len(row) != len(columns):
            raise ValueError(f"row {place} has {len(row)} cells for {len(columns)} columns")
    return Table(tuple(columns), tuple(tuple(row) for row in rows))


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
