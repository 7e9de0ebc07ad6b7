"""Measures of contacts and events agree with a plain slow reading of their words in the catalogue."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import isnan

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fanlight.casework.cases import Cases, State, Tally
from fanlight.casework.contact_cases import (
    REPEATS,
    Referrals,
    contacts,
    decided_in_time,
    followed_by_referral,
    repeats,
)
from fanlight.casework.event import Event, EventKind
from fanlight.casework.event_cases import assessments, conferences, referrals
from fanlight.casework.monthly import monthly_measures
from fanlight.casework.team_groups import groups_of_teams
from fanlight.terms.periods import add_months

FIRST, LAST = date(2025, 1, 1), date(2026, 6, 30)
NAT = np.datetime64("NaT")
children = st.sampled_from(["c1", "c2", "c3", ""])
near = st.dates(date(2025, 6, 1), date(2025, 8, 30))  # windows and ties meet
days = near | st.dates(FIRST, LAST)
contacts_of = st.lists(st.tuples(children, days), max_size=20)
referrals_of = st.lists(
    st.tuples(children, days, st.none() | st.integers(0, 200)).map(
        lambda told: (told[0], told[1], None if told[2] is None else told[1] + timedelta(told[2]))
    ),
    max_size=15,
)


def column(rows: list[tuple], at: int, dtype: str | type = "datetime64[D]") -> np.ndarray:
    return np.array([row[at] for row in rows], dtype)


def persons(rows: list[tuple]) -> np.ndarray:
    return column(rows, 0, object)


def state_of_conversion(
    child: str, on: date, held: list[tuple], known_from: date, known_up_to: date
) -> State:
    """The words of the catalogue, read plainly."""
    if on - timedelta(1) < known_from:
        return State.LEFT_OUT
    mine = [(begun, ended) for other, begun, ended in held if other == child]
    if any(begun < on - timedelta(1) and (ended is None or ended >= on) for begun, ended in mine):
        return State.LEFT_OUT
    if on + timedelta(30) > known_up_to:
        return State.NOT_YET_KNOWN
    return State(any(on - timedelta(1) <= begun <= on + timedelta(30) for begun, _ in mine))


@given(contacts_of, referrals_of, days, days)
@example([("c1", date(2025, 6, 8))], [("c1", date(2025, 6, 1), date(2025, 6, 7))], FIRST, LAST)
def test_conversion(received: list[tuple], held: list[tuple], known_from: date, known_up_to: date) -> None:
    told = Referrals(persons(held), column(held, 1), column(held, 2), known_from, known_up_to)
    cases = followed_by_referral(persons(received), column(received, 1), told)
    assert cases.row.tolist() == list(range(len(received)))
    assert [State(code) for code in cases.state] == [
        state_of_conversion(child, on, held, known_from, known_up_to) for child, on in received
    ]


@given(contacts_of, st.sampled_from(list(REPEATS)), days)
def test_repeats(received: list[tuple], code: str, held_from: date) -> None:
    cases = repeats(persons(received), column(received, 1), held_from)[code]
    first = [row for row, one in enumerate(received) if one not in received[:row]]
    assert cases.row.tolist() == first
    expected = []
    for child, on in (received[row] for row in first):
        again = any(
            other == child and before < on <= add_months(before, REPEATS[code]) for other, before in received
        )
        expected.append(State.LEFT_OUT if on < add_months(held_from, REPEATS[code]) else State(again))
    assert [State(code) for code in cases.state] == expected


@given(st.lists(st.tuples(days, st.none() | st.integers(-50, 50), st.none() | st.integers(-50, 50))))
def test_decided_in_time(rows: list[tuple]) -> None:
    now = datetime(2025, 7, 1, 12)

    def at(hours: int | None) -> datetime | None:
        return None if hours is None else now + timedelta(hours=hours)

    due, decided = ([at(row[place]) for row in rows] for place in (1, 2))
    cases = decided_in_time(
        column(rows, 0), np.array(due, "datetime64[s]"), np.array(decided, "datetime64[s]"), now
    )
    for runs_out, done, code in zip(due, decided, cases.state, strict=True):
        if runs_out is None:
            assert code == State.LEFT_OUT
        elif done is None:
            assert code == (State.NOT_YET_KNOWN if now <= runs_out else State.NO)
        else:
            assert code == (State.YES if done <= runs_out else State.NO)


events_of = st.lists(
    st.builds(
        Event,
        children,
        st.sampled_from([EventKind.REFERRAL, EventKind.ASSESSMENT, EventKind.SECTION_47, EventKind.ICPC]),
        days,
        ended_on=st.one_of(st.none(), days),
        detail=st.sampled_from([{}, {"nfa": "yes"}, {"nfa": "no"}]),
    ).filter(lambda event: event.ended_on is None or event.ended_on >= event.on),
    max_size=30,
)


@given(events_of)
def test_measures_of_events_are_those_of_a_file(events: list[Event]) -> None:
    """`monthly_measures` reads events one by one: the same figures, month by month."""
    known = {"known_from": date(2024, 1, 1), "known_up_to": LAST}  # every month is told in full
    by_kind = {kind: [event for event in events if event.kind is kind] for kind in EventKind}

    def arrays(kind: EventKind) -> tuple[np.ndarray, np.ndarray]:
        rows = [(event.person_id, event.on) for event in by_kind[kind]]
        return persons(rows), column(rows, 1)

    nfa = np.array([event.detail.get("nfa", "") for event in by_kind[EventKind.REFERRAL]], object)
    done = [(event.on, event.ended_on) for event in by_kind[EventKind.ASSESSMENT] if event.ended_on]
    cases = [
        *referrals(*arrays(EventKind.REFERRAL), nfa, **known),
        assessments(column(done, 0), column(done, 1), **known),
        conferences(*arrays(EventKind.ICPC), *arrays(EventKind.SECTION_47), **known),
    ]
    plain = {one.code: one for one in monthly_measures(events, FIRST, LAST)}
    months = [date(2025 + at // 12, at % 12 + 1, 1) for at in range(18)]
    for one in cases:
        told = one.by_month(months)
        assert told.whole == (True,) * 18
        slow = plain.get(one.code)
        of = [tally.of for tally in told.tallies]
        assert of == (list(slow.denominators) if slow else [0] * 18)
        if slow and not slow.is_count:
            assert [tally.yes for tally in told.tallies] == list(slow.numerators)
        values = told.values()
        expected = slow.values() if slow else ([0.0] * 18 if one.code == "referrals" else [np.nan] * 18)
        assert all(a == b or (isnan(a) and isnan(b)) for a, b in zip(values, expected, strict=True))


cases_of = st.lists(st.tuples(days, st.sampled_from(State), st.integers(0, 2)), max_size=30)


def as_cases(rows: list[tuple], **known: date) -> Cases:
    state = np.array([row[1] for row in rows], np.int8)
    return Cases("re_referral_12m", np.arange(len(rows)), column(rows, 0), state, **known)


@given(cases_of, days, days)
def test_months_and_groups_add_up(rows: list[tuple], known_from: date, known_up_to: date) -> None:
    cases = as_cases(rows, known_from=known_from, known_up_to=known_up_to)
    months = [date(2025 + at // 12, at % 12 + 1, 1) for at in range(18)]
    told = cases.by_month(months)
    groups = cases.by_group(np.array([row[2] for row in rows], np.int64), 3)
    for parts in (told.tallies, groups):
        assert sum(part.of for part in parts) == cases.tally().of
        assert sum(part.yes + part.not_yet_known + part.left_out for part in parts) == sum(
            state != State.NO for _, state, _ in rows
        )
    assert told.last(18) == cases.tally()
    for month, tally, whole in zip(told.months, told.tallies, told.whole, strict=True):
        inside = [state for on, state, _ in rows if (on.year, on.month) == (month.year, month.month)]
        assert tally.yes == inside.count(State.YES)
        assert tally.left_out == inside.count(State.LEFT_OUT)
        next_month = add_months(month, 1)
        assert whole == (
            month >= known_from and next_month - timedelta(1) <= known_up_to and not tally.not_yet_known
        )


def test_a_month_that_events_do_not_reach_has_no_figure() -> None:
    cases = as_cases([(date(2025, 6, 3), State.YES, 0)], known_up_to=date(2025, 6, 29))
    told = cases.by_month([date(2025, 6, 1), date(2025, 7, 1)])
    assert told.whole == (False, False)
    assert np.isnan(told.values()).all()


def test_cases_without_days_or_of_no_measure_are_refused() -> None:
    row = np.arange(1)
    with pytest.raises(KeyError, match="no measure 'x'"):
        Cases("x", row, np.array(["2025-01-01"], "datetime64[D]"), np.zeros(1, np.int8))
    with pytest.raises(ValueError, match="case 0: its day is missing"):
        contacts(np.array([NAT], "datetime64[D]"))


def test_an_assessment_completed_before_it_began_is_left_out() -> None:
    day = np.array(["2025-06-08"], "datetime64[D]")
    told = assessments(day, day - 1, known_from=FIRST, known_up_to=LAST).tally()
    assert told == Tally(0, 0, left_out=1)


teams_of = st.dictionaries(st.sampled_from("ABCDEF"), st.sets(st.integers(0, 12), max_size=7), max_size=6)


@given(teams_of)
def test_groups_of_teams_leave_nobody_over_and_uncover_nobody(people: dict[str, set[int]]) -> None:
    groups = groups_of_teams(people)
    everyone: set[int] = set().union(*people.values())
    if groups:
        assert sorted(team for group in groups for team in group) == sorted(people)
        for group in groups:
            assert len(set().union(*(people[team] for team in group))) >= 5
    else:
        assert len(everyone) < 5


@pytest.mark.parametrize(("after", "state"), [(-2, "NO"), (-1, "YES"), (0, "YES"), (30, "YES"), (31, "NO")])
def test_both_ends_of_the_linking_window_are_within(after: int, state: str) -> None:
    child, on = np.array(["c1"]), np.array(["2025-06-08"], "datetime64[D]")
    referral = on + after
    told = followed_by_referral(child, on, Referrals(child, referral, referral, FIRST, LAST))
    assert State(told.state[0]).name == state


@pytest.mark.parametrize(("held_on", "yes"), [("2025-06-20", 1), ("2025-06-23", 0)])
def test_the_fifteenth_working_day_is_in_time(held_on: str, yes: int) -> None:
    child, begun = np.array(["c1"]), np.array(["2025-05-30"], "datetime64[D]")
    held = np.array([held_on], "datetime64[D]")
    assert conferences(child, held, child, begun, known_from=FIRST, known_up_to=LAST).tally().yes == yes


@pytest.mark.parametrize(("on", "state"), [("2025-08-07", "LEFT_OUT"), ("2025-08-08", "NO")])
def test_repeats_are_told_from_the_day_three_months_are_held(on: str, state: str) -> None:
    day = np.array([on], "datetime64[D]")
    told = repeats(np.array(["c1"]), day, date(2025, 5, 8))["repeat_contact_3m"]
    assert State(told.state[0]).name == state
