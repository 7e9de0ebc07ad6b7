"""The children behind a figure of the monthly report: those whose contacts the reader may open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Q, QuerySet

from fanlight.casework.cases import State
from fanlight.web.accounts.models import User
from fanlight.web.casework.columns import child
from fanlight.web.casework.models import Person
from fanlight.web.frontdoor.models import ContactChild
from fanlight.web.frontdoor.queries.contacts import visible_contacts
from fanlight.web.frontdoor.queries.report import FrontDoorReport

STATE_WORDS = {
    State.YES: "counts",
    State.NO: "does not count",
    State.NOT_YET_KNOWN: "not yet known",
    State.LEFT_OUT: "left out",
}


@dataclass(frozen=True)
class CaseRow:
    """One case: the child, the day by the measure's words, whether it counts, a contact to open."""

    person_id: int
    on: date
    state: str
    contact_id: int


@dataclass(frozen=True)
class ChildrenOfAFigure:
    """Cases of children whom the reader may open, newest first; how many others are not listed."""

    rows: Sequence[CaseRow]
    not_listed: int


def children_of(
    report: FrontDoorReport, code: str, first: date, last: date, states: Sequence[State], user: User
) -> ChildrenOfAFigure:
    """The cases of one measure in some days, in some states."""
    cases = report.cases[code].within(first, last)
    cases = cases.where(np.isin(cases.state, [int(state) for state in states]))
    persons = report.people_of(code)[cases.row].tolist()
    contact_of = _newest_contacts(set(persons), user)
    rows = [
        CaseRow(person, on, STATE_WORDS[State(state)], contact_of[person])
        for person, on, state in zip(persons, cases.on.tolist(), cases.state.tolist(), strict=True)
        if person in contact_of
    ]
    return ChildrenOfAFigure(sorted(rows, key=lambda row: row.on, reverse=True), len(persons) - len(rows))


def _newest_contacts(persons: set[int], user: User) -> dict[int, int]:
    """A contact of each child that the reader may open, the newest."""
    theirs = Q(person__in=persons) | Q(person__joined_into__in=persons)
    lines = ContactChild.objects.filter(theirs, contact__in=visible_contacts(user)).annotate(child=child())
    return dict(lines.order_by("contact__received_at", "pk").values_list("child", "contact_id"))


def named(rows: Sequence[CaseRow]) -> dict[int, Person]:
    """The children of some rows, with what they are called."""
    found: QuerySet[Person] = Person.objects.filter(pk__in={row.person_id for row in rows})
    return found.prefetch_related("identifiers").in_bulk()
