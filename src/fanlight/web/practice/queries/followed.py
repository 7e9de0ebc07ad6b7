"""Records with and without the next one, over a year; the children without, for who may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import numpy as np
from django.db.models import Q, QuerySet

from fanlight.casework.event import EventKind
from fanlight.casework.followed import STEPS, WHY_WORDS, Followed, Step, Why, Window, follow
from fanlight.casework.linking import KIND_CODE, EventArrays
from fanlight.web.accounts.models import Team, User
from fanlight.web.audit.remembered import remembered
from fanlight.web.casework.columns import child, within_days
from fanlight.web.casework.models import Person
from fanlight.web.casework.queries import known_up_to
from fanlight.web.casework.windows import windows_in_force
from fanlight.web.frontdoor.models import ContactChild
from fanlight.web.frontdoor.permissions import sees_the_whole_door
from fanlight.web.frontdoor.queries import visible_contacts
from fanlight.web.practice.queries.arrays import decision_arrays, every_event
from fanlight.web.practice.queries.team import first_decisions

YEAR = timedelta(days=365)
ASSESS = "assessment"


@dataclass(frozen=True)
class Told:
    """One step over the year whose windows are over, with how it is shown."""

    followed: Followed
    first_on: date
    last_on: date

    @property
    def step(self) -> Step:
        return self.followed.step

    @property
    def window(self) -> str:
        """In words: "day -1 to day 30"."""
        first, last = self.followed.window
        return f"day {first} to day {last}"

    @property
    def matched(self) -> str:
        """In words: "2,035 of 6,312"."""
        return f"{self.followed.matched:,} of {self.followed.of:,}" if self.followed.of else "none to match"

    @property
    def reasons(self) -> Sequence[str]:
        """Likely reasons that occur, in words."""
        return [f"{count:,}: {WHY_WORDS[why]}" for why, count in self.followed.reasons().items() if count]


@dataclass(frozen=True)
class Unmatched:
    """A child without the next record. `contact_id` is one that may be opened, if there is one."""

    person_id: int
    on: date
    why: str
    contact_id: int | None


def followed_records(codes: Sequence[str] = tuple(STEPS)) -> tuple[date | None, list[Told]]:
    """The day up to which events are known, and each step; none before any import."""
    known = known_up_to()
    if known is None:
        return None, []
    windows = windows_in_force()

    def told(code: str) -> Told:
        return _told(STEPS[code], remembered("every event", every_event), windows[code], known)

    return known, [remembered(f"followed {code}", partial(told, code)) for code in codes]


def _told(step: Step, events: EventArrays, window: Window, known: date) -> Told:
    last = known - timedelta(days=max(window[1], 0))
    first = last - YEAR + timedelta(days=1)
    if step.begins is None:
        made = {"superseded_by": None, "level__kind": ASSESS, **within_days("at", first, last)}
        decisions = first_decisions(list(Team.objects.all()), **made)
        _, _, decided = decision_arrays(decisions)
        person, on = decided.person, decided.received_on
    else:
        of_kind = events.kind == KIND_CODE[step.begins]
        person, on = events.person[of_kind], events.on[of_kind]
    within = (on >= np.datetime64(first, "D")) & (on <= np.datetime64(last, "D"))
    person, on = _once_a_day(person[within], on[within])
    return Told(follow(step, person, on, events, known, window), first, last)


def _once_a_day(person: np.ndarray, on: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each child once a day: a contact held here and told by a file is one."""
    if not len(on):
        return person, on
    rows = np.unique(np.stack([on.astype(np.int64), person.astype(np.int64)]), axis=1)
    return rows[1], rows[0].astype("datetime64[D]")


def unmatched_of(told: Told, user: User) -> tuple[list[Unmatched], int]:
    """Children without the next record, the newest first; how many more the reader may not see.

    A child with a contact here is for those who may open it. One whom only a file told of is for those who
    see the whole front door.
    """
    followed = told.followed
    at = followed.unmatched[::-1]
    persons = followed.person[at].tolist()
    contacts = _newest_contacts(ContactChild.objects.filter(contact__in=visible_contacts(user)), set(persons))
    # Whom nobody here had a contact about.
    of_files = set(persons) - set(_newest_contacts(ContactChild.objects.all(), set(persons)))
    seen = contacts.keys() | (of_files if sees_the_whole_door(user) else set())
    opens = followed.step.begins is EventKind.CONTACT
    rows = [
        Unmatched(person, on, _why(followed, i), contacts.get(person) if opens else None)
        for i, person, on in zip(at.tolist(), persons, followed.on[at].tolist(), strict=True)
        if person in seen
    ]
    return rows, len(persons) - len(rows)


def _why(followed: Followed, at: int) -> str:
    words = WHY_WORDS[Why(followed.why[at])]
    days = int(followed.days_outside[at])
    return f"{words}, by {days:,} day{'s' * (days != 1)}" if days else words


def _newest_contacts(lines: QuerySet[ContactChild], persons: set[int]) -> dict[int, int]:
    """The newest contact of each child, among some lines."""
    found = (
        lines.annotate(child=child())
        .order_by("contact__received_at", "pk")
        .values_list("child", "contact_id")
    )
    return {one: contact for one, contact in found.iterator(chunk_size=20_000) if one in persons}


def persons_of(rows: Sequence[Unmatched]) -> dict[int, Person]:
    """The children of some rows, with what they are called."""
    found: QuerySet[Person] = Person.objects.filter(Q(pk__in={row.person_id for row in rows}))
    return found.prefetch_related("identifiers").in_bulk()
