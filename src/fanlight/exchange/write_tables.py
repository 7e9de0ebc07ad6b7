"""Writes tables into a folder: a CSV or a Parquet file each, all of them or none."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from importlib.util import find_spec
from itertools import chain, count
from pathlib import Path
from typing import Any, Literal

from fanlight.exchange.raw_tables import Line

Kind = Literal["parquet", "csv"]
NEEDS_POLARS = 'Parquet needs pip install "fanlight[analysis]"; --csv does without'


class NotWritten(Exception):
    """The tables were not written; `str()` says why in one line."""


def write_tables(
    lines: Iterable[Line], folder: Path, kind: Kind = "csv", *, over: bool = False
) -> Mapping[str, int]:
    """Write the lines of some tables, each table to a file of its name; how many rows each has.

    Nothing appears in `folder` before everything is written.

    Parameters
    ----------
    lines
        (table, cells) as they come; a table's first line is its headings. Longer lines widen a table.
    folder
        Made when it is not there.
    kind
        "csv" (UTF-8 with a mark, so that spreadsheets read it) or "parquet" (every column as text).
    over
        Whether files of the same name are written over.

    Raises
    ------
    NotWritten
        A file of the name is there, polars is missing, or the disk refuses.
    """
    if kind == "parquet" and find_spec("polars") is None:
        raise NotWritten(NEEDS_POLARS)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as name:
            held = Path(name)
            rows = _write_csv(lines, held)
            if kind == "parquet":
                _to_parquet(held)
            made = sorted(held.glob(f"*.{kind}"))
            for file in made:
                if not over and (folder / file.name).exists():
                    raise NotWritten(f"{folder / file.name}: is there already; --over writes over it")
            for file in made:
                file.replace(folder / file.name)
            return rows
    except OSError as error:
        raise NotWritten(
            f"{folder}: cannot be written ({(error.strerror or 'unknown reason').lower()})"
        ) from None


def _write_csv(lines: Iterable[Line], folder: Path) -> dict[str, int]:
    rows: dict[str, int] = {}
    writers: dict[str, Any] = {}
    with ExitStack() as files:
        for table, cells in lines:
            if table not in writers:
                path = _free(folder, file_name(table))
                file = files.enter_context(path.open("w", newline="", encoding="utf-8-sig"))
                writers[table] = csv.writer(file)
                rows[table] = -1  # the headings are no row
            writers[table].writerow(cells)
            rows[table] += 1
    return rows


def _free(folder: Path, name: str) -> Path:
    """A path that no other table has taken."""
    taken = {path.stem.lower() for path in folder.iterdir()}
    numbered = (f"{name} {number}" for number in count(2))
    return folder / f"{next(one for one in chain([name], numbered) if one.lower() not in taken)}.csv"


def file_name(table: str) -> str:
    """A table's name as a file's.

    Examples
    --------
    >>> file_name("List 1"), file_name("../Contacts: June")
    ('List 1', '.. Contacts June')
    """
    return re.sub(r"[^\w .()-]+", " ", table).strip()[:80] or "table"


def _to_parquet(folder: Path) -> None:
    import polars  # an extra: only Parquet needs it

    for path in folder.glob("*.csv"):
        frame = polars.scan_csv(path, infer_schema=False)
        frame.sink_parquet(path.with_suffix(".parquet"))
