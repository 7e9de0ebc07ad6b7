"""What a printed report is made of: plain parts, written once, shown as a page or as PDF.

Every text is text: no part of it is read as markup, whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.reports import page

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 2 for a part, 3 below it."""

    words: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences. `kind`: "" or "caution" (set apart) or "message" (what it comes to)."""

    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Terms:
    """Names, each with its words: "Mechanism", and what was written there."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table with a caption and column headings."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG that `fanlight.figures` made, and the sentence that says the same."""

    svg: str
    words: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text with its own lines, such as the specification for a re-run."""

    words: str


Part = Heading | Paragraph | Bullets | Terms | TableOf | Picture | Verbatim


@dataclass(frozen=True, slots=True)
class Document:
    """A report.

    Attributes
    ----------
    title, lead
        Heading, and the sentence under it.
    parts
        In reading order.
    note
        The foot: source, day, which figures were known.
    """

    title: str
    lead: str
    parts: Sequence[Part]
    note: str = ""


def as_page(document: Document) -> str:
    """The report as one HTML file that stands alone.

    Examples
    --------
    >>> "&lt;b&gt;" in as_page(Document("A fall", "", [Paragraph("<b>")]))
    True
    """
    return page.page(document.title, document.lead, map(_markup, document.parts), note=document.note)


def _markup(part: Part) -> str:
    match part:
        case Heading(words, level):
            return page.heading(words, level)
        case Paragraph(words, kind):
            return page.paragraph(words, kind)
        case Bullets(items):
            return page.bullets(items)
        case Terms(rows):
            return page.terms(rows)
        case TableOf(caption, columns, rows):
            return page.table(caption, columns, rows)
        case Picture(svg, words):
            return page.paragraph(words, "message") + page.wide(svg, words)
        case Verbatim(words):
            return page.verbatim(words)
