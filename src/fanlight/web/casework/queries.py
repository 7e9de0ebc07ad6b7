"""Reads of persons and events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q, QuerySet

from fanlight.web.casework.models import Event, Person, SourceFile


def known_up_to() -> date | None:
    """The last day about which an imported file can tell; None before the first import.

    A file that holds no referrals (a table of contacts, a list of past decisions) cannot make silence
    about referrals mean anything.
    """
    return SourceFile.objects.filter(tells_of_referrals=True).aggregate(last=Max("known_up_to"))["last"]


def current_events(persons: Iterable[Person | int]) -> QuerySet[Event]:
    """Events of these persons, newest first; replaced ones left out."""
    return (
        Event.objects.filter(person__in=list(persons), replaced_by=None)
        .select_related("source")
        .order_by("-on", "-id")
    )


def records_of(children: Iterable[int]) -> dict[int, int]:
    """Every record of these children, those from before birth that were joined to them too, to the child."""
    wanted = list(children)
    joined = Person.objects.filter(joined_into__in=wanted).values_list("pk", "joined_into_id")
    return {child: child for child in wanted} | dict(joined)


def household_of(persons: Iterable[Person]) -> QuerySet[Person]:
    """Everyone who shares a household with one of these persons, they included."""
    households = {person.household_id for person in persons if person.household_id}
    return Person.objects.filter(household__in=households).prefetch_related("identifiers")


def by_identifier(values: Iterable[str], scheme: str) -> dict[str, Person]:
    """Persons by what the case system calls them."""
    found = Person.objects.filter(identifiers__scheme=scheme, identifiers__value__in=list(values))
    return {
        identifier.value: person
        for person in found.prefetch_related("identifiers")
        for identifier in person.identifiers.all()
        if identifier.scheme == scheme
    }


def key_of(number: str) -> str | None:
    """The key of the person whom a case system knows under this number."""
    return Person.objects.filter(identifiers__value=number).values_list("key", flat=True).first()


def joined_keys(key: str) -> list[str]:
    """The keys of every record of the person who has this key, joined by somebody."""
    person = Person.objects.filter(key=key).values_list("pk", "joined_into").first()
    if person is None:
        return []
    child = person[1] or person[0]
    records = Person.objects.filter(Q(pk=child) | Q(joined_into=child))
    return list(records.order_by("pk").values_list("key", flat=True))
