"""Sentences and lines: the units of a text that the fold compares.

A text is cut after . ! ? before anything but a lower-case letter, at a blank line, and at a line break
unless the next line goes on in lower case (a wrapped sentence).
"""

from __future__ import annotations

import re
from itertools import pairwise

# Where a unit ends. It starts with a set of characters, which makes the search fast, and its possessive
# repeats keep it linear on any text.
_UNIT_END = re.compile(
    r"""
    [.!?:;\n] (?:
        (?<=[.!?])                                        # a sentence ends
        (?<! \bMr\. ) (?<! \bDr\. ) (?<! \bMs\. ) (?<! \bSt\. ) (?<! \bMrs\. ) (?<! \bNo\. ) (?<! \b[A-Z]\. )
        ["'”’)\]]?+ \s++ (?![a-z])                        # and does not go on in lower case
      | (?<=[:;]) [^\S\n]*+ \n \s*+                      # a heading, an item of a list
      | (?<=\n) (?: [^\S\n]*+ \n \s*+                   # a blank line
                 | \s*+ (?![a-z]) )                       # a line break, unless the sentence goes on
    )
    """,
    re.VERBOSE,
)


FIELD = re.compile(r"[^:.!?]{1,40}:(?: \S|$)")
"""A unit (white space single) that is a form's field with its answer, or a label whose answer follows."""


def units(text: str) -> list[str]:
    """Cut a text into units (sentences and lines); joined, they are the text.

    Examples
    --------
    >>> units("Dr. Ode saw him. He was\\nwell.\\nNo marks")
    ['Dr. Ode saw him. ', 'He was\\nwell.\\n', 'No marks']
    """
    cuts = [0, *[found.end() for found in _UNIT_END.finditer(text)], len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if a < b]


def plain(unit: str) -> str:
    """A unit with its white space single."""
    return " ".join(unit.split())
