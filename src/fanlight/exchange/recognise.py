"""Reads any file that Fanlight reads: recognised by what is in it, not by what it is called."""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from fanlight.exchange.annex_a import read_annex_a
from fanlight.exchange.cin_census import read_cin_census
from fanlight.exchange.delimited import delimited
from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.own_tables import own_table_of, read_own_table
from fanlight.exchange.past_decisions import columns_of, read_past_decisions
from fanlight.exchange.published import is_published, read_published_any
from fanlight.exchange.reading import NotRecognised, Reading, Unreadable
from fanlight.exchange.source import Source, name_of, opened
from fanlight.exchange.ssd_csv import read_ssd_csv, table_of
from fanlight.exchange.ssd_tables import NOT_READ
from fanlight.exchange.ssda903 import file_903_of, read_ssda903
from fanlight.exchange.workforce_census import COLLECTION, collection_of, read_workforce_census

Reader = Callable[[Source, CodeMapping | None], Reading]
READS = (
    "Fanlight reads CIN Census and workforce census returns (XML), Annex A workbooks (.xlsx), Standard "
    "Safeguarding Dataset tables, SSDA903 files, published statistics and lists of past decisions (CSV)"
)
_KNOWN_STARTS = (
    (b"%PDF", "a PDF"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Excel workbook (.xls), or one with a password: save it in Excel as .xlsx without one",
    ),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file (.gz): take out what is in it"),
    (b"7z\xbc\xaf", "a compressed file (.7z): take out what is in it"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich text document"),
)
_BLANKS = b" \t\r\n\x00"


def read_any(source: Source, name: str | None = None, codes: CodeMapping | None = None) -> Reading:
    """Read a file of any format that Fanlight reads.

    Parameters
    ----------
    source
        A path, or a binary file that can be read twice.
    name
        What the file is called, for messages, where `source` does not say (an upload).
    codes
        What the authority decided that its local values mean. Those it does not hold stand in
        `Reading.unmapped`, and are set aside or keep their own words as before.

    Raises
    ------
    Unreadable
        When it is nothing that Fanlight reads; the reason says what it seems to be, and what is read.

    Examples
    --------
    >>> from io import BytesIO
    >>> read_any(BytesIO(b"%PDF-1.7"), "minutes.pdf")
    Traceback (most recent call last):
    ...
    fanlight.exchange.reading.Unreadable: minutes.pdf: this is a PDF; Fanlight reads CIN Census ...
    """
    called = name or name_of(source)
    return read_as(reader_of(source, called), source, called, codes)


def read_as(reader: Reader, source: Source, called: str, codes: CodeMapping | None = None) -> Reading:
    """Read a file with its reader; a refusal names the file as its owner calls it."""
    with _as_called(source, called):
        return reader(source, codes)


@contextmanager
def _as_called(source: Source, called: str) -> Iterator[None]:
    try:
        yield
    except Unreadable as refusal:
        if refusal.place.startswith(name_of(source)):
            place = called + refusal.place.removeprefix(name_of(source))
            raise type(refusal)(place, refusal.reason) from None
        raise


def reader_of(source: Source, called: str) -> Reader:
    """The reader of a file, by what is in it.

    Raises
    ------
    Unreadable
        When it is nothing that Fanlight reads.
    """
    with opened(source) as file:
        start = file.read(1024)
        if start.startswith(b"PK"):
            _only_a_workbook(file, called)
            return read_annex_a
    if not start.strip(_BLANKS):
        raise Unreadable(called, "the file is empty")
    for known, what in _KNOWN_STARTS:
        if start.startswith(known):
            raise Unreadable(called, f"this is {what}; {READS}")
    if start.startswith(b"PAR1"):
        raise NotRecognised(called, f"this is a Parquet file, which is read with a column mapping; {READS}")
    text = start
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        text = text.removeprefix(mark)
    if text.lstrip(_BLANKS).startswith(b"<"):
        if b"<html" in text.lower():
            raise Unreadable(
                called, f"this is a web page, as some systems write .xls: save it in Excel as .xlsx; {READS}"
            )
        return read_workforce_census if collection_of(source) == COLLECTION else read_cin_census
    return _reader_of_text(source, called)


def _only_a_workbook(file: BinaryIO, called: str) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except Exception as error:
        raise Unreadable(called, f"a damaged compressed file or workbook ({type(error).__name__})") from None
    if "xl/workbook.xml" in names:
        return
    what = "a compressed folder (.zip): take the files out of it"
    if "word/document.xml" in names:
        what = "a Word document"
    elif "ppt/presentation.xml" in names:
        what = "a presentation"
    elif "mimetype" in names:
        what = "an OpenDocument file; save it as .xlsx"
    elif "xl/workbook.bin" in names:
        what = "a binary workbook (.xlsb); save it as .xlsx"
    raise Unreadable(called, f"this is {what}; {READS}")


def _reader_of_text(source: Source, called: str) -> Reader:
    with _as_called(source, called), delimited(source) as file:
        header = file.header
    if table_of(header) or header[0].lower()[:4] in NOT_READ:
        return read_ssd_csv
    if own_table_of(header):
        return lambda source, _: read_own_table(source)
    if is_published(header):
        return read_published_any
    if file_903_of(header):
        return read_ssda903
    if len(columns_of(header)) >= 3:
        return lambda source, _: read_past_decisions(source)
    first = ", ".join(header[:4])[:80]
    unknown = f"a text file whose headings ({first}) belong to nothing that is read"
    raise NotRecognised(called, f"{unknown}; a list of your own wants a column mapping; {READS}")
