"""Measures by month agree with a plain slow reading of their words in the catalogue."""

from __future__ import annotations

from datetime import date, timedelta
from math import isnan

from hypothesis import given
from hypothesis import strategies as st

from fanlight.casework.event import Event, EventKind
from fanlight.casework.monthly import monthly_measures
from fanlight.terms.periods import add_months
from fanlight.terms.working_days import WorkingCalendar

FIRST, LAST = date(2025, 1, 1), date(2026, 6, 30)
CALENDAR = WorkingCalendar()
days = st.dates(FIRST, LAST)
events_of = st.lists(
    st.builds(
        Event,
        st.sampled_from(["c1", "c2", "c3"]),
        st.sampled_from([EventKind.REFERRAL, EventKind.ASSESSMENT, EventKind.SECTION_47, EventKind.ICPC]),
        days,
        ended_on=st.one_of(st.none(), days),
        detail=st.sampled_from([{}, {"nfa": "yes"}, {"nfa": "no"}]),
    ).filter(lambda event: event.ended_on is None or event.ended_on >= event.on),
    max_size=30,
)


def plainly(events: list[Event]) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of the whole period, each referral compared with every other."""
    found: dict[tuple[str, date], list[str | None]] = {}
    for event in events:
        if event.kind is EventKind.REFERRAL:
            found.setdefault((event.person_id, event.on), []).append(event.detail.get("nfa"))
    again = sum(
        any(child == other and on > before and add_months(before, 12) >= on for other, before in found)
        for child, on in found
    )
    ends = {key: next((nfa for nfa in said if nfa != "yes"), "yes") for key, said in found.items()}
    said = [nfa for nfa in ends.values() if nfa]
    assessed = [e for e in events if e.kind is EventKind.ASSESSMENT and e.ended_on]
    held = []
    for conference in (e for e in events if e.kind is EventKind.ICPC):
        begun = [
            e.on
            for e in events
            if e.kind is EventKind.SECTION_47
            and e.person_id == conference.person_id
            and e.on <= conference.on
        ]
        if begun:
            held.append(CALENDAR.working_days_between(max(begun), conference.on) <= 15)
    told = {
        "referrals": (len(found), len(found)),
        "re_referral_12m": (again, len(found)),
        "referral_no_further_action": (said.count("yes"), len(said)),
        "assessment_in_45_working_days": (
            sum(CALENDAR.working_days_between(e.on, e.ended_on) <= 45 for e in assessed),
            len(assessed),
        ),
        "section_47_to_conference_15": (sum(held), len(held)),
    }
    return {code: counts for code, counts in told.items() if counts[1]}


@given(events_of)
def test_measures_agree_with_a_plain_reading(events):
    told = monthly_measures(events, FIRST, LAST)
    assert {one.code: (sum(one.numerators), sum(one.denominators)) for one in told} == plainly(events)
    for one in told:
        assert all(0 <= above <= below for above, below in zip(one.numerators, one.denominators, strict=True))
        assert len(one.months) == len(one.values()) == 18
        assert one.measure.title


@given(events_of)
def test_order_of_events_does_not_matter_but_for_what_a_day_says_twice(events):
    once = list({(event.person_id, event.kind, event.on): event for event in events}.values())
    assert monthly_measures(once, FIRST, LAST) == monthly_measures(once[::-1], FIRST, LAST)


def test_re_referrals_are_told_in_part_until_twelve_months_are_behind():
    """A file that begins in January 2025 cannot tell who was referred in 2024."""
    events = [Event("c1", EventKind.REFERRAL, FIRST + timedelta(31 * month)) for month in range(15)]
    told = {one.code: one for one in monthly_measures(events, FIRST, LAST, complete_from=FIRST)}
    again = told["re_referral_12m"]
    assert again.whole == (False,) * 12 + (True,) * 6
    assert all(isnan(value) for value in again.values()[:12])
    assert again.sentence() == "at least 14 of 15 (93 %)."
    assert all(told["referrals"].whole)


def test_months_outside_the_period_are_not_counted():
    events = [Event("c1", EventKind.REFERRAL, FIRST - timedelta(1)), Event("c1", EventKind.REFERRAL, FIRST)]
    referrals, again = monthly_measures(events, FIRST, FIRST)
    assert (referrals.numerators, again.numerators) == ((1,), (1,))
