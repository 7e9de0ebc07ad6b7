"""A delimited text file: its encoding and delimiter found, its rows numbered as a spreadsheet shows them."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from fanlight.exchange.reading import Unreadable
from fanlight.exchange.source import Source, name_of, opened

CHUNK_BYTES = 1 << 16
MOST_COLUMNS = 2_000
_WORDS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Delimited:
    """An open delimited file. `rows` yields (row number, cells); the header is row 1, blank rows are
    passed over but counted in the numbers.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    note: str

    def cells(self, row: list[str]) -> list[str] | None:
        """The row with as many cells as the header; None when it has not got them."""
        width = len(self.header)
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            return None
        return row[:width]


@contextmanager
def delimited(source: Source) -> Iterator[Delimited]:
    """Open a CSV (or tab, semicolon or bar delimited) file in UTF-8, Windows-1252 or UTF-16.

    Raises
    ------
    Unreadable
        Empty, binary, in another encoding, or broken beyond reading rows (on opening or while reading).
    """
    name = name_of(source)
    with opened(source) as file:
        encoding = _encoding_of(file, name)
        file.seek(0)
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        try:
            delimiter = _delimiter_of(text.readline(CHUNK_BYTES))
            text.seek(0)
            rows = _rows(csv.reader(text, delimiter=delimiter), name)
            _, header = next(rows, (0, []))
            if not header:
                raise Unreadable(name, "the file is empty")
            if len(header) > MOST_COLUMNS:
                raise Unreadable(f"{name}, row 1", f"{len(header):,} columns, which no table here has")
            note = f"Read as {_WORDS[encoding]}."
            yield Delimited(name, tuple(cell.strip() for cell in header), rows, note)
        finally:
            text.detach()


def _rows(reader: Iterator[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(f"{name}, row {number}", f"the row cannot be read ({error})") from None
        if any(cell.strip() for cell in row):
            yield number, row


def _delimiter_of(header: str) -> str:
    return max(",;\t|", key=header.count)


def _encoding_of(file: BinaryIO, name: str) -> str:
    start = file.read(4)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "cp1252"]
    for encoding in candidates:
        file.seek(0)
        if _decodes(file, encoding, name):
            return encoding
    raise Unreadable(name, "the text is neither UTF-8 nor Windows-1252")


def _decodes(file: BinaryIO, encoding: str, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(CHUNK_BYTES):
            if "\0" in decoder.decode(chunk):
                raise Unreadable(name, "the file holds null bytes: it is not text")
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
