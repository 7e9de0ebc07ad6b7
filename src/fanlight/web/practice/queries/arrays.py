"""Decisions and events of the database as arrays: column by column, with no object a row."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from fanlight.casework.event import EventKind
from fanlight.casework.linking import KIND_CODE, EventArrays
from fanlight.practice.outcome import DecidedArrays
from fanlight.terms.english_days import english_days
from fanlight.web.casework.models import Event, Person
from fanlight.web.frontdoor.models import ContactChild, Decision


def decision_arrays(
    decisions: QuerySet[Decision],
) -> tuple[NDArray[np.int64], NDArray[Any], DecidedArrays]:
    """Ids, steps, and what outcomes and links are computed from, in the order of the query."""
    columns = _columns(
        decisions.values_list(
            "pk",
            "step",
            "level__kind",
            _child("line__"),
            _text("at"),
            _text("line__contact__received_at"),
            _text(_of_child("born_on")),
            _text(_of_child("died_on")),
        ),
        8,
    )
    ids, steps, kinds, persons, decided_at, received_at, born_on, died_on = columns
    decided = DecidedArrays(
        person=persons.astype(np.int64),
        received_on=_english(received_at),
        decided_on=_english(decided_at),
        level_kind=kinds.astype(str),
        born_on=born_on.astype("datetime64[D]"),
        died_on=died_on.astype("datetime64[D]"),
    )
    return ids.astype(np.int64), steps, decided


def events_of(decisions: QuerySet[Decision], since: date) -> EventArrays:
    """Imported events of the children decided about, and the contacts that this front door itself received.

    The database finds the children itself: a list of thousands of numbers takes longer to send than to read.
    """
    children = decisions.order_by().values(child=_child("line__"))
    records = Person.objects.filter(Q(pk__in=children) | Q(joined_into__in=children)).values("pk")
    imported = Event.objects.filter(person__in=records, replaced_by=None, on__gte=since)
    person, kind, on = _columns(imported.values_list(_child(), "kind", _text("on")), 3)
    own = ContactChild.objects.filter(person__in=records).order_by()
    own_person, received_at = _columns(own.values_list(_child(), _text("contact__received_at")), 2)
    codes = {kind.value: code for kind, code in KIND_CODE.items()}
    contacts = np.full(len(own_person), KIND_CODE[EventKind.CONTACT], np.int8)
    return EventArrays(
        person=np.concatenate([person, own_person]).astype(np.int64),
        kind=np.concatenate([np.array([codes[one] for one in kind], np.int8), contacts]),
        on=np.concatenate([on.astype("datetime64[D]"), _english(received_at)]),
    )


def _child(line: str = "") -> Coalesce:
    """The child of a row: an unborn child is the one it became."""
    return Coalesce(f"{line}person__joined_into_id", F(f"{line}person_id"))


def _of_child(name: str) -> Coalesce:
    return Coalesce(f"line__person__joined_into__{name}", f"line__person__{name}")


def _text(name: str | Coalesce) -> Cast:
    """A day or instant as the database writes it: read by numpy at once, not value by value."""
    return Cast(name, CharField())


def _english(instants: NDArray[Any]) -> NDArray[np.datetime64]:
    # PostgreSQL writes the zone (always UTC here) behind the seconds.
    return english_days(np.array([text[:19] for text in instants], "datetime64[s]"))


def _columns(rows: QuerySet[Any], width: int) -> list[NDArray[Any]]:
    """Rows as arrays, one a column (`width` of them, also when there are no rows)."""
    columns = list(zip(*rows.iterator(chunk_size=20_000), strict=True)) or [()] * width
    return [np.array(column, dtype=object) for column in columns]
