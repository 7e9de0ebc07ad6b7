"""Lists of contacts: who sees which, and today's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from fanlight.frontdoor.brief import waiting_words
from fanlight.terms.periods import near_day_words
from fanlight.web.accounts.models import Authority, User
from fanlight.web.casework.models import Person
from fanlight.web.frontdoor.clock import ContactClock, DoorClock, local
from fanlight.web.frontdoor.models import Contact, ContactChild, Decision, InformationRequest
from fanlight.web.frontdoor.permissions import sees_the_whole_door
from fanlight.web.frontdoor.queries.decisions import LineState


def visible_contacts(user: User) -> QuerySet[Contact]:
    """Who is at the front door sees its every contact; another team sees its own."""
    if sees_the_whole_door(user):
        return Contact.objects.filter(Q(team__is_front_door=True) | Q(team__is_out_of_hours=True))
    return Contact.objects.filter(team=user.team) if user.team else Contact.objects.none()


def may_see_child(user: User, child: Person) -> bool:
    """Whether this worker may be told who a number means."""
    seen = ContactChild.objects.filter(person=child, contact__in=visible_contacts(user))
    return sees_the_whole_door(user) or seen.exists()


LONGEST_WEEKEND = timedelta(days=5)  # Good Friday to Easter Monday, and the evening before
UNMARKED = 1000  # after every rung of the authority's ladder


@dataclass(frozen=True)
class ContactRow:
    """One contact as a list shows it."""

    contact: Contact
    clock: ContactClock
    lines: Sequence[LineState]
    waiting: Sequence[str]

    @property
    def is_unread(self) -> bool:
        return self.contact.first_read_at is None and not any(state.decisions for state in self.lines)

    @property
    def children_words(self) -> str:
        return ", ".join(state.line.person.name for state in self.lines)

    @property
    def received_words(self) -> str:
        """ "today 09:57", "yesterday"; the time where it is known."""
        at = local(self.contact.received_at)
        day = near_day_words(at.date(), timezone.localdate())
        return f"{day} {at:%H:%M}" if self.contact.time_known else day

    def is_to_decide(self, *, authorises: bool) -> bool:
        """Whether a child on it has no decision yet or, for who authorises, one that waits for that."""
        return any(state.newest is None or (authorises and state.waiting) for state in self.lines)

    @property
    def state_words(self) -> str:
        decided = sum(state.is_decided for state in self.lines)
        to_authorise = sum(state.waiting is not None for state in self.lines)
        total = len(self.lines)
        if to_authorise:
            return (
                "Waits for authorisation"
                if total == 1
                else f"{to_authorise} of {total} wait for authorisation"
            )
        if decided:
            return f"{decided} of {total} children decided"
        held = next((s.in_force for s in self.lines if s.in_force), None)
        return held.level_label if held else "Not decided"


def todays_contacts(user: User, authority: Authority, now: datetime) -> list[ContactRow]:
    """Open contacts: first those a person marked as needing someone, then the oldest clock."""
    return sorted(open_contacts(visible_contacts(user), authority, now), key=_first)


def open_contacts(contacts: QuerySet[Contact], authority: Authority, now: datetime) -> list[ContactRow]:
    """Those of some contacts that are not wholly decided, in no order."""
    clock = DoorClock(authority, now)
    return [_row(contact, clock) for contact in _with_lines(contacts.filter(closed_at=None))]


def hand_over(user: User, authority: Authority, now: datetime) -> list[ContactRow]:
    """Out-of-hours contacts that nobody of the day has taken over yet, those decided at night too.

    What was decided long ago (an import of past years) is no hand-over.
    """
    clock = DoorClock(authority, now)
    recent = Q(closed_at=None) | Q(received_at__gte=now - LONGEST_WEEKEND)
    night = visible_contacts(user).filter(recent, out_of_hours=True, handed_over_at=None)
    return [_row(contact, clock) for contact in _with_lines(night.order_by("received_at"))]


def _with_lines(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    decisions = Decision.objects.order_by("id").select_related("level")
    lines = ContactChild.objects.select_related("person").prefetch_related(
        "person__identifiers", Prefetch("decisions", decisions)
    )
    waiting = InformationRequest.objects.filter(answered_at=None)
    return (
        contacts.select_related("team")
        .defer("raw_text")
        .prefetch_related(Prefetch("children", lines), Prefetch("requests", waiting, to_attr="unanswered"))
    )


def _row(contact: Contact, clock: DoorClock) -> ContactRow:
    own = clock.of(contact)
    return ContactRow(
        contact=contact,
        clock=own,
        lines=[LineState(line, list(line.decisions.all())) for line in contact.children.all()],
        waiting=[
            waiting_words(request.asked_of, local(request.asked_at), clock.now)
            for request in contact.unanswered
            if local(request.asked_at) <= clock.now
        ],
    )


def _first(row: ContactRow) -> tuple[int, datetime, datetime]:
    received = local(row.contact.received_at)
    if row.clock.urgency and row.clock.urgent_due:
        return (row.clock.urgency.order, row.clock.urgent_due, received)
    return (UNMARKED, row.clock.due or datetime.max, received)
