"""A contact that a case system sends: recorded as one that a worker types, on today's list."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import timedelta

from django.db import IntegrityError
from django.utils import timezone

from fanlight.web.accounts.models import Authority, Team
from fanlight.web.casework.models import LocalIdentifier, Person
from fanlight.web.casework.queries import by_identifier
from fanlight.web.exchange.api.taking import NotTaken, SentChild, SentContact, Taken
from fanlight.web.frontdoor.actions.contacts import NamedPerson, record_contact
from fanlight.web.frontdoor.clock import DoorClock
from fanlight.web.frontdoor.models import Contact
from fanlight.web.frontdoor.receiving import NO_DOOR

CASE_SYSTEM = LocalIdentifier.CASE_SYSTEM
AHEAD = timedelta(minutes=5)  # a sender's clock may run a little ahead of ours
NUMBERS = uuid.UUID("5f0c2d0e-7a0f-4e0f-9a55-1d1f4c2a6b01")  # makes one submission of one number
ANOTHER = "this number is held for a child of another name or date of birth: a person must look at both"


def take_sent_contact(sent: SentContact, *, tries: int = 3) -> Taken:
    """Record a contact once; the same number again finds it, however it came in.

    Raises
    ------
    NotTaken
        With the place; nothing is recorded.
    """
    if held := _held(sent):
        return Taken(held.ref, held_already=True)
    _check(sent)
    try:
        return Taken(_record(sent).ref, held_already=False)
    except IntegrityError:  # this contact, or one about the same new child, came at the same moment
        if tries == 1:
            raise
        return take_sent_contact(sent, tries=tries - 1)


def _held(sent: SentContact) -> Contact | None:
    return Contact.objects.filter(case_system_id=sent.case_system_id).order_by("pk").first()


def _check(sent: SentContact) -> None:
    if sent.received_at > timezone.now() + AHEAD:
        raise NotTaken("received_at", "it is in the future")
    if not sent.source_code and not sent.source_words:
        raise NotTaken("source_code", "give the code of the source, or its own words in source_words")
    known = by_identifier([one.case_system_id for one in sent.children if one.case_system_id], CASE_SYSTEM)
    for number, child in enumerate(sent.children):
        if child.case_system_id in {one.case_system_id for one in sent.children[:number]} - {""}:
            raise NotTaken(f"children[{number}].case_system_id", "two children have this number")
        if fault := _fault(child, known.get(child.case_system_id)):
            raise NotTaken(f"children[{number}]", fault)


def _fault(child: SentChild, held: Person | None) -> str:
    """Why a child cannot be put on the contact; "" when it can."""
    today = timezone.localdate()
    if not any(asdict(child).values()):
        return "give a number, a name, a date of birth or an expected date"
    if child.born_on and child.expected_on:
        return "give the date of birth or the expected date, not both"
    if child.born_on and child.born_on > today:
        return "the date of birth is in the future: is it the expected date?"
    return ANOTHER if held and _is_another(child, held) else ""


def _is_another(child: SentChild, held: Person) -> bool:
    """Another day of birth, or neither name the same: one name may have changed or be spelt otherwise."""
    if child.born_on and held.born_on and child.born_on != held.born_on:
        return True
    pairs = ((child.forename, held.forename), (child.surname, held.surname))
    both = [(said.casefold(), known.casefold()) for said, known in pairs if said and known]
    return bool(both) and all(said != known for said, known in both)


def _record(sent: SentContact) -> Contact:
    team = Team.objects.filter(is_front_door=True).order_by("pk").first()
    if team is None:
        raise NotTaken("", NO_DOOR)
    what = asdict(sent)
    children, text = what.pop("children"), what.pop("text")
    clock = DoorClock(Authority.current(), timezone.now())
    return record_contact(
        by=None,
        team=team,
        submission=uuid.uuid5(NUMBERS, sent.case_system_id),
        children=[NamedPerson(local_id=child.pop("case_system_id"), **child) for child in children],
        raw_text=text,
        out_of_hours=clock.arrived_out_of_hours(sent.received_at),
        **what,
    )
