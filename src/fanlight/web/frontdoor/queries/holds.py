"""Whose texts are held, and which contacts that keeps."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from fanlight.web.casework.columns import child
from fanlight.web.casework.models import LocalIdentifier
from fanlight.web.frontdoor.models import Contact, ContactChild, TextHold


def lines_held() -> QuerySet[ContactChild]:
    """Lines of children under a hold, those who were named by mistake too: when in doubt a text is kept.

    An unborn child is the one it became, whichever of the two the hold was set for.
    """
    children = TextHold.objects.filter(ended_at=None).order_by().values(child=child())
    return ContactChild.ever.alias(child=child()).filter(child__in=children)


@dataclass(frozen=True)
class HoldRow:
    """A hold as its page shows it: the child by number alone, for the officer reads no contact."""

    hold: TextHold
    called: str


def holds() -> list[HoldRow]:
    """Every hold, the newest first, those that ended too."""
    numbers = Prefetch("person__identifiers", LocalIdentifier.objects.order_by("pk"))
    rows = TextHold.objects.select_related("person", "set_by", "ended_by").prefetch_related(numbers)
    return [HoldRow(hold, _called(hold)) for hold in rows]


def _called(hold: TextHold) -> str:
    if number := next(iter(hold.person.identifiers.all()), None):
        return number.value
    line = ContactChild.ever.filter(person=hold.person).order_by("pk").first()
    if line is None:
        return hold.person.key
    before = ContactChild.ever.filter(contact=line.contact_id, position__lt=line.position).count()
    return f"{Contact(pk=line.contact_id).ref} {before + 1}"


def kept_by(made: list[TextHold]) -> tuple[int, int]:
    """Of the contacts about these children: how many have a text that is kept now, and had one that ended."""
    persons = TextHold.objects.filter(pk__in=[hold.pk for hold in made]).order_by().values(child=child())
    lines = ContactChild.ever.alias(child=child()).filter(child__in=persons)
    contacts = Contact.objects.filter(pk__in=lines.values("contact"))
    return (
        contacts.exclude(raw_text="").count(),
        contacts.filter(raw_text_ended_at__isnull=False).count(),
    )
