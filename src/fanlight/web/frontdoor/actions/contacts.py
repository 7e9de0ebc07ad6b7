"""A contact arrives, is read, is marked as needing someone now, is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from fanlight.web.accounts.models import Team, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.casework.models import Household, LocalIdentifier, Person, Relationship
from fanlight.web.casework.queries import by_identifier
from fanlight.web.frontdoor.models import Contact, ContactAdult, ContactChild


@dataclass(frozen=True)
class NamedPerson:
    """A child or adult as typed in; a local identifier finds somebody already known."""

    forename: str = ""
    surname: str = ""
    born_on: date | None = None
    expected_on: date | None = None
    sex: str = ""
    local_id: str = ""
    words: str = ""
    known: Person | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@action
def record_contact(
    *,
    by: User | None,
    team: Team,
    submission: UUID,
    children: Sequence[NamedPerson],
    adults: Sequence[NamedPerson] = (),
    address: str = "",
    **what: Any,
) -> Contact:
    """A contact that a person typed or a case system sent. The same submission twice is one contact."""
    if again := Contact.objects.filter(submission=submission).first():
        tell(by=by, action="send a contact again", record=again)
        return again
    if not children:
        raise ValueError("A contact concerns at least one child")
    contact = Contact.objects.create(
        address=address, team=team, submission=submission, entered_by=by, entered_at=timezone.now(), **what
    )
    persons = [find_or_make(child) for child in children]
    one_household(persons, address)
    for position, person in enumerate(dict.fromkeys(persons)):
        ContactChild.objects.create(contact=contact, person=person, position=position)
    for adult in adults:
        person = met_before(adult, persons) or find_or_make(adult, is_adult=True)
        ContactAdult.objects.create(contact=contact, person=person, words=adult.words)
        for child in persons:
            Relationship.objects.get_or_create(person=child, other=person, words=adult.words)
    tell(by=by, action="record a contact", record=contact, persons=[p.key for p in persons])
    return contact


@action
def add_child(*, contact: Contact, named: NamedPerson, by: User) -> ContactChild:
    """A child of whom one learned later is on the contact too, undecided: a closed contact is open again."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    lines = list(contact.children.select_related("person__household"))
    if again := next((line for line in lines if _is_as_typed(line.person, named)), None):
        tell(by=by, action="add a child again", record=contact, persons=[again.person.key])
        return again
    person = find_or_make(named)
    one_household([*(line.person for line in lines), person], contact.address)
    # After every line, also of a child named by mistake: nobody is given the place of another.
    position = max(line.position for line in ContactChild.ever.filter(contact=contact)) + 1
    added, _ = ContactChild.objects.get_or_create(
        contact=contact, person=person, defaults={"position": position}
    )
    for adult in contact.adults.all():
        Relationship.objects.get_or_create(person=person, other_id=adult.person_id, words=adult.words)
    contact.closed_at = None
    contact.save(update_fields=["closed_at"])
    tell(by=by, action="add a child to a contact", record=contact, persons=[person.key])
    return added


def _is_as_typed(person: Person, named: NamedPerson) -> bool:
    """A second click, or somebody else who typed the same child."""
    if named.local_id:
        return any(one.value == named.local_id for one in person.identifiers.all())
    typed = (named.forename, named.surname, named.born_on, named.expected_on)
    return typed == (person.forename, person.surname, person.born_on, person.expected_on)


def met_before(adult: NamedPerson, children: Sequence[Person]) -> Person | None:
    """The adult of this name whom an earlier contact named for one of these children."""
    if not (adult.forename and adult.surname):
        return None
    names = {"forename__iexact": adult.forename, "surname__iexact": adult.surname}
    theirs = Relationship.objects.filter(person__in=children).values("other")
    return Person.objects.filter(pk__in=theirs, is_adult=True, **names).order_by("pk").first()


def find_or_make(named: NamedPerson, **defaults: Any) -> Person:
    if named.known:
        return named.known
    if named.local_id:
        found = by_identifier([named.local_id], LocalIdentifier.CASE_SYSTEM).get(named.local_id)
        if found:
            return found
    person = Person.objects.create(
        forename=named.forename,
        surname=named.surname,
        born_on=named.born_on,
        expected_on=named.expected_on,
        sex=named.sex,
        **defaults,
    )
    if named.local_id:
        LocalIdentifier.objects.create(person=person, value=named.local_id)
    return person


def one_household(persons: Sequence[Person], address: str) -> None:
    """Children named together share a household, unless one of them is known elsewhere."""
    household = next((person.household for person in persons if person.household), None)
    if household is None:
        household = Household.objects.create(address=address)
    elif address and not household.address:
        household.address = address
        household.save(update_fields=["address"])
    for person in persons:
        if person.household is None:
            person.household = household
            person.save(update_fields=["household"])


@action
def note_first_read(*, contact: Contact, by: User) -> None:
    """Somebody opened it for the first time: it is no longer shown as unread."""
    contact.first_read_at, contact.first_read_by = timezone.now(), by
    contact.save(update_fields=["first_read_at", "first_read_by"])
    tell(by=by, action="read first", record=contact, persons=_keys(contact))


@action
def mark_urgency(*, contact: Contact, by: User, urgency: str) -> None:
    """A person says somebody is needed now (or no longer); nothing else ever sets this."""
    contact.urgency = urgency
    contact.urgency_by, contact.urgency_at = by, timezone.now()
    contact.save(update_fields=["urgency", "urgency_by", "urgency_at"])
    tell(by=by, action="mark urgency", record=contact, persons=_keys(contact), urgency=urgency)


@action
def accept_as_referral(*, contact: Contact, by: User, at: datetime) -> None:
    """The contact is accepted as a referral; where the authority counts from there, its clock starts."""
    contact.referral_at = at
    contact.save(update_fields=["referral_at"])
    tell(by=by, action="accept as a referral", record=contact, persons=_keys(contact))


@action
def take_hand_over(*, contacts: Sequence[Contact], by: User) -> int:
    """The morning's hand-over: somebody has read what the emergency duty team did."""
    at = timezone.now()
    for contact in contacts:
        contact.handed_over_at, contact.handed_over_to = at, by
        contact.save(update_fields=["handed_over_at", "handed_over_to"])
    for contact in contacts:  # after all rows are held: the log is the last lock that anybody takes
        tell(by=by, action="take over from out of hours", record=contact, persons=_keys(contact))
    return len(contacts)


@action
def join_after_birth(*, unborn: Person, born: Person, by: User) -> None:
    """A person says which child an unborn child became: its contacts then belong to that child."""
    if not unborn.is_unborn or born.is_unborn:
        raise ValueError("Join an unborn child to a child who was born")
    unborn.joined_into = born
    unborn.save(update_fields=["joined_into"])
    tell(by=by, action="join after birth", record=unborn, persons=[unborn.key, born.key])


def _keys(contact: Contact) -> list[str]:
    return list(contact.children.values_list("person__key", flat=True))
