"""What is new about which decision, beside a plain slow oracle."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.casework.event import Event, EventKind
from fanlight.casework.linking import EventArrays
from fanlight.practice.digest import newly_silent, news, news_sentence
from fanlight.practice.outcome import CARRIED_OUT_BY, DecidedArrays, outcomes
from fanlight.terms.periods import add_months

FIRST = date(2024, 1, 31)
PERSONS = ("a", "b", "c")
LEVELS = ("no_further_action", "assessment", "early_help", "immediate_protection", "")
decision = st.tuples(st.sampled_from(PERSONS), st.integers(0, 40), st.integers(0, 3), st.sampled_from(LEVELS))
event = st.tuples(st.sampled_from(PERSONS), st.sampled_from(list(EventKind)), st.integers(-5, 460))


def decided(rows) -> DecidedArrays:
    received = np.array([FIRST + timedelta(days=on) for _, on, _, _ in rows], "datetime64[D]")
    later = np.array([days for _, _, days, _ in rows], "timedelta64[D]")
    return DecidedArrays(
        np.array([person for person, *_ in rows], object),
        received,
        received + later,
        np.array([level for *_, level in rows], str),
    )


def plain(decisions, events) -> set[tuple[int, int]]:
    """Every pair, looked at one by one."""
    found = set()
    for at, (person, received, later, level) in enumerate(decisions):
        received_on = FIRST + timedelta(days=received)
        decided_on = received_on + timedelta(days=later)
        for number, (whose, kind, day) in enumerate(events):
            on = FIRST + timedelta(days=day)
            carries = kind in CARRIED_OUT_BY.get(level, ()) and on >= received_on - timedelta(days=1)
            if whose == person and (on > decided_on or carries) and on <= add_months(decided_on, 12):
                found.add((at, number))
    return found


def as_arrays(rows) -> EventArrays:
    return EventArrays.of([Event(who, kind, FIRST + timedelta(days=day)) for who, kind, day in rows])


@given(st.lists(decision, min_size=1, max_size=6), st.lists(event, max_size=12))
def test_the_pairs_are_those_of_the_plain_way(decisions, events):
    found = news(decided(decisions), as_arrays(events))
    pairs = set(zip(found.decision.tolist(), found.event.tolist(), strict=True))
    assert pairs == plain(decisions, events)
    assert len(found) == len(pairs), "each pair once"
    assert found.with_news == len({at for at, _ in pairs})
    assert found.decision.tolist() == sorted(found.decision.tolist())
    assert set(found.columns()) == {"decision", "event"}


def test_no_month_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        news(decided([("a", 0, 0, "assessment")]), as_arrays([]), months=0)


def test_the_headline_is_a_natural_frequency_and_nothing_is_said_in_words():
    made = decided([("a", 0, 0, "assessment"), ("b", 0, 0, "early_help")])
    assert news(made, as_arrays([("a", EventKind.CONTACT, 9)])).sentence() == (
        "1 of your 2 decisions has something new."
    )
    assert news(made, as_arrays([])).sentence() == "Nothing new came back on your 2 decisions."
    assert news_sentence(0, 1) == "Nothing new came back on your one decision."


def test_silence_is_new_once_and_only_when_the_time_is_known_to_be_over():
    made = decided([("a", 0, 0, "no_further_action"), ("b", 0, 0, "no_further_action")])
    events = as_arrays([("b", EventKind.CONTACT, 30)])
    over = add_months(FIRST, 3)
    early, late = (outcomes(made, events, day) for day in (over - timedelta(days=1), over))
    assert newly_silent(early, late, 3).tolist() == [True, False]
    assert newly_silent(None, late, 3).tolist() == [True, False]
    assert newly_silent(late, late, 3).tolist() == [False, False]
    assert newly_silent(early, late, 6).tolist() == [False, False]
