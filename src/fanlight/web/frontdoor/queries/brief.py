"""Everything the brief of a contact is built from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Prefetch

from fanlight.casework.event import Event as RecordedEvent
from fanlight.frontdoor.brief import (
    CHILD,
    AskedOf,
    Brief,
    BriefContact,
    EarlierContact,
    KnownPerson,
    build_brief,
)
from fanlight.frontdoor.decision import Answer
from fanlight.frontdoor.fold import SignatureRule
from fanlight.terms.codes import REFERRAL_SOURCE
from fanlight.web.casework.models import Person, Relationship
from fanlight.web.casework.queries import current_events, household_of, known_up_to, records_of
from fanlight.web.frontdoor.clock import local
from fanlight.web.frontdoor.models import Contact, ContactChild, Decision
from fanlight.web.frontdoor.models import SignatureRule as NamedSignature
from fanlight.web.frontdoor.queries.decisions import LineState
from fanlight.web.frontdoor.queries.perhaps_same import perhaps_the_same

EARLIER_SHOWN = 200


def brief_of(contact: Contact, now: datetime) -> Brief:
    """Build the brief as of `now`, from what is held at this moment."""
    lines = contact.children.select_related("person__household", "person__joined_into__household")
    children = list(dict.fromkeys(known for line in lines for known in _one_or_two(line.person)))
    people = _people(contact, children)
    earlier = _earlier(contact, [person for _, person in people])
    return build_brief(
        contact=_header(contact),
        people=[known for known, _ in people],
        events=_events([person for _, person in people]),
        earlier_contacts=[told for _, told in earlier],
        requests=_requests(contact, now),
        known_up_to=known_up_to(),
        signature_rules=[
            SignatureRule(name=rule.name, begins=rule.begins, ends=rule.ends)
            for rule in NamedSignature.objects.filter(retired_at=None).order_by("name")
        ],
        now=_to_the_second(now),
        perhaps_same=perhaps_the_same(contact, [one for _, one in people], [pk for pk, _ in earlier]),
    )


def _one_or_two(person: Person) -> list[Person]:
    """A child typed without a number and then joined is told as known; an unborn one also as it was."""
    if person.joined_into is None:
        return [person]
    return [person, person.joined_into] if person.is_unborn else [person.joined_into]


def _to_the_second(at: datetime) -> datetime:
    """English time; what was asked a moment before the brief was built must not stand after it."""
    return local(at).replace(microsecond=0)


def _header(contact: Contact) -> BriefContact:
    consent = contact.get_consent_display() if contact.consent else ""
    return BriefContact(
        ref=contact.ref,
        received_at=local(contact.received_at),
        text=contact.raw_text,
        channel=contact.channel,
        source_code=contact.source_code,
        source_words=contact.source_words,
        organisation=contact.organisation,
        referrer=contact.referrer_name,
        referrer_anonymous=contact.source_code == "9",
        case_system_id=contact.case_system_id,
        time_known=contact.time_known,
        child_seen=Answer(contact.child_seen) if contact.child_seen else None,
        out_of_hours=contact.out_of_hours,
        out_of_hours_action=contact.out_of_hours_action,
        consent=". ".join(part.rstrip(".") for part in (consent, contact.consent_words) if part),
    )


def _people(contact: Contact, children: Sequence[Person]) -> list[tuple[KnownPerson, Person]]:
    """The children first, then adults the contact names, then the rest of the household."""
    roles: dict[Person, str] = dict.fromkeys(children, CHILD)
    for adult in contact.adults.select_related("person__household").prefetch_related("person__identifiers"):
        roles.setdefault(adult.person, adult.words)
    relations = {
        relation.other_id: relation.words
        for relation in Relationship.objects.filter(person__in=children).order_by("-id")
    }
    for person in household_of(children).filter(joined_into=None).order_by("born_on", "id"):
        roles.setdefault(
            person, relations.get(person.pk, "adult" if person.is_adult else "child of the household")
        )
    persons = (
        Person.objects.filter(pk__in=[person.pk for person in roles])
        .select_related("household")
        .prefetch_related("identifiers")
    )
    by_id = {person.pk: person for person in persons}
    return [(_known(by_id[one.pk], role, contact), by_id[one.pk]) for one, role in roles.items()]


def _known(person: Person, role: str, contact: Contact) -> KnownPerson:
    return KnownPerson(
        ref=person.key,
        name=person.name,
        role=role,
        born_on=person.born_on,
        expected_on=person.expected_on,
        event_ids=(person.key,),
        identifiers=tuple(("Case system", identifier.value) for identifier in person.identifiers.all())
        + ((("UPN", person.upn),) if person.upn else ()),
        address=_address(person, contact) if role == CHILD else "",
        school=person.school,
        gp=person.gp,
    )


def _address(child: Person, contact: Contact) -> str:
    """As given with the contact; another one that was held before is told beside it."""
    held = child.household.address if child.household else ""
    if contact.address and held and contact.address != held:
        return f"{contact.address} (given now; held before: {held})"
    return contact.address or held


def _events(people: Sequence[Person]) -> list[RecordedEvent]:
    """Events of these people, those from before a birth under the child who was born."""
    keys = {person.pk: person.key for person in people}
    records = records_of(keys)
    return [event.as_recorded(keys[records[event.person_id]]) for event in current_events(records)]


def _earlier(contact: Contact, people: Sequence[Person]) -> list[tuple[int, EarlierContact]]:
    decisions = Decision.objects.order_by("id").select_related("level")
    lines = ContactChild.objects.select_related("person").prefetch_related(Prefetch("decisions", decisions))
    keys = {person.pk: person.key for person in people}
    shown = {record: keys[child] for record, child in records_of(keys).items()}
    before = (
        Contact.objects.filter(
            children__person__in=shown, children__mistaken_at=None, received_at__lte=contact.received_at
        )
        .exclude(pk=contact.pk)
        .distinct()
        .order_by("-received_at")
        .prefetch_related(Prefetch("children", lines))[:EARLIER_SHOWN]
    )
    return [(one.pk, _one_earlier(one, shown)) for one in before]


def _one_earlier(contact: Contact, shown: Mapping[int, str]) -> EarlierContact:
    lines = list(contact.children.all())
    decided = (LineState(line, list(line.decisions.all())).in_force for line in lines)
    labels = dict.fromkeys(decision.level_label for decision in decided if decision)
    return EarlierContact(
        ref=contact.ref,
        received_at=local(contact.received_at),
        text=contact.raw_text,
        source_code=contact.source_code if contact.source_code in REFERRAL_SOURCE else "",
        source_words=contact.source_words,
        organisation=contact.organisation,
        level="; ".join(labels),
        about=tuple(dict.fromkeys(shown[line.person_id] for line in lines if line.person_id in shown)),
        case_system_id=contact.case_system_id,
    )


def _requests(contact: Contact, now: datetime) -> list[AskedOf]:
    return [
        AskedOf(
            asked_of=request.asked_of,
            asked_at=_to_the_second(request.asked_at),
            about=request.about,
            answered_at=_to_the_second(request.answered_at) if request.answered_at else None,
            answer=request.answer,
        )
        for request in contact.requests.all()
        if request.asked_at <= now
    ]
