"""Linking decisions to the events that followed, by person and a window of days.

No source says which decision an event came from (Annex A, the CIN census and the Standard Safeguarding
Dataset hold persons and dates), so a link is a rule, not a fact: its windows are adjustable and the match
rate is always told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.event import EVENT_WORDS, Event, EventKind

Days = NDArray[np.datetime64]
Indices = NDArray[np.int64]

KINDS: tuple[EventKind, ...] = tuple(EventKind)
"""The kind of code 0, 1, …"""

KIND_CODE: Mapping[EventKind, int] = MappingProxyType({kind: code for code, kind in enumerate(KINDS)})


@dataclass(frozen=True, slots=True)
class EventArrays:
    """Events as arrays of one length.

    Parameters
    ----------
    person
        Local identifiers: text, objects or whole numbers.
    kind
        Codes into `KINDS`.
    on
        Days, `datetime64[D]`.

    Raises
    ------
    ValueError
        For arrays of different lengths, a missing day, or a kind that is none; with the index.
    """

    person: NDArray[Any]
    kind: NDArray[np.integer[Any]]
    on: Days

    def __post_init__(self) -> None:
        check_days("event", len(self.person), on=self.on)
        if len(self.kind) != len(self.person):
            raise ValueError(f"{len(self.kind)} kinds for {len(self.person)} events")
        outside = (self.kind < 0) | (self.kind >= len(KINDS))
        if outside.any():
            at = int(np.argmax(outside))
            raise ValueError(f"event {at}: kind {int(self.kind[at])} is not one of 0 to {len(KINDS) - 1}")

    @classmethod
    def of(cls, events: Sequence[Event]) -> EventArrays:
        """Arrays of events, in their order."""
        return cls(
            person=np.array([event.person_id for event in events], dtype=object),
            kind=np.array([KIND_CODE[event.kind] for event in events], dtype=np.int8),
            on=np.array([event.on for event in events], dtype="datetime64[D]"),
        )


@dataclass(frozen=True, slots=True)
class LinkWindows:
    """For each kind, the first and the last day of its window, in days after the contact (both within).

    The defaults are assumptions to adjust: an assessment is due 45 working days after a referral and a
    conference 15 working days after a strategy discussion (Working Together to Safeguard Children 2023),
    and London's shared returns link a referral to an assessment within 30 days, a section 47 enquiry to
    a plan within 60 and a conference to a plan within 45. A referral may be dated the day before its contact.

    Raises
    ------
    ValueError
        For a window that ends before it begins.
    """

    days: Mapping[EventKind, tuple[int, int]] = field(
        default_factory=lambda: {
            EventKind.EARLY_HELP: (0, 60),
            EventKind.REFERRAL: (-1, 30),
            EventKind.ASSESSMENT: (0, 45),
            EventKind.SECTION_47: (0, 60),
            EventKind.ICPC: (0, 60),
            EventKind.CIN_PLAN: (0, 90),
            EventKind.CP_PLAN: (0, 105),
            EventKind.PRE_PROCEEDINGS: (0, 105),
            EventKind.LOOKED_AFTER: (0, 60),
        }
    )

    def __post_init__(self) -> None:
        for kind, (first, last) in self.days.items():
            if last < first:
                raise ValueError(f"window of {kind}: from day {first} to day {last}")

    @property
    def longest(self) -> int:
        """The last day of the longest window."""
        return max((last for _, last in self.days.values()), default=0)


@dataclass(frozen=True, slots=True)
class MatchRate:
    """How many decisions that asked for something have it recorded within the windows."""

    asked_for: str
    kinds: tuple[EventKind, ...]
    within_days: int
    matched: int
    of: int
    unmatched: Indices

    @property
    def share(self) -> float | None:
        """Share matched, 0 to 1; None where there was nothing to match."""
        return self.matched / self.of if self.of else None

    def sentence(self) -> str:
        """The match rate in words."""
        words = " or ".join(EVENT_WORDS[kind][0].lower() + EVENT_WORDS[kind][1:] for kind in self.kinds)
        if not self.of:
            return f"No decision said {self.asked_for}."
        verb = "has" if self.matched == 1 else "have"
        return (
            f"{self.matched:,} of {self.of:,} decisions that said {self.asked_for} {verb} a recorded {words} "
            f"within {self.within_days} days."
        )


@dataclass(frozen=True, slots=True)
class Links:
    """For each kind with a window, the first event of each decision in it: an index, or -1."""

    first: Mapping[EventKind, Indices]
    windows: LinkWindows

    def columns(self) -> dict[str, Indices]:
        """Kind → indices of events."""
        return {kind.value: found for kind, found in self.first.items()}

    def any_of(self, kinds: Sequence[EventKind]) -> NDArray[np.bool_]:
        """Which decisions have an event of one of these kinds."""
        if not kinds:
            raise ValueError("no kinds to look for")
        has: NDArray[np.bool_] = np.logical_or.reduce([self.first[kind] >= 0 for kind in kinds])
        return has

    def match_rate(self, asked: NDArray[np.bool_], asked_for: str, kinds: Sequence[EventKind]) -> MatchRate:
        """Of the decisions that asked for something, how many have one of these kinds.

        Parameters
        ----------
        asked
            Which decisions asked for it (boolean, one a decision).
        asked_for
            What they asked for, in words: "assessment".
        """
        matched = asked & self.any_of(kinds)
        within = max(self.windows.days[kind][1] for kind in kinds)
        unmatched = np.flatnonzero(asked & ~matched)
        return MatchRate(asked_for, tuple(kinds), within, int(matched.sum()), int(asked.sum()), unmatched)

    def sentence(self) -> str:
        """How many decisions have anything linked."""
        found = np.logical_or.reduce([indices >= 0 for indices in self.first.values()])
        return f"{int(found.sum()):,} of {len(found):,} decisions have a linked event."


def link(person: NDArray[Any], on: Days, events: EventArrays, windows: LinkWindows | None = None) -> Links:
    """Link decisions to the first event of each kind within its window.

    Parameters
    ----------
    person
        Whom each decision was about: identifiers as the events have them. One person may have several.
    on
        The day each window counts from, usually the contact's (`datetime64[D]`).
    events
        Events in any order; of two on one day the one with the lower index is first.
    windows
        Defaults to `LinkWindows()`. One event may be linked to several decisions.

    Raises
    ------
    ValueError
        For arrays of different lengths, or a missing day, with the index.

    Examples
    --------
    >>> import numpy as np
    >>> from datetime import date
    >>> events = EventArrays.of([Event("c1", EventKind.REFERRAL, date(2025, 6, 20)),
    ...                          Event("c1", EventKind.REFERRAL, date(2025, 6, 9))])
    >>> links = link(np.array(["c1", "c2"]), np.array(["2025-06-08"] * 2, "datetime64[D]"), events)
    >>> links.first[EventKind.REFERRAL].tolist()
    [1, -1]
    >>> links.match_rate(np.array([True, True]), "assessment", [EventKind.REFERRAL]).sentence()
    '1 of 2 decisions that said assessment has a recorded referral within 30 days.'
    """
    windows = windows or LinkWindows()
    check_days("decision", len(person), on=on)
    timeline = Timeline(person, events)
    first = {}
    for kind, (begins, ends) in windows.days.items():
        index, day = timeline.first_from(kind, on + np.timedelta64(begins, "D"))
        first[kind] = np.where(
            day <= on + np.timedelta64(ends, "D"), index, -1
        )  # a missing day is never within
    return Links(first, windows)


class Timeline:
    """Events sorted by kind, person and day, to be asked for a set of persons in turn.

    Parameters
    ----------
    person
        The persons who are asked about; positions in every answer are theirs.
    """

    def __init__(self, person: NDArray[Any], events: EventArrays) -> None:
        self._asked, known = _person_codes(person, events.person)
        self._order = np.argsort(self._asked, kind="stable")  # neighbours in memory are found faster
        days = events.on.astype("datetime64[D]").astype(np.int64)
        self._low = int(days.min(initial=0)) - 1
        self._span = int(days.max(initial=0)) - self._low + 2
        keys = known * self._span + (days - self._low)
        self._kinds: dict[EventKind, tuple[NDArray[np.int64], Indices]] = {}
        for code, kind in enumerate(KINDS):
            where = np.flatnonzero(events.kind == code)
            where = where[np.argsort(keys[where], kind="stable")]
            self._kinds[kind] = keys[where], where

    def first_from(self, kind: EventKind, day: Days) -> tuple[Indices, Days]:
        """For each person, the first event of a kind on or after a day: index (or -1) and day (or NaT)."""
        keys, where = self._kinds[kind]
        missing = np.isnat(day)
        wanted = np.clip(day.astype(np.int64) - self._low, 0, self._span - 1)
        wanted += self._asked * self._span
        at = np.empty(len(wanted), np.int64)
        at[self._order] = np.searchsorted(keys, wanted[self._order])
        padded = np.append(keys, -1)
        found = (padded[at] // self._span == self._asked) & (self._asked >= 0) & ~missing
        index = np.where(found, np.append(where, -1)[at], -1)
        return index, self._days(padded[at], found)

    def last_before(self, kind: EventKind, day: Days) -> Days:
        """For each person, the day of the last event of a kind before a day; NaT for none."""
        keys, _ = self._kinds[kind]
        wanted = np.clip(day.astype(np.int64) - self._low, 0, self._span - 1)
        at = np.searchsorted(keys, wanted + self._asked * self._span) - 1
        before = np.append(keys, -1)[at]
        return self._days(before, (before // self._span == self._asked) & (self._asked >= 0) & ~np.isnat(day))

    def _days(self, keys: NDArray[np.int64], found: NDArray[np.bool_]) -> Days:
        days = (keys % self._span + self._low).astype("datetime64[D]")
        return np.where(found, days, np.datetime64("NaT", "D"))


def check_days(what: str, length: int, **days: Days) -> None:
    """Refuse arrays of another length, of another type than days, or with a missing day.

    Raises
    ------
    ValueError
        With the name of the array and the index.
    """
    for name, values in days.items():
        if len(values) != length:
            raise ValueError(f"{name}: {len(values)} days for {length} {what}s")
        if values.dtype.kind != "M":
            raise ValueError(f"{name}: {values.dtype} where days (datetime64[D]) belong")
        if np.isnat(values).any():
            raise ValueError(f"{what} {int(np.argmax(np.isnat(values)))}: {name} is missing")


def _person_codes(asked: NDArray[Any], known: NDArray[Any]) -> tuple[Indices, Indices]:
    """Whole numbers for persons, the same in both; -1 for one who is asked about and has no event."""
    if asked.dtype.kind == known.dtype.kind == "i" and len(known):
        persons, known_codes = np.unique(known, return_inverse=True)
        at = np.minimum(np.searchsorted(persons, asked), len(persons) - 1)
        return np.where(persons[at] == asked, at, -1), known_codes
    codes: dict[Any, int] = {}
    known_codes = np.fromiter((codes.setdefault(p, len(codes)) for p in known.tolist()), np.int64, len(known))
    asked_codes = np.fromiter((codes.get(p, -1) for p in asked.tolist()), np.int64, len(asked))
    return asked_codes, known_codes
