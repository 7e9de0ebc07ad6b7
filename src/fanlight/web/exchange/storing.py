"""What a reading holds becomes rows: persons by identifier, events by identity. Same file, same state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from fanlight.casework.event import Event as RecordedEvent
from fanlight.casework.person import PersonRecord
from fanlight.exchange.reading import Reading
from fanlight.web.casework.models import Event, LocalIdentifier, Person, SourceFile
from fanlight.web.casework.queries import by_identifier

ROWS_AT_ONCE = 900  # SQLite's parameter limit, with room
_DESCRIBED = ("forename", "surname", "born_on", "expected_on", "died_on", "sex", "ethnicity", "upn")


def batched(values: Iterable[str], size: int) -> Iterator[list[str]]:
    """Python 3.12's `itertools.batched`, for 3.11."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def store_persons(reading: Reading, scheme: str = LocalIdentifier.CASE_SYSTEM) -> dict[str, Person]:
    """Find or make every person the reading speaks of; what the file knows better is taken over."""
    described = {record.person_id: record for record in reading.persons}
    wanted = list(dict.fromkeys([*described, *_spoken_of(reading)]))
    known: dict[str, Person] = {}
    for some in batched(wanted, ROWS_AT_ONCE):
        known |= by_identifier(some, scheme)
    new = {value: Person() for value in wanted if value not in known}
    for value, person in new.items():
        _describe(person, described.get(value))
    Person.objects.bulk_create(new.values(), batch_size=ROWS_AT_ONCE)
    LocalIdentifier.objects.bulk_create(
        (LocalIdentifier(person=person, scheme=scheme, value=value) for value, person in new.items()),
        batch_size=ROWS_AT_ONCE,
    )
    changed = [person for value, person in known.items() if _describe(person, described.get(value))]
    Person.objects.bulk_update(changed, list(_DESCRIBED), batch_size=100)
    return known | new


def _spoken_of(reading: Reading) -> Iterator[str]:
    for group in (reading.events, reading.contacts, reading.past_decisions):
        for row in group:
            yield row.person_id


def _describe(person: Person, record: PersonRecord | None) -> bool:
    """Take over what the record says; silence changes nothing. Whether anything changed."""
    if record is None:
        return False
    changed = False
    for name in _DESCRIBED:
        told = getattr(record, name)
        if told and told != getattr(person, name):
            setattr(person, name, told)
            changed = True
    return changed


def store_events(
    events: Iterable[RecordedEvent], persons: Mapping[str, Person], source: SourceFile
) -> dict[str, int]:
    """Add new events, complete those that a file tells more of, leave the rest; how many of each.

    One event comes in several formats: a referral stands in the CIN Census, in Annex A and in the SSD
    tables, each with its own details. It is one event here. What a file does not say changes nothing.
    """
    told = _one_each(events)
    held = _held(told)
    new, changed = [], []
    for identity, event in told.items():
        before = held.get(identity)
        merged = event if before is None else _merged(before, event)
        if before is None:
            new.append(_row(identity, merged, persons, source))
        elif merged.content_hash() != before.content_hash:
            changed.append((before.pk, _row(identity, merged, persons, source)))
    Event.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    for before_id, row in changed:
        _replace(before_id, row)
    return {
        "new events": len(new),
        "changed events": len(changed),
        "events held already": len(told) - len(new) - len(changed),
    }


def _one_each(events: Iterable[RecordedEvent]) -> dict[str, RecordedEvent]:
    """Events by identity: child, kind, day, and their number among those that share all three.

    Source numbers are left out: they differ between formats and vendors.
    """
    groups: dict[tuple[str, str, object], dict[str, RecordedEvent]] = {}
    for event in events:
        group = groups.setdefault((event.person_id, event.kind.value, event.on), {})
        group.setdefault(event.content_hash(), event)
    told = {}
    for group in groups.values():
        for number, event in enumerate(sorted(group.values(), key=lambda event: event.key)):
            told[replace(event, key=str(number)).identity()] = event
    return told


def _held(identities: Iterable[str]) -> dict[str, Event]:
    held: dict[str, Event] = {}
    for some in batched(identities, ROWS_AT_ONCE):
        held |= {event.identity: event for event in Event.objects.filter(identity__in=some, replaced_by=None)}
    return held


def _merged(before: Event, told: RecordedEvent) -> RecordedEvent:
    """What was held, with what the file says beside or instead."""
    return replace(
        told,
        ended_on=told.ended_on or before.ended_on,
        detail={**before.detail, **{name: value for name, value in told.detail.items() if value}},
        key=told.key or before.key,
    )


def _row(identity: str, event: RecordedEvent, persons: Mapping[str, Person], source: SourceFile) -> Event:
    return Event(
        person=persons[event.person_id],
        kind=event.kind.value,
        on=event.on,
        ended_on=event.ended_on,
        detail=dict(event.detail),
        key=event.key,
        identity=identity,
        content_hash=event.content_hash(),
        source=source,
        place=event.place[:200],
    )


def _replace(before_id: int, row: Event) -> None:
    # For a moment the old row stands for itself: only one row of an identity may be current.
    Event.objects.filter(pk=before_id).update(replaced_by=before_id)
    row.save(force_insert=True)
    Event.objects.filter(pk=before_id).update(replaced_by=row)
