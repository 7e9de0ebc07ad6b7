"""Text that a spreadsheet would run as a formula is written so that it is shown, and read back as it was."""

from __future__ import annotations

import re

# What begins a formula in a spreadsheet; after apostrophes of our own, too, so that reading can undo writing.
_BEGINS = re.compile(r"'*[=+\-@\t\r\n]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n]")


def escaped(text: str) -> str:
    """A cell that a spreadsheet takes for words.

    Examples
    --------
    >>> escaped("=1+1"), escaped("'=1+1"), escaped("tall")
    ("'=1+1", "''=1+1", 'tall')
    """
    return f"'{text}" if _BEGINS.match(text) else text


def unescaped(text: str) -> str:
    """The text as it was before `escaped`.

    Examples
    --------
    >>> unescaped("'=1+1"), unescaped("''=1+1"), unescaped("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if _ESCAPED.match(text) else text
