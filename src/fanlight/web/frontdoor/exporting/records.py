"""Contacts and decisions by name: everything but who, and when exactly, and in which order.

Decisions bear numbers made for this one file: those of the database follow each other as people worked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.exchange.own_tables import CONTACTS
from fanlight.frontdoor.decision import Step
from fanlight.web.casework.models import Person
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_groups, in_order, number_of, wall
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.frontdoor.models import (
    Brief,
    ChecklistVersion,
    Contact,
    ContactAdult,
    ContactChild,
    Decision,
    InformationRequest,
    Level,
    SignatureRule,
)
from fanlight.web.frontdoor.queries import visible_contacts

_DAY, _MOMENT, _NUMBER, _YES_NO = Of.DAY, Of.MOMENT, Of.NUMBER, Of.YES_NO
PARTS = {Step.RECOMMENDED: "recommended", Step.AUTHORISED: "authorised", Step.BOTH: "decided"}


def contacts_for(taking: Taking) -> QuerySet[Contact]:
    """The contacts that whoever takes the export may open; all for the operator."""
    return Contact.objects.all() if taking.user is None else visible_contacts(taking.user)


def persons_on_contacts(user: Any) -> QuerySet[Person]:
    """Children and adults of the contacts that a worker may open."""
    seen = visible_contacts(user).values("pk")
    lines = ContactChild.objects.filter(contact__in=seen).order_by().values("person")
    adults = ContactAdult.objects.filter(contact__in=seen).order_by().values("person")
    return Person.objects.filter(Q(pk__in=lines) | Q(pk__in=adults))


def _called(pk: int, case_system_id: str) -> str:
    return case_system_id or Contact(pk=pk).ref


def contacts(taking: Taking) -> Iterator[Row]:
    fields = (
        *("case_system_id", "received_at", "time_known", "referral_at", "channel", "source_code"),
        *("source_words", "organisation", "referrer_name", "consent", "consent_words", "child_seen"),
        *("address", "raw_text", "out_of_hours", "out_of_hours_action"),
        *("team__name", "urgency", "closed_at", "raw_text_ended_at"),
    )
    for some in in_groups(in_order(contacts_for(taking), *fields), 200):
        children = _children([row[0] for row in some])
        for pk, number, received, time_known, referral, *said, closed, ended in some:
            told = json.dumps(children.get(pk, []), ensure_ascii=False)
            at = [wall(received), time_known, wall(referral)]
            days = [timezone.localdate(day) if day else None for day in (closed, ended)]
            yield [_called(pk, number), told, *at, *said, *days, Contact(pk=pk).ref]


def _children(contacts: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    lines = ContactChild.objects.filter(contact__in=contacts).order_by("contact", "position", "pk")
    for contact, person in lines.values_list("contact_id", number_of("person")):
        found.setdefault(contact, []).append(person)
    return found


def put_right(taking: Taking) -> Iterator[Row]:
    """Children named by mistake: they stand in no other table for this contact."""
    within = ContactChild.ever.filter(
        contact__in=contacts_for(taking).values("pk"), mistaken_at__isnull=False
    )
    fields = (
        *("contact_id", "contact__case_system_id", number_of("person"), "mistaken_at", "mistaken_why"),
        number_of("right_line__person"),
    )
    for _, contact, number, child, at, why, right in in_order(within, *fields):
        yield _called(contact, number), child, wall(at), why, right


def adults(taking: Taking) -> Iterator[Row]:
    within = ContactAdult.objects.filter(contact__in=contacts_for(taking).values("pk"))
    fields = ("contact_id", "contact__case_system_id", number_of("person"), "words")
    for _, contact, number, person, words in in_order(within, *fields):
        yield _called(contact, number), person, words


def requests(taking: Taking) -> Iterator[Row]:
    within = InformationRequest.objects.filter(contact__in=contacts_for(taking).values("pk"))
    fields = (
        "contact_id",
        "contact__case_system_id",
        "asked_of",
        "about",
        "asked_at",
        "answered_at",
        "answer",
    )
    for _, contact, number, asked_of, about, asked, answered, answer in in_order(within, *fields):
        yield _called(contact, number), asked_of, about, wall(asked), wall(answered), answer


_SAID = (
    *("reasons", "missing", "options_considered", "child_seen", "child_heard", "child_words"),
    *("parents_told", "parents_words", "checks_basis", "checks_words", "referrer_acknowledged"),
    "referrer_told",
)


def decisions(taking: Taking) -> Iterator[Row]:
    """By contact and child: in the order of their numbers they would tell the order of the day's work."""
    own = taking.pseudonyms

    def number(pk: int | None) -> str:
        return own.pseudonym(str(pk), "decision") if pk else ""

    for row in _decisions(
        taking,
        *("line__contact_id", "line__contact__case_system_id", number_of("line__person")),
        *("line__contact__received_at", "at", "step", "on_recommendation_id", "supersedes_id", "level_label"),
        *("level__kind", *_SAID, "level_anchor", "checklist__checklist__title", "checklist__number"),
        *("brief__content_hash", "guards", "imported_from_id"),
    ):
        pk, contact, case, child, received, at, step, answers_to, replaces, level, *said, guards, imported = (
            row
        )
        days = [timezone.localdate(received), timezone.localdate(at)]
        numbers = [number(pk), PARTS[Step(step)], number(answers_to), number(replaces)]
        # "level" stands before "decision": a reader of past decisions takes the first of them for the level.
        yield [
            _called(contact, case),
            child,
            *days,
            level,
            *numbers,
            *said,
            as_json(guards),
            imported is not None,
        ]


def _decisions(taking: Taking, *fields: Any) -> Iterator[tuple[Any, ...]]:
    """Values of the decisions, contact by contact; each tuple begins with the decision's number."""
    for some in in_groups((pk for (pk,) in in_order(contacts_for(taking))), 500):
        held = Decision.objects.filter(line__contact__in=some)
        yield from held.order_by("line__contact_id", "line__position", "line_id", "pk").values_list(
            "pk", *fields
        )


def as_json(told: Mapping[str, Any]) -> str:
    """As JSON; "" for nothing."""
    return json.dumps(told, ensure_ascii=False) if told else ""


def answers(taking: Taking) -> Iterator[Row]:
    """One row a question: the checklist's own words with the answer."""
    words = {
        pk: {cue["code"]: cue["question"] for cue in cues}
        for pk, cues in ChecklistVersion.objects.values_list("pk", "cues")
    }
    for pk, version, given in _decisions(taking, "checklist_id", "answers"):
        for code, answer in given.items():
            question = words.get(version, {}).get(code, "")
            yield taking.pseudonyms.pseudonym(str(pk), "decision"), code, question, answer


def briefs(taking: Taking) -> Iterator[Row]:
    within = Brief.objects.filter(contact__in=contacts_for(taking).values("pk"))
    fields = ("contact_id", "contact__case_system_id", "content_hash", "frozen_at", "content")
    for some in in_groups(in_order(within, *fields), 50):
        for _, contact, number, content_hash, at, content in some:
            told = json.dumps(content, ensure_ascii=False)
            yield _called(contact, number), content_hash, timezone.localdate(at), told


def levels(taking: Taking) -> Iterator[Row]:
    rows = Level.objects.order_by("level_set", "order").values_list(
        *("level_set__code", "level_set__title", "level_set__edition", "level_set__source"),
        *("level_set__in_force_from", "level_set__in_force_to", "code", "kind", "label", "anchor"),
    )
    yield from rows


def checklists(taking: Taking) -> Iterator[Row]:
    rows = ChecklistVersion.objects.order_by("checklist__code", "number").values_list(
        *("checklist__code", "checklist__title", "number", "state", "reasons", "made_at", "cues")
    )
    for *said, made_at, cues in rows:
        for cue in cues:
            yield [*said, timezone.localdate(made_at), cue["code"], cue["question"], cue.get("help", "")]


def signatures(taking: Taking) -> Iterator[Row]:
    rows = SignatureRule.objects.order_by("pk").values_list(
        "name", "begins", "ends", "made_at", "retired_at", "retired_why"
    )
    for *said, made_at, retired_at, why in rows:
        retired_on = timezone.localdate(retired_at) if retired_at else None
        yield [*said, timezone.localdate(made_at), retired_on, why]


_CONTACT = Column("contact_id", "Number of the contact, as in contacts")
_DECISION = Column("decision", "A number made for this file alone")
RECORDS = (
    TableOfRoom(
        Kind.RECORDS,
        "contacts",
        "One row a contact. Fanlight reads this file again.",
        (
            *CONTACTS,
            Column("team", "The team it was given to"),
            Column("urgency", "What a person marked on the authority’s own ladder"),
            Column("closed_on", "The day every child on it was decided about", _DAY),
            Column("text_ended_on", "The day its text was ended by the retention rule", _DAY),
            Column("ref", "What Fanlight calls it"),
        ),
        contacts,
        ("frontdoor.Contact", "frontdoor.ContactChild"),
    ),
    TableOfRoom(
        Kind.RECORDS,
        "children_named_by_mistake",
        "One row a child who was named on a contact by mistake, once it was put right.",
        (
            _CONTACT,
            Column("child", "The child who was named, by their case-system number or key"),
            Column("put_right_at", "When somebody said so", _MOMENT),
            Column("why", "Why it was the wrong child"),
            Column(
                "instead", "The child it is about instead, as person_id in persons; empty: the others alone"
            ),
        ),
        put_right,
    ),
    TableOfRoom(
        Kind.RECORDS,
        "contact_adults",
        "One row an adult whom a contact names.",
        (
            _CONTACT,
            Column("person_id", "The adult, as in persons"),
            Column("words", "Who they are to the child"),
        ),
        adults,
        ("frontdoor.ContactAdult",),
    ),
    TableOfRoom(
        Kind.RECORDS,
        "information_requests",
        "One row a question to somebody else.",
        (
            _CONTACT,
            Column("asked_of", "Of whom"),
            Column("about", "What was asked"),
            Column("asked_at", "When", _MOMENT),
            Column("answered_at", "When it was answered", _MOMENT),
            Column("answer", "The answer in their words"),
        ),
        requests,
        ("frontdoor.InformationRequest",),
    ),
    TableOfRoom(
        Kind.RECORDS,
        "decisions",
        "One row a decision about one child, in the order of contacts. Fanlight reads this file again as a "
        "list of past decisions: the day and the level.",
        (
            Column("contact", "Number of the contact, as contact_id in contacts"),
            Column("child", "The child, as person_id in persons"),
            Column("received", "The day the contact was received", _DAY),
            Column("decided", "The day of the decision", _DAY),
            Column("level", "The level in the words of its day"),
            _DECISION,
            Column("part", "recommended, authorised, or decided in one"),
            Column("on_recommendation", "The decision that it authorises, or departs from"),
            Column("replaces", "The decision that it takes the place of"),
            Column("level_kind", "Kind of the level, the same in every authority"),
            Column("reasons", "Why"),
            Column("missing", "What was missing"),
            Column("options_considered", "What else was considered"),
            Column("child_seen", "yes, no, not_known; empty when it was not asked"),
            Column("child_heard", "The same"),
            Column("child_words", "In whose words, and what they said"),
            Column("parents_told", "The same"),
            Column("parents_words", "Why not, or what they said"),
            Column("checks_basis", "On what basis agencies were asked"),
            Column("checks_words", "Why without consent"),
            Column("referrer_acknowledged", "yes, no, not_known"),
            Column("referrer_told", "yes, no, not_known"),
            Column("level_description", "The description beside the level, in the words of its day"),
            Column("checklist", "Which checklist"),
            Column("checklist_version", "Which version", _NUMBER),
            Column("brief", "Digest of the brief that was shown"),
            Column("guards", "Guards that were on, as JSON: code to pairs of question and answer"),
            Column("from_a_file", "Whether a file brought it: a decision before Fanlight", _YES_NO),
        ),
        decisions,
        ("frontdoor.Decision",),
    ),
    TableOfRoom(
        Kind.RECORDS,
        "checklist_answers",
        "One row a question answered.",
        (
            _DECISION,
            Column("question", "Code of the question"),
            Column("words", "The question"),
            Column("answer", "yes, no or not_known"),
        ),
        answers,
    ),
    TableOfRoom(
        Kind.RECORDS,
        "briefs",
        "One row a brief as it was shown, as JSON.",
        (
            _CONTACT,
            Column("brief", "Digest of its facts"),
            Column("frozen_on", "The day it was kept", _DAY),
            Column("content", "The brief as JSON"),
        ),
        briefs,
        ("frontdoor.Brief",),
        for_operator=True,
    ),
    TableOfRoom(
        Kind.RECORDS,
        "levels",
        "One row a level of an edition of the threshold document.",
        (
            Column("level_set", "Code of the edition"),
            Column("title", "Its title"),
            Column("edition", "Which edition"),
            Column("source", "Where it stands"),
            Column("in_force_from", "Since", _DAY),
            Column("in_force_to", "Until", _DAY),
            Column("code", "Code of the level"),
            Column("kind", "Its kind, the same in every authority"),
            Column("label", "Its name"),
            Column("anchor", "The description beside it"),
        ),
        levels,
        ("frontdoor.Level", "frontdoor.LevelSet"),
    ),
    TableOfRoom(
        Kind.RECORDS,
        "checklists",
        "One row a question of a version of a checklist.",
        (
            Column("checklist", "Its code"),
            Column("title", "Its title"),
            Column("version", "Which version", _NUMBER),
            Column("state", "draft, on_trial, in_use or retired"),
            Column("reasons", "Why it was made so"),
            Column("made_on", "When", _DAY),
            Column("question", "Code of the question"),
            Column("words", "The question"),
            Column("help", "What stands under it"),
        ),
        checklists,
        ("frontdoor.Checklist", "frontdoor.ChecklistVersion"),
    ),
    TableOfRoom(
        Kind.RECORDS,
        "signatures",
        "One row a footer that practitioners named, to be folded.",
        (
            Column("name", "What it is called"),
            Column("begins", "A line that begins with these words"),
            Column("ends", "To a line with these; empty: to the end"),
            Column("made_on", "When", _DAY),
            Column("retired_on", "No longer used since", _DAY),
            Column("retired_why", "Why it was retired"),
        ),
        signatures,
        ("frontdoor.SignatureRule",),
    ),
)
