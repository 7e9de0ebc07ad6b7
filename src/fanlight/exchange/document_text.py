"""The text of a plan or report that somebody hands in: Word, PDF or plain text, bounded in size and time."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fanlight.exchange.reading import Unreadable
from fanlight.exchange.source import Source, name_of, opened

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 60_000_000
MOST_MEMBERS = 2_000
MOST_PAGES = 400
LONGEST_TEXT = 2_000_000
LONGEST_SECONDS = 20.0
_CHUNK = 1 << 16
_BULLET = "• "


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a document.

    Attributes
    ----------
    text
        Paragraphs and items on lines of their own.
    format
        ``docx``, ``pdf`` or ``txt``.
    pages
        Pages of a PDF; 0 for others.
    without_text
        Pages of a PDF that hold no text, such as scans, by number.
    """

    text: str
    format: str
    pages: int = 0
    without_text: tuple[int, ...] = ()


def read_document(source: Source, *, name: str = "") -> DocumentText:
    """Read the text of a document; its format is told by its content.

    Parameters
    ----------
    source
        A path, or a binary file.
    name
        What to call it in a refusal; the file's own name if empty.

    Raises
    ------
    Unreadable
        Too large, damaged, sealed with a password, unpacking to more than 60 MB, without any text, or
        taking longer than 20 seconds. `str()` is one line with the place.

    Examples
    --------
    >>> import io
    >>> read_document(io.BytesIO("1. Recruit ten workers.".encode())).format
    'txt'
    """
    called = name or name_of(source)
    with opened(source) as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Unreadable(called, f"larger than {LARGEST_FILE // 1_000_000} MB")
    if content.startswith(b"PK\x03\x04"):
        found = _word(content, called)
    elif b"%PDF-" in content[:1024]:
        found = _pdf(content, called)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(called, "an older Word file (.doc) or one sealed with a password: save it as .docx")
    else:
        found = DocumentText(_plain(content, called), "txt")
    if not found.text.strip():
        why = "no text in it" + (": its pages are pictures (a scan)" if found.pages else "")
        raise Unreadable(called, why)
    if len(found.text) > LONGEST_TEXT:
        raise Unreadable(called, f"more than {LONGEST_TEXT:,} characters of text")
    return found


def _plain(content: bytes, called: str) -> str:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Unreadable(called, "neither Word (.docx), nor PDF, nor plain text")


def _word(content: bytes, called: str) -> DocumentText:
    """Paragraphs and table rows in their order. A list's own numbers are not in the text: a bullet stands."""
    _checked(content, called)
    from docx import Document  # type: ignore[import-untyped,unused-ignore] # typed in newer versions

    try:
        document = Document(io.BytesIO(content))
        return DocumentText("\n\n".join(_lines(document, called)), "docx")
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(called, f"not a Word file that can be read ({_words(error)})") from None


def _lines(document: Any, called: str) -> Iterator[str]:
    began = time.monotonic()
    length = 0
    for block in document.iter_inner_content():
        rows = [[block.text]] if hasattr(block, "style") and hasattr(block, "runs") else _rows(block)
        for cells in rows:
            line = " | ".join(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))
            length += len(line)
            if length > LONGEST_TEXT:
                raise Unreadable(called, f"more than {LONGEST_TEXT:,} characters of text")
            if time.monotonic() - began > LONGEST_SECONDS:
                raise Unreadable(called, f"takes longer than {LONGEST_SECONDS:.0f} seconds to read")
            if line:
                yield _BULLET + line if _is_item(block) else line


def _rows(table: Any) -> Iterator[list[str]]:
    for row in table.rows:
        yield [cell.text for cell in row.cells]


def _is_item(block: object) -> bool:
    """Whether a paragraph is an item of a list: by its numbering, or by its style's name."""
    properties = getattr(getattr(block, "_p", None), "pPr", None)
    if properties is not None and properties.numPr is not None:
        return True
    style = getattr(block, "style", None)
    return str(getattr(style, "name", "")).startswith("List") and hasattr(block, "runs")


def _checked(content: bytes, called: str) -> None:
    """Unpack once, counting, and keep nothing: what a file says of its own size is not believed."""
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST_UNPACKED:
                raise Unreadable(called, "unpacks to more than 60 MB; refused as unsafe")
            if not any(one.filename == "word/document.xml" for one in members):
                raise Unreadable(called, "not a Word file (.docx): no document in it")
            for member in members:
                with archive.open(member) as stream:
                    while chunk := stream.read(_CHUNK):
                        unpacked += len(chunk)
                        if unpacked > LARGEST_UNPACKED:
                            raise Unreadable(called, "unpacks to more than 60 MB; refused as unsafe")
                        if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
                            raise Unreadable(
                                called, f"{member.filename[:60]} declares entities; refused as unsafe"
                            )
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(called, f"damaged ({_words(error)})") from None


def _pdf(content: bytes, called: str) -> DocumentText:
    from pypdf import PdfReader

    began = time.monotonic()
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(called, "sealed with a password")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise Unreadable(called, f"{count:,} pages; at most {MOST_PAGES}")
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(called, f"not a PDF that can be read ({_words(error)})") from None
    pages: list[str] = []
    length = 0
    for number in range(count):
        try:
            pages.append(reader.pages[number].extract_text())
        except Exception as error:
            raise Unreadable(f"{called}, page {number + 1}", f"cannot be read ({_words(error)})") from None
        length += len(pages[-1])
        if length > LONGEST_TEXT:
            raise Unreadable(f"{called}, page {number + 1}", f"more than {LONGEST_TEXT:,} characters of text")
        if time.monotonic() - began > LONGEST_SECONDS:
            raise Unreadable(
                f"{called}, page {number + 1}", f"takes longer than {LONGEST_SECONDS:.0f} seconds to read"
            )
    empty = tuple(number for number, text in enumerate(pages, 1) if not text.strip())
    return DocumentText("\n".join(pages), "pdf", count, empty)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:120] if str(error) else type(error).__name__
