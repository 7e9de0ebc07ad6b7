"""Writes an Excel workbook row by row into a zip: quickly, in bounded memory, text and values only.

The format is Office Open XML (ECMA-376): a zip of XML parts. What is written here is the least of it: sheets
with a frozen first row, texts in the cells themselves, whole numbers, days and moments. No formula, link or
macro can be written by this module.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from types import TracebackType
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

Value = str | int | date | datetime | None
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_SHEET = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>{}'
    "<sheetData>"
)
_WIDE = '<cols><col min="1" max="1" width="110" customWidth="1"/></cols>'
_DAY_0 = datetime(1899, 12, 30)  # so that Excel's days since 1 March 1900 come out right
_ROWS_AT_ONCE = 500


class WorkbookWriter:
    """A workbook in the making: sheets one after the other. Close it, or use it in a `with`.

    Examples
    --------
    >>> from io import BytesIO
    >>> from openpyxl import load_workbook
    >>> file = BytesIO()
    >>> with WorkbookWriter(file) as book:
    ...     book.sheet("Teams", [["name", "made"], ["North & South", date(2026, 3, 1)]])
    2
    >>> [cell.value for cell in load_workbook(file)["Teams"][2]]
    ['North & South', datetime.datetime(2026, 3, 1, 0, 0)]
    """

    def __init__(self, file: BinaryIO) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=5)
        self._titles: list[str] = []

    def __enter__(self) -> WorkbookWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        self._archive.close()

    def sheet(self, title: str, rows: Iterable[Sequence[Value]], *, wide: bool = False) -> int:
        """Add a sheet (a title of at most 31 characters); how many rows it has."""
        self._titles.append(title)
        count = 0
        name = f"xl/worksheets/sheet{len(self._titles)}.xml"
        with self._archive.open(name, "w", force_zip64=True) as file:
            file.write(_SHEET.format(_WIDE if wide else "").encode())
            held: list[str] = []
            for row in rows:
                held.append(f"<row>{''.join(map(_cell, row))}</row>")
                count += 1
                if len(held) == _ROWS_AT_ONCE:
                    file.write("".join(held).encode("utf-8", "replace"))
                    held.clear()
            file.write("".join(held).encode("utf-8", "replace"))
            file.write(b"</sheetData></worksheet>")
        return count

    def _finish(self) -> None:
        numbers = range(1, len(self._titles) + 1)
        sheets = "".join(
            f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="rId{n}"/>'
            for n, title in zip(numbers, self._titles, strict=True)
        )
        styles = len(self._titles) + 1
        spaces = f'xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"'
        parts = {
            "xl/workbook.xml": f"<workbook {spaces}><sheets>{sheets}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _relations(
                [*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]
            ),
            "xl/styles.xml": _STYLES,
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
            "[Content_Types].xml": _types(styles),
        }
        for name, part in parts.items():
            self._archive.writestr(name, _HEAD + part)


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _types(parts: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in range(1, parts)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{sheets}</Types>'
    )


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value, _KEPT)}</t></is></c>'
    if isinstance(value, datetime):
        return f'<c s="2"><v>{(value - _DAY_0).total_seconds() / 86_400:.10f}</v></c>'
    if isinstance(value, date):
        return f'<c s="1"><v>{value.toordinal() - _DAY_0.toordinal()}</v></c>'
    return f"<c><v>{value}</v></c>"


_KEPT = {"\r": "&#13;"}  # XML would read a bare one as a new line
