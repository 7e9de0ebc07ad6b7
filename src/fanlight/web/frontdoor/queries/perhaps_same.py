"""Contacts that may be about the same people, where no case-system number says so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.db.models import Prefetch, Q

from fanlight.frontdoor.known import PerhapsSame
from fanlight.frontdoor.perhaps_same import NamedRecord, what_is_the_same
from fanlight.web.casework.models import Person
from fanlight.web.frontdoor.clock import local
from fanlight.web.frontdoor.models import Contact, ContactAdult, ContactChild, Decision
from fanlight.web.frontdoor.queries.decisions import LineState

SHOWN = 10


def perhaps_the_same(contact: Contact, people: Sequence[Person], told: Collection[int]) -> list[PerhapsSame]:
    """The newest contacts with a child or adult of the same name, or at the same address.

    Asked only for who has no number here: of two who have one each, the authority has said that they are two.
    `told` are contacts that the brief shows already.
    """
    unnumbered = [one for one in people if not _has_number(one)]
    if not any(not one.is_adult for one in unnumbered):
        return []
    children = ContactChild.objects.filter(_alike(one for one in people if not one.is_adult))
    adults = ContactAdult.objects.filter(_alike(one for one in unnumbered if one.is_adult))
    found = Q(pk__in=children.values("contact")) | Q(pk__in=adults.values("contact"))
    if contact.address:
        found |= Q(address__iexact=contact.address)
    decisions = Decision.objects.order_by("id").select_related("level")
    lines = ContactChild.objects.select_related("person").prefetch_related(
        "person__identifiers", Prefetch("decisions", decisions)
    )
    named = ContactAdult.objects.select_related("person")
    newest = (
        Contact.objects.filter(found)
        .exclude(pk__in=[contact.pk, *told])
        .order_by("-received_at", "-pk")
        .defer("raw_text")
        .prefetch_related(Prefetch("children", lines), Prefetch("adults", named))[:SHOWN]
    )
    return [one for one in (_line(other, contact, people) for other in newest) if one.why]


def _alike(people: Iterator[Person]) -> Q:
    """Whom an index finds: the same last name, as typed or in capitals, or the same day of birth."""
    alike = Q(pk=None)
    for one in people:
        of_it = Q()
        if one.surname and one.forename:
            spelt = {one.surname, one.surname.upper(), one.surname.title()}
            of_it |= Q(person__surname__in=spelt, person__forename__iexact=one.forename)
        if one.born_on:
            same = Q(person__surname__iexact=one.surname) if one.surname else Q()
            same |= Q(person__forename__iexact=one.forename) if one.forename else Q()
            of_it |= Q(person__born_on=one.born_on) & same if same else Q()
        if of_it:
            unnumbered = Q(person__identifiers=None, person__joined_into=None)
            alike |= of_it & (unnumbered if _has_number(one) else Q())
    return alike


def _line(other: Contact, contact: Contact, people: Sequence[Person]) -> PerhapsSame:
    lines = list(other.children.all())
    theirs = [line.person for line in lines] + [adult.person for adult in other.adults.all()]
    why = dict.fromkeys(
        f"{mine.name}: {same}"
        for mine in people
        for one in theirs
        if mine.pk != one.pk and mine.is_adult == one.is_adult
        if not (_has_number(mine) and (one.is_adult or _has_number(one)))
        if (same := what_is_the_same(_named(mine), _named(one)))
    )
    if contact.address and contact.address.casefold() == other.address.casefold():
        why["same address"] = None
    decided = (LineState(line, list(line.decisions.all())).in_force for line in lines)
    return PerhapsSame(
        ref=other.ref,
        received_at=local(other.received_at),
        why=tuple(why),
        source_code=other.source_code,
        source_words=other.source_words,
        level="; ".join(dict.fromkeys(decision.level_label for decision in decided if decision)),
    )


def _has_number(person: Person) -> bool:
    return bool(person.joined_into_id or person.identifiers.all())


def _named(person: Person) -> NamedRecord:
    return NamedRecord(person.forename, person.surname, person.born_on)
