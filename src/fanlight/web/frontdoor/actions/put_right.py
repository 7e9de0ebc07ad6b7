"""A child was named on a contact by mistake: said with the reason, the right child named in the same step."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.casework.models import Person, Relationship
from fanlight.web.frontdoor.actions.contacts import NamedPerson, find_or_make, one_household
from fanlight.web.frontdoor.actions.decisions import DecidedMeanwhile, close_if_decided
from fanlight.web.frontdoor.actions.untying import untie
from fanlight.web.frontdoor.models import Contact, ContactChild, Decision
from fanlight.web.frontdoor.signals import child_put_right


class PutRightMeanwhile(Exception):
    """Somebody else put this child right after the form was shown, or the child named in their place."""

    def __init__(self, line: ContactChild) -> None:
        super().__init__(f"{line} was put right meanwhile")
        self.line = line


class NotNow(Exception):
    """Something else has to be done first; the words say what."""


@action
def put_right(
    *,
    line: ContactChild,
    by: User,
    why: str,
    last_seen: int | None,
    submission: UUID,
    right: NamedPerson | ContactChild | None = None,
) -> ContactChild:
    """Say that this child was named by mistake, and who the contact is about instead. Twice is once.

    The line stays in the contact's history with what was decided; it counts nowhere else. `right` is a child
    as typed in, or another child of the contact when one was named twice; none when it is about the others
    alone.

    Raises
    ------
    DecidedMeanwhile
        When the line has a newer decision than the form had shown; nothing is changed.
    PutRightMeanwhile
        When somebody else said so first; nothing is changed.
    NotNow
        When another room has something open about the child on this contact; nothing is changed.
    """
    # Two at once, or one who decides meanwhile: one of them waits here, and goes on with what the other left.
    contact = Contact.objects.select_for_update().get(pk=line.contact_id)
    line = ContactChild.ever.select_related("person", "mistaken_by").get(pk=line.pk)
    if line.mistaken_at:
        if line.correction != submission:
            raise PutRightMeanwhile(line)
        tell(by=by, action="put a child right again", record=contact, persons=[line.person.key])
        return line
    newest = Decision.objects.filter(line=line).order_by("-id").first()
    if newest is not None and newest.pk != last_seen:
        raise DecidedMeanwhile(newest)
    instead = _instead(contact, line, right)
    if instead is None and not contact.children.exclude(pk=line.pk).exists():
        raise ValueError("A contact concerns at least one child")
    line.mistaken_at, line.mistaken_by, line.mistaken_why = timezone.now(), by, why
    line.right_line, line.correction = instead, submission
    line.save(update_fields=["mistaken_at", "mistaken_by", "mistaken_why", "right_line", "correction"])
    untied = untie(line)
    if instead is not None:
        _tie(contact, instead.person)
    close_if_decided(contact)
    child_put_right.send(sender=ContactChild, line=line)
    tell(
        by=by,
        action="put a child right",
        record=contact,
        persons=[line.person.key, *([instead.person.key] if instead else [])],
        line=line.pk,
        instead=instead.pk if instead else None,
        decisions=Decision.ever.filter(line=line).count(),
        untied=untied,
    )
    return line


def _instead(
    contact: Contact, line: ContactChild, right: NamedPerson | ContactChild | None
) -> ContactChild | None:
    """The line of the right child: one that is there already, or a new one after every other."""
    if right is None:
        return None
    if isinstance(right, ContactChild):
        right = ContactChild.ever.select_related("person", "mistaken_by").get(pk=right.pk)
        if right.mistaken_at:
            raise PutRightMeanwhile(right)
        if right.pk == line.pk or right.contact_id != contact.pk:
            raise ValueError("The right child is another child of the same contact")
        return right
    person = find_or_make(right)
    if person == line.person:
        raise ValueError("The right child is another child")
    if there := contact.children.filter(person=person).select_related("person").first():
        return there
    last = ContactChild.ever.filter(contact=contact).aggregate(last=Max("position"))["last"]
    return ContactChild.objects.create(contact=contact, person=person, position=last + 1)


def _tie(contact: Contact, child: Person) -> None:
    """What the contact tells of its children is told of the right child too: household and adults."""
    one_household([line.person for line in contact.children.select_related("person")], contact.address)
    for adult in contact.adults.all():
        Relationship.objects.get_or_create(person=child, other_id=adult.person_id, words=adult.words)
