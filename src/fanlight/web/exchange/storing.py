"""What a reading holds becomes rows: persons by identifier, events by identity. Same file, same state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice

from fanlight.casework.event import Event as RecordedEvent
from fanlight.casework.event import EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.reading import Reading
from fanlight.web.casework.models import Event, LocalIdentifier, Person, SourceFile
from fanlight.web.casework.queries import by_identifier

Place = tuple[str, EventKind, date]
ROOM = 3  # events of one child, kind and day that are held and that a file does not tell
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
    groups = _groups(events)
    held = _held(groups)
    new, changed, same = [], [], 0
    for place, group in groups.items():
        for number, before, event in _paired(group, held.get(place, {})):
            merged = event if before is None else _merged(before, event, source)
            row = _row(_identity(place, number), merged, persons, source)
            if before is None:
                new.append(row)
            elif merged.content_hash() != before.content_hash:
                changed.append((before.pk, row))
            else:
                same += 1
    Event.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    for before_id, row in changed:
        _replace(before_id, row)
    return {
        "new events": len(new),
        "changed events": len(changed),
        "events held already": same,
    }


def _groups(events: Iterable[RecordedEvent]) -> dict[Place, list[RecordedEvent]]:
    """Different events by child, kind and day; the same thing told twice stands once."""
    groups: dict[Place, dict[str, RecordedEvent]] = {}
    for event in events:
        group = groups.setdefault((event.person_id, event.kind, event.on), {})
        group.setdefault(event.content_hash(), event)
    return {place: sorted(group.values(), key=lambda one: one.key) for place, group in groups.items()}


def _identity(place: Place, number: int) -> str:
    """Child, kind, day, and the number among those that share all three.

    Source numbers are left out: they differ between formats and vendors.
    """
    person_id, kind, on = place
    return RecordedEvent(person_id, kind, on, key=str(number)).identity()


def _held(groups: Mapping[Place, list[RecordedEvent]]) -> dict[Place, dict[int, Event]]:
    """Current events in the places that a file speaks of, by number, and some more than it tells."""
    places = {
        _identity(place, number): (place, number)
        for place, group in groups.items()
        for number in range(len(group) + ROOM)
    }
    held: dict[Place, dict[int, Event]] = {}
    for some in batched(places, ROWS_AT_ONCE):
        found = Event.objects.filter(identity__in=some, replaced_by=None).select_related("source")
        for event in found:
            place, number = places[event.identity]
            held.setdefault(place, {})[number] = event
    return held


def _paired(
    group: list[RecordedEvent], held: Mapping[int, Event]
) -> Iterator[tuple[int, Event | None, RecordedEvent]]:
    """Each told event with its number and the held event that it is: by key, else the next."""
    left = dict(held)
    next_new = max(held, default=-1) + 1
    for event in group:
        same_key = (number for number, one in left.items() if event.key and one.key == event.key)
        keyless = (number for number, one in sorted(left.items()) if not (event.key and one.key))
        number = next(same_key, next(keyless, None))
        if number is None:
            yield next_new, None, event
            next_new += 1
        else:
            yield number, left.pop(number), event


def _merged(before: Event, told: RecordedEvent, source: SourceFile) -> RecordedEvent:
    """What was held and what the file says; where they differ, the file that knows longer is right."""
    said = {name: value for name, value in told.detail.items() if value}
    if source.known_up_to < before.source.known_up_to:
        detail, ended_on = {**said, **before.detail}, before.ended_on or told.ended_on
    else:
        detail, ended_on = {**before.detail, **said}, told.ended_on or before.ended_on
    return replace(told, ended_on=ended_on, detail=detail, key=told.key or before.key)


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
