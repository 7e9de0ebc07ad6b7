"""A list as people say it: "if not seen in 10 days and under 1: assess"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, NotATree, TreeLevel

_RULE = re.compile(
    r"(?:\d+[.)]\s*)?(?:if|when)\s+(?P<cues>.+?)\s*(?:->|→|:|,?\s+then\b)\s*(?P<then>.+)", re.IGNORECASE
)
_REST = re.compile(
    r"(?:\d+[.)]\s*)?(?:else|otherwise|all (?:the )?others?|the rest)\s*(?:->|→|:|,)?\s*(?P<then>.+)",
    re.IGNORECASE,
)
_NOT = re.compile(r"^(?:is\s+|are\s+)?(?:not|no|never)\s+", re.IGNORECASE)
_NEGATIVE = re.compile(r"(?:do not|not|no|nfa|nothing)\b", re.IGNORECASE)
_ANSWERED = re.compile(r"^(?P<cue>.+?)\s*(?:\bis\b|:|=)\s*(?P<when>yes|no|known)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadWords:
    """What was read from a text.

    Attributes
    ----------
    cues
        The questions in the team's own words, in order.
    tree
        Levels name the cues by these words.
    positive, negative
        What stands at the two kinds of exit. The first that the text names is the positive one, unless it
        says plainly that nothing is done.
    remarks
        How it was read, where it could be read otherwise.
    """

    cues: tuple[str, ...]
    tree: FastAndFrugalTree
    positive: str
    negative: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line: literals joined by one word, and what follows."""

    cues: tuple[tuple[str, bool], ...]
    joined_by: str
    then: str
    number: int


def read_words(text: str) -> ReadWords:
    """Read rules, one a line, the last of which may say what becomes of all others.

    Parameters
    ----------
    text
        "if A and not B: assess", "if A or B: assess", "otherwise: advise". Questions joined by "and" may
        only stand in the last rule: what one of them leaves open, no later question can take up.

    Raises
    ------
    NotATree
        A line that is no rule, with its number; "and" and "or" in one rule; a question that stands twice;
        more than two kinds of exit.

    Examples
    --------
    >>> read = read_words("If not seen in 10 days and under 1: assess")
    >>> read.cues
    ('seen in 10 days', 'under 1')
    >>> read.tree.sentence()
    'seen in 10 days: yes → do not assess. under 1: no → do not assess. All others → assess.'
    """
    rules, rest = _rules(text)
    words = list(dict.fromkeys([rule.then for rule in rules] + ([rest] if rest else [])))
    if len(words) > 2:
        raise NotATree(f"a list ends in two ways, and these are more: {', '.join(words)}")
    positive, negative = _both(words)
    levels: list[TreeLevel] = []
    remarks: list[str] = []
    for rule in rules:
        then = rule.then == positive
        if rule.joined_by != "and":
            levels += [TreeLevel(cue, when, then) for cue, when in rule.cues]
            otherwise = not then
            continue
        if rule is not rules[-1]:
            raise NotATree(f"line {rule.number}: only the last rule may join questions by “and”")
        first, last = rule.cues[:-1], rule.cues[-1]
        levels += [TreeLevel(cue, not when, not then) for cue, when in first]
        if then:  # who is not known in anything is not sent away by this rule
            levels.append(TreeLevel(last[0], not last[1], False))
            otherwise = True
        else:
            levels.append(TreeLevel(last[0], last[1], False))
            otherwise = True
        remarks.append(
            f"“{rule.then}” needs all {len(rule.cues)} answers at once, so the list leaves as soon as one of "
            "them is known to be otherwise. Not known goes on."
        )
    if rest and (rest == positive) != otherwise:
        raise NotATree(f"the last rule and “otherwise” both lead to {rest}")
    if not rest:
        others = negative if rules[-1].then == positive else positive
        remarks.append(f"Nothing was said of those whom no rule names: they were read as “{others}”.")
    return ReadWords(
        tuple(level.cue for level in levels),
        FastAndFrugalTree(tuple(levels), otherwise),
        positive,
        negative,
        tuple(remarks),
    )


def _rules(text: str) -> tuple[list[_Rule], str]:
    """Rules in order, and what becomes of all others, "" where nothing is said."""
    rules: list[_Rule] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip().rstrip(".;")
        if not words or words.startswith("#"):
            continue
        if rules and (rest := _REST.fullmatch(words)):
            if text.splitlines()[number:] and any(more.strip() for more in text.splitlines()[number:]):
                raise NotATree(f"line {number} says what becomes of all others, and more follows")
            return rules, rest["then"].strip()
        if not (found := _RULE.fullmatch(words)):
            raise NotATree(f"line {number} is no rule such as “if A and not B: assess”: {words[:60]}")
        rules.append(_rule(found["cues"], found["then"].strip(), number))
    if not rules:
        raise NotATree("there is no rule; write one such as “if A and not B: assess”")
    return rules, ""


def _rule(cues: str, then: str, number: int) -> _Rule:
    ands, ors = (len(re.findall(rf"\s+{word}\s+", cues, re.IGNORECASE)) for word in ("and", "or"))
    if ands and ors:
        raise NotATree(f"line {number} joins by “and” and by “or”: write two rules")
    joined_by = "and" if ands else "or"
    literals = re.split(rf"\s+{joined_by}\s+", cues, flags=re.IGNORECASE)
    return _Rule(tuple(_literal(one) for one in literals), joined_by, then, number)


def _literal(words: str) -> tuple[str, bool]:
    """A question, and the answer that is meant.

    Examples
    --------
    >>> _literal("not seen in 10 days"), _literal("bruise is yes")
    (('seen in 10 days', False), ('bruise', True))
    """
    plain = words.strip().rstrip("?").strip()
    if found := _ANSWERED.fullmatch(plain):
        return found["cue"].strip(), found["when"].lower() != "no"
    asked = _NOT.sub("", plain)
    return asked, asked == plain


def _both(words: list[str]) -> tuple[str, str]:
    """The positive and the negative words, of one or two that a text names.

    Examples
    --------
    >>> _both(["assess"]), _both(["no further action", "assess"]), _both(["do not assess"])
    (('assess', 'do not assess'), ('assess', 'no further action'), ('assess', 'do not assess'))
    """
    first, *rest = words
    if not _NEGATIVE.match(first):
        return first, rest[0] if rest else f"do not {first}"
    plain = first[7:] if first.lower().startswith("do not ") else "look further"
    return rest[0] if rest else plain, first
