"""A recorded decision as plain text, to paste into the case system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fanlight.frontdoor.decision import Answer
from fanlight.frontdoor.waiting import at_words

ANSWER_WORDS: Mapping[Answer, str] = {Answer.YES: "yes", Answer.NO: "no", Answer.NOT_KNOWN: "not known"}


@dataclass(frozen=True, slots=True)
class Signed:
    """One part of a decision: who, when, which level and why, each in the words of its day.

    `level_words` is the anchor that stood beside the level in the authority's threshold document.
    """

    by: str
    at: datetime
    level: str
    reasons: str
    level_words: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, with the words given to it (why not, whose words) and when it was done."""

    answer: Answer
    words: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """Everything recorded about the decision for one child on one contact.

    Parameters
    ----------
    recommended, authorised
        Either may be missing; with `one_person` both steps were taken by one person, and `authorised`
        holds them.
    recommender_dissent, authoriser_dissent
        Where the two differ: each one's own words.
    asked_beside
        Pairs of a question that a guard asked beside the decision, and the answer.
    missing, options_considered, checks_basis
        In words; "" when nothing was written. `checks_basis`: the basis for asking other agencies.
    child_seen … referrer_told
        None when the question was not answered; "not known" is an answer.
    checklist
        Pairs of question and answer, in order.
    checklist_says
        What stands at the exit of the list that the answers lead to, in the team's words; "" for none.
    brief_hash
        The hash of the brief as it was shown.
    """

    contact_ref: str
    child: str
    case_system_id: str = ""
    child_id: str = ""
    recommended: Signed | None = None
    authorised: Signed | None = None
    one_person: bool = False
    recommender_dissent: str = ""
    authoriser_dissent: str = ""
    missing: str = ""
    options_considered: str = ""
    child_seen: Answered | None = None
    child_heard: Answered | None = None
    parents_told: Answered | None = None
    parents_asked: Answered | None = None
    checks_basis: str = ""
    referrer_acknowledged: Answered | None = None
    referrer_told: Answered | None = None
    checklist_title: str = ""
    checklist: tuple[tuple[str, Answer], ...] = field(default=())
    checklist_says: str = ""
    asked_beside: tuple[tuple[str, str], ...] = field(default=())
    supersedes: str = ""
    brief_hash: str = ""


def decision_as_text(record: DecisionRecord) -> str:
    r"""The decision as lines "Name: words", in a fixed order; nothing that was answered is left out.

    What was never answered is left out; "not known" is written. Words of several lines go on indented,
    so that no text can pass for a line of its own.

    Examples
    --------
    >>> from datetime import datetime
    >>> step = Signed("A. Brackley", datetime(2026, 5, 4, 10, 5), "No further action", "Known plan.\nSeen.")
    >>> record = DecisionRecord("C-2", "Asa", authorised=step, one_person=True,
    ...                         child_seen=Answered(Answer.NOT_KNOWN))
    >>> print(decision_as_text(record))
    Contact: C-2
    Child: Asa
    Level: No further action
    Recommended and authorised by: A. Brackley on 4 May 2026 at 10:05
    Reasons: Known plan.
      Seen.
    Child seen: not known
    """
    lines = [f"{name}: {_indented(words)}" for name, words in _lines(record) if words.strip()]
    return "\n".join(lines)


def _lines(record: DecisionRecord) -> Iterator[tuple[str, str]]:
    yield "Contact", record.contact_ref
    yield "Case system", record.case_system_id
    yield "Child", f"{record.child} ({record.child_id})" if record.child_id else record.child
    yield from _steps(record)
    yield "Dissent, in the recommender's words", record.recommender_dissent
    yield "Dissent, in the authoriser's words", record.authoriser_dissent
    yield "What is missing", record.missing
    yield "Options considered", record.options_considered
    for question, answered in record.asked_beside:
        yield _indented(question), answered
    yield "Child seen", _answer(record.child_seen)
    yield "Child heard", _answer(record.child_heard)
    yield "Parents told", _answer(record.parents_told)
    yield "Parents asked", _answer(record.parents_asked)
    yield "Basis for asking other agencies", record.checks_basis
    yield "Referrer acknowledged", _answer(record.referrer_acknowledged)
    yield "Referrer told the outcome", _answer(record.referrer_told)
    yield "Checklist", record.checklist_title
    for question, answer in record.checklist:
        yield f"  {_indented(question)}", ANSWER_WORDS[answer]
    yield "The list says", record.checklist_says
    yield "Supersedes", record.supersedes
    yield "Brief", record.brief_hash


def _steps(record: DecisionRecord) -> Iterator[tuple[str, str]]:
    first, last = record.recommended, record.authorised
    final = last or first
    if final is None:
        yield "Level", "not yet decided"
        return
    yield "Level", final.level + ("" if last else " (recommended, not yet authorised)")
    yield "What the level means", final.level_words
    if record.one_person:
        yield "Recommended and authorised by", f"{final.by} on {at_words(final.at)}"
        yield "Reasons", final.reasons
        return
    for step, name in ((first, "Recommended"), (last, "Authorised")):
        if step is None:
            continue
        yield f"{name} by", f"{step.by} on {at_words(step.at)}"
        yield f"{name} level", step.level
        if step is not final:
            yield f"What the {name.lower()} level means", step.level_words
        yield f"{name}: reasons", step.reasons


def _answer(answered: Answered | None) -> str:
    if answered is None:
        return ""
    when = f" on {at_words(answered.at)}" if answered.at else ""
    return ANSWER_WORDS[answered.answer] + when + (f": {answered.words}" if answered.words.strip() else "")


def _indented(words: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in words.strip().splitlines())[2:]
