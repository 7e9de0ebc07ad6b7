"""Forecast questions: what a worker may guess after deciding, and how later events settle it.

A forecast is a learning note about a judgement, never about a child: it is asked after the decision is
locked, and drives nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanlight.casework.event import Event, EventKind
from fanlight.terms.periods import add_months


class Settled(StrEnum):
    """How a question stands."""

    OPEN = "open"
    YES = "yes"
    NO = "no"
    CENSORED = "censored"


@dataclass(frozen=True, slots=True)
class ForecastQuestion:
    """A question that recorded events can settle.

    Parameters
    ----------
    kinds
        The kinds of event that settle it with yes.
    months
        Calendar months after the decision within which they count.
    levels
        Kinds of level after which it is asked.
    altered
        Whether the decision itself alters the answer, so that it says less about judgement.
    """

    code: str
    words: str
    kinds: frozenset[EventKind]
    months: int
    levels: frozenset[str]
    altered: bool = False

    def due_on(self, decided_on: date) -> date:
        """The last day that counts."""
        return add_months(decided_on, self.months)


SENT_AWAY: frozenset[str] = frozenset(
    {"no_further_action", "information_advice", "early_help", "adult_or_other"}
)
SENT_ON: frozenset[str] = frozenset({"assessment", "strategy_discussion", "immediate_protection"})
"""Kinds of level by which a contact is passed to social care, and those by which it is not."""

QUESTIONS: tuple[ForecastQuestion, ...] = (
    ForecastQuestion(
        "contact_6m",
        "Will there be another contact or referral about this child within 6 months?",
        frozenset({EventKind.CONTACT, EventKind.REFERRAL}),
        6,
        SENT_AWAY,
    ),
    ForecastQuestion(
        "in_need_4m",
        "Will services find a child in need: a child in need or child protection plan within 4 months?",
        frozenset({EventKind.CIN_PLAN, EventKind.CP_PLAN}),
        4,
        SENT_ON,
        altered=True,
    ),
    ForecastQuestion(
        "plan_6m",
        "Will there be a child protection plan within 6 months?",
        frozenset({EventKind.CP_PLAN}),
        6,
        SENT_ON,
        altered=True,
    ),
)


def questions_for(
    level_kind: str, decided_on: date, turns_18_on: date | None
) -> tuple[ForecastQuestion, ...]:
    """The one or two questions that events can settle for this decision.

    A question due after the child's 18th birthday is not offered: it could not be settled.

    Examples
    --------
    >>> from datetime import date
    >>> [q.code for q in questions_for("no_further_action", date(2026, 5, 4), None)]
    ['contact_6m']
    >>> questions_for("no_further_action", date(2026, 5, 4), turns_18_on=date(2026, 8, 1))
    ()
    """
    return tuple(
        question
        for question in QUESTIONS
        if level_kind in question.levels
        and (turns_18_on is None or question.due_on(decided_on) < turns_18_on)
    )


def settle(
    question: ForecastQuestion,
    decided_on: date,
    events: Sequence[Event],
    known_up_to: date | None,
    left_on: date | None = None,
) -> Settled:
    """How events settle a question; silence settles nothing until the whole time is known.

    Parameters
    ----------
    events
        Events of the child, in any order; only those after the day of the decision count.
    known_up_to
        The day up to which events are known; None when none were imported.
    left_on
        The day the child died or moved away, if known: after it silence says nothing.

    Examples
    --------
    >>> from datetime import date
    >>> came = [Event("c1", EventKind.CONTACT, date(2026, 7, 1))]
    >>> settle(QUESTIONS[0], date(2026, 5, 4), came, known_up_to=date(2026, 7, 31))
    <Settled.YES: 'yes'>
    >>> settle(QUESTIONS[0], date(2026, 5, 4), [], known_up_to=date(2026, 7, 31))
    <Settled.OPEN: 'open'>
    >>> settle(QUESTIONS[0], date(2026, 5, 4), [], known_up_to=date(2026, 12, 31))
    <Settled.NO: 'no'>
    """
    if known_up_to is None:
        return Settled.OPEN
    due_on = question.due_on(decided_on)
    if _happened(events, question.kinds, decided_on, min(due_on, known_up_to)):
        return Settled.YES
    if left_on is not None and left_on <= min(due_on, known_up_to):
        return Settled.CENSORED
    return Settled.NO if known_up_to >= due_on else Settled.OPEN


def happened_on(question: ForecastQuestion, decided_on: date, events: Sequence[Event]) -> date | None:
    """The first day on which what was asked about happened within its time; None if it did not.

    Examples
    --------
    >>> came = [Event("c1", EventKind.CONTACT, date(2026, 7, day)) for day in (9, 1)]
    >>> happened_on(QUESTIONS[0], date(2026, 5, 4), came)
    datetime.date(2026, 7, 1)
    """
    last = question.due_on(decided_on)
    days = (event.on for event in events if event.kind in question.kinds and decided_on < event.on <= last)
    return min(days, default=None)


def _happened(events: Sequence[Event], kinds: Collection[EventKind], after: date, last: date) -> bool:
    return any(event.kind in kinds and after < event.on <= last for event in events)
