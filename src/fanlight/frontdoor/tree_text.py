"""A tree as a person writes it down: one question a line."""

from __future__ import annotations

import json
import re

from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, NotATree, TreeLevel

_LINE = re.compile(
    r"(?:\d+[.)]\s*)?(?:if\s+)?(?P<cue>.+?)\s*(?::|\bis\b)\s*(?P<when>yes|no|1|0)\s*(?:->|→|:|,?\s*then\b)\s*(?P<then>.+)",
    re.IGNORECASE,
)
_REST = re.compile(
    r"(?:\d+[.)]\s*)?(?:else|otherwise|all others?|the rest)\s*(?:->|→|:|,)?\s*(?P<then>.+)", re.IGNORECASE
)
_POSITIVE = frozenset({"1", "yes", "true", "assess", "positive", "act"})
_NEGATIVE = frozenset(
    {"0", "no", "false", "do not assess", "not assess", "negative", "no further action", "nfa"}
)


def read_tree(text: str) -> FastAndFrugalTree:
    """The tree that a text tells: lines of words, or the JSON that an audit prints.

    Parameters
    ----------
    text
        A question a line, "CUE: yes -> assess" or "if CUE is no: do not assess"; last "else -> assess". Blank
        lines and lines that begin with # are passed over.

    Raises
    ------
    NotATree
        A line that is neither, with its number; no last line; a cue asked twice.

    Examples
    --------
    >>> tree = read_tree('''
    ... # a team's list
    ... bruise: yes -> assess
    ... if age > 54.5 is no: do not assess
    ... else -> assess
    ... ''')
    >>> tree.sentence()
    'bruise: yes → assess. age > 54.5: no → do not assess. All others → assess.'
    """
    if text.lstrip().startswith("["):
        try:
            return FastAndFrugalTree.from_json(json.loads(text))
        except (json.JSONDecodeError, TypeError) as error:
            raise NotATree(f"not a tree in JSON ({error})") from None
    levels: list[TreeLevel] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip().rstrip(".")
        if not words or words.startswith("#"):
            continue
        if rest := _REST.fullmatch(words):
            return _whole(levels, _class(rest["then"], number), text, number)
        if not (found := _LINE.fullmatch(words)):
            raise NotATree(f"line {number} is no question and no rest: {words[:60]}")
        when = found["when"].lower() in ("yes", "1")
        levels.append(TreeLevel(found["cue"].strip(), when, _class(found["then"], number)))
    raise NotATree("there is no last line that says what becomes of all others (else -> …)")


def write_tree(tree: FastAndFrugalTree) -> str:
    """Lines that `read_tree` reads.

    Examples
    --------
    >>> print(write_tree(FastAndFrugalTree((TreeLevel("bruise", True, True),), False)))
    bruise: yes -> assess
    else -> do not assess
    """
    said = {True: "assess", False: "do not assess"}
    lines = [f"{level.cue}: {'yes' if level.when else 'no'} -> {said[level.then]}" for level in tree.levels]
    return "\n".join([*lines, f"else -> {said[tree.otherwise]}"])


def _class(words: str, number: int) -> bool:
    plain = words.strip().lower()
    if plain in _POSITIVE:
        return True
    if plain in _NEGATIVE:
        return False
    raise NotATree(f"line {number}: {words.strip()[:40]!r} is neither assess nor do not assess")


def _whole(levels: list[TreeLevel], otherwise: bool, text: str, number: int) -> FastAndFrugalTree:
    after = [
        line for line in text.splitlines()[number:] if line.strip() and not line.lstrip().startswith("#")
    ]
    if after:
        raise NotATree(f"line {number} says what becomes of all others, and more follows")
    return FastAndFrugalTree(tuple(levels), otherwise)
