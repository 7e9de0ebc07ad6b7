"""An Excel workbook opened safely: sizes checked first, cells as text, every fault a clear refusal."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import repeat
from typing import Any, BinaryIO, TypeVar

from openpyxl import load_workbook

from fanlight.exchange.reading import Unreadable
from fanlight.exchange.source import Source, name_of, opened
from fanlight.exchange.values import SPREADSHEET_ERRORS, Refused, clean

LARGEST_BYTES = 200_000_000
MOST_MEMBERS = 2_000
LARGEST_UNIT_BYTES = 4_000_000
LONGEST_TOKEN_BYTES = 500_000
MOST_ELEMENTS = 400_000
CHUNK_BYTES = 1 << 16
NO_RESULT = "\0a formula without a saved result"
_ESCAPED = re.compile(r"'+[=+\-@]")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of an open workbook: their titles, and their rows as text."""

    name: str
    titles: tuple[str, ...]
    _results: Any
    _formulas: Any | None

    def rows(self, title: str) -> Iterator[tuple[int, list[str]]]:
        """Rows of one sheet that are not blank, each with its number (the first is 1)."""
        results = self._values(self._results, title)
        formulas = self._values(self._formulas, title) if self._formulas else repeat(())
        for number, (row, raw) in enumerate(zip(results, formulas, strict=False), 1):
            cells = [_text(cell) for cell in row]
            for at, formula in enumerate(raw[: len(cells)]):
                if formula is not None and row[at] is None:
                    cells[at] = NO_RESULT
            if any(cells):
                yield number, cells

    def _values(self, workbook: Any, title: str) -> Iterator[tuple[Any, ...]]:
        sheet = workbook[title]
        sheet.reset_dimensions()  # some programs write a size that hides rows
        return safely(sheet.iter_rows(values_only=True), self.name)


@contextmanager
def workbook(source: Source) -> Iterator[Sheets]:
    """Open an .xlsx workbook, reading one row at a time.

    Raises
    ------
    Unreadable
        Not a workbook, damaged, or one that unpacks to more than 200 MB (a "zip bomb"): sizes are looked
        at before anything is unpacked, and unpacking stops at the size that was told. So is one with a row,
        a text or a list of styles beyond all use: the parser would hold it whole.
    """
    name = name_of(source)
    with opened(source) as file:
        has_formulas = _checked(file, name)
        results = _loaded(file, name, data_only=True)
        formulas = _loaded(file, name, data_only=False) if has_formulas else None
        try:
            titles = tuple(sheet.title for sheet in results.worksheets)
            yield Sheets(name, titles, results, formulas)
        finally:
            results.close()
            if formulas:
                formulas.close()


def safely(items: Iterable[T], name: str) -> Iterator[T]:
    """The items, with whatever the workbook library raises told as a damaged workbook."""
    iterator = iter(items)
    while True:
        try:
            item = next(iterator)
        except StopIteration:
            return
        except Exception as error:
            raise Unreadable(name, f"the workbook is damaged ({_words(error)})") from None
        yield item


def readable(text: str) -> str:
    """The text of a cell, when it is one that can be taken.

    Raises
    ------
    Refused
        For a spreadsheet error such as #N/A, and for a formula without a saved result.

    Examples
    --------
    >>> readable("'-12")  # as our own writer escapes it
    '-12'
    >>> readable("#N/A")
    Traceback (most recent call last):
    ...
    fanlight.exchange.values.Refused: a spreadsheet error
    """
    if text == NO_RESULT:
        raise Refused(f"{text[1:]} (open the workbook, let it calculate, and save it)")
    if text.upper() in SPREADSHEET_ERRORS:
        raise Refused("a spreadsheet error")
    return text[1:] if _ESCAPED.match(text) else text


def _loaded(file: BinaryIO, name: str, *, data_only: bool) -> Any:
    file.seek(0)
    try:
        return load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:
        raise Unreadable(name, f"not a workbook that can be read ({_words(error)})") from None


def _checked(file: BinaryIO, name: str) -> bool:
    """Check the sizes; tell whether any sheet may hold a formula."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST_BYTES:
                raise Unreadable(name, "it unpacks to more than 200 MB; refused as unsafe")
            looks = [_look(archive, member) for member in members if member.filename.endswith(".xml")]
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(name, f"not an .xlsx workbook ({_words(error)})") from None
    if refused := next((look.refused for look in looks if look.refused), ""):
        raise Unreadable(name, f"{refused}; refused as unsafe")
    return any(look.has_formula for look in looks)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a part of a workbook is seen to hold before it is parsed."""

    has_formula: bool = False
    refused: str = ""


def _look(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> _Look:
    """Look over one part: rows and strings are parsed one at a time, every other part as a whole."""
    part = member.filename
    sheet = part.startswith("xl/worksheets/")
    unit = b"<row" if sheet else b"<si" if part.endswith("sharedStrings.xml") else b""
    elements, gap, token, before, has_formula = 0, 0, 0, b"", False
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            both = before + chunk
            has_formula = has_formula or (sheet and b"<f" in both)
            elements += chunk.count(b"<")
            gap, token = _since(unit, both, gap), _since(b"<", both, token)
            if token > LONGEST_TOKEN_BYTES:  # Excel's longest cell is 32,767 characters
                return _Look(refused=f"{part} holds a text or element of more than 0.5 MB")
            if unit and gap > LARGEST_UNIT_BYTES:
                return _Look(refused=f"{part} holds a row or text of more than 4 MB")
            if not unit and elements > MOST_ELEMENTS:
                return _Look(refused=f"{part} holds more than {MOST_ELEMENTS:,} elements")
            before = both[-4:]
    return _Look(has_formula)


def _since(mark: bytes, both: bytes, before: int) -> int:
    """Bytes since the last mark, which an earlier chunk may have held."""
    last = both.rfind(mark) if mark else -1
    return len(both) - last if last >= 0 else before + len(both)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:120] if str(error) else type(error).__name__


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(str(cell))
