"""The tables of a file that nobody has described yet: their headings, and what stands below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from fanlight.exchange.rows_of_any import ROWS_BEFORE_HEADINGS, rows_of_any
from fanlight.exchange.source import Source, opened
from fanlight.exchange.values import Refused, clean
from fanlight.exchange.workbook import readable, workbook

ROWS_LOOKED_AT = 1_000
LEAST_COLUMNS = 2
NO_TIME = " 00:00:00"  # what a spreadsheet keeps of a day


@dataclass(frozen=True, slots=True)
class TableSample:
    """The top of a table.

    Parameters
    ----------
    title
        Of a workbook's sheet; "" for the other kinds, which hold one table.
    header
        The headings as the file has them, each once, in order; blank ones and those that stand twice are
        left out, for no mapping can name them.
    values
        By heading, what stands below it in the first 1,000 rows: values that differ, blank ones left out.
    twice
        Headings that stand twice.
    """

    title: str
    header: tuple[str, ...]
    values: dict[str, tuple[str, ...]]
    twice: tuple[str, ...] = ()


def sample_tables(source: Source) -> tuple[TableSample, ...]:
    """Look at the top of each table of a file.

    Parameters
    ----------
    source
        A path, or a binary file that can be read twice: CSV, a workbook, or Parquet (extra `analysis`).

    Returns
    -------
    tuple of TableSample
        One for CSV and Parquet, one a sheet of a workbook; tables of fewer than two columns or without a
        row are none. A sheet's headings are the first of its first ten rows that has at least half as many
        filled cells as the fullest of them: a title above stands in a cell or two.

    Raises
    ------
    Unreadable
        When it is none of the three, or is damaged or unsafe.

    Examples
    --------
    >>> from io import BytesIO
    >>> found, = sample_tables(BytesIO(b"Child,Date in\\nC1,3 Mar 2026\\nC2,4 Mar 2026\\n"))
    >>> found.header, found.values["Date in"]
    (('Child', 'Date in'), ('3 Mar 2026', '4 Mar 2026'))
    """
    with _tables(source) as tables:
        samples = [_sample(title, header, rows) for title, header, rows in tables]
    return tuple(
        found for found in samples if len(found.header) >= LEAST_COLUMNS and any(found.values.values())
    )


Tables = Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]]


@contextmanager
def _tables(source: Source) -> Iterator[Tables]:
    with opened(source) as file:
        is_workbook = file.read(2) == b"PK"
    if is_workbook:
        with workbook(source) as sheets:
            yield (
                (title, *_headed([cells for _, cells in islice(sheets.rows(title), ROWS_LOOKED_AT)]))
                for title in sheets.titles
            )
    else:
        with rows_of_any(source, bool) as file:
            yield [("", file.header, (cells for _, cells in islice(file.rows, ROWS_LOOKED_AT)))]


def _headed(rows: list[list[str]]) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The headings among a sheet's first rows, and the rows below them."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:ROWS_BEFORE_HEADINGS]]
    at = next((at for at, cells in enumerate(filled) if cells * 2 >= max(filled)), 0)
    return (rows[at], rows[at + 1 :]) if rows else ((), ())


def _sample(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> TableSample:
    header = [clean(heading) for heading in headings]
    once = {heading: at for at, heading in enumerate(header) if heading and header.count(heading) == 1}
    values: dict[str, dict[str, None]] = {heading: {} for heading in once}
    for cells in rows:
        for heading, at in once.items():
            if at < len(cells) and (value := _read(cells[at])):
                values[heading][value] = None
    twice = tuple(dict.fromkeys(heading for heading in header if heading and heading not in once))
    return TableSample(title, tuple(once), {name: tuple(found) for name, found in values.items()}, twice)


def _read(cell: str) -> str:
    try:
        return clean(readable(cell)).removesuffix(NO_TIME)
    except Refused:
        return ""
