"""What a reading holds becomes rows: persons by identifier, events by identity. Same file, same state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from fanlight.casework.event import Event as RecordedEvent
from fanlight.casework.person import PersonRecord
from fanlight.exchange.reading import Reading, SetAside
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
    events: Sequence[RecordedEvent], persons: Mapping[str, Person], source: SourceFile
) -> tuple[dict[str, int], list[SetAside]]:
    """Add new events, replace changed ones, leave the rest; how many of each."""
    wanted, set_aside = _one_each(events)
    current = _current(wanted)
    new, changed = [], []
    for identity, event in wanted.items():
        before = current.get(identity)
        if before is None:
            new.append(_row(identity, event, persons, source))
        elif before[1] != event.content_hash():
            changed.append((before[0], _row(identity, event, persons, source)))
    Event.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    for before_id, row in changed:
        _replace(before_id, row)
    counts = {
        "new events": len(new),
        "changed events": len(changed),
        "events held already": len(wanted) - len(new) - len(changed),
    }
    return counts, set_aside


def _one_each(events: Iterable[RecordedEvent]) -> tuple[dict[str, RecordedEvent], list[SetAside]]:
    wanted: dict[str, RecordedEvent] = {}
    set_aside = []
    for event in events:
        taken = wanted.setdefault(event.identity(), event)
        if taken is not event and taken != event:
            reason = f"differs from {taken.place or 'an earlier record'} of the same kind, child and day"
            set_aside.append(SetAside(event.place, reason, f"{event.kind.value} on {event.on}"))
    return wanted, set_aside


def _current(identities: Iterable[str]) -> dict[str, tuple[int, str]]:
    current: dict[str, tuple[int, str]] = {}
    for some in batched(identities, ROWS_AT_ONCE):
        rows = Event.objects.filter(identity__in=some, replaced_by=None)
        current |= {row[0]: row[1:] for row in rows.values_list("identity", "id", "content_hash")}
    return current


def _row(identity: str, event: RecordedEvent, persons: Mapping[str, Person], source: SourceFile) -> Event:
    content: dict[str, Any] = {"kind": event.kind.value, "on": event.on, "ended_on": event.ended_on}
    return Event(
        **content,
        person=persons[event.person_id],
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
