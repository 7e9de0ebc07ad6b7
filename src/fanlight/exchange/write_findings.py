"""Writes findings where a data officer works on them: a workbook or a CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from openpyxl import Workbook

from fanlight.exchange.checking import Checked

HEADINGS = ("File", "Rule", "Severity", "Table", "Place", "Value", "Message")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_findings(checks: Iterable[Checked], path: Path) -> None:
    """Write the findings of some files as one table; by its name an .xlsx or a .csv.

    A value that a spreadsheet would run as a formula is written with an apostrophe before it.
    """
    if path.suffix.lower() == ".xlsx":
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Findings")
        for row in _rows(checks):
            sheet.append(row)
        book.save(path)
        return
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(_rows(checks))


def _rows(checks: Iterable[Checked]) -> Iterator[list[str]]:
    yield list(HEADINGS)
    for checked in checks:
        for found in checked.findings:
            told = (
                checked.file,
                found.rule,
                found.severity,
                found.table,
                found.place,
                found.value,
                found.message,
            )
            yield [_harmless(text) for text in told]


def _harmless(text: str) -> str:
    return "".join(("'" * text.startswith(_STARTS_A_FORMULA), *(c for c in text if c >= " ")))
