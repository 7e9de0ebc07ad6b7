"""Past cases as the commands of `fanlight checklist` read them: cues, outcome, groups, what was seen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fanlight.exchange.analysis_table import AnalysisTable, read_analysis_table
from fanlight.exchange.reading import Unreadable
from fanlight.frontdoor.cue_definition import NO, NOT_KNOWN, YES


@dataclass(frozen=True, slots=True)
class PastCases:
    """A table of past cases, its columns told apart by what they are for.

    Attributes
    ----------
    cues
        Column to cells, of all columns that can be asked.
    outcome, seen
        Shape (n,): what services recorded next, and whether anybody saw it.
    groups
        Column to cells, of columns that divide the cases.
    weights
        Shape (n,): one over the chance of being drawn into a labelled sample, NaN outside it.
    """

    cues: dict[str, list[str]]
    outcome: NDArray[np.bool_]
    seen: NDArray[np.bool_]
    groups: dict[str, list[str]]
    weights: NDArray[np.float64] | None = None


def read_past_cases(
    data: Path,
    outcome: str,
    *,
    by: Sequence[str] = (),
    seen: str | None = None,
    weights: str | None = None,
    must: Sequence[str] = (),
    forbid: Collection[str] = (),
    blank_is_unseen: bool = False,
) -> PastCases:
    """Read them; columns with another use are no cues.

    Raises
    ------
    Unreadable
        A file or a cell that cannot be read, with its place.
    """
    named = [outcome, *by, *(one for one in (seen, weights) if one)]
    table = read_analysis_table(data, [*named, *must, *forbid])
    cues = {name: table.text(name) for name in table.header if name not in {*named, *forbid}}
    looked_at = np.ones(len(table.rows), np.bool_) if seen is None else _yes(table, seen, blank=False)
    cells = _answers(table, outcome)
    known = np.array([cell in YES | NO for cell in cells], np.bool_)
    if not (blank_is_unseen or seen):
        _refuse_first(table, outcome, cells, known)
    return PastCases(
        cues,
        np.array([cell in YES for cell in cells], np.bool_),
        looked_at & known,
        {name: table.text(name) for name in by},
        None if weights is None else _weights(table, weights),
    )


def _answers(table: AnalysisTable, column: str) -> list[str]:
    cells = [cell.lower() for cell in table.text(column)]
    fits = np.array([cell in YES | NO | NOT_KNOWN for cell in cells], np.bool_)
    _refuse_first(table, column, cells, fits)
    return cells


def _yes(table: AnalysisTable, column: str, *, blank: bool) -> NDArray[np.bool_]:
    return np.array(
        [cell in YES if cell in YES | NO else blank for cell in _answers(table, column)], np.bool_
    )


def _refuse_first(table: AnalysisTable, column: str, cells: Sequence[str], fits: NDArray[np.bool_]) -> None:
    for place, cell, good in zip(table.places, cells, fits, strict=True):
        if not good:
            said = "not known" if cell in NOT_KNOWN else f"{cell!r}, neither 1 nor 0"
            raise Unreadable(f"{table.name}, row {place}", f"{column} is {said}")


def _weights(table: AnalysisTable, column: str) -> NDArray[np.float64]:
    found = np.full(len(table.rows), np.nan)
    for at, (place, cell) in enumerate(zip(table.places, table.text(column), strict=True)):
        if cell.lower() in NOT_KNOWN:
            continue
        try:
            found[at] = float(cell)
        except ValueError:
            found[at] = np.nan
        if not 1 <= found[at] < np.inf:
            said = f"{column} is {cell!r}; a weight is one over the chance of being drawn: 1 or more"
            raise Unreadable(f"{table.name}, row {place}", said)
    return found
