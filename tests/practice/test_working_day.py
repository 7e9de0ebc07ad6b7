"""Sessions and pauses read from hours of decisions, beside a slow loop."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.practice.working_day import working_day


def slow(minutes, pause, away):
    """One decision after the other."""
    found, session, position, since, begun = [], -1, 0, 0, 0
    for at, now in enumerate(minutes):
        gap = now - minutes[at - 1] if at else away
        session, position = (session + 1, 1) if gap >= away else (session, position + 1)
        since, begun = (0, now) if gap >= pause else (since + 1, begun)
        found.append((session, position, since, now - begun))
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 300), max_size=40),
    st.integers(1, 60),
    st.integers(0, 240),
    st.randoms(use_true_random=False),
)
def test_as_one_would_count_by_hand_in_any_order_of_rows(gaps, pause, more, shuffled):
    minutes = np.cumsum(np.array(gaps, dtype=int) + 1)
    at = np.datetime64("2026-03-02T08:00", "m") + minutes.astype("timedelta64[m]")
    order = list(range(len(at)))
    shuffled.shuffle(order)
    found = working_day(at[order], pause_minutes=pause, away_minutes=pause + more)
    expected = slow(minutes.tolist(), pause, pause + more)
    assert list(zip(*(one.tolist() for one in found.columns().values()), strict=True)) == [
        expected[place] for place in order
    ]


def test_words_and_refusals():
    assert working_day(np.array([], "datetime64[m]")).sentence() == "No decisions."
    day = np.datetime64("2026-03-02T08:00") + np.arange(0, 100, 10).astype("timedelta64[m]")
    assert "10 decisions in 1 session;" in working_day(day).sentence()
    with pytest.raises(ValueError, match="pause"):
        working_day(day, pause_minutes=0)
