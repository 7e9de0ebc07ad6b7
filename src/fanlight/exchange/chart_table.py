"""A table read for a chart: one series a unit, sorted by day, with what a reader must know of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fanlight.exchange.analysis_table import AnalysisTable, read_analysis_table, read_number
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.source import Source
from fanlight.exchange.values import Refused

# Signs that English statistics put where a number is not told (suppressed, not available, low, ...).
NOT_TOLD = frozenset(
    {"c", "x", "u", "z", "k", "low", "*", ":", "..", "-", "~", "[c]", "[x]", "[u]", "[z]", "[low]"}
)
_SHOWN = 4

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SeriesRead:
    """The series of one unit.

    Attributes
    ----------
    by
        The unit as the file writes it; None where the file is one series.
    days, values, denominators
        Shape (n,); days rise; NaN where a value is not told. `denominators` only where asked for.
    notes
        What is missing: values not told, months left out.
    """

    by: str | None
    days: NDArray[np.datetime64]
    values: Floats
    denominators: Floats | None
    notes: tuple[str, ...]


def read_series(
    source: Source, *, day: str, value: str, by: str | None = None, denominator: str | None = None
) -> list[SeriesRead]:
    """Read the series of a file, in the order in which their units first appear.

    Parameters
    ----------
    source
        A CSV, workbook or Parquet file.
    day, value, by, denominator
        Names of its columns.

    Raises
    ------
    Unreadable
        A column is not there, a cell is neither a number nor a sign for "not told", a day is missing or
        cannot be read, or a unit has two values on one day: with the rows.

    Examples
    --------
    >>> from io import BytesIO
    >>> [read] = read_series(BytesIO(b"m,n\\n2026-02,5\\n2026-01,c\\n"), day="m", value="n")
    >>> read.values.tolist(), read.notes
    ([nan, 5.0], ('1 value is not told (c 1)',))
    """
    columns = [day, value, *([by] if by else []), *([denominator] if denominator else [])]
    table = read_analysis_table(source, columns)
    days = np.array(table.days(day), dtype="datetime64[D]")
    values, signs = _numbers(table, value)
    below = _numbers(table, denominator)[0] if denominator else None
    units: dict[str | None, list[int]] = {}
    for row, unit in enumerate(table.text(by) if by else [None] * len(days)):
        units.setdefault(unit, []).append(row)
    found = []
    for unit, rows in units.items():
        order = np.array(rows)[np.argsort(days[rows], kind="stable")]
        _once_a_day(table, unit, days[order], order, by, day)
        told = Counter(signs[row] for row in rows if signs[row] is not None)
        notes = (*_not_told(told), *_left_out(days[order]))
        denominators = None if below is None else below[order]
        found.append(SeriesRead(unit, days[order], values[order], denominators, notes))
    return found


def _numbers(table: AnalysisTable, column: str) -> tuple[Floats, list[str | None]]:
    """The numbers of a column; for each cell that tells none, the sign that stands there."""
    numbers, signs = [], []
    for place, cell in zip(table.places, table.text(column), strict=True):
        sign = cell.lower() in NOT_TOLD
        try:
            number = float("nan") if sign else read_number(cell)
        except Refused as refused:
            raise Unreadable(f"{table.name}, row {place}, {column}", f"{refused} ({cell[:60]})") from None
        numbers.append(number)
        signs.append((cell or "blank") if number != number else None)
    return np.array(numbers, dtype=np.float64), signs


def _once_a_day(
    table: AnalysisTable,
    unit: str | None,
    days: NDArray[np.datetime64],
    rows: NDArray[np.int64],
    by: str | None,
    column: str,
) -> None:
    twice = np.flatnonzero(days[1:] == days[:-1])
    if not len(twice):
        return
    first, second = (table.places[int(rows[twice[0] + step])] for step in (0, 1))
    whose = f" of {unit}" if unit is not None else ""
    cure = "" if by else "; name the column that tells series apart with --by"
    reason = f"two values{whose} on {days[twice[0]]}, in rows {first} and {second}{cure}"
    raise Unreadable(f"{table.name}, {column}", reason)


def _not_told(signs: Counter[str | None]) -> list[str]:
    count = sum(signs.values())
    if not count:
        return []
    which = ", ".join(f"{sign} {number}" for sign, number in signs.most_common())
    return [f"{count} {'value is' if count == 1 else 'values are'} not told ({which})"]


def _left_out(days: Sequence[np.datetime64] | NDArray[np.datetime64]) -> list[str]:
    """Months without a row, where the series is monthly."""
    if len(days) < 3 or np.median(np.diff(np.asarray(days)).astype(np.int64)) not in range(28, 32):
        return []
    months = np.asarray(days).astype("datetime64[M]")
    every = np.arange(months[0], months[-1] + 1)
    gone = [one.astype(date) for one in np.setdiff1d(every, months)]
    if not gone:
        return []
    first = ", ".join(f"{one:%B %Y}" for one in gone[:_SHOWN])
    more = f" and {len(gone) - _SHOWN} more" if len(gone) > _SHOWN else ""
    verb = "month has" if len(gone) == 1 else "months have"
    return [f"{len(gone)} {verb} no row ({first}{more}); their neighbours are taken as following each other"]
