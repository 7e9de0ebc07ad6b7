"""Writes an export: a zip of CSV or Parquet files, or one workbook, row by row; nothing in it runs."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO, TextIO

from fanlight.exchange.export_table import About, Cell, Column, ExportTable, Kind, Row, as_text
from fanlight.exchange.formulas import escaped
from fanlight.exchange.write_workbook import Value, WorkbookWriter

README = "README.txt"
NEEDS_POLARS = 'Parquet needs pip install "fanlight[analysis]"'
LONGEST_CELL = 32_767  # characters, Excel's own limit
MOST_ROWS = 1_048_576
CUT = " […]"
_EARLIEST_IN_EXCEL = date(1900, 3, 1)
# What XML cannot hold: controls but tab and line ends, halves of characters, two that are none.
_NO_CHARACTER = dict.fromkeys(
    [*(n for n in range(32) if n not in (9, 10, 13)), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)


class FileKind(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"

    @property
    def suffix(self) -> str:
        """Of the file: a workbook, or a zip of one file a table."""
        return "xlsx" if self is FileKind.XLSX else "zip"


class NotExported(Exception):
    """Nothing was written; `str()` says why in one line."""


def can_write_parquet() -> bool:
    """Whether the part that Parquet needs is installed."""
    return find_spec("polars") is not None


def write_export(
    file: BinaryIO, kind: FileKind, tables: Iterable[ExportTable], about: About
) -> dict[str, int]:
    """Write tables into one file; how many rows each has.

    Parameters
    ----------
    file
        Open for writing, and able to seek. Left open.
    kind
        `CSV`: a zip, UTF-8 with a mark so that spreadsheets read it. `XLSX`: a sheet a table, first the
        README. `PARQUET`: a zip, days and numbers typed.
    tables
        Taken one after the other, so that one may be computed while those before it are written.
    about
        Becomes README.txt, or the first sheet.

    Raises
    ------
    NotExported
        Parquet without its part, or more rows than a sheet can hold.

    Notes
    -----
    Text that a spreadsheet would run as a formula stands behind an apostrophe (`formulas.escaped`) in CSV and
    workbook; not in Parquet, which no spreadsheet runs. Memory does not grow with the rows.
    """
    if kind is FileKind.XLSX:
        return _write_workbook(file, tables, about)
    if kind is FileKind.PARQUET and not can_write_parquet():
        raise NotExported(NEEDS_POLARS)
    written: list[tuple[ExportTable, int]] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            with _part(archive, table, kind) as text:
                written.append((table, _write_rows(text, table, for_a_spreadsheet=kind is FileKind.CSV)))
        archive.writestr(README, "\r\n".join(about.lines(written)) + "\r\n")
    return {table.name: rows for table, rows in written}


def write_export_folder(
    folder: Path, kind: FileKind, tables: Iterable[ExportTable], about: About
) -> dict[str, int]:
    """The same into a folder that is not there yet: a file a table, or the workbook.

    Raises
    ------
    NotExported
        As above; or the folder is there already, or cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            raise NotExported(f"{folder}: is there already; give another folder, or move it away")
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder.parent) as name:
            held = Path(name) / folder.name
            with (Path(name) / "file").open("w+b") as file:
                rows = write_export(file, kind, tables, about)
            held.mkdir(mode=0o700)
            if kind is FileKind.XLSX:
                (Path(name) / "file").replace(held / f"{folder.name}.xlsx")
            else:
                with zipfile.ZipFile(Path(name) / "file") as archive:
                    archive.extractall(held)
            held.replace(folder)
            return rows
    except OSError as error:
        raise NotExported(
            f"{folder}: cannot be written ({(error.strerror or 'unknown reason').lower()})"
        ) from None


@contextmanager
def _part(archive: zipfile.ZipFile, table: ExportTable, kind: FileKind) -> Iterator[TextIO]:
    """A file of the zip to write CSV to; for Parquet it is turned into that on closing."""
    if kind is FileKind.CSV:
        with archive.open(f"{table.name}.csv", "w", force_zip64=True) as raw:
            text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
            yield text
            text.flush()
            text.detach()
        return
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as plain:
            yield plain
        archive.write(_as_parquet(path, table.columns), f"{table.name}.parquet")


def _write_rows(file: TextIO, table: ExportTable, *, for_a_spreadsheet: bool) -> int:
    writer = csv.writer(file)
    writer.writerow(table.header)
    count = 0
    for row in table.rows:
        _check_width(row, table)
        writer.writerow([_in_a_file(cell, for_a_spreadsheet) for cell in row])
        count += 1
    return count


def _in_a_file(cell: Cell, for_a_spreadsheet: bool) -> str:
    text = as_text(cell).replace("\0", "")
    return escaped(text) if for_a_spreadsheet and isinstance(cell, str) else text


def _check_width(row: Row, table: ExportTable) -> None:
    if len(row) != len(table.columns):
        raise ValueError(f"{table.name}: {len(row)} cells where there are {len(table.columns)} columns")


def _as_parquet(path: Path, columns: Iterable[Column]) -> Path:
    import polars  # an extra: only Parquet needs it

    made = path.with_suffix(".parquet")
    frame = polars.scan_csv(path, infer_schema=False, quote_char='"')
    types = {
        Kind.NUMBER: lambda column: column.cast(polars.Int64),
        Kind.DECIMAL: lambda column: column.cast(polars.Float64),
        Kind.DAY: lambda column: column.str.to_date("%Y-%m-%d"),
        Kind.MOMENT: lambda column: column.str.to_datetime("%Y-%m-%d %H:%M:%S%.f"),
        Kind.YES_NO: lambda column: column.replace_strict({"yes": True, "no": False}, default=None),
    }
    typed = [types[one.kind](polars.col(one.name)) for one in columns if one.kind in types]
    frame.with_columns(typed).sink_parquet(made)
    return made


def _write_workbook(file: BinaryIO, tables: Iterable[ExportTable], about: About) -> dict[str, int]:
    written: list[tuple[ExportTable, int]] = []
    cut = [0]
    with WorkbookWriter(file) as book:
        for table in tables:
            rows = book.sheet(table.name, _sheet_rows(table, cut))
            written.append((table, rows - 1))
        lines = about.lines(written)
        if cut[0]:
            told = (
                f"{cut[0]:,} texts are longer than a cell can hold and end in […]: take CSV for them whole."
            )
            lines[3:3] = [told]
        book.sheet("README", ([escaped(line)] for line in lines), wide=True)
    return {table.name: rows for table, rows in written}


def _sheet_rows(table: ExportTable, cut: list[int]) -> Iterator[list[Value]]:
    """The headings, then the rows; `cut` counts texts that a cell cannot hold."""
    yield list(table.header)
    for count, row in enumerate(table.rows, 2):
        _check_width(row, table)
        if count > MOST_ROWS:
            raise NotExported(f"{table.name} has more rows than a sheet can hold: take it as CSV")
        cells = [_in_a_sheet(cell) for cell in row]
        cut[0] += sum(isinstance(cell, str) and cell.endswith(CUT) for cell in cells)
        yield cells


def _in_a_sheet(cell: Cell) -> Value:
    if isinstance(cell, bool):
        return as_text(cell)
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return cell if day >= _EARLIEST_IN_EXCEL else as_text(cell)
    if not isinstance(cell, str):
        return cell
    text = escaped(cell.translate(_NO_CHARACTER))
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
