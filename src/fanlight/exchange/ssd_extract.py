"""Takes the tables of the Standard Safeguarding Dataset out of a database, as the CSV files they could be."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fanlight.exchange.reading import SetAside
from fanlight.exchange.ssd_sql import TOO_LONG, connected, rows_in, tables_in
from fanlight.exchange.ssd_tables import PERSONS, TABLES, Column, Table

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Engine


@dataclass(frozen=True, slots=True)
class Extract:
    """The files of an extract, persons first; what of it was not taken, and what is worth knowing."""

    files: tuple[Path, ...]
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[str, ...] = ()


def extract_ssd(database: str | URL | Engine, folder: Path, schema: str | None = None) -> Extract:
    """Write each SSD table that a database has and Fanlight reads to a CSV file of its own.

    Parameters
    ----------
    database, schema
        As `read_ssd_sql` takes them.
    folder
        Where the files go; it is there already.

    Returns
    -------
    Extract
        Only columns that Fanlight reads are written; of a cell longer than 100,000 characters the row is
        set aside. The rows stand in the order of the table's identifier, so that the same table makes the
        same file. All tables come from one transaction.

    Raises
    ------
    Unreadable
        When the database cannot be reached or read, or it has none of the tables.
    """
    files: list[Path] = []
    aside: list[SetAside] = []
    notes: list[str] = []
    with connected(database) as (connection, name):
        found, others = tables_in(connection, schema, name)
        if others:
            notes.append(f"Tables not read: {', '.join(others)}.")
        for table in sorted(TABLES, key=lambda one: one is not PERSONS):
            if table.name in found:
                rows = rows_in(connection, table, found[table.name])
                there = {column.name.lower() for column in found[table.name].columns}
                columns = [
                    one.column for one in table.columns if one.column in there and _is_read(table, one)
                ]
                if absent := [c.column for c in table.columns if c.name and c.column not in there]:
                    notes.append(f"{table.name} has no column {', '.join(absent)}.")
                files.append(folder / f"{table.name}.csv")
                _write(files[-1], columns, rows, table, aside)
    return Extract(tuple(files), tuple(aside), tuple(notes))


def _is_read(table: Table, column: Column) -> bool:
    """Workers, teams and comments are not taken out at all."""
    return table is PERSONS or bool(column.name)


def _write(
    path: Path,
    columns: list[str],
    rows: Iterator[tuple[str, Mapping[str, str] | None]],
    table: Table,
    aside: list[SetAside],
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for place, said in rows:
            if said is None:
                aside.append(SetAside(place, TOO_LONG, table=table.name, whole_row=True))
            else:
                writer.writerow([said[column] for column in columns])
