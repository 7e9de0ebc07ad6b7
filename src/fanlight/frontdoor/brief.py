"""The brief: one page, frozen, of what is known about a contact when somebody decides on it.

It holds what was recorded and what is missing. It never holds a forecast, a score or feedback.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from fanlight.casework.event import Event
from fanlight.frontdoor import snapshot
from fanlight.frontdoor.brief_lines import (
    BriefPerson,
    ContactHeader,
    EarlierContactLine,
    PerhapsSameLine,
    RequestLine,
    brief_person,
    contact_header,
    earlier_line,
    perhaps_same_line,
    request_line,
)
from fanlight.frontdoor.chronology import ChronologyLine, chronology
from fanlight.frontdoor.fold import EarlierText, FoldCount, Passage, SignatureRule, count, fold
from fanlight.frontdoor.gaps import Gap, gaps
from fanlight.frontdoor.known import CHILD, AskedOf, BriefContact, EarlierContact, KnownPerson, PerhapsSame
from fanlight.frontdoor.waiting import waiting_words
from fanlight.terms.periods import day_words

__all__ = [
    "CHILD",
    "SCHEMA_VERSION",
    "AskedOf",
    "Brief",
    "BriefContact",
    "BriefPerson",
    "ContactHeader",
    "EarlierContact",
    "EarlierContactLine",
    "KnownPerson",
    "PerhapsSame",
    "PerhapsSameLine",
    "RequestLine",
    "build_brief",
    "waiting_words",
]

SCHEMA_VERSION = 2
"""Raised whenever a field is added, renamed or changes meaning; a stored brief keeps its own.

2: `perhaps_same` was added.
"""
READ = (1, 2)


@dataclass(frozen=True, slots=True)
class Brief:
    """What the worker was shown.

    Parameters
    ----------
    built_at
        When it was built; waiting times are as of then.
    known_up_to
        Events are known up to this day; None when none were ever imported.
    passages
        The contact's raw text; joined, the passages are exactly the text.
    """

    schema: int
    built_at: datetime
    contact: ContactHeader
    people: tuple[BriefPerson, ...]
    chronology: tuple[ChronologyLine, ...]
    earlier_contacts: tuple[EarlierContactLine, ...]
    passages: tuple[Passage, ...]
    folded: FoldCount
    gaps: tuple[Gap, ...]
    requests: tuple[RequestLine, ...]
    known_up_to: date | None
    perhaps_same: tuple[PerhapsSameLine, ...] = ()

    @property
    def known_up_to_words(self) -> str:
        """The sentence that every page carries."""
        if self.known_up_to is None:
            return "no events imported yet"
        return f"events known up to {day_words(self.known_up_to)}"

    @property
    def text(self) -> str:
        """The contact's raw text."""
        return "".join(passage.text for passage in self.passages)

    def without_text(self) -> Brief:
        """The brief after the authority's retention rule has ended the contact's text; all else stays."""
        return replace(self, passages=(), folded=FoldCount(0, 0, 0))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, from which `from_dict` makes an equal brief."""
        plain: dict[str, Any] = snapshot.to_plain(self)
        if self.schema == 1:  # as it was frozen, so that its hash holds
            del plain["perhaps_same"]
        return plain

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Brief:
        """A stored brief.

        Raises
        ------
        fanlight.frontdoor.snapshot.NotASnapshot
            When it is of another schema version or shape, with the place.
        """
        if plain.get("schema") not in READ:
            read = " and ".join(map(str, READ))
            raise snapshot.NotASnapshot(
                f"Brief.schema: {plain.get('schema')!r}; this version reads schema {read}"
            )
        return snapshot.from_plain(cls, dict(plain))

    def content_hash(self) -> str:
        """SHA-256 (64 hex characters) of everything shown, as canonical JSON."""
        return snapshot.content_hash(self.to_dict())

    def facts_hash(self) -> str:
        """SHA-256 of everything but the clock (`built_at` and waiting times).

        Two briefs of one contact with the same facts hash differ in nothing but when they were built: a
        worker who decides on a page opened an hour ago has missed nothing.
        """
        still = replace(
            self, built_at=datetime.min, requests=tuple(replace(one, words="") for one in self.requests)
        )
        return snapshot.content_hash(still.to_dict())


def build_brief(
    *,
    contact: BriefContact,
    people: Sequence[KnownPerson],
    events: Sequence[Event],
    earlier_contacts: Sequence[EarlierContact],
    requests: Sequence[AskedOf],
    known_up_to: date | None,
    signature_rules: Sequence[SignatureRule],
    now: datetime,
    perhaps_same: Sequence[PerhapsSame] = (),
) -> Brief:
    """Build the brief of one contact.

    Parameters
    ----------
    contact
        The contact, raw.
    people
        Children of the contact and other people of the household, in the order to show them.
    events
        Known events of these people (through `KnownPerson.event_ids`).
    earlier_contacts
        Earlier contacts about the same children and household; their texts serve the fold.
    requests
        What was asked of others.
    known_up_to
        The day up to which events are known; None when none were imported.
    signature_rules
        Practitioners' rules for signatures and boilerplate.
    now
        Local time in England without zone.
    perhaps_same
        Contacts that may be about the same people, in the order to show them.

    Raises
    ------
    ValueError
        When an event is about nobody in `people`, two people share a ref or an identifier of events, an
        instant carries a zone, or an earlier contact is of a later day.

    Examples
    --------
    >>> from datetime import date, datetime
    >>> brief = build_brief(
    ...     contact=BriefContact("C-2", datetime(2026, 5, 3, 9, 5), "Asa is hungry.", source_code="2A"),
    ...     people=[KnownPerson("P-1", "Asa", CHILD, born_on=date(2019, 4, 1))],
    ...     events=[], earlier_contacts=[], signature_rules=[],
    ...     requests=[AskedOf("police", datetime(2026, 5, 3, 9, 30))],
    ...     known_up_to=date(2026, 4, 30), now=datetime(2026, 5, 3, 12, 45))
    >>> brief.contact.source_words, brief.people[0].age, brief.requests[0].words, brief.known_up_to_words
    ('School', '7 years', 'waiting for police, 3 h', 'events known up to 30 April 2026')
    >>> Brief.from_dict(brief.to_dict()) == brief
    True
    """
    _check(contact, earlier_contacts, requests, now)
    earlier = sorted(earlier_contacts, key=lambda one: (one.received_at, one.ref), reverse=True)
    texts = [EarlierText(one.ref, one.received_at.date(), one.text) for one in earlier]
    passages = fold(contact.text, texts, signature_rules)
    return Brief(
        schema=SCHEMA_VERSION,
        built_at=now,
        contact=contact_header(contact),
        people=tuple(brief_person(one, contact.received_at.date()) for one in people),
        chronology=chronology(events, _refs(people)),
        earlier_contacts=tuple(earlier_line(one) for one in earlier),
        passages=passages,
        folded=count(passages),
        gaps=gaps(contact, people, requests),
        requests=tuple(request_line(one, now) for one in requests),
        known_up_to=known_up_to,
        perhaps_same=tuple(perhaps_same_line(one) for one in perhaps_same),
    )


def _check(
    contact: BriefContact, earlier: Sequence[EarlierContact], requests: Sequence[AskedOf], now: datetime
) -> None:
    instants = {"now": now, f"contact {contact.ref}": contact.received_at}
    instants |= {f"contact {one.ref}": one.received_at for one in earlier}
    instants |= {f"request to {one.asked_of}": one.asked_at for one in requests}
    instants |= {f"answer of {one.asked_of}": one.answered_at for one in requests if one.answered_at}
    for place, at in instants.items():
        if at.tzinfo is not None:
            raise ValueError(f"{place}: {at.isoformat()} has a zone; give local time in England without one")
    for one in earlier:
        if one.ref == contact.ref or one.received_at.date() > contact.received_at.date():
            raise ValueError(f"contact {one.ref} is not earlier than contact {contact.ref}")


def _refs(people: Sequence[KnownPerson]) -> dict[str, str]:
    if len({person.ref for person in people}) != len(people):
        raise ValueError("two people of the brief have the same ref")
    refs: dict[str, str] = {}
    for person in people:
        for event_id in person.event_ids:
            if refs.setdefault(event_id, person.ref) != person.ref:
                raise ValueError(f"{event_id!r} belongs to both {refs[event_id]} and {person.ref}")
    return refs
