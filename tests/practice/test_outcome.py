"""Outcomes agree with a plain slow reading of the rule; every decision is counted once or told."""

from __future__ import annotations

import time
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fanlight.casework.event import Event, EventKind
from fanlight.casework.linking import EventArrays, LinkWindows
from fanlight.practice.outcome import CARRIED_OUT_BY, DecidedArrays, outcomes
from fanlight.practice.outcome_summary import outcome_words, summary
from fanlight.practice.outcome_table import LADDER, LEFT_WORDS, RECORDED_WORDS, Known, OutcomeTable
from fanlight.terms.months_each import add_months_each
from fanlight.terms.periods import add_months, age_on

DAY = date(2025, 6, 8)
LEVELS = [*CARRIED_OUT_BY, "no_further_action"]
HORIZONS = (3, 6, 12)

persons = st.sampled_from(["c1", "c2"])
# Near days make ties and bounds; far ones reach the horizons.
days = st.dates(DAY - timedelta(3), DAY + timedelta(12)) | st.dates(DAY, DAY + timedelta(400))
maybe = st.none() | st.sampled_from([DAY + timedelta(n) for n in (0, 3, 70, 200)]) | days
events_of = st.lists(st.builds(Event, persons, st.sampled_from(EventKind), days), max_size=12)
born = st.none() | st.dates(date(2007, 5, 1), date(2009, 1, 1)) | st.just(date(2008, 2, 29))
decisions_of = st.lists(
    st.tuples(
        persons,
        st.dates(DAY, DAY + timedelta(8)),
        st.integers(0, 4),
        st.sampled_from(LEVELS),
        born,
        maybe,
        maybe,
    ),
    max_size=5,
)
Decision = tuple[str, date, int, str, date | None, date | None, date | None]


def arrays(decisions: list[Decision]) -> DecidedArrays:
    def column(values: list[date | None]) -> np.ndarray:
        return np.array(values, dtype="datetime64[D]")

    return DecidedArrays(
        person=np.array([one[0] for one in decisions], dtype=object),
        received_on=column([one[1] for one in decisions]),
        decided_on=column([one[1] + timedelta(one[2]) for one in decisions]),
        level_kind=np.array([one[3] for one in decisions], dtype=object),
        born_on=column([one[4] for one in decisions]),
        died_on=column([one[5] for one in decisions]),
        moved_on=column([one[6] for one in decisions]),
    )


def turned_18_on(born_on: date) -> date:
    day = add_months(born_on, 216)
    return day if age_on(born_on, day) == 18 else day + timedelta(1)


def slow_outcome(
    decision: Decision, events: list[Event], known_up_to: date, months: int
) -> dict[str, object]:
    """The rule, read plainly."""
    person, received_on, delay, level, born_on, died_on, moved_on = decision
    decided_on = received_on + timedelta(delay)
    own = [event for event in events if event.person_id == person and event.on <= known_up_to]
    windows = LinkWindows().days
    steps = {}
    for kind in CARRIED_OUT_BY.get(level, ()):
        begins, ends = windows[kind]
        within = [e.on for e in own if e.kind is kind and begins <= (e.on - received_on).days <= ends]
        if within:
            steps[kind] = min(within)
    reasons = [(died_on, 1), (moved_on, 2), (turned_18_on(born_on) if born_on else None, 3)]
    left_on, left = min(
        ((day, why) for day, why in reasons if day and day <= known_up_to), default=(date.max, 0)
    )
    ends_on = add_months(decided_on, months)
    limit = min(ends_on, left_on, known_up_to)
    counted = [e.kind for e in own if decided_on < e.on <= limit]
    counted += [kind for kind, on in steps.items() if on <= limit]
    furthest = max((LADDER.index(kind) + 1 for kind in counted), default=0)
    if left_on <= ends_on:
        known = Known.CENSORED
    elif ends_on <= known_up_to:
        known = Known.WHOLE
    else:
        known = Known.SO_FAR if furthest else Known.NOT_YET
    after = max(decided_on, steps.get(EventKind.REFERRAL, decided_on))
    back = [e.on for e in own if e.kind is EventKind.CONTACT and decided_on < e.on <= left_on]
    back += [e.on for e in own if e.kind is EventKind.REFERRAL and after < e.on <= left_on]
    first_on = min(steps.values(), default=None)
    return {
        "known": known,
        "furthest": furthest,
        "left": left,
        "next_step_on": first_on,
        "next_step": max((LADDER.index(k) + 1 for k, on in steps.items() if on == first_on), default=0),
        "came_back_on": min(back, default=None),
        "came_back": bool(back) and min(back) <= ends_on,
    }


@given(decisions_of, events_of, days)
@example([("c1", DAY, 0, "assessment", date(2008, 2, 29), None, None)], [], date(2026, 3, 1))
@example([("c1", DAY, 0, "assessment", None, DAY, DAY)], [], date(2026, 3, 1))
@example([("c1", DAY, 0, "assessment", None, None, None)], [Event("c1", EventKind.REFERRAL, DAY)], DAY)
@example(
    [("c1", DAY, 0, "assessment", None, None, None)],
    [Event("c1", EventKind.REFERRAL, DAY + timedelta(2))],
    DAY + timedelta(1),
)
def test_outcomes_agree_with_the_slow_reading(
    decisions: list[Decision], events: list[Event], known_up_to: date
) -> None:
    table = outcomes(arrays(decisions), EventArrays.of(events), known_up_to, horizons_months=HORIZONS)
    for row, decision in enumerate(decisions):
        for at, months in enumerate(HORIZONS):
            assert {
                "known": table.known[row, at],
                "furthest": table.furthest[row, at],
                "left": table.left[row],
                "next_step_on": table.next_step_on[row].item(),
                "next_step": table.next_step[row],
                "came_back_on": table.came_back_on[row].item(),
                "came_back": table.came_back_within(months)[row],
            } == slow_outcome(decision, events, known_up_to, months)


@given(decisions_of, events_of, st.dates(DAY, DAY + timedelta(450)))
def test_every_decision_is_counted_once_or_told(
    decisions: list[Decision], events: list[Event], known_up_to: date
) -> None:
    table = outcomes(arrays(decisions), EventArrays.of(events), known_up_to)
    for months in HORIZONS:
        counted = summary(table, months)
        assert sum(row.count for row in counted.rows) == counted.of
        left = sum(count for _, count in counted.censored)
        assert counted.of + counted.not_yet_known + counted.so_far + left == len(decisions)
        assert counted.came_back <= counted.of
        some = np.arange(len(decisions)) % 2 == 0
        assert summary(table, months, some).of + summary(table, months, ~some).of == counted.of


@given(decisions_of, events_of, st.dates(DAY, DAY + timedelta(400)), st.integers(1, 60))
def test_knowing_longer_changes_nothing_that_was_wholly_known(
    decisions: list[Decision], events: list[Event], known_up_to: date, more: int
) -> None:
    before = outcomes(arrays(decisions), EventArrays.of(events), known_up_to)
    after = outcomes(arrays(decisions), EventArrays.of(events), known_up_to + timedelta(more))
    whole = before.known == Known.WHOLE
    assert (after.known[whole] == Known.WHOLE).all()
    assert (after.furthest[whole] == before.furthest[whole]).all()
    assert (after.furthest >= before.furthest).all()


@given(st.lists(st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))), st.integers(-30, 300))
def test_months_for_arrays_are_months_for_one(days: list[date | None], months: int) -> None:
    moved = add_months_each(np.array(days, dtype="datetime64[D]"), months)
    assert moved.tolist() == [day and add_months(day, months) for day in days]


def one(
    level: str, *events: tuple[EventKind, int], known_up_to: date = date(2027, 1, 1), **left: date
) -> OutcomeTable:
    """One decision on 8 June 2025, with events so many days later."""
    day = np.array([DAY], "datetime64[D]")
    decided = DecidedArrays(
        np.array(["c1"]),
        day,
        day,
        np.array([level]),
        **{name: np.array([on], "datetime64[D]") for name, on in left.items()},
    )
    recorded = [Event("c1", kind, DAY + timedelta(after)) for kind, after in events]
    return outcomes(decided, EventArrays.of(recorded), known_up_to)


def test_a_referral_that_carries_the_decision_out_is_no_coming_back() -> None:
    table = one("assessment", (EventKind.CONTACT, 0), (EventKind.REFERRAL, 0), (EventKind.ASSESSMENT, 2))
    columns = table.columns()
    assert (columns["next_step"][0], columns["recorded_3m"][0]) == ("referral", "assessment")
    assert np.isnat(table.came_back_on[0])


def test_a_later_referral_after_no_further_action_is_a_coming_back() -> None:
    table = one("no_further_action", (EventKind.REFERRAL, 10))
    assert table.columns()["next_step"][0] == "nothing recorded"
    assert table.came_back_on[0].item() == DAY + timedelta(10)


def test_a_second_referral_is_a_coming_back() -> None:
    table = one("assessment", (EventKind.REFERRAL, 1), (EventKind.REFERRAL, 100))
    assert (table.came_back_within(3)[0], table.came_back_within(6)[0]) == (False, True)


def test_a_same_day_event_that_carries_nothing_out_is_not_counted() -> None:
    assert outcome_words(one("no_further_action", (EventKind.REFERRAL, 0)), 0, 12) == "nothing recorded"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (one("assessment", (EventKind.REFERRAL, 1)), "referral"),
        (one("assessment", (EventKind.REFERRAL, 1), known_up_to=date(2025, 7, 1)), "referral so far"),
        (one("assessment", known_up_to=date(2025, 7, 1)), "not yet known"),
        (one("assessment", known_up_to=date(2025, 12, 8)), "nothing recorded"),  # the last day counts
        (one("assessment", known_up_to=date(2025, 12, 7)), "not yet known"),
        (
            one("assessment", (EventKind.ASSESSMENT, 9), (EventKind.CP_PLAN, 99), born_on=date(2007, 7, 2)),
            "assessment, then turned 18 on 2 July 2025",
        ),
        (one("early_help", died_on=date(2025, 7, 2)), "nothing recorded, then died on 2 July 2025"),
        (one("early_help", moved_on=date(2026, 7, 2)), "nothing recorded"),  # after the 6 months
    ],
)
def test_one_outcome_in_words(table: OutcomeTable, words: str) -> None:
    assert outcome_words(table, 0, 6) == words


def test_what_is_not_over_does_not_swell_the_counts() -> None:
    on = np.array(["2025-01-06"] * 2 + ["2025-11-03"] * 3, "datetime64[D]")
    person = np.array([f"c{n}" for n in range(5)])
    decided = DecidedArrays(
        person,
        on,
        on,
        np.array(["information_advice"] * 5),
        died_on=np.array(["NaT"] * 4 + ["2025-11-09"], "M8[D]"),
    )
    events = [
        Event("c1", EventKind.CONTACT, date(2025, 3, 1)),
        Event("c2", EventKind.CONTACT, date(2025, 11, 9)),
    ]
    counted = summary(outcomes(decided, EventArrays.of(events), date(2025, 12, 31)), 6)
    assert counted.rows[1].sentence() == "1 of 2: another contact"
    assert counted.not_counted() == (
        "Not counted: 1 not yet known, 1 not over but with something recorded already, 1 died."
    )
    assert counted.columns()["count"].sum() == 2


def test_no_word_of_judgement() -> None:
    table = one("assessment", (EventKind.REFERRAL, 1))
    words = " ".join(
        [*RECORDED_WORDS, *LEFT_WORDS, *table.columns(), table.sentence(), summary(table, 6).sentence()]
    ).lower()
    for judgement in ("right", "wrong", "correct", "missed", "error", "success", "fail", "accura"):
        assert judgement not in words


def test_nothing_decided() -> None:
    table = one("assessment", known_up_to=date(2025, 6, 9))
    assert summary(table, 6).sentence() == (
        "What services recorded next within 6 months: none is over yet. Not counted: 1 not yet known. "
        "Events known up to 9 June 2025."
    )
    assert table.sentence() == (
        "Of 1 decisions, what services recorded next is known for 0 at 3 months, 0 at 6 months, "
        "0 at 12 months; events known up to 9 June 2025."
    )


def test_bad_input_is_refused_with_its_place() -> None:
    day = np.array([DAY], "datetime64[D]")
    with pytest.raises(ValueError, match="level_kind: 2 values for 1 decisions"):
        DecidedArrays(np.array(["c1"]), day, day, np.array(["", ""]))
    with pytest.raises(ValueError, match="decision 0: level kind 'nfa'; known: no_further_action"):
        DecidedArrays(np.array(["c1"]), day, day, np.array(["nfa"]))
    with pytest.raises(ValueError, match="decision 0: decided_on is missing"):
        DecidedArrays(np.array(["c1"]), day, np.array(["NaT"], "M8[D]"), np.array([""]))
    with pytest.raises(ValueError, match="no outcome at 9 months; this table has 3, 6, 12"):
        summary(one("assessment"), 9)
    with pytest.raises(ValueError, match="horizons of \\[0\\]"):
        outcomes(
            DecidedArrays(np.array(["c1"]), day, day, np.array([""])),
            EventArrays.of([]),
            DAY,
            horizons_months=[0],
        )
    with pytest.raises(ValueError, match="which: 2 values for 1"):
        summary(one("assessment"), 6, np.array([True, False]))


def test_a_large_authority_takes_seconds_not_minutes() -> None:
    rng = np.random.default_rng(1)
    size = 20_000
    on = np.datetime64("2021-01-01") + rng.integers(0, 1_800, size)
    decided = DecidedArrays(rng.integers(0, 8_000, size), on, on, np.array(["assessment"] * size))
    events = EventArrays(rng.integers(0, 8_000, size), rng.integers(0, 10, size), on)
    began = time.process_time()
    outcomes(decided, events, date(2026, 1, 1))
    assert time.process_time() - began < 1
