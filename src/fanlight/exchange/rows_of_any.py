"""The rows of any table in a file, as text: CSV, the first fitting sheet of a workbook, or Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from fanlight.exchange.delimited import delimited
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.source import Source, name_of, opened
from fanlight.exchange.values import clean, text_of
from fanlight.exchange.workbook import workbook

NEEDS_POLARS = 'reading Parquet needs pip install "fanlight[analysis]"'
MOST_ROWS = 5_000_000
ROWS_BEFORE_HEADINGS = 10
_ROWS_AT_ONCE = 20_000
Fits = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class AnyRows:
    """The table that was found: its file, its headings, its rows with their numbers, how it was read."""

    name: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    note: str


@contextmanager
def rows_of_any(source: Source, fits: Fits) -> Iterator[AnyRows]:
    """Open a file of rows.

    Parameters
    ----------
    source
        A path, or a binary file that can be read twice.
    fits
        Whether a row can be the headings: a workbook's sheets are searched for one, within their first
        ten rows. The other kinds have their headings first.

    Raises
    ------
    Unreadable
        When it is none of the three, is damaged or unsafe, or no sheet has fitting headings.
    """
    with opened(source) as file:
        start = file.read(4)
    if start == b"PAR1":
        yield _parquet(source)
    elif start.startswith(b"PK"):
        with workbook(source) as sheets:
            for title in sheets.titles:
                for number, row in islice(sheets.rows(title), ROWS_BEFORE_HEADINGS):
                    header = tuple(map(clean, row))
                    if fits(header):
                        below = (
                            (at, cells + [""] * (len(header) - len(cells)))  # blank cells at a row's end
                            for at, cells in sheets.rows(title)
                            if at > number
                        )
                        yield AnyRows(sheets.name, header, below, f"Read from the sheet {title}.")
                        return
            raise Unreadable(sheets.name, "no sheet has the headings of the mapping in its first ten rows")
    else:
        with delimited(source) as text:
            yield AnyRows(text.name, text.header, text.rows, text.note)


def _parquet(source: Source) -> AnyRows:
    try:
        import polars
    except ModuleNotFoundError:
        raise Unreadable("", NEEDS_POLARS) from None
    name = name_of(source)
    with opened(source) as file:
        content = file.read()

    def refused(error: BaseException) -> Unreadable:
        words = " ".join(str(error).split())[:100]
        return Unreadable(name, f"the Parquet file cannot be read ({words or type(error).__name__})")

    # What polars cannot go on from it raises as an exception outside `Exception`.
    def slice_of(first: int, rows: int) -> polars.DataFrame:
        try:
            return polars.scan_parquet(content).slice(first, rows).collect()
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException as error:
            raise refused(error) from None

    def rows() -> Iterator[tuple[int, list[str]]]:
        for first in range(0, MOST_ROWS + 1, _ROWS_AT_ONCE):
            frame = slice_of(first, _ROWS_AT_ONCE)
            if first >= MOST_ROWS and frame.height:
                raise Unreadable(name, f"more than {MOST_ROWS:,} rows")
            for at, row in enumerate(frame.iter_rows(), first + 1):
                cells = [clean(text_of(value)) for value in row]
                if any(cells):
                    yield at, cells
            if frame.height < _ROWS_AT_ONCE:
                return

    return AnyRows(name, tuple(slice_of(0, 0).columns), rows(), "Read as Parquet.")
