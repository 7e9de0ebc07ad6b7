"""A difference becomes rows. Same file, same state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fanlight.casework.event import Event as RecordedEvent
from fanlight.web.casework.models import Event, LocalIdentifier, Person, SourceFile
from fanlight.web.exchange.difference import (
    DESCRIBED,
    ROWS_AT_ONCE,
    EventDifference,
    PersonDifference,
    ToldEvent,
    ToldOfPerson,
    event_difference,
)


def store_persons(
    found: PersonDifference,
    source: SourceFile,
    *,
    take_over: bool,
    scheme: str = LocalIdentifier.CASE_SYSTEM,
) -> list[ToldOfPerson]:
    """Make who is new and describe who is known; what was described, for whoever undoes it."""
    for person in found.new.values():
        person.made_from = source
    Person.objects.bulk_create(found.new.values(), batch_size=ROWS_AT_ONCE)
    LocalIdentifier.objects.bulk_create(
        (LocalIdentifier(person=person, scheme=scheme, value=value) for value, person in found.new.items()),
        batch_size=ROWS_AT_ONCE,
    )
    taken = [*found.filled, *(found.contradictions if take_over else ())]
    for one in taken:
        setattr(one.person, one.field, one.told)
    changed = {one.person.pk: one.person for one in taken}
    Person.objects.bulk_update(changed.values(), list(DESCRIBED), batch_size=100)
    return taken


def store_events(
    events: Iterable[RecordedEvent], persons: Mapping[str, Person], source: SourceFile
) -> EventDifference:
    """Add new events, complete those that a file tells more of, leave the rest."""
    found = event_difference(events, source)
    store_event_difference(found, persons, source)
    return found


def store_event_difference(found: EventDifference, persons: Mapping[str, Person], source: SourceFile) -> None:
    """Write new and changed events, and mark those no longer present."""
    Event.objects.bulk_create((_row(told, persons, source) for told in found.new), batch_size=ROWS_AT_ONCE)
    for told in found.changed:
        _replace(told, _row(told, persons, source))
    for event in found.absent:
        Event.objects.filter(pk=event.pk).update(replaced_by=event.pk, no_longer_in=source)


def _row(told: ToldEvent, persons: Mapping[str, Person], source: SourceFile) -> Event:
    event = told.event
    return Event(
        person=persons[event.person_id],
        kind=event.kind.value,
        on=event.on,
        ended_on=event.ended_on,
        detail=dict(event.detail),
        key=event.key,
        identity=told.identity,
        content_hash=event.content_hash(),
        source=source,
        place=event.place[:200],
    )


def _replace(told: ToldEvent, row: Event) -> None:
    # For a moment the old row stands for itself: only one row of an identity may be current.
    before = Event.objects.filter(pk=told.held.pk)
    before.update(replaced_by=told.held.pk)
    row.save(force_insert=True)
    before.update(replaced_by=row)
