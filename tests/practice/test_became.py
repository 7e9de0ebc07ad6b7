"""Of 100 such decisions: what competes, what only ends the following, and what is never called known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from fanlight.casework.event import Event, EventKind
from fanlight.casework.linking import EventArrays
from fanlight.practice.became import became
from fanlight.practice.outcome import DecidedArrays, outcomes

DECIDED = date(2025, 1, 6)
NFA = "no_further_action"
KNOWN = date(2025, 12, 31)


def day(when):
    return np.datetime64(when, "D")


def told(
    events,
    *,
    known=KNOWN,
    months=6,
    decided=(DECIDED,) * 30,
    moved=None,
    died=None,
    level="no_further_action",
):
    """What became of decisions about children c0, c1, … with these events (child, kind, day)."""
    count = len(decided)
    on = np.array([day(one) for one in decided])

    def of_each(days):
        column = np.full(count, np.datetime64("NaT", "D"))
        for child, when in (days or {}).items():
            column[child] = day(when)
        return column

    decisions = DecidedArrays(
        np.array([f"c{at}" for at in range(count)]),
        on,
        on,
        np.array([level] * count),
        died_on=of_each(died),
        moved_on=of_each(moved),
    )
    table = outcomes(
        decisions, EventArrays.of([Event(f"c{child}", kind, when) for child, kind, when in events]), known
    )
    return became(table, on, np.ones(count, np.bool_), months)


def test_with_all_followed_they_are_the_plain_shares():
    found = told([(0, EventKind.CONTACT, date(2025, 3, 1)), (1, EventKind.CP_PLAN, date(2025, 4, 1))])
    assert found.came_back.value == pytest.approx(1 / 30)
    assert found.stepped_up.value == pytest.approx(1 / 30)
    assert found.not_followed == 0
    assert found.sentence().startswith("Of 100 such decisions, within 6 months 3 were stepped up (1 to 17)")


def test_a_child_stepped_up_first_does_not_come_back_and_one_who_came_back_may_be_stepped_up():
    up_first = told([(0, EventKind.CIN_PLAN, date(2025, 2, 1)), (0, EventKind.CONTACT, date(2025, 3, 1))])
    assert (up_first.came_back.value, up_first.stepped_up.value) == (0, pytest.approx(1 / 30))
    back_first = told([(0, EventKind.CONTACT, date(2025, 2, 1)), (0, EventKind.CIN_PLAN, date(2025, 3, 1))])
    assert back_first.came_back.value == pytest.approx(1 / 30)
    assert back_first.stepped_up.value == pytest.approx(1 / 30)


def test_what_carries_the_decision_out_is_no_step_up():
    enquiry = [(0, EventKind.SECTION_47, date(2025, 1, 8))]
    assert told(enquiry, level="assessment").stepped_up.value == 0
    assert told(enquiry, level="no_further_action").stepped_up.value == pytest.approx(1 / 30)
    assert told([(0, EventKind.CP_PLAN, date(2025, 2, 8))], level="assessment").stepped_up.value > 0


def test_decisions_not_followed_so_long_count_while_they_were_and_silence_is_not_called_known():
    late = (DECIDED,) * 20 + (date(2025, 11, 1),) * 20
    found = told([(0, EventKind.CONTACT, date(2025, 1, 20))], decided=late)
    assert found.not_followed == 20
    # All forty were followed at the time; to divide by the twenty whose time is over would double it.
    assert found.came_back.value == pytest.approx(1 / 40)
    assert "20 of 40 were not followed so long" in found.sentence()


def test_a_known_move_ends_the_following_and_death_competes():
    event = [(0, EventKind.CONTACT, date(2025, 5, 1))]
    gone = {child: date(2025, 2, 1) for child in range(10, 20)}
    assert told(event, moved=gone).came_back.value == pytest.approx(1 / 20)
    assert told(event, moved=gone).not_followed == 10
    assert told(event, died=gone).came_back.value == pytest.approx(1 / 30)
    assert told(event, died=gone).not_followed == 0


def test_with_nobody_followed_so_long_nothing_is_said():
    found = told([], known=date(2025, 3, 1))
    assert np.isnan(found.came_back.value)
    assert found.came_back_words == "none followed so long"
    assert found.sentence() == "None was followed for 6 months yet: we cannot tell."


def test_few_are_too_few_to_tell():
    found = told([], decided=(DECIDED,) * 19)
    assert found.is_too_few
    assert found.sentence() == "19 decisions: too few to tell."
    assert told([], decided=(date(2026, 2, 1),) * 3).decisions == 0
