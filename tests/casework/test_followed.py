"""Records followed to the next: compared with a plain search, and each reason once by hand."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.casework.event import Event, EventKind
from fanlight.casework.followed import STEPS, Followed, Step, Why, follow
from fanlight.casework.linking import EventArrays

KNOWN = date(2026, 6, 30)
REFERRED = date(2026, 3, 2)
ASSESSED = STEPS["referral_assessment"]


def one(
    *events: tuple[EventKind, int], person: str = "c1", step: Step = ASSESSED, **more: object
) -> Followed:
    """One record on the day of the referral, and events so many days after it."""
    held = EventArrays.of([Event("c1", kind, REFERRED + timedelta(days=after)) for kind, after in events])
    on = np.array([REFERRED], "datetime64[D]")
    return follow(step, np.array([person], object), on, held, KNOWN, **more)


@pytest.mark.parametrize(
    ("events", "why", "days"),
    [
        ([(EventKind.ASSESSMENT, 30)], Why.NOTHING, 0),
        ([(EventKind.ASSESSMENT, 31)], Why.LATER, 1),
        ([(EventKind.ASSESSMENT, -3)], Why.EARLIER, 3),
        ([(EventKind.ASSESSMENT, -3), (EventKind.ASSESSMENT, 32)], Why.LATER, 2),
        ([(EventKind.ASSESSMENT, -2), (EventKind.ASSESSMENT, 40)], Why.EARLIER, 2),
        ([(EventKind.REFERRAL, 0), (EventKind.CIN_PLAN, 9)], Why.NONE_OF_KIND, 0),
        ([(EventKind.REFERRAL, 0)], Why.NO_OTHER_RECORD, 0),
        ([], Why.NO_OTHER_RECORD, 0),
    ],
)
def test_each_reason(events: list[tuple[EventKind, int]], why: Why, days: int) -> None:
    followed = one(*events)
    assert (Why(followed.why[0]), followed.days_outside[0]) == (why, days)
    assert followed.matched == (why is Why.NOTHING)
    assert followed.unmatched.tolist() == [0] * (why is not Why.NOTHING)


def test_of_two_kinds_the_first_that_comes_is_taken() -> None:
    step = STEPS["decision_referral"]
    assert one((EventKind.REFERRAL, 9), (EventKind.ASSESSMENT, 4), step=step).event[0] == 1
    assert one((EventKind.ASSESSMENT, 9), (EventKind.REFERRAL, 4), step=step).event[0] == 1


def test_a_window_that_is_not_over_says_nothing() -> None:
    late = np.array(["2026-06-01", "2026-05-31"], "datetime64[D]")
    nobody = EventArrays.of([])
    followed = follow(ASSESSED, np.array(["c1", "c2"], object), late, nobody, KNOWN)
    assert (followed.of, followed.not_yet_known) == (1, 1)
    assert followed.unmatched.tolist() == [1]


def test_an_adjusted_window_changes_the_match() -> None:
    assert one((EventKind.ASSESSMENT, 40), window=(0, 45)).matched == 1
    with pytest.raises(ValueError, match="from day 5 to day 4"):
        one(window=(5, 4))


MOMENTS = st.integers(-60, 60)
HELD = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from([EventKind.REFERRAL, EventKind.ASSESSMENT]), MOMENTS),
    max_size=12,
)


@given(HELD, st.lists(st.tuples(st.sampled_from("abcd"), MOMENTS), max_size=6), st.integers(-5, 5), MOMENTS)
def test_it_finds_what_a_plain_search_finds(
    held: list[tuple[str, EventKind, int]], asked: list[tuple[str, int]], first: int, length: int
) -> None:
    window = (first, first + abs(length))
    events = [Event(person, kind, KNOWN + timedelta(days=after)) for person, kind, after in held]
    on = np.array([KNOWN + timedelta(days=after) for _, after in asked], "datetime64[D]")
    person = np.array([who for who, _ in asked], object)
    known = KNOWN + timedelta(days=30)
    followed = follow(ASSESSED, person, on, EventArrays.of(events), known, window)
    for at, (who, after) in enumerate(asked):
        found, why, days = plainly(events, who, KNOWN + timedelta(days=after), window, known)
        assert (followed.event[at] >= 0) == found
        assert (followed.why[at], followed.days_outside[at]) == (why, days)


def plainly(
    events: list[Event], who: str, on: date, window: tuple[int, int], known: date
) -> tuple[bool, Why, int]:
    of_person = [event for event in events if event.person_id == who]
    after = [(event.on - on).days for event in of_person if event.kind is EventKind.ASSESSMENT]
    found = any(window[0] <= days <= window[1] for days in after)
    if found or on + timedelta(days=window[1]) > known:
        return found, Why.NOTHING, 0
    if not after:
        other = any(event.kind is not EventKind.REFERRAL for event in of_person)
        return False, Why.NONE_OF_KIND if other else Why.NO_OTHER_RECORD, 0
    later = min((days - window[1] for days in after if days > window[1]), default=999)
    earlier = min((window[0] - days for days in after if days < window[0]), default=999)
    return False, Why.LATER if later <= earlier else Why.EARLIER, min(later, earlier)
