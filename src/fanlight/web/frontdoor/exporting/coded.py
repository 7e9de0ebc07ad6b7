"""Children, contacts, decisions and events in codes, under pseudonyms of one file.

Rows stand by day, and within a day by pseudonym: the order in which people worked is not in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.exchange.own_tables import DETAILS
from fanlight.frontdoor.decision import Step
from fanlight.terms.codes import ETHNIC_GROUP
from fanlight.terms.disclosure import thinned
from fanlight.web.casework.columns import child
from fanlight.web.casework.models import Event, Person
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_order
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.frontdoor.models import ContactChild, Decision

_DAY, _YES_NO, _NUMBER = Of.DAY, Of.YES_NO, Of.NUMBER
# Codes alone: what a source said in words, and where, stays behind.
CODED_DETAILS = tuple(name for name in DETAILS if name not in {"source_words", "outcome_flags"})
DAYS_AT_ONCE = 31


def children(taking: Taking) -> Iterator[Row]:
    """Those on contacts and those with events; an unborn child is the one it became."""
    spoken_of = Person.objects.filter(is_adult=False, joined_into=None)
    rows = [
        (
            taking.pseudonyms.pseudonym(str(pk)),
            sex or "U",
            born_on and str(born_on.year),
            ETHNIC_GROUP.get(code, ""),
        )
        for pk, sex, born_on, code in in_order(spoken_of, "sex", "born_on", "ethnicity")
    ]
    rows.sort()
    shown = thinned([row[1:] for row in rows])
    for (name, *_), (sex, born, group) in zip(rows, shown, strict=True):
        yield name, sex, int(born) if born else None, group


def contacts(taking: Taking) -> Iterator[Row]:
    own = taking.pseudonyms
    fields = (
        *("contact_id", child(), "contact__received_at", "contact__out_of_hours", "contact__channel"),
        *("contact__source_code", "contact__consent", "contact__child_seen", "contact__urgency"),
        *("contact__referral_at",),
    )
    for day, rows in _by_day(ContactChild.objects.all(), "contact__received_at", *fields):
        told = [
            (
                own.pseudonym(str(contact), "contact"),
                own.pseudonym(str(one)),
                day,
                *said,
                referral and _on(referral),
            )
            for contact, one, _, *said, referral in rows
        ]
        yield from sorted(told, key=lambda row: row[:2])


_ANSWERED = (
    *("child_seen", "child_heard", "parents_told", "checks_basis", "referrer_acknowledged", "referrer_told"),
    *("checklist__checklist__code", "checklist__number"),
)


def decisions(taking: Taking) -> Iterator[Row]:
    """What was decided, and what was recommended where that was another level."""
    own = taking.pseudonyms
    fields = (
        *("pk", "line__contact_id", child("line__"), "line__contact__received_at", "supersedes_id"),
        *("level__kind", "level_label", "imported_from_id", "on_recommendation__level__kind"),
        *(*_ANSWERED, *(f"on_recommendation__{name}" for name in _ANSWERED)),
    )
    for day, rows in _by_day(_final(), "at", *fields):
        told = []
        for pk, contact, one, received, replaces, kind, label, imported, advised, *said in rows:
            # Who authorises seldom answers again what who recommended has answered.
            answered = [
                now or before
                for now, before in zip(said[: len(_ANSWERED)], said[len(_ANSWERED) :], strict=True)
            ]
            told.append(
                (
                    own.pseudonym(str(pk), "decision"),
                    own.pseudonym(str(contact), "contact"),
                    own.pseudonym(str(one)),
                    _on(received),
                    day,
                    kind,
                    label,
                    advised if advised and advised != kind else "",
                    replaces is not None,
                    imported is not None,
                    *answered,
                )
            )
        yield from sorted(told, key=lambda row: row[0])


def answers(taking: Taking) -> Iterator[Row]:
    own = taking.pseudonyms
    for _, rows in _by_day(_final(), "at", "pk", "answers", "on_recommendation__answers"):
        told = [(own.pseudonym(str(pk), "decision"), now or before or {}) for pk, now, before in rows]
        for name, given in sorted(told, key=lambda row: row[0]):
            yield from ((name, code, answer) for code, answer in sorted(given.items()))


def _final() -> QuerySet[Decision]:
    return Decision.objects.exclude(step=Step.RECOMMENDED)


def events(taking: Taking) -> Iterator[Row]:
    own = taking.pseudonyms
    held = Event.objects.filter(replaced_by=None)
    first, last = held.aggregate(first=Min("on"), last=Max("on")).values()
    while first and first <= last:
        some = held.filter(on__gte=first, on__lt=first + timedelta(days=DAYS_AT_ONCE))
        rows = [
            (
                on,
                own.pseudonym(str(one)),
                kind,
                ended_on,
                *(str(detail.get(name, "")) for name in CODED_DETAILS),
            )
            for one, kind, on, ended_on, detail in some.values_list(
                child(), "kind", "on", "ended_on", "detail"
            )
        ]
        rows.sort(key=lambda row: row[:3])
        yield from ((one, kind, on, *said) for on, one, kind, *said in rows)
        first += timedelta(days=DAYS_AT_ONCE)


def _by_day(rows: QuerySet[Any], at: str, *fields: Any) -> Iterator[tuple[date, Iterator[tuple[Any, ...]]]]:
    """Rows of each English day, a month of them read at once."""
    first, last = rows.aggregate(first=Min(at), last=Max(at)).values()
    if first is None:
        return
    start, end = _on(first), _on(last)
    while start <= end:
        after = start + timedelta(days=DAYS_AT_ONCE)
        within = rows.filter(**{f"{at}__gte": _begins(start), f"{at}__lt": _begins(after)})
        # The order of numbers is left as soon as a day is put together: whoever asks sorts by pseudonym.
        found = [(_on(moment), row) for moment, *row in within.order_by(at).values_list(at, *fields)]
        for day, group in groupby(found, key=lambda pair: pair[0]):
            yield day, (tuple(row) for _, row in group)
        start = after


def _on(at: datetime) -> date:
    return timezone.localdate(at)


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


_CHILD = Column("child", "Pseudonym of the child, of this file alone")
_CONTACT = Column("contact", "Pseudonym of the contact")
_DECISION = Column("decision", "Pseudonym of the decision")
CODED = (
    TableOfRoom(
        Kind.PSEUDONYMISED,
        "children",
        "One row a child, in the order of pseudonyms.",
        (
            _CHILD,
            Column("sex", "M, F or U"),
            Column("born_in", "Year of birth; blank where fewer than five share it", _NUMBER),
            Column("ethnic_group", "Main group; blank where fewer than five share it and the others"),
        ),
        children,
    ),
    TableOfRoom(
        Kind.PSEUDONYMISED,
        "contacts",
        "One row a child on a contact, by day.",
        (
            _CONTACT,
            _CHILD,
            Column("received_on", "The day it was received", _DAY),
            Column("out_of_hours", "Whether it came out of hours", _YES_NO),
            Column("channel", "How it came, code"),
            Column("source_code", "Referral source, code"),
            Column("consent", "given, dispensed, refused or not_known"),
            Column("child_seen", "Whether somebody saw the child since"),
            Column("urgency", "Code on the authority’s own ladder"),
            Column("referral_on", "The day it was accepted as a referral", _DAY),
        ),
        contacts,
    ),
    TableOfRoom(
        Kind.PSEUDONYMISED,
        "decisions",
        "One row a decision about a child, by day; recommendations are not among them.",
        (
            _DECISION,
            _CONTACT,
            _CHILD,
            Column("received_on", "The day the contact was received", _DAY),
            Column("decided_on", "The day of the decision", _DAY),
            Column("level_kind", "Kind of the level, the same in every authority"),
            Column("level", "The level in the authority’s words"),
            Column("recommended_kind", "Kind of the level recommended, where it was another"),
            Column("replaces", "Whether it takes the place of an earlier one", _YES_NO),
            Column("from_a_file", "Whether a file brought it: a decision before Fanlight", _YES_NO),
            Column("child_seen", "yes, no, not_known; empty when it was not asked"),
            Column("child_heard", "The same"),
            Column("parents_told", "The same"),
            Column("checks_basis", "On what basis agencies were asked"),
            Column("referrer_acknowledged", "yes, no, not_known"),
            Column("referrer_told", "yes, no, not_known"),
            Column("checklist", "Code of the checklist"),
            Column("checklist_version", "Which version", _NUMBER),
        ),
        decisions,
    ),
    TableOfRoom(
        Kind.PSEUDONYMISED,
        "checklist_answers",
        "One row a question answered with a decision.",
        (_DECISION, Column("question", "Code of the question"), Column("answer", "yes, no or not_known")),
        answers,
    ),
    TableOfRoom(
        Kind.PSEUDONYMISED,
        "events",
        "One row for each thing that services recorded, by day.",
        (
            _CHILD,
            Column("event", "What was recorded: contact, referral, assessment …"),
            Column("on", "The day it happened or began", _DAY),
            Column("ended_on", "The day it ended", _DAY),
            *(Column(name, DETAILS[name]) for name in CODED_DETAILS),
        ),
        events,
    ),
)
