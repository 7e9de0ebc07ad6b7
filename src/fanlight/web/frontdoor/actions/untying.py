"""What only a mistaken line told of a child and a household is told no more."""

from __future__ import annotations

from collections.abc import Collection

from fanlight.web.casework.models import Event, Household, Person, Relationship
from fanlight.web.frontdoor.models import Contact, ContactAdult, ContactChild


def untie(line: ContactChild) -> int:
    """Take apart what the mistake joined: the child's adults, household and address; how many ties ended.

    To be called once the line is marked. A tie of which anything else tells (another contact, something a
    service recorded) stays. Who was named, with whom and where, stays on the contact itself.
    """
    child, contact = line.person, line.contact
    adults = ContactAdult.objects.filter(contact=contact).select_related("person")
    ended = sum(_no_longer_theirs(child, adult) for adult in adults)
    home = child.household
    if home is None:
        return ended
    leave = _who_leaves(child, contact, home)
    Person.objects.filter(pk__in=[one.pk for one in leave]).update(household=None)
    return ended + len(leave) + (0 if child in leave else _forget_address(contact, home))


def _no_longer_theirs(child: Person, adult: ContactAdult) -> int:
    """The adult's tie to the child, if this contact alone told it."""
    other = adult.person
    shares_a_home = child.household_id is not None and child.household_id == other.household_id
    named_elsewhere = ContactAdult.objects.filter(person=other, contact__in=_contacts_of(child))
    if shares_a_home or named_elsewhere.exists():
        return 0
    return Relationship.objects.filter(person=child, other=other, words=adult.words).delete()[0]


def _who_leaves(child: Person, contact: Contact, home: Household) -> set[Person]:
    """Children named together were put into one household: whoever nothing else places there leaves it."""
    others = set(home.people.exclude(pk=child.pk))
    named = others & {line.person for line in contact.children.select_related("person")}
    if _placed(child, others):  # the child's own household, into which the others may have been put
        return {one for one in named if not _placed(one, {child} | (others - named))}
    if _known_besides(contact, child) and not any(_known_besides(contact, one) for one in others):
        return named
    return {child} if others else set()


def _placed(person: Person, members: Collection[Person]) -> bool:
    """Whether anything that stands tells of this person together with one of these."""
    related = Relationship.objects.filter(person=person, other__in=members)
    together = ContactChild.objects.filter(person__in=members, contact__in=_contacts_of(person))
    return related.exists() or together.exists()


def _known_besides(contact: Contact, person: Person) -> bool:
    """Whether anything that stands tells of this person besides this contact."""
    elsewhere = ContactChild.objects.filter(person=person).exclude(contact=contact)
    return elsewhere.exists() or Event.objects.filter(person=person).exists()


def _contacts_of(person: Person) -> list[int]:
    return list(ContactChild.objects.filter(person=person).values_list("contact_id", flat=True))


def _forget_address(contact: Contact, home: Household) -> int:
    """The address that this contact gave to the wrong child's household, and no other contact of theirs."""
    told = Contact.objects.filter(
        address=home.address, children__person__household=home, children__mistaken_at=None
    )
    if not home.address or home.address != contact.address or told.exists():
        return 0
    home.address = ""
    home.save(update_fields=["address"])
    return 1
