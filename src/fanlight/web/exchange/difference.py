"""What a file would change: its persons and events beside those that are held. Reads only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from django.db.models import F, Q

from fanlight.casework.event import Event as RecordedEvent
from fanlight.casework.event import EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.reading import Reading
from fanlight.web.casework.models import Event, LocalIdentifier, Person, SourceFile
from fanlight.web.casework.queries import by_identifier

Place = tuple[str, EventKind, date]
ROOM = 3  # events of one child, kind and day that are held and that a file does not tell
ROWS_AT_ONCE = 900  # SQLite's parameter limit, with room
NOT_KNOWN = {"sex": "U", "ethnicity": "NOBT"}  # codes that say nothing
DESCRIBED = (
    *("forename", "surname", "born_on", "expected_on", "died_on", "sex", "ethnicity", "disability", "upn"),
)


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as it would be held, and as it is held now (None: new)."""

    identity: str
    event: RecordedEvent
    before: Event | None = None

    @property
    def held(self) -> Event:
        """The event as it is held; only asked of changed ones."""
        if self.before is None:
            raise ValueError(f"{self.identity} is new")
        return self.before


@dataclass(frozen=True, slots=True)
class ToldOfPerson:
    """What a file says of a person that is not what is held; `held` is None where nothing is."""

    person_id: str
    person: Person
    field: str
    held: str | date | None
    told: str | date


@dataclass(frozen=True, slots=True)
class PersonDifference:
    """Persons that a reading speaks of.

    Attributes
    ----------
    known, new
        By identifier; the new ones are not in the database.
    filled
        Told where nothing is held: taken.
    contradictions
        Told otherwise than held: kept as held, unless a person says that the file is right.
    """

    known: Mapping[str, Person]
    new: Mapping[str, Person]
    filled: tuple[ToldOfPerson, ...]
    contradictions: tuple[ToldOfPerson, ...]

    def all(self) -> dict[str, Person]:
        """Known and new, by identifier."""
        return {**self.known, **self.new}


@dataclass(frozen=True, slots=True)
class EventDifference:
    """Events new, changed, held already (a number), and held but no longer told."""

    new: tuple[ToldEvent, ...]
    changed: tuple[ToldEvent, ...]
    same: int
    absent: tuple[Event, ...]


def fingerprint(persons: PersonDifference, events: EventDifference) -> str:
    """By which the same difference is known again."""
    parts = [
        *(f"{told.identity} {told.event.content_hash()}" for told in (*events.new, *events.changed)),
        *(f"absent {event.pk}" for event in events.absent),
        *(f"{one.person_id} {one.field} {one.held} {one.told}" for one in persons.contradictions),
        *(f"{one.person_id} {one.field} {one.told}" for one in persons.filled),
        *persons.new,
    ]
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def batched(values: Iterable[str], size: int) -> Iterator[list[str]]:
    """Python 3.12's `itertools.batched`, for 3.11."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def person_difference(reading: Reading, scheme: str = LocalIdentifier.CASE_SYSTEM) -> PersonDifference:
    """Find who is known, and what the reading says of them otherwise."""
    described = {record.person_id: record for record in reading.persons}
    wanted = list(dict.fromkeys([*described, *_spoken_of(reading)]))
    known: dict[str, Person] = {}
    for some in batched(wanted, ROWS_AT_ONCE):
        known |= by_identifier(some, scheme)
    new = {value: _made(described.get(value)) for value in wanted if value not in known}
    told = [one for value, person in known.items() for one in _told_of(value, person, described.get(value))]
    filled = tuple(one for one in told if one.held is None)
    return PersonDifference(known, new, filled, tuple(one for one in told if one.held is not None))


def _spoken_of(reading: Reading) -> Iterator[str]:
    for group in (reading.events, reading.contacts, reading.past_decisions):
        for row in group:
            yield row.person_id


def _made(record: PersonRecord | None) -> Person:
    said = {name: getattr(record, name) for name in DESCRIBED} if record else {}
    return Person(**{name: value for name, value in said.items() if value})


def _told_of(person_id: str, person: Person, record: PersonRecord | None) -> Iterator[ToldOfPerson]:
    """Silence changes nothing, nor do capitals in a name."""
    for name in DESCRIBED if record else ():
        told, held = (_known(name, getattr(of, name)) for of in (record, person))
        if told and str(told).casefold() != str(held or "").casefold():
            yield ToldOfPerson(person_id, person, name, held, told)


def _known(name: str, value: str | date | None) -> str | date | None:
    return None if value == NOT_KNOWN.get(name) else value or None


def event_difference(
    events: Iterable[RecordedEvent], source: SourceFile, complete_from: date | None = None
) -> EventDifference:
    """Put the events of a file beside those held.

    One event comes in several formats: a referral stands in the CIN Census, in Annex A and in the SSD
    tables, each with its own details. It is one event here. What a file does not say changes nothing,
    unless a person said that it is complete since `complete_from`.
    """
    groups = _groups(events)
    held = _held(groups)
    new, changed, met = [], [], set()
    same = 0
    for place, group in groups.items():
        for number, before, event in _paired(group, held.get(place, {})):
            identity = _identity(place, number)
            if before is None:
                new.append(ToldEvent(identity, event))
                continue
            met.add(before.pk)
            merged = _merged(before, event, source)
            if merged.content_hash() != before.content_hash or before.no_longer_in_id:
                changed.append(ToldEvent(identity, merged, before))
            else:
                same += 1
    absent = _absent({kind for _, kind, _ in groups}, met, source, complete_from) if complete_from else ()
    return EventDifference(tuple(new), tuple(changed), same, tuple(absent))


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
    """Events held in the places that a file speaks of, by number, and some more than it tells.

    Those no longer present are among them: a file that tells them again brings them back.
    """
    places = {
        _identity(place, number): (place, number)
        for place, group in groups.items()
        for number in range(len(group) + ROOM)
    }
    latest = Q(replaced_by=None) | Q(replaced_by=F("pk"))
    held: dict[Place, dict[int, Event]] = {}
    for some in batched(places, ROWS_AT_ONCE):
        for event in Event.objects.filter(latest, identity__in=some).select_related("source"):
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
    """What was held and what the file says; where they differ, the file that knows longer is right.

    A later file of the same kind that gives no end takes back an end entered in error: that kind tells ends.
    """
    said = {name: value for name, value in told.detail.items() if value}
    if source.known_up_to < before.source.known_up_to:
        detail, ended_on = {**said, **before.detail}, before.ended_on or told.ended_on
    else:
        same_kind = source.format == before.source.format
        ended_on = told.ended_on if same_kind else told.ended_on or before.ended_on
        detail = {**before.detail, **said}
    return replace(told, ended_on=ended_on, detail=detail, key=told.key or before.key)


def _absent(
    kinds: Iterable[EventKind], met: set[int], source: SourceFile, complete_from: date
) -> Iterator[Event]:
    """Events that files of this kind told of the days and kinds that this one tells, and it does not."""
    held = Event.objects.filter(
        replaced_by=None,
        source__format=source.format,
        kind__in=[kind.value for kind in kinds],
        on__range=(complete_from, source.known_up_to),
    )
    return (event for event in held.select_related("person") if event.pk not in met)
