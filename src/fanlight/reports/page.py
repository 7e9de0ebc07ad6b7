"""A page that stands alone: escaped, readable on a phone and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = files("fanlight.reports") / "page.css"


def page(title: str, lead: str, parts: Iterable[str], *, note: str = "") -> str:
    """A whole HTML document.

    Parameters
    ----------
    title, lead
        The heading and the sentence under it.
    parts
        Markup made by this module and by `fanlight.figures`.
    note
        What stands at the foot: source, licence, day.

    Examples
    --------
    >>> "<h1>A &amp; B</h1>" in page("A & B", "", [])
    True
    """
    style = _STYLE.read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body><main>"
        f"<h1>{escape(title)}</h1>{paragraph(lead, 'lead') if lead else ''}{''.join(parts)}"
        f"</main>{f'<footer>{escape(note)}</footer>' if note else ''}</body></html>"
    )


def section(heading: str, parts: Iterable[str]) -> str:
    """A heading and what stands under it."""
    return f'<section id="{_anchor(heading)}"><h2>{escape(heading)}</h2>{"".join(parts)}</section>'


def contents(headings: Iterable[str]) -> str:
    """Links to sections by their headings."""
    links = "".join(f'<li><a href="#{_anchor(one)}">{escape(one)}</a></li>' for one in headings)
    return f'<nav aria-label="On this page"><ul>{links}</ul></nav>'


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def wide(picture: str, words: str) -> str:
    """A picture that keeps its size on a phone and is scrolled; `words` name it."""
    return f'<div class="picture" role="region" tabindex="0" aria-label="{escape(words)}">{picture}</div>'


def paragraph(words: str, kind: str = "") -> str:
    """A paragraph; `kind` "lead" or "caution"."""
    return f'<p class="{kind}">{escape(words)}</p>' if kind else f"<p>{escape(words)}</p>"


def heading(words: str, level: int = 2) -> str:
    """A heading by itself."""
    return f'<h{level} id="{_anchor(words)}">{escape(words)}</h{level}>'


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in items)}</ul>"


def terms(rows: Iterable[tuple[str, str]]) -> str:
    """Names, each with its words."""
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(words)}</dd>' for name, words in rows)}</dl>"


def verbatim(words: str) -> str:
    """Text with its own lines."""
    return f'<pre tabindex="0">{escape(words)}</pre>'


def details(summary: str, parts: Iterable[str]) -> str:
    """What opens on a click, without a script; paper shows it closed."""
    return f"<details><summary>{escape(summary)}</summary>{''.join(parts)}</details>"


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; figures stand to the right. On a phone each cell is a line under its column's name."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        f"<tr>{''.join(_cell(cell, name) for cell, name in zip(row, columns, strict=True))}</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: object, column: str) -> str:
    name = f' data-column="{escape(column)}"' if column else ""
    if isinstance(value, int | float):
        return f'<td class="number"{name}>{value:,}</td>'
    return f"<td{name}>{escape('' if value is None else str(value))}</td>"
