"""The text of a plan or report taken apart into blocks and sentences: nothing is lost, nothing added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

# What opens an item: a bullet, or a number or letter with its full stop or bracket ("1.2", "(a)", "R3:").
_MARKER = re.compile(
    r"^[ \t]*(?P<mark>[•◦‣▪●○■□–—*·o-](?=[ \t])|[\uf0b7\uf0a7](?=[ \t]?)"
    r"|(?:recommendation|action|priority|area)[ \t]+\d{1,3}(?:\.\d{1,2})*[.:)]?(?=[ \t]|$)"
    r"|\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4}|R\d{1,2})[.):](?=[ \t])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=[ \t])"
    r"|\((?:\d{1,3}|[a-z]|[ivx]{1,4})\)(?=[ \t]))[ \t]*",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"')\]]*[ \t\n]+(?=[\"“‘(\[]?[A-Z0-9•])")
_ABBREVIATION = re.compile(
    r"\b(e\.g|i\.e|etc|cf|no|nos|para|paras|p|pp|Mr|Mrs|Ms|Dr|St|s|ss|Cllr|approx)\.$", re.I
)
LONGEST_HEADING = 90
# A heading under which items are asked for, though a line of text may stand right before it.
OPENING = re.compile(
    r"recommendation|what (needs|has) to (improve|change|be done)"
    r"|areas? for (improvement|priority action|action)"
    r"|needs? to improve|priority (and immediate )?action|next steps|\bactions?\b|learning points|we will",
    re.I,
)


class Kind(StrEnum):
    """What a block of text is."""

    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, one item of a list, or a paragraph.

    Attributes
    ----------
    kind
        Which of them.
    raw
        Its text with marker and line ends, as it stands.
    mark
        Of an item: "•", "1.2".
    words
        Without marker, on one line.
    line
        The number of its first line, from 1.
    """

    kind: Kind
    raw: str
    mark: str
    words: str
    line: int


def blocks(text: str) -> tuple[Block, ...]:
    """Take a text apart; the `raw` of all blocks together are the text.

    Examples
    --------
    >>> text = "Next steps\\n\\n1. Train\\n   staff.\\n2. Recruit."
    >>> [(block.kind.value, block.words) for block in blocks(text)]
    [('heading', 'Next steps'), ('item', 'Train staff.'), ('item', 'Recruit.')]
    """
    made = []
    for raw, line in _cut(text):
        found = _MARKER.match(raw)
        mark = found["mark"] if found else ""
        words = " ".join((raw[found.end() :] if found else raw).split())
        kind = Kind.ITEM if mark and words else Kind.PARAGRAPH
        if _is_heading(words, mark):
            kind = Kind.HEADING
        made.append(Block(kind, raw, mark, words, line))
    return tuple(made)


def sentences(raw: str) -> list[str]:
    """The sentences of a text with the space after each; joined they are the text.

    >>> sentences("It is late, e.g. at night. Staff should stop. ")
    ['It is late, e.g. at night. ', 'Staff should stop. ']
    """
    cut, start = [], 0
    for end in _SENTENCE_END.finditer(raw):
        if _ABBREVIATION.search(raw[start : end.start()]):
            continue
        cut.append(raw[start : end.end()])
        start = end.end()
    if start < len(raw) or not cut:
        cut.append(raw[start:])
    return cut


def _cut(text: str) -> Iterator[tuple[str, int]]:
    """Raw blocks and the number of their first line. Blank lines stay with the block before them."""
    held: list[str] = []
    begun, blank, alone = 1, False, False
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        empty = not line.strip()
        opens = not empty and (blank or alone or bool(_MARKER.match(line)) or _opens(line))
        if held and opens and any(one.strip() for one in held):
            yield "".join(held), begun
            held, begun = [], number
        held.append(line)
        blank = empty and any(one.strip() for one in held)
        alone = not empty and _stands_alone(line, held)
    if held:
        yield "".join(held), begun


def _stands_alone(line: str, held: list[str]) -> bool:
    """Whether a line is a heading by its looks, so that what follows begins anew."""
    words = " ".join(line.split())
    first = sum(bool(one.strip()) for one in held) == 1
    by_looks = words.isupper() or words.endswith(":") or _opens(line)
    return first and by_looks and not _MARKER.match(line) and _short(words)


def _opens(line: str) -> bool:
    """Whether a line is a heading of recommendations, by its words."""
    words = " ".join(line.split())
    ends = words.endswith((".", ";", ",", "?", "!"))
    return words[:1].isupper() and len(words) <= 60 and not ends and bool(OPENING.search(words))


def _is_heading(words: str, mark: str) -> bool:
    if not words or not _short(words) or words.endswith((".", ";", ",", "?", "!")):
        return False
    if mark:  # "3. Leadership and management" is a heading, "3. Review the threshold" an action
        return mark[:1].isdigit() and len(words.split()) <= 6 and not begins_with_an_order(words)
    return not begins_with_an_order(words) or words.endswith(":") or words.isupper()


def _short(words: str) -> bool:
    return 0 < len(words) <= LONGEST_HEADING and any(letter.isalpha() for letter in words)


def begins_with_an_order(words: str) -> bool:
    """Whether a text begins with a verb that tells somebody to act.

    >>> begins_with_an_order("Strengthen oversight"), begins_with_an_order("Oversight is weak")
    (True, False)
    """
    found = re.match(r"\W*(?:(?:further|urgently|immediately|swiftly|fully|to)\s+)?([A-Za-z-]+)", words)
    return found is not None and found[1].lower() in _acting_words()


@cache
def _acting_words() -> frozenset[str]:
    held = files("fanlight.evidence").joinpath("acting_words.txt").read_text(encoding="utf-8")
    return frozenset(held.split())
