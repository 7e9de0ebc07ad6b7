"""Which records have the next record that one would look for, and why the others have none.

A referral and its assessment, an enquiry and its plan are joined by child and a window of days, for no
source says which belongs to which. What is not matched is listed with the likeliest reason, so that a
person can tell a record that is missing from a step that was rightly not taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.event import EVENT_WORDS, EventKind
from fanlight.casework.linking import KIND_CODE, Days, EventArrays, Indices, Timeline, check_days

Window = tuple[int, int]


class Why(IntEnum):
    """Why a record has no other beside it: 0 where it has one, or its window is not wholly known."""

    NOTHING = 0
    NO_OTHER_RECORD = 1
    NONE_OF_KIND = 2
    EARLIER = 3
    LATER = 4


WHY_WORDS: Mapping[Why, str] = MappingProxyType(
    {
        Why.NO_OTHER_RECORD: "No file tells anything else of this child: the number may be another there",
        Why.NONE_OF_KIND: "The child has other records, none of this kind",
        Why.EARLIER: "There is one, before the window",
        Why.LATER: "There is one, after the window",
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """A record, the record looked for after it, and the window of days that joins them.

    Parameters
    ----------
    code
        Its name for settings: "referral_assessment".
    begins
        The kind that begins it; None for decisions, which are no events.
    ends
        The kinds looked for; the first that comes is taken.
    window
        First and last day after the beginning, both within.
    source
        Where the window comes from.
    """

    code: str
    begins: EventKind | None
    ends: tuple[EventKind, ...]
    window: Window
    source: str

    def words(self) -> str:
        """Both records, in words.

        Examples
        --------
        >>> STEPS["section_47_cp_plan"].words()
        'Section 47 enquiry to child protection plan'
        """
        begins = EVENT_WORDS[self.begins] if self.begins else "Decision to assess"
        return f"{begins} to {' or '.join(EVENT_WORDS[kind].lower() for kind in self.ends)}"


_LONDON = "Windows of London's shared returns (Annex A); an assumption to adjust"
_OWN = "Fanlight's own: a referral may be dated the day before its contact; an assumption to adjust"
STEPS: Mapping[str, Step] = MappingProxyType(
    {
        step.code: step
        for step in (
            Step("contact_referral", EventKind.CONTACT, (EventKind.REFERRAL,), (-1, 30), _OWN),
            Step("decision_referral", None, (EventKind.REFERRAL, EventKind.ASSESSMENT), (-1, 45), _OWN),
            Step("referral_assessment", EventKind.REFERRAL, (EventKind.ASSESSMENT,), (0, 30), _LONDON),
            Step("section_47_cp_plan", EventKind.SECTION_47, (EventKind.CP_PLAN,), (0, 60), _LONDON),
            Step("icpc_cp_plan", EventKind.ICPC, (EventKind.CP_PLAN,), (0, 45), _LONDON),
        )
    }
)
"""Every step that is followed, by code."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Records of one kind, each with the record found after it or the likeliest reason for none.

    Parameters
    ----------
    step, window
        What was looked for, and the first and last day in which.
    person, on
        Of each record, shape (n,).
    is_known
        Whether its window is over by the day up to which events are known, shape (n,).
    event
        Index of the event found, -1 for none, shape (n,).
    why
        Codes of `Why`, shape (n,).
    days_outside
        Days by which the nearest event misses the window, 0 where there is none outside it, shape (n,).
    """

    step: Step
    window: Window
    person: NDArray[Any]
    on: Days
    is_known: NDArray[np.bool_]
    event: Indices
    why: NDArray[np.int8]
    days_outside: NDArray[np.int64]

    @property
    def of(self) -> int:
        """Records whose window is over."""
        return int(self.is_known.sum())

    @property
    def matched(self) -> int:
        """Those of them with a record after."""
        return int((self.is_known & (self.event >= 0)).sum())

    @property
    def not_yet_known(self) -> int:
        """Records whose window is not over."""
        return len(self.on) - self.of

    @property
    def unmatched(self) -> Indices:
        """Positions of those without, in the order given."""
        return np.flatnonzero(self.why != Why.NOTHING)

    def reasons(self) -> dict[Why, int]:
        """How many are without for each likely reason."""
        return {why: int((self.why == why).sum()) for why in WHY_WORDS}

    def columns(self) -> dict[str, NDArray[Any]]:
        """Name → array, one entry a record."""
        return {
            "person": self.person,
            "on": self.on,
            "is_known": self.is_known,
            "event": self.event,
            "why": self.why,
            "days_outside": self.days_outside,
        }

    def sentence(self) -> str:
        """How many are matched, in words."""
        first, last = self.window
        within = f"from day {first} to day {last}"
        if not self.of:
            return f"{self.step.words()}, {within}: nothing to match yet."
        return f"{self.step.words()}, {within}: {self.matched:,} of {self.of:,} matched."


def follow(
    step: Step,
    person: NDArray[Any],
    on: Days,
    events: EventArrays,
    known_up_to: date,
    window: Window | None = None,
) -> Followed:
    """Look for the record after each of some records.

    Parameters
    ----------
    step
        What is looked for: one of `STEPS`.
    person, on
        Whom each record is about and its day, shape (n,), `datetime64[D]`.
    events
        Every event known, of every kind and day, in any order: what lies outside the window, or is of
        another kind, tells the reason.
    known_up_to
        The last day about which the events can tell. Of a record whose window ends later nothing is said.
    window
        First and last day after the record; the step's own when not given.

    Raises
    ------
    ValueError
        For a window that ends before it begins, arrays of different lengths, or a missing day.

    Examples
    --------
    >>> from fanlight.casework.event import Event
    >>> events = EventArrays.of([Event("c1", EventKind.REFERRAL, date(2026, 3, 2)),
    ...     Event("c1", EventKind.ASSESSMENT, date(2026, 3, 9)), Event("c2", EventKind.REFERRAL,
    ...     date(2026, 3, 2)), Event("c2", EventKind.ASSESSMENT, date(2026, 4, 20))])
    >>> referrals = events.kind == KIND_CODE[EventKind.REFERRAL]
    >>> followed = follow(STEPS["referral_assessment"], events.person[referrals], events.on[referrals],
    ...     events, date(2026, 6, 30))
    >>> followed.sentence()
    'Referral to assessment, from day 0 to day 30: 1 of 2 matched.'
    >>> [Why(code).name for code in followed.why], followed.days_outside.tolist()
    (['NOTHING', 'LATER'], [0, 19])
    """
    first, last = window or step.window
    if last < first:
        raise ValueError(f"window of {step.code}: from day {first} to day {last}")
    check_days("record", len(person), on=on)
    timeline = Timeline(person, events)
    begins, ends = on + np.timedelta64(first, "D"), on + np.timedelta64(last, "D")
    index, day = _first(timeline, step.ends, begins)
    found = np.where(day <= ends, index, -1)
    is_known = ends <= np.datetime64(known_up_to, "D")
    later = _distance(day - ends)
    earlier = _distance(begins - _last(timeline, step.ends, begins))
    outside = np.minimum(later, earlier)
    why = np.where(later <= earlier, Why.LATER, Why.EARLIER).astype(np.int8)
    why[outside == _NEVER] = Why.NONE_OF_KIND
    why[(outside == _NEVER) & ~_has_other(step, person, events)] = Why.NO_OTHER_RECORD
    why[~is_known | (found >= 0)] = Why.NOTHING
    days_outside = np.where(np.isin(why, (Why.EARLIER, Why.LATER)), outside, 0)
    return Followed(step, (first, last), person, on, is_known, found, why, days_outside)


_NEVER = np.iinfo(np.int64).max


def _first(timeline: Timeline, kinds: Sequence[EventKind], day: Days) -> tuple[Indices, Days]:
    """The first event of any of some kinds on or after a day."""
    index, on = timeline.first_from(kinds[0], day)
    for kind in kinds[1:]:
        other, its_day = timeline.first_from(kind, day)
        sooner = (other >= 0) & ((index < 0) | (its_day < on))
        index, on = np.where(sooner, other, index), np.where(sooner, its_day, on)
    return index, on


def _last(timeline: Timeline, kinds: Sequence[EventKind], day: Days) -> Days:
    """The day of the last event of any of some kinds before a day; NaT for none."""
    days = np.array([timeline.last_before(kind, day) for kind in kinds])
    latest: Days = np.fmax.reduce(days)
    return latest


def _distance(days: NDArray[np.timedelta64]) -> NDArray[np.int64]:
    """Days as whole numbers; NaT is never."""
    return np.where(np.isnat(days), _NEVER, days.astype("timedelta64[D]").astype(np.int64))


def _has_other(step: Step, person: NDArray[Any], events: EventArrays) -> NDArray[np.bool_]:
    """Whether anything but the kind that begins the step is known of each person."""
    begins = KIND_CODE[step.begins] if step.begins else KIND_CODE[EventKind.CONTACT]
    known = set(events.person[events.kind != begins].tolist())
    return np.fromiter((one in known for one in person.tolist()), np.bool_, len(person))
