"""Linking agrees with a plain slow reading of the rule, and tells its match rate."""

from __future__ import annotations

import time
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.casework.event import Event, EventKind
from fanlight.casework.linking import KINDS, EventArrays, LinkWindows, Timeline, link

DAY = date(2025, 6, 8)
persons = st.sampled_from(["c1", "c2", "c3", ""])
days = st.dates(DAY - timedelta(40), DAY + timedelta(120))
events_of = st.lists(st.builds(Event, persons, st.sampled_from(EventKind), days), max_size=25)
decisions_of = st.lists(st.tuples(persons, days), max_size=8)
windows_of = st.dictionaries(
    st.sampled_from(EventKind), st.tuples(st.integers(-50, 5), st.integers(5, 90)), min_size=1
).map(LinkWindows)


def arrays(decisions: list[tuple[str, date]]) -> tuple[np.ndarray, np.ndarray]:
    person = np.array([person for person, _ in decisions], dtype=object)
    return person, np.array([on for _, on in decisions], dtype="datetime64[D]")


def slow_link(
    decisions: list[tuple[str, date]], events: list[Event], windows: LinkWindows
) -> dict[EventKind, list[int]]:
    """The rule, read plainly."""
    found: dict[EventKind, list[int]] = {kind: [] for kind in windows.days}
    for person, on in decisions:
        for kind, (begins, ends) in windows.days.items():
            within = [
                (event.on, at)
                for at, event in enumerate(events)
                if event.person_id == person
                and event.kind is kind
                and timedelta(begins) <= event.on - on <= timedelta(ends)
            ]
            found[kind].append(min(within)[1] if within else -1)
    return found


@given(decisions_of, events_of, windows_of)
def test_links_agree_with_the_slow_reading(
    decisions: list[tuple[str, date]], events: list[Event], windows: LinkWindows
) -> None:
    links = link(*arrays(decisions), EventArrays.of(events), windows)
    assert {kind: found.tolist() for kind, found in links.first.items()} == slow_link(
        decisions, events, windows
    )


@given(decisions_of, events_of)
def test_numbers_and_text_name_persons_alike(decisions: list[tuple[str, date]], events: list[Event]) -> None:
    person, on = arrays(decisions)
    as_text = link(person, on, EventArrays.of(events))
    number = {"": 7, "c1": -3, "c2": 10**12, "c3": 0}
    events_by_number = EventArrays.of(events)
    as_numbers = link(
        np.array([number[p] for p in person], dtype=np.int64),
        on,
        EventArrays(
            np.array([number[p] for p in events_by_number.person], dtype=np.int64),
            events_by_number.kind,
            events_by_number.on,
        ),
    )
    for kind in as_text.first:
        assert as_text.first[kind].tolist() == as_numbers.first[kind].tolist()


@given(decisions_of, events_of)
def test_matched_and_unmatched_are_everything(decisions: list[tuple[str, date]], events: list[Event]) -> None:
    links = link(*arrays(decisions), EventArrays.of(events))
    asked = np.arange(len(decisions)) % 2 == 0
    rate = links.match_rate(asked, "assessment", [EventKind.REFERRAL, EventKind.ASSESSMENT])
    assert rate.matched + len(rate.unmatched) == rate.of == asked.sum()
    assert (links.first[EventKind.REFERRAL][rate.unmatched] == -1).all()
    assert rate.within_days == 45


@given(st.lists(st.tuples(persons, st.none() | days), min_size=1), events_of)
def test_a_missing_day_finds_nothing(asked: list[tuple[str, date | None]], events: list[Event]) -> None:
    person = np.array([one for one, _ in asked], dtype=object)
    index, on = Timeline(person, EventArrays.of(events)).first_from(
        EventKind.REFERRAL, np.array([day for _, day in asked], dtype="datetime64[D]")
    )
    for at, (_, day) in enumerate(asked):
        assert day is not None or (index[at] == -1 and np.isnat(on[at]))


def test_a_person_without_events_has_no_day() -> None:
    for events in ([], [Event("c1", EventKind.CONTACT, DAY)]):
        timeline = Timeline(np.array(["c9"]), EventArrays.of(events))
        for kind in (EventKind.CONTACT, EventKind.REFERRAL):
            index, on = timeline.first_from(kind, np.array([DAY], "datetime64[D]"))
            assert index.tolist() == [-1]
            assert np.isnat(on).all()


def test_the_bounds_of_the_default_window_are_within() -> None:
    for offset, found in ((-2, -1), (-1, 0), (30, 0), (31, -1)):
        event = Event("c1", EventKind.REFERRAL, DAY + timedelta(offset))
        links = link(*arrays([("c1", DAY)]), EventArrays.of([event]))
        assert links.first[EventKind.REFERRAL].tolist() == [found]


def test_sentences() -> None:
    referral = [Event("c1", EventKind.REFERRAL, DAY)]
    links = link(*arrays([("c1", DAY), ("c2", DAY)]), EventArrays.of(referral))
    assert links.sentence() == "1 of 2 decisions have a linked event."
    kinds = [EventKind.REFERRAL, EventKind.SECTION_47]
    rate = links.match_rate(np.array([True, True]), "strategy discussion", kinds)
    assert (rate.share, rate.unmatched.tolist()) == (0.5, [1])
    assert rate.sentence() == (
        "1 of 2 decisions that said strategy discussion has a recorded referral or section 47 enquiry "
        "within 60 days."
    )
    none = links.match_rate(np.array([False, False]), "missing", kinds)
    assert (none.share, none.sentence()) == (None, "No decision said missing.")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            lambda: link(np.array(["c1"]), np.array(["NaT"], "datetime64[D]"), EventArrays.of([])),
            "decision 0",
        ),
        (lambda: link(np.array(["c1"]), np.array([], "datetime64[D]"), EventArrays.of([])), "0 days for 1"),
        (lambda: link(np.array(["c1"]), np.array([3]), EventArrays.of([])), "int64 where days"),
        (lambda: EventArrays(np.array(["a"]), np.array([99]), np.array([DAY], "M8[D]")), "event 0: kind 99"),
        (lambda: EventArrays(np.array(["a"]), np.array([]), np.array([DAY], "M8[D]")), "0 kinds for 1"),
        (lambda: LinkWindows({EventKind.REFERRAL: (5, 1)}), "window of referral: from day 5 to day 1"),
    ],
)
def test_bad_arrays_are_refused_with_their_place(spoil: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        spoil()


def test_work_grows_no_faster_than_the_events() -> None:
    """20,000 decisions and 40,000 events in well under a second; a quadratic reading takes minutes."""
    rng = np.random.default_rng(1)
    events = EventArrays(
        rng.integers(0, 8_000, 40_000), rng.integers(0, len(KINDS), 40_000), _days(rng, 40_000)
    )
    began = time.process_time()
    link(rng.integers(0, 8_000, 20_000), _days(rng, 20_000), events)
    assert time.process_time() - began < 1


def _days(rng: np.random.Generator, size: int) -> np.ndarray:
    return np.datetime64("2021-01-01") + rng.integers(0, 1_800, size)
