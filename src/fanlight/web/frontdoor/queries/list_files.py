"""Past cases from a file that somebody brought: read, counted, and not kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from fanlight.exchange.analysis_table import AnalysisTable, read_analysis_table
from fanlight.exchange.reading import Unreadable
from fanlight.frontdoor.cue_definition import NO, YES, CueDefinition, NotACue
from fanlight.frontdoor.past_test import PastCases
from fanlight.web.frontdoor.models import ChecklistVersion

SPLITS = {"ethnic_group": "Ethnic group", "sex": "Sex", "age_band": "Age band", "disability": "Disability"}
MOST_GROUPS = 12


def cases_of_file(version: ChecklistVersion, file: BinaryIO, name: str, outcome: str) -> PastCases:
    """Read past cases.

    Raises
    ------
    Unreadable
        It is no table, lacks a column, or a cell is no answer; with its place.
    """
    table = read_analysis_table(file, [outcome])
    answers = {cue["code"]: _answers(table, cue, name) for cue in version.cues}
    happened = _yes_or_no(table, outcome)
    groups = {words: _groups(table, column) for column, words in SPLITS.items() if column in table.header}
    return PastCases(answers, happened, np.zeros(len(happened), np.bool_), {}, groups)


def _answers(table: AnalysisTable, cue: dict[str, object], name: str) -> NDArray[np.float64]:
    named = [str(cue[key]) for key in ("code", "question", "measured") if cue.get(key)]
    column = next((one for one in named if one in table.header), "")
    if not column:
        raise Unreadable(name, f"no column is named {' or '.join(f'“{one}”' for one in named)}")
    above = cue.get("above") if column == cue.get("measured") else None
    try:
        return CueDefinition(column, column, above=above).answers(table.text(column))
    except NotACue as wrong:
        raise Unreadable(name, str(wrong)) from None


def _yes_or_no(table: AnalysisTable, column: str) -> NDArray[np.bool_]:
    cells = [cell.lower() for cell in table.text(column)]
    for place, cell in zip(table.places, cells, strict=True):
        if cell not in YES | NO:
            raise Unreadable(f"{table.name}, row {place}", f"{column} is {cell!r}, neither 1 nor 0")
    return np.array([cell in YES for cell in cells], np.bool_)


def _groups(table: AnalysisTable, column: str) -> tuple[Sequence[str], NDArray[np.int64]]:
    cells = np.array([cell or "Not known" for cell in table.text(column)])
    names, place = np.unique(cells, return_inverse=True)
    if len(names) > MOST_GROUPS:
        raise Unreadable(
            table.name, f"{column} names {len(names)} groups; at most {MOST_GROUPS} are told apart"
        )
    return names.tolist(), place.astype(np.int64)
