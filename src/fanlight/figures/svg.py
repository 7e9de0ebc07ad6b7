"""A small writer of SVG: everything escaped, classes instead of styles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

# Characters that XML 1.0 cannot hold.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Attribute = str | float | int


def text_of(words: str) -> str:
    """Escaped text; what XML cannot hold shows as a replacement mark.

    >>> text_of("a < b & c")
    'a &lt; b &amp; c'
    """
    return escape(_UNWRITABLE.sub("\ufffd", words))


def element(name: str, attributes: dict[str, Attribute] | None = None, children: Iterable[str] = ()) -> str:
    """One element.

    Parameters
    ----------
    name
        The element's name.
    attributes
        Their values are escaped; a number is written with at most two decimals.
    children
        Markup that this module made already.

    Raises
    ------
    ValueError
        An attribute is ``style`` or an event handler: a strict content security policy drops it.

    Examples
    --------
    >>> element("rect", {"class": "fl-fig-1", "width": 3.14159})
    '<rect class="fl-fig-1" width="3.14"/>'
    """
    written = []
    for key, value in (attributes or {}).items():
        if key == "style" or key.startswith("on"):
            raise ValueError(f"a figure has classes, not the attribute {key!r}")
        shown = value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
        written.append(f' {key}="{escape(_UNWRITABLE.sub(chr(0xFFFD), shown), {chr(34): "&quot;"})}"')
    inside = "".join(children)
    return f"<{name}{''.join(written)}>{inside}</{name}>" if inside else f"<{name}{''.join(written)}/>"


def text(x: float, y: float, words: str, *, kind: str = "") -> str:
    """Words at a point. `kind`: ``end``, ``middle``, ``strong``, any of them joined by spaces."""
    classes = " ".join(["fl-fig-text", *(f"fl-fig-text--{part}" for part in kind.split())])
    return element("text", {"class": classes, "x": x, "y": y}, [text_of(words)])


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A rectangle of a class."""
    return element("rect", {"class": kind, "x": x, "y": y, "width": max(width, 0), "height": max(height, 0)})


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line of a class."""
    return element("line", {"class": kind, "x1": x1, "y1": y1, "x2": x2, "y2": y2})


def mark(*parts: str) -> str:
    """A short name for this content: the same content has the same ids whenever it is drawn."""
    return "f" + hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:10]


def document(
    width: float,
    height: float,
    children: Iterable[str],
    *,
    title: str,
    description: str,
    name: str,
    kind: str = "",
) -> str:
    """A whole picture that a screen reader announces as one image.

    Parameters
    ----------
    width, height
        Of the drawing, in its own units (a pixel at full size).
    children
        Markup of this module.
    title, description
        The image's name and what it says.
    name
        The beginning of its ids; unique in the page.
    kind
        ``narrow`` for a picture of half width.

    Returns
    -------
    str
        An ``<svg role="img">`` element.
    """
    classes = "fl-figure__svg" + (f" fl-figure__svg--{kind}" if kind else "")
    attributes: dict[str, Attribute] = {
        "class": classes,
        "viewBox": f"0 0 {width:g} {height:g}",
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-desc",
        "focusable": "false",
        "xmlns": "http://www.w3.org/2000/svg",
    }
    head = [
        element("title", {"id": f"{name}-title"}, [text_of(title)]),
        element("desc", {"id": f"{name}-desc"}, [text_of(description)]),
    ]
    return element("svg", attributes, [*head, *children])
