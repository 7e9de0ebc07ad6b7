"""A worker's own work, for that worker: the one file that holds decider and outcome, and forecasts."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import Q, QuerySet

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.web.accounts.models import Draft, User
from fanlight.web.casework.models import Person
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_order, wall
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice.models import Lesson, PageShare, Question, WordBack
from fanlight.web.practice.queries import learning_of, resolve_forecasts
from fanlight.web.practice.queries.learning import HORIZONS, decisions_of

_DAY, _MOMENT, _NUMBER, _YES_NO = Of.DAY, Of.MOMENT, Of.NUMBER, Of.YES_NO
AT_ONCE = 500


class NotYourSession(PermissionError):
    """A worker's own work is exported from that worker's session alone."""


def of_worker(taking: Taking) -> User:
    if taking.user is None:
        raise NotYourSession("a worker's own work is taken by the worker alone")
    return taking.user


def persons_decided_about(taking: Taking) -> QuerySet[Person]:
    """The children of one's own decisions."""
    return Person.objects.filter(
        contact_lines__decisions__by=of_worker(taking), contact_lines__mistaken_at=None
    )


def decisions(taking: Taking) -> Iterator[Row]:
    """Newest first, as on the page My learning."""
    found = learning_of(decisions_of(of_worker(taking)))
    for start in range(0, len(found), AT_ONCE):
        for decision, words in found.rows(start, start + AT_ONCE):
            contact = decision.line.contact
            yield [
                *(decision.pk, contact.ref, contact.case_system_id, decision.line.position + 1),
                *(wall(contact.received_at), wall(decision.at), decision.step, decision.level_label),
                *(decision.reasons, decision.missing, decision.options_considered),
                json.dumps(decision.answers) if decision.answers else "",
                json.dumps(decision.guards, ensure_ascii=False) if decision.guards else "",
                *words,
            ]


def earlier_decisions(taking: Taking) -> Iterator[Row]:
    """One's own decisions that one replaced oneself."""
    replaced = Decision.objects.filter(by=of_worker(taking), superseded_by__by=of_worker(taking))
    fields = ("line__contact_id", "at", "step", "level_label", "reasons", "superseded_by__pk")
    for pk, contact, at, *said in in_order(replaced, *fields):
        yield [pk, f"C-{contact:06d}", wall(at), *said]


def forecasts(taking: Taking) -> Iterator[Row]:
    for one in resolve_forecasts(of_worker(taking)):
        asked, resolved = wall(one.asked_at), wall(one.resolved_at)
        yield one.decision_id, one.words, one.probability, asked, one.due_on, one.resolution, resolved


def lessons(taking: Taking) -> Iterator[Row]:
    for _, decision, words, at in in_order(
        Lesson.objects.filter(worker=of_worker(taking)), "decision_id", "words", "noted_at"
    ):
        yield decision, words, wall(at)


def questions(taking: Taking) -> Iterator[Row]:
    own = Question.objects.filter(worker=of_worker(taking))
    for _, words, asked, shared, with_name in in_order(own, "words", "asked_at", "shared_at", "with_name"):
        yield words, wall(asked), wall(shared), with_name


def words_back(taking: Taking) -> Iterator[Row]:
    """What one wrote down, and what others wrote down about contacts that one decided on."""
    worker = of_worker(taking)
    decided_on = Decision.objects.filter(by=worker).values("line__contact")
    held = WordBack.objects.filter(Q(recorded_by=worker) | Q(contact__in=decided_on))
    for _, contact, *said in in_order(held, "contact_id", "kind", "from_whom", "words", "received_on"):
        yield [f"C-{contact:06d}", *said]


def pages_shown(taking: Taking) -> Iterator[Row]:
    own = PageShare.objects.filter(owner=of_worker(taking))
    fields = ("decision_id", "shared_with__name", "shared_at", "until", "withdrawn_at")
    for _, decision, shown_to, shared, until, withdrawn in in_order(own, *fields):
        yield decision, shown_to, wall(shared), until, wall(withdrawn)


def drafts(taking: Taking) -> Iterator[Row]:
    for _, page, fields, at in in_order(
        Draft.objects.filter(owner=of_worker(taking)), "page", "fields", "saved_at"
    ):
        yield page, json.dumps(fields, ensure_ascii=False), wall(at)


_DECISION = Column("decision", "Number of the decision, as in decisions", _NUMBER)
_CONTACT = Column("contact", "What Fanlight calls the contact")
LEARNING = (
    TableOfRoom(
        Kind.OWN,
        "decisions",
        "One row a decision of yours, the newest first.",
        (
            _DECISION,
            _CONTACT,
            Column("case_system_id", "Number of the contact in the case system"),
            Column("child", "Which child on the contact, from 1", _NUMBER),
            Column("received_at", "When the contact was received", _MOMENT),
            Column("decided_at", "When you decided", _MOMENT),
            Column("part", "recommended, authorised, or both"),
            Column("level", "The level in the words of its day"),
            Column("reasons", "Why"),
            Column("missing", "What was missing"),
            Column("options_considered", "What else you considered"),
            Column("answers", "Answers to the checklist, as JSON"),
            Column("guards", "Guards that were on, as JSON: code to pairs of question and answer"),
            *(
                Column(f"after_{one}_months", f"What services recorded within {one} months")
                for one in HORIZONS
            ),
        ),
        decisions,
    ),
    TableOfRoom(
        Kind.OWN,
        "earlier_decisions",
        "One row a decision of yours that you replaced yourself.",
        (
            _DECISION,
            _CONTACT,
            Column("decided_at", "When you decided", _MOMENT),
            Column("part", "recommended, authorised, or both"),
            Column("level", "The level in the words of its day"),
            Column("reasons", "Why"),
            Column("replaced_by", "The decision that took its place", _NUMBER),
        ),
        earlier_decisions,
    ),
    TableOfRoom(
        Kind.OWN,
        "forecasts",
        "One row a forecast of yours.",
        (
            _DECISION,
            Column("question", "What was asked"),
            Column("per_cent", "What you said", _NUMBER),
            Column("asked_at", "When", _MOMENT),
            Column("due_on", "The day by which it is settled", _DAY),
            Column("resolution", "yes, no, void, censored, or open"),
            Column("resolved_at", "When it was settled", _MOMENT),
        ),
        forecasts,
        ("practice.Forecast", "practice.ForecastInvitation"),
    ),
    TableOfRoom(
        Kind.OWN,
        "lessons",
        "One row a lesson of yours.",
        (_DECISION, Column("words", "What you learned"), Column("noted_at", "When", _MOMENT)),
        lessons,
        ("practice.Lesson",),
    ),
    TableOfRoom(
        Kind.OWN,
        "questions",
        "One row a question of yours.",
        (
            Column("words", "What you wonder"),
            Column("asked_at", "When", _MOMENT),
            Column("shared_at", "Shared with everyone since", _MOMENT),
            Column("with_name", "Whether your name is shown", _YES_NO),
        ),
        questions,
        ("practice.Question",),
    ),
    TableOfRoom(
        Kind.OWN,
        "words_back",
        "What families and referrers said of contacts you decided on, or told you.",
        (
            _CONTACT,
            Column("kind", "compliment, complaint, challenge or other"),
            Column("from_whom", "From whom"),
            Column("words", "What they said"),
            Column("received_on", "When", _DAY),
        ),
        words_back,
        ("practice.WordBack",),
    ),
    TableOfRoom(
        Kind.OWN,
        "pages_shown",
        "One row a page that you showed somebody.",
        (
            Column("decision", "Of which decision; empty: the summary", _NUMBER),
            Column("shown_to", "To whom"),
            Column("shared_at", "When", _MOMENT),
            Column("until", "Until", _DAY),
            Column("withdrawn_at", "Taken back", _MOMENT),
        ),
        pages_shown,
        ("practice.PageShare",),
    ),
    TableOfRoom(
        Kind.OWN,
        "forms_not_sent",
        "One row a form that you began and did not send.",
        (
            Column("page", "Which page"),
            Column("fields", "What you typed, as JSON"),
            Column("saved_at", "When", _MOMENT),
        ),
        drafts,
        ("accounts.Draft",),
    ),
)
