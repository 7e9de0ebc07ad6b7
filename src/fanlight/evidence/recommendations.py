"""Recommendations: found in the text of a plan or report, and asked what they leave out.

"Strengthen oversight" names a wish. A recommendation can be acted on, and tested, once somebody has said
what explains the problem, what else was weighed, how it would work, what is counted, and who would notice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from fanlight.evidence.claim import Claim, says_nothing
from fanlight.evidence.recommendation_text import OPENING, Kind, begins_with_an_order, blocks, sentences

PUT_RIGHT = "This is wrong, put it right."

PROMPTS: Mapping[str, str] = MappingProxyType(
    {
        "explanation": "What explains the problem? Why is it so here, and not elsewhere or earlier?",
        "options": "What else could be done? Which other ways were weighed, and why this one?",
        "mechanism": "How would it work? Who would do what differently on Monday, and why would that help?",
        "measure": "What is counted that would change, where is it counted, and by when?",
        "noticed": "Who would notice if it were not done, or did not work? How soon?",
    }
)
"""What is asked of each recommendation, in this order."""

_ASKS = re.compile(
    r"\b(should|must|ought to|shall|needs? to|has to|have to|is required to|are required to"
    r"|(is|are) (strongly )?recommended|(we|i|inspectors?|the review|the panel) (strongly )?recommends?)\b",
    re.I,
)
_NOT_ASKING = re.compile(
    r"\b(should|must|ought to) (not )?have\b|\bas (it|they) should\b|\bshould (you|we) \b", re.I
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text.

    Attributes
    ----------
    raw
        As it stands; all passages together are the text.
    words
        On one line, without its marker.
    mark
        "1.2" or "•", where it is an item.
    section
        The heading it stands under.
    line
        The number of its first line in the text.
    is_heading, is_recommendation
        What it was taken for; a person may say otherwise.
    because
        Why it was taken for a recommendation.
    """

    raw: str
    words: str
    mark: str
    section: str
    line: int
    is_heading: bool = False
    is_recommendation: bool = False
    because: str = ""


def passages(text: str) -> tuple[Passage, ...]:
    """Take a text apart into recommendations and what stands around them.

    A numbered or bulleted item is one when it begins with an order, says that somebody should or must, or
    stands under a heading such as "What needs to improve". In a paragraph each sentence is taken for itself.

    Parameters
    ----------
    text
        Of a plan or report, as pasted or read.

    Returns
    -------
    tuple of Passage
        In order. The `raw` of all joined are the text again: what is no recommendation stays.

    Examples
    --------
    >>> found = passages("Leaders are new. They should visit teams.\\n\\n- Recruit ten workers.")
    >>> [one.words for one in found if one.is_recommendation]
    ['They should visit teams.', 'Recruit ten workers.']
    """
    made: list[Passage] = []
    section, opened = "", False
    for block in blocks(text):
        if block.kind == Kind.HEADING:
            section, opened = block.words.rstrip(":"), bool(OPENING.search(block.words))
            made.append(Passage(block.raw, block.words, block.mark, section, block.line, is_heading=True))
        elif block.kind == Kind.ITEM:
            because = _because(block.words) or (opened and f"it stands under “{section}”") or ""
            made.append(
                Passage(
                    block.raw,
                    block.words,
                    block.mark,
                    section,
                    block.line,
                    is_recommendation=bool(because),
                    because=because,
                )
            )
        else:
            made += _of_paragraph(block.raw, block.line, section, opened)
    return tuple(made)


def _of_paragraph(raw: str, line: int, section: str, opened: bool) -> list[Passage]:
    """Its sentences; those that are no recommendation are joined with their neighbours."""
    made: list[Passage] = []
    for sentence in sentences(raw):
        words = " ".join(sentence.split())
        because = _asks(words) or ("it is an order" if opened and begins_with_an_order(words) else "")
        if not because and made and not made[-1].is_recommendation:
            before = made.pop()
            joined = before.raw + sentence
            made.append(Passage(joined, " ".join(joined.split()), "", section, before.line))
        else:
            made.append(
                Passage(sentence, words, "", section, line, is_recommendation=bool(because), because=because)
            )
        line += sentence.count("\n")
    return made


def _because(words: str) -> str:
    if len(words.split()) < 2:
        return ""
    return "it is an order" if begins_with_an_order(words) else _asks(words)


def _asks(words: str) -> str:
    found = _ASKS.search(words)
    if not found or _NOT_ASKING.search(words) or words.endswith("?"):
        return ""
    return f"it says “{found[0].lower()}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person wrote on one recommendation; "" where nothing."""

    explanation: str = ""
    options: str = ""
    mechanism: str = ""
    measure: str = ""
    noticed: str = ""


def left_empty(answers: Answers) -> tuple[str, ...]:
    """The prompts that nobody answered, by name, in order.

    >>> left_empty(Answers(measure="Assessments older than 45 days, weekly", options="tbc"))
    ('explanation', 'options', 'mechanism', 'noticed')
    """
    return tuple(name for name in PROMPTS if says_nothing(getattr(answers, name)))


_LEFT_OUT = MappingProxyType(
    {
        "explanation": "what explains the problem",
        "options": "what else was weighed",
        "mechanism": "how it would work",
        "measure": "what is counted",
        "noticed": "who would notice",
    }
)


def standing(answers: Answers) -> str:
    """What a recommendation comes to as it stands.

    >>> standing(Answers())
    'This is wrong, put it right.'
    >>> standing(Answers(explanation="Duty is blocked: the long-term teams are full."))
    'It leaves out: what else was weighed, how it would work, what is counted, who would notice.'
    """
    empty = left_empty(answers)
    if not empty:
        return "It can be acted on, and it can be tested."
    if len(empty) == len(PROMPTS):
        return PUT_RIGHT
    return f"It leaves out: {', '.join(_LEFT_OUT[name] for name in empty)}."


def as_claim(words: str, answers: Answers, *, source: str = "") -> Claim:
    """The claim that a recommendation makes without saying so: that doing it would help.

    Parameters
    ----------
    words
        The recommendation.
    answers
        What was written on it.
    source
        The plan or report it is from.

    Examples
    --------
    >>> made = as_claim("Recruit ten workers.", Answers(mechanism="Ten more hands clear the queue of work"))
    >>> made.words
    'If this is done, it helps: Recruit ten workers.'
    >>> made.must_see
    ''
    """
    return Claim(
        words=f"If this is done, it helps: {words}",
        said_by=source,
        reason=answers.explanation,
        mechanism=answers.mechanism,
        measure=answers.measure,
    )


def counted(found: Sequence[Passage], answers: Sequence[Answers]) -> str:
    """How many recommendations there are, and how many say no more than "put it right".

    >>> counted(passages("- Recruit staff.\\n- Review it all."), [Answers(), Answers()])
    '2 recommendations; 2 of them say no more than: this is wrong, put it right.'
    """
    number = sum(one.is_recommendation for one in found)
    bare = sum(len(left_empty(one)) == len(PROMPTS) for one in answers)
    noun = "recommendation" if number == 1 else "recommendations"
    return f"{number} {noun}; {bare} of them say no more than: this is wrong, put it right."
