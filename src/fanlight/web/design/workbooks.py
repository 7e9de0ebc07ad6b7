"""Tables leave the system as one workbook, a sheet each; nothing in it is run by a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from django.http import HttpResponse
from openpyxl import Workbook

from fanlight.web.design.tables import defused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | None


def tables_as_workbook(name: str, sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> HttpResponse:
    """A download; each sheet's first row is its headings."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])  # Excel's longest name of a sheet
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([_plain(cell) for cell in row])
    file = BytesIO()
    book.save(file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _plain(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return defused("".join(letter for letter in cell if letter >= " " or letter in "\t\n\r"))
