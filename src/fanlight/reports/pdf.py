"""A report as PDF: tagged for screen readers (PDF/UA-1), made here, with nothing fetched from anywhere.

The one place for PDF. The text of a report reaches the typesetter as data, never as its language, so that
nothing anybody writes can be read as a command.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from fanlight.reports.document import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Part,
    Picture,
    TableOf,
    Terms,
    Verbatim,
)

LONGEST = 150_000  # characters, some 50 pages: set in under a second
_TEMPLATE = files("fanlight.reports") / "report.typ"
_STYLE = files("fanlight.reports") / "figure.css"
# What a PDF cannot hold as text: controls, lone surrogates, what Unicode keeps for no use.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_FOREIGN = re.compile("[^\x00-\u052f\u2010-\u205e\u20ac\u2190-\u22ff]")
_NOT_LATIN = re.compile("[^\x00-\u017f\u2018-\u201f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


class TooLong(ValueError):
    """A report that would take too long to set. `str()` is one line."""


def as_pdf(document: Document) -> bytes:
    """The report as a tagged PDF.

    Parameters
    ----------
    document
        Any text may stand in it.

    Raises
    ------
    TooLong
        More than 150,000 characters.
    ModuleNotFoundError
        The typesetter is not installed (it comes with ``fanlight[web]``).

    Notes
    -----
    The same document gives the same bytes: no day is written but what the document says. A letter that no
    font here has stands as its code, such as [U+6F22].

    Examples
    --------
    >>> as_pdf(Document("A fall", "It did not last.", [Paragraph("#panic() *_[")]))[:5]
    b'%PDF-'
    """
    report = json.dumps(
        {
            "title": _named(document.title),
            "lead": _printable(document.lead),
            "note": _printable(document.note),
            "parts": [_data(part) for part in document.parts],
        },
        ensure_ascii=False,
    )
    if len(report) > LONGEST:
        raise TooLong(f"the report has {len(report):,} characters; at most {LONGEST:,} can be printed as PDF")
    return _set(report)


def _set(report: str) -> bytes:
    """Set with the fonts that come along; a letter in none of them with this machine's, or as its code."""
    import typst

    template = _TEMPLATE.read_bytes()
    for own_fonts_only, foreign in ((True, None), (False, None), (True, _FOREIGN), (True, _NOT_LATIN)):
        shown = foreign.sub(_as_code, report) if foreign else report
        try:
            made = typst.compile(
                template,
                sys_inputs={"report": shown},
                ignore_system_fonts=own_fonts_only,
                pdf_standards=["ua-1"],
                timestamp=0,
            )
        except typst.TypstError as error:
            if foreign is _NOT_LATIN or "could not be displayed" not in error.message:
                raise
        else:
            if isinstance(made, bytes):
                return made
    raise TypeError("the typesetter gave back no PDF")


def _as_code(letter: re.Match[str]) -> str:
    return f"[U+{ord(letter[0]):04X}]"


def _data(part: Part) -> dict[str, Any]:
    match part:
        case Heading(words, level):
            return {"is": "heading", "words": _named(words), "level": level}
        case Paragraph(words, kind):
            return {"is": "paragraph", "words": _printable(words), "kind": kind}
        case Bullets(items):
            return {"is": "bullets", "items": [_printable(one) for one in items]}
        case Terms(rows):
            return {"is": "terms", "rows": [[_printable(name), _printable(words)] for name, words in rows]}
        case TableOf(caption, columns, rows):
            cells = [[_printable(_shown(cell)) for cell in row] for row in rows]
            return {
                "is": "table",
                "caption": _printable(caption),
                "columns": [_printable(name) for name in columns],
                "rows": cells,
            }
        case Picture(svg, words):
            return {"is": "picture", "svg": _styled(svg), "words": _named(words)}
        case Verbatim(words):
            return {"is": "verbatim", "words": _printable(words)}


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", "    "))


def _named(text: str) -> str:
    """A heading or the words of a picture: never empty, or a screen reader would have nothing to say."""
    return _printable(text) if _printable(text).strip() else "(no words)"


def _shown(cell: str | int | float | None) -> str:
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int | float) else cell


def _styled(svg: str) -> str:
    """The picture with the rules of its classes inside: a PDF has no stylesheet beside it."""
    style = f"<style>{_STYLE.read_text(encoding='utf-8')}</style>"
    return re.sub(r"(<svg[^>]*>)", lambda opening: opening[1] + style, svg, count=1)
