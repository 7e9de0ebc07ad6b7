"""Which contacts' texts the authority's retention rule has come to."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.terms.periods import add_months
from fanlight.web.casework.models import Event
from fanlight.web.frontdoor.models import Contact, ContactChild
from fanlight.web.frontdoor.queries.holds import lines_held

# What goes on until somebody records its end.
OPEN_UNTIL_ENDED = (
    EventKind.EARLY_HELP,
    EventKind.REFERRAL,
    EventKind.CIN_PLAN,
    EventKind.CP_PLAN,
    EventKind.PRE_PROCEEDINGS,
    EventKind.LOOKED_AFTER,
)


def kept_since(months: int, today: date) -> date:
    """Texts of contacts with any activity on this day or later are kept."""
    return add_months(today, -months)


def texts_to_end(months: int, today: date) -> QuerySet[Contact]:
    """Contacts whose text has been kept for as long as the rule says, oldest first; none under a hold."""
    return _texts_come_to(months, today).exclude(pk__in=lines_held().values("contact"))


def texts_held(months: int, today: date) -> QuerySet[Contact]:
    """Contacts whose text the rule has come to, and which a hold for a child keeps."""
    return _texts_come_to(months, today).filter(pk__in=lines_held().values("contact"))


def _texts_come_to(months: int, today: date) -> QuerySet[Contact]:
    """Contacts that the rule has come to, whether held or not.

    Counted from the last activity about any child on it: the contact's own decision, another contact, an
    event of a service. A contact that still waits for a decision keeps its text, however old, and so
    does one about a child with an episode that nobody has ended.
    """
    first_kept = kept_since(months, today)
    moment = timezone.make_aware(datetime.combine(first_kept, time.min))
    of_the_contact = ContactChild.objects.filter(contact=OuterRef(OuterRef("pk"))).values("person")
    later_contact = (
        ContactChild.objects.filter(person__in=of_the_contact)
        .exclude(contact=OuterRef("pk"))
        .filter(Q(contact__received_at__gte=moment) | Q(contact__closed_at=None))
    )
    running = Q(ended_on=None, kind__in=OPEN_UNTIL_ENDED)
    later_event = Event.objects.filter(person__in=of_the_contact, replaced_by=None).filter(
        Q(on__gte=first_kept) | Q(ended_on__gte=first_kept) | running
    )
    return (
        Contact.objects.exclude(raw_text="")
        .filter(closed_at__lt=moment, received_at__lt=moment)
        .filter(~Exists(later_contact), ~Exists(later_event))
        .order_by("received_at")
    )
