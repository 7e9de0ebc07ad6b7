"""What must be so in every made-up authority, of any size and seed."""

import hashlib
import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.casework.event import EventKind
from fanlight.frontdoor.checklist import example_checklist
from fanlight.frontdoor.decision import Step
from fanlight.synthetic import make_authority
from fanlight.synthetic.generate import still_open
from fanlight.terms.codes import (
    ABUSE_CATEGORY,
    ASSESSMENT_FACTOR,
    CLOSURE_REASON,
    PRIMARY_NEED,
    REFERRAL_SOURCE,
)
from fanlight.terms.levels import WORKING_TOGETHER

GOLDEN = "5a006744b8c008ef8f32d08ffe6dba2445a87a70eaa98a3fbb4f7d67e19f0c27"


def digest(made) -> str:
    return hashlib.sha256(repr(made).encode()).hexdigest()


def test_same_seed_same_authority(small):
    again = make_authority(contacts=500, years=2, until=date(2024, 3, 5), seed=11)
    assert again == small
    assert digest(again) == GOLDEN


def test_other_seed_other_authority(small):
    other = make_authority(contacts=500, years=2, until=date(2024, 3, 5), seed=12)
    assert {c.raw_text for c in other.contacts}.isdisjoint(c.raw_text for c in small.contacts)


@pytest.mark.parametrize(("contacts", "years"), [(0, 1), (1, 0)])
def test_refuses_nothing_to_tell(contacts, years):
    with pytest.raises(ValueError, match="at least 1"):
        make_authority(contacts=contacts, years=years, until=date(2024, 3, 5), seed=1)


@settings(max_examples=25, deadline=None)
@given(
    contacts=st.integers(1, 90),
    years=st.integers(1, 4),
    until=st.dates(date(2016, 1, 1), date(2028, 12, 31)),
    seed=st.integers(0, 2**32),
)
def test_holds_together(contacts, years, until, seed):
    holds_together(make_authority(contacts=contacts, years=years, until=until, seed=seed), contacts)


def test_full_size_holds_together(full_size):
    holds_together(full_size[0], 20_000)


def holds_together(made, contacts):
    persons = {p.person_id: p for p in made.persons}
    adults = {p.person_id for p in made.adults}
    homes = {h.id: h for h in made.households}
    workers = {w.id for w in made.workers}
    assert len(persons) == len(made.persons)
    assert len(adults) == len(made.adults)
    assert not adults & persons.keys()
    assert len({c.contact_id for c in made.contacts}) == len(made.contacts) == contacts
    assert [c.received_at for c in made.contacts] == sorted(c.received_at for c in made.contacts)
    by_id = {c.contact_id: c for c in made.contacts}
    for contact in made.contacts:
        home = homes[contact.household]
        assert 1 <= len(contact.children) <= 4
        assert len(set(contact.children)) == len(contact.children)
        assert set(contact.children) <= set(home.children)
        assert set(contact.adults) <= set(home.adults) <= adults
        assert contact.received_at < made.stopped_at
        assert contact.source_code in REFERRAL_SOURCE
        assert bool(contact.edt_action) == contact.out_of_hours
        assert "{" not in contact.raw_text + contact.edt_action
        if contact.repeats:
            assert by_id[contact.repeats].received_at <= contact.received_at
            assert by_id[contact.repeats].household == contact.household
        for child in contact.children:
            person = persons[child]
            if person.born_on and person.born_on <= contact.received_at.date():
                assert contact.received_at.date() < date(
                    person.born_on.year + 18, person.born_on.month, 28
                ) + timedelta(4)
            else:
                assert person.expected_on is not None or person.born_on is not None
    cues = {cue.code for cue in example_checklist().cues}
    for decision in made.decisions:
        contact = by_id[decision.contact_id]
        assert decision.person_id in contact.children
        assert decision.by in workers
        assert contact.received_at <= decision.at < made.stopped_at
        assert decision.level in WORKING_TOGETHER
        assert decision.reasons
        assert "{" not in decision.reasons + decision.dissent + decision.missing_information
        assert decision.checklist.keys() == (set() if decision.step is Step.AUTHORISED else cues)
    for request in made.information_requests:
        assert by_id[request.contact_id].received_at <= request.asked_at < made.stopped_at
        assert request.answered_at is None or request.asked_at < request.answered_at < made.stopped_at
    assert made.open_contacts == still_open(list(made.contacts), made.decisions)
    events_hold_together(made, persons)


def events_hold_together(made, persons):
    cases = defaultdict(list)
    keys = [(e.kind, e.key, e.person_id) for e in made.events]
    assert len(keys) == len(set(keys))
    for event in made.events:
        assert event.person_id in persons
        assert event.on < made.stopped_at.date()
        assert event.ended_on is None or event.on <= event.ended_on < made.stopped_at.date()
        if event.kind is EventKind.REFERRAL:
            assert event.detail["need_code"] in PRIMARY_NEED
            assert (event.ended_on is None) == ("closure_reason" not in event.detail)
            assert event.detail.get("closure_reason", "RC7") in CLOSURE_REASON
            cases[event.person_id].append((event.on, event.ended_on or date.max, event.detail["nfa"]))
        if event.kind is EventKind.CP_PLAN:
            assert event.detail["initial_category"] in ABUSE_CATEGORY
        assert all(code in ASSESSMENT_FACTOR for code in event.detail.get("factors", "").split())
    for of_child in cases.values():
        for (_, ended, _), (began, _, _) in pairwise(of_child):
            assert ended <= began, "a new referral while one is open"
    inside = {
        EventKind.ASSESSMENT,
        EventKind.SECTION_47,
        EventKind.ICPC,
        EventKind.CP_PLAN,
        EventKind.CIN_PLAN,
    }
    for event in made.events:
        if event.kind in inside:
            assert any(
                began <= event.on and (event.ended_on or event.on) <= ended and nfa == "no"
                for began, ended, nfa in cases[event.person_id]
            ), event


def test_nobody_can_be_reached(small):
    """Telephone numbers are drama ranges, addresses of mail reserved, postcodes unused."""
    everything = repr(small)
    for number in re.findall(r"\b0\d{4} ?\d{6}\b", everything):
        assert re.fullmatch(r"01632 960\d{3}|07700 900\d{3}", number)
    assert {mail.rpartition("@")[2] for mail in re.findall(r"[\w.'-]+@[\w.-]+\w", everything)} == {
        "example.org"
    }
    assert all(re.fullmatch(r"EX9[5-9] \dZZ", h.postcode) for h in small.households)


def test_hidden_thresholds_stay_hidden(small):
    assert small.truth
    assert "truth" not in repr(small)
    assert not any(str(shift) in repr(small) for shift in small.truth.values())
    assert sum(small.truth.values()) == pytest.approx(0)


def test_staff(small):
    roles = defaultdict(list)
    for worker in small.workers:
        roles[worker.role].append(worker)
    assert len({w.name for w in small.workers}) == len(small.workers)
    assert {role: len(found) for role, found in roles.items()} == {
        "practitioner": 24, "team_manager": 4, "practice_lead": 1, "analyst": 1, "director": 1,
        "data_protection_officer": 1, "administrator": 1,
    }  # fmt: skip
    size = {
        t.kind: [sum(w.team == s.id for w in small.workers) for s in small.teams if s.kind == t.kind]
        for t in small.teams
    }
    assert min(size["front_door"]) >= 5
    assert min(size["emergency_duty"]) >= 5
    assert size["specialist"] == [3]


@pytest.mark.parametrize("seed", range(6))
def test_todays_list_shows_what_a_morning_holds(seed):
    made = make_authority(contacts=400, years=1, until=date(2026, 11, 23), seed=seed)
    open_now = [c for c in made.contacts if c.contact_id in made.open_contacts]
    todays = [c for c in open_now if c.received_at >= datetime(2026, 11, 19, 12)]
    steps = defaultdict(list)
    for d in made.decisions:
        steps[d.contact_id].append(d)
    persons = {p.person_id: p for p in made.persons}
    waiting = {r.contact_id: r.asked_of for r in made.information_requests if r.answered_at is None}
    assert 14 <= len(open_now) <= 40
    assert any(c.urgency == "red" and not steps[c.contact_id] for c in todays)
    assert any(waiting.get(c.contact_id) == "police" for c in todays)
    assert sum(bool(c.edt_action) for c in todays) >= 2
    assert any(len(c.children) == 2 and not steps[c.contact_id] for c in todays)
    assert any(persons[child].born_on is None for c in todays for child in c.children)
    assert any([d.step for d in steps[c.contact_id]] == [Step.RECOMMENDED] * len(c.children) for c in todays)
    assert any(d.level == "awaiting_information" for c in todays for d in steps[c.contact_id])
