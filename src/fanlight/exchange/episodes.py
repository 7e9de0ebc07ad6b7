"""Which referral each event belongs to: the child's latest one on or before its day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from fanlight.casework.event import Event, EventKind


@dataclass(slots=True)
class Episode:
    """A referral and the events that follow it, until the child's next referral."""

    referral: Event
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Episodes:
    """Episodes by child, in order of referral, and the events that come before any referral."""

    by_person: dict[str, list[Episode]]
    before_any: list[Event]


def episodes_of(events: Iterable[Event]) -> Episodes:
    """Gather events into episodes of casework.

    Contacts, early help and periods of care stand outside an episode and are left aside.

    Examples
    --------
    >>> from datetime import date
    >>> referral = Event("C1", EventKind.REFERRAL, date(2025, 6, 8))
    >>> assessment = Event("C1", EventKind.ASSESSMENT, date(2025, 6, 10))
    >>> early = Event("C1", EventKind.SECTION_47, date(2025, 1, 1))
    >>> found = episodes_of([assessment, referral, early])
    >>> found.by_person["C1"][0].events == [assessment], found.before_any == [early]
    (True, True)
    """
    outside = (EventKind.CONTACT, EventKind.EARLY_HELP, EventKind.LOOKED_AFTER)
    by_person: dict[str, list[Episode]] = {}
    rest: list[Event] = []
    for event in events:
        if event.kind is EventKind.REFERRAL:
            by_person.setdefault(event.person_id, []).append(Episode(event))
        elif event.kind not in outside:
            rest.append(event)
    for episodes in by_person.values():
        episodes.sort(key=lambda episode: episode.referral.on)
    before_any: list[Event] = []
    for event in rest:
        episodes = by_person.get(event.person_id, [])
        after = bisect_right(episodes, event.on, key=lambda episode: episode.referral.on)
        if after:
            episodes[after - 1].events.append(event)
        else:
            before_any.append(event)
    return Episodes(by_person, before_any)
