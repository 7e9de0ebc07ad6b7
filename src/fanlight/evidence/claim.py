"""A claim: that something brought a figure about. Without reason, mechanism or measure it is not yet one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

_WORD = re.compile(r"[\w'’]+")
_PLACEHOLDER = re.compile(
    r"\W*(n/?a|none|nil|tb[acd]|to follow|not known|unknown|see above|yes|no|\?*)\W*", re.I
)
# "There is no reason why it could not play a role": a double negation where a reason should stand.
_NO_REASON_WHY = re.compile(
    r"(\b(no|not|without)|n['’]t)\b[^.;]{0,60}\breasons?\b[^.;]{0,120}(\b(not|cannot)|n['’]t)\b"
    r"|(\b(no|not)|n['’]t)\b[^.;]{0,20}\breasons? (why|that|against)\b"
    r"|\bwhy (ever )?not\b|\bnothing (stops|prevents|says)\b",
    re.I,
)
_HEDGE = re.compile(
    r"\b(could|may|might|can)\b[^.;]{0,40}\b(play a (role|part)|contribut\w*|help\w*|compete|support\w*|be)\b"
    r"|\b(a|some) (role|part) to play\b",
    re.I,
)
_SAME = 0.8  # share of words that a mechanism may have from the claim before it only says it again
_TRIFLING = frozenset(
    # What says nothing by itself.
    re.findall(
        r"\w+",
        "a an and are as at be because been by for from had has have in is it its of on or our that "
        "the their there they this to was we were which will with",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What somebody says brought a figure about.

    Attributes
    ----------
    words
        The claim in a sentence: "Applications fell because our assessments improved".
    said_by
        Who says it, and where.
    figure
        Which number moved, between which dates.
    reason
        What makes them think so: what was seen, by whom.
    mechanism
        By which steps the one brings the other about.
    measure
        What is counted that would have come out otherwise if the claim were untrue.
    must_see
        What must be seen if the claim is true.
    hardly_otherwise
        What would hardly be seen if it were not.
    """

    words: str
    said_by: str = ""
    figure: str = ""
    reason: str = ""
    mechanism: str = ""
    measure: str = ""
    must_see: str = ""
    hardly_otherwise: str = ""

    def to_dict(self) -> dict[str, str]:
        """The parts by name, for a lock or a file."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask of a claim: the part it is about, the question, and why that part is wanting."""

    part: str
    words: str
    because: str


QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "words": "What was done or what happened, and what did it bring about? One sentence.",
        "reason": "What makes you think so? What was seen, when, and by whom?",
        "mechanism": "By which steps did the one bring the other about? Who did what differently?",
        "measure": "What would have been counted differently if it were not so, and where is it counted?",
    }
)
"""The parts without which words are not yet a claim, each with the question that asks for it."""


def wanting(claim: Claim) -> tuple[Question, ...]:
    """The questions that would make it a claim; empty when it is one.

    Examples
    --------
    >>> spoken = Claim(words="A private firm could play a role", reason="There is no reason why it could not")
    >>> [question.part for question in wanting(spoken)]
    ['reason', 'mechanism', 'measure']
    >>> wanting(spoken)[0].because
    'no reason against is not a reason for'
    """
    found = []
    for part, question in QUESTIONS.items():
        because = _because(getattr(claim, part), "" if part == "words" else claim.words)
        if because:
            found.append(Question(part, question, because))
    return tuple(found)


def is_claim(claim: Claim) -> bool:
    """Whether it has a reason, a mechanism and a measure."""
    return not wanting(claim)


def hedged(claim: Claim) -> str:
    """A question back when the claim says only that something could be; "" otherwise.

    >>> hedged(Claim(words="Better assessments may have contributed"))
    'It says only that it could be so. Did it happen? How much of the change does it account for?'
    >>> hedged(Claim(words="Applications fell because assessments improved"))
    ''
    """
    if _HEDGE.search(claim.words):
        return "It says only that it could be so. Did it happen? How much of the change does it account for?"
    return ""


def says_nothing(words: str) -> bool:
    """Whether a part is blank, a placeholder, or a reason only by double negation.

    >>> [says_nothing(words) for words in ("", "tbc", "No reason why not", "Fewer cases were returned")]
    [True, True, True, False]
    """
    return bool(_because(words, ""))


def _because(words: str, claim: str) -> str:
    """Why this part says nothing; "" when it does."""
    if not words.strip():
        return "nothing is written"
    if _PLACEHOLDER.fullmatch(words.strip()):
        return "a placeholder stands in its place"
    if _NO_REASON_WHY.search(words):
        return "no reason against is not a reason for"
    if len(_WORD.findall(words)) < 3:
        return "too short to tell"
    told, said = _telling(words), _telling(claim)
    if claim and told and len(told & said) >= _SAME * len(told):
        return "it says the claim again"
    return ""


def _telling(words: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(words)} - _TRIFLING
