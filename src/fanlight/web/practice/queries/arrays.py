"""Decisions and events of the database as arrays: column by column, with no object a row."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from fanlight.casework.event import EventKind
from fanlight.casework.linking import KIND_CODE, EventArrays
from fanlight.practice.outcome import DecidedArrays
from fanlight.web.casework.columns import as_text, child, columns, days_in_england, of_child
from fanlight.web.casework.models import Event, Person
from fanlight.web.frontdoor.models import ContactChild, Decision


def decision_arrays(
    decisions: QuerySet[Decision],
) -> tuple[NDArray[np.int64], NDArray[Any], DecidedArrays]:
    """Ids, steps, and what outcomes and links are computed from, in the order of the query."""
    told = columns(
        decisions.values_list(
            "pk",
            "step",
            "level__kind",
            child("line__"),
            as_text("at"),
            as_text("line__contact__received_at"),
            as_text(of_child("born_on", "line__")),
            as_text(of_child("died_on", "line__")),
        ),
        8,
    )
    ids, steps, kinds, persons, decided_at, received_at, born_on, died_on = told
    decided = DecidedArrays(
        person=persons.astype(np.int64),
        received_on=days_in_england(received_at),
        decided_on=days_in_england(decided_at),
        level_kind=kinds.astype(str),
        born_on=born_on.astype("datetime64[D]"),
        died_on=died_on.astype("datetime64[D]"),
    )
    return ids.astype(np.int64), steps, decided


def events_of(decisions: QuerySet[Decision], since: date) -> EventArrays:
    """Imported events of the children decided about, and the contacts that this front door itself received.

    The database finds the children itself: a list of thousands of numbers takes longer to send than to read.
    """
    children = decisions.order_by().values(child=child("line__"))
    records = Person.objects.filter(Q(pk__in=children) | Q(joined_into__in=children)).values("pk")
    return _arrays(
        Event.objects.filter(person__in=records, on__gte=since),
        ContactChild.objects.filter(person__in=records),
    )


def every_event() -> EventArrays:
    """Imported events of every child, and the contacts that this front door itself received."""
    return _arrays(Event.objects.all(), ContactChild.objects.all())


def _arrays(events: QuerySet[Event], own: QuerySet[ContactChild]) -> EventArrays:
    imported = events.filter(replaced_by=None).order_by()
    person, kind, on = columns(imported.values_list(child(), "kind", as_text("on")), 3)
    own = own.order_by()
    own_person, received_at = columns(own.values_list(child(), as_text("contact__received_at")), 2)
    codes = {kind.value: code for kind, code in KIND_CODE.items()}
    contacts = np.full(len(own_person), KIND_CODE[EventKind.CONTACT], np.int8)
    return EventArrays(
        person=np.concatenate([person, own_person]).astype(np.int64),
        kind=np.concatenate([np.array([codes[one] for one in kind], np.int8), contacts]),
        on=np.concatenate([on.astype("datetime64[D]"), days_in_england(received_at)]),
    )
