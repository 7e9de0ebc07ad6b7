"""Finding a contact by what a caller can say: a number, a name, a date of birth, an address."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db.models import Q, QuerySet

from fanlight.web.casework.models import Person
from fanlight.web.frontdoor.models import Contact, ContactAdult, ContactChild

SHORTEST_PLACE = 4
"""Fewer letters stand in too many addresses."""
MOST_NAMES = 6
DAYS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d")


def contacts_matching(words: str) -> Q:
    """Contacts whose number, case-system number, person or address is meant by these words.

    Names are compared whole, capitals aside, in either order, and one alone is enough: who rings often
    knows a first name. Each way to find is a look-up of its own, which an index can answer.
    """
    match = Q(pk__in=Contact.objects.filter(case_system_id__iexact=words).values("pk"))
    number = words.upper().removeprefix("C-").lstrip("0")
    if number.isdecimal() and len(number) < 18:
        match |= Q(pk=int(number))
    of_children = ContactChild.objects.filter(person__in=_people(words))
    of_adults = ContactAdult.objects.filter(person__in=_people(words))
    match |= Q(pk__in=of_children.values("contact_id")) | Q(pk__in=of_adults.values("contact_id"))
    if len(words) >= SHORTEST_PLACE and any(letter.isalpha() for letter in words):
        match |= Q(pk__in=Contact.objects.filter(address__icontains=words).values("pk"))
        living_there = Person.objects.filter(household__address__icontains=words)
        match |= Q(pk__in=ContactChild.objects.filter(person__in=living_there).values("contact_id"))
    return match


def _people(words: str) -> QuerySet[Person]:
    meant = Q(pk__in=Person.objects.filter(identifiers__value=words).values("pk")) | _named(words)
    if born_on := _day(words):
        meant |= Q(born_on=born_on) | Q(expected_on=born_on)
    return Person.objects.filter(meant)


def _named(words: str) -> Q:
    """One name alone, or both in either order; either may have several words."""
    parts = words.replace(",", " ").split()[:MOST_NAMES]
    whole = " ".join(parts)
    named = Q(forename__iexact=whole) | Q(surname__iexact=whole)
    for at in range(1, len(parts)):
        before, after = " ".join(parts[:at]), " ".join(parts[at:])
        named |= Q(forename__iexact=before, surname__iexact=after)
        named |= Q(forename__iexact=after, surname__iexact=before)
    return named


def _day(words: str) -> date | None:
    for form in DAYS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    return None


def lines_meant(words: str) -> list[ContactChild]:
    """The lines of a contact's number: "C-000123" all who stand on it, "C-000123 2" the second named.

    A child keeps the place, also once it is said that they were named by mistake.
    """
    told = re.fullmatch(r"C-(\d{1,12})(?: (\d{1,2}))?", words.strip().upper())
    if told is None:
        return []
    every = ContactChild.ever.filter(contact_id=int(told[1])).select_related("person")
    lines = list(every.order_by("position", "id"))
    if told[2]:
        return [line for place, line in enumerate(lines, 1) if place == int(told[2])]
    return [line for line in lines if line.stands]


def child_on_contact(words: str) -> str | None:
    """The key of the one child meant by a contact's number, or by it and a place; None where several are."""
    lines = lines_meant(words)
    return lines[0].person.key if len(lines) == 1 else None
