"""What the monthly report is computed from: contacts, decisions and events as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db.models import IntegerField, Max, Min, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from numpy.typing import NDArray

from fanlight.casework.cases import Days
from fanlight.casework.contact_cases import Referrals
from fanlight.casework.event import EventKind
from fanlight.casework.linking import LinkWindows
from fanlight.frontdoor.decision import Step
from fanlight.terms.english_times import english_times
from fanlight.terms.periods import add_months
from fanlight.web.casework.columns import as_text, child, columns, days, days_in_england, instants
from fanlight.web.casework.known import Known as Known
from fanlight.web.casework.known import known as known
from fanlight.web.casework.models import Event, SourceFile
from fanlight.web.frontdoor.models import Contact, ContactChild, Decision, Level

Deciders = set[tuple[int, date, int]]
EARLIER = 12  # months before the first one told: what a repeat contact and a re-referral look back to


@dataclass(frozen=True)
class ContactColumns:
    """Contacts, one a child: those of the front door, then those that only a file told.

    `line` and `team` are -1 where there is none; times are English wall-clock times.
    """

    line: NDArray[np.int64]
    person: NDArray[np.int64]
    team: NDArray[np.int64]
    source: NDArray[Any]
    received_at: NDArray[np.datetime64]
    received_on: Days
    time_known: NDArray[np.bool_]
    referral_at: NDArray[np.datetime64]

    def since(self, first: date) -> NDArray[np.bool_]:
        """Which were received on or after a day."""
        return self.received_on >= np.datetime64(first, "D")


@dataclass(frozen=True)
class DecidedColumns:
    """The decision in force and the first that closed each line, by contact row; "" and NaT for none.

    `people` holds the team and month of contacts, and who recommended or decided alone; each once.
    """

    level: NDArray[Any]
    order: NDArray[np.int64]
    closed_at: NDArray[np.datetime64]
    people: Deciders


@dataclass(frozen=True)
class ContactsHeld:
    """The day of the first contact held; and, where files alone tell of contacts, how far they reach."""

    first_on: date
    up_to: date | None


def contacts_held() -> ContactsHeld | None:
    """None while there is no contact."""
    own = Contact.objects.aggregate(first=Min("received_at"))["first"]
    told = Event.objects.filter(kind=EventKind.CONTACT, replaced_by=None)
    first = told.aggregate(first=Min("on"))["first"]
    days = [day for day in (own and timezone.localdate(own), first) if day]
    if not days:
        return None
    return ContactsHeld(min(days), None if own else told.aggregate(last=Max("source__known_up_to"))["last"])


def newest_day_held() -> date | None:
    """The last day of which anything is held: a contact here, or events of a file. None before either."""
    own = Contact.objects.aggregate(last=Max("received_at"))["last"]
    told = SourceFile.objects.aggregate(last=Max("known_up_to"))["last"]
    return max((day for day in (own and timezone.localdate(own), told) if day), default=None)


def contacts_held_from() -> date | None:
    """The day of the first contact held; None while there is none."""
    held = contacts_held()
    return held and held.first_on


def contact_columns(first: date, last: date) -> ContactColumns:
    """Contacts received from `first` to `last`; a contact held here and told by a file stands once."""
    lines = ContactChild.objects.filter(**_received(first, last, "contact__")).order_by("pk")
    line, person, team, source, received, time_known, referral = columns(
        lines.values_list(
            "pk",
            child(),
            "contact__team_id",
            "contact__source_code",
            as_text("contact__received_at"),
            Cast("contact__time_known", IntegerField()),
            as_text("contact__referral_at"),
        ),
        7,
    )
    person = person.astype(np.int64)
    received_at = english_times(instants(received))
    received_on = received_at.astype("datetime64[D]")
    told_person, told_on, told_source = _told_by_files_alone(first, last, _child_day(person, received_on))
    more = len(told_on)
    none, never = np.full(more, -1), np.full(more, np.datetime64("NaT", "s"))
    return ContactColumns(
        line=np.concatenate([line.astype(np.int64), none]),
        person=np.concatenate([person, told_person]),
        team=np.concatenate([team.astype(np.int64), none]),
        source=np.concatenate([source, told_source]),
        received_at=np.concatenate([received_at, told_on.astype("datetime64[s]")]),
        received_on=np.concatenate([received_on, told_on]),
        time_known=np.concatenate([time_known.astype(np.bool_), np.zeros(more, np.bool_)]),
        referral_at=np.concatenate([english_times(instants(referral)), never]),
    )


@dataclass(frozen=True)
class ContactDays:
    """Who was told of, to which team and on which day: what counts by month need of `ContactColumns`."""

    person: NDArray[np.int64]
    team: NDArray[np.int64]
    received_on: Days


def contact_days(first: date, last: date) -> ContactDays:
    """The same contacts in the same order as `contact_columns`, read in a third of the time."""
    lines = ContactChild.objects.filter(**_received(first, last, "contact__")).order_by("pk")
    received = as_text("contact__received_at")
    person, team, at = columns(lines.values_list(child(), "contact__team_id", received), 3)
    person, on = person.astype(np.int64), days_in_england(at)
    told = _told(first, last)
    told_person, told_on = _child_and_day(told)
    only = ~np.isin(_child_day(told_person, told_on), _child_day(person, on))
    return ContactDays(
        person=np.concatenate([person, told_person[only]]),
        team=np.concatenate([team.astype(np.int64), np.full(int(only.sum()), -1)]),
        received_on=np.concatenate([on, told_on[only]]),
    )


def _told(first: date, last: date) -> QuerySet[Event]:
    """Imported contacts in force."""
    told = Event.objects.filter(kind=EventKind.CONTACT, replaced_by=None, on__range=(first, last))
    return told.order_by("pk")


def _child_and_day(told: QuerySet[Event]) -> tuple[NDArray[np.int64], Days]:
    person, on = columns(told.values_list(child(), as_text("on")), 2)
    return person.astype(np.int64), days(on)


def _told_by_files_alone(
    first: date, last: date, held: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Days, NDArray[Any]]:
    """Child, day and source of imported contacts that are not held as contacts of the front door."""
    told = _told(first, last)
    person, on = _child_and_day(told)
    only = ~np.isin(_child_day(person, on), held)
    if not only.any():
        return person[only], on[only], np.zeros(0, object)
    [source] = columns(told.values_list(KT("detail__source_code")), 1)
    return person[only], on[only], np.array([code or "" for code in source[only]], object)


def _received(first: date, last: date, contact: str = "") -> dict[str, datetime]:
    """A filter by the English days on which a contact was received."""
    return {
        f"{contact}received_at__gte": timezone.make_aware(datetime.combine(first, time())),
        f"{contact}received_at__lt": timezone.make_aware(datetime.combine(last + timedelta(days=1), time())),
    }


def _child_day(person: NDArray[np.int64], on: Days) -> NDArray[np.int64]:
    return person * 1_000_000 + on.astype(np.int64)


def decided_columns(contacts: ContactColumns, first: date, last: date) -> DecidedColumns:
    """What was decided on contacts received from `first` to `last`, as far as a manager made it final."""
    final = Decision.objects.exclude(step=Step.RECOMMENDED).filter(
        **_received(first, last, "line__contact__")
    )
    # Who authorises for a whole team is one person: a decision is counted to who recommended it.
    judged_by = Coalesce("on_recommendation__by_id", "by_id")
    line, at, label, level, by = columns(
        final.order_by("pk").values_list("line_id", as_text("at"), "level_label", "level_id", judged_by), 5
    )
    levels = {pk: told for pk, *told in Level.objects.values_list("pk", "order", "keeps_open")}
    count = len(contacts.line)
    place = _places(contacts.line, line)
    order, closed_at = np.full(count, 1000), np.full(count, np.datetime64("NaT", "s"))
    labels = np.full(count, "", object)
    labels[place], order[place] = label, [levels[pk][0] for pk in level]  # the last one stays
    closing = np.flatnonzero([not levels[pk][1] for pk in level])[::-1]  # the first one stays
    closed_at[place[closing]] = english_times(instants(at[closing]))
    months = contacts.received_on[place].astype("datetime64[M]").astype("datetime64[D]")
    rows = zip(contacts.team[place].tolist(), months.tolist(), by.tolist(), strict=True)
    return DecidedColumns(labels, order, closed_at, {row for row in rows if row[2] is not None})


def _places(lines: NDArray[np.int64], wanted: NDArray[Any]) -> NDArray[np.int64]:
    """Where each wanted line stands among the lines (every one does)."""
    order = np.argsort(lines, kind="stable")
    return order[np.searchsorted(lines[order], wanted.astype(np.int64))]


@dataclass(frozen=True)
class EventColumns:
    """Events of one kind: row ids, children, days; `said` is a detail asked for, "" where there is none."""

    pk: NDArray[np.int64]
    person: NDArray[np.int64]
    on: Days
    ended_on: Days
    said: NDArray[Any]


def event_columns(events: QuerySet[Event], said: str = "") -> EventColumns:
    """Current events of a query as arrays; `said` names a detail."""
    names = ["pk", child(), as_text("on"), as_text("ended_on"), *([KT(f"detail__{said}")] if said else [])]
    pk, person, on, ended_on, *more = columns(
        events.filter(replaced_by=None).order_by("pk").values_list(*names), len(names)
    )
    words = np.array([word or "" for word in more[0]], object) if more else np.full(len(pk), "", object)
    return EventColumns(pk.astype(np.int64), person.astype(np.int64), days(on), days(ended_on), words)


def referral_columns(first: date, last: date) -> EventColumns:
    """Referrals from `first` until the linking window of `last` is over, and those still open on `first`."""
    ends = last + timedelta(days=LinkWindows().days[EventKind.REFERRAL][1])
    still_open = Q(on__lt=first) & (Q(ended_on=None) | Q(ended_on__gte=first))
    wanted = Event.objects.filter(Q(on__range=(first, ends)) | still_open, kind=EventKind.REFERRAL)
    return event_columns(wanted, said="nfa")


def as_referrals(found: EventColumns, told: Known) -> Referrals:
    """In the library's shape."""
    return Referrals(found.person, found.on, found.ended_on, told.first_on, told.up_to)


def completed_assessments(first: date, last: date) -> EventColumns:
    """Assessments completed from `first` to `last`."""
    return event_columns(Event.objects.filter(kind=EventKind.ASSESSMENT, ended_on__range=(first, last)))


def conferences_held(first: date, last: date) -> tuple[EventColumns, EventColumns]:
    """Conferences from `first` to `last`, and every enquiry begun by then."""
    held = Event.objects.filter(kind=EventKind.ICPC, on__range=(first, last))
    begun = Event.objects.filter(kind=EventKind.SECTION_47, on__lte=last)
    return event_columns(held), event_columns(begun)


def looking_back(first: date) -> date:
    """The day from which what came before `first` is read."""
    return add_months(first, -EARLIER)
