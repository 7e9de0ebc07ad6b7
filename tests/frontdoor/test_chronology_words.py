"""Events in plain words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.casework.event import Event, EventKind
from fanlight.frontdoor.chronology import event_words

BEGAN, ENDED = date(2024, 5, 3), date(2025, 1, 4)


@pytest.mark.parametrize(
    ("kind", "ended_on", "detail", "words"),
    [
        (EventKind.REFERRAL, None, {}, "Referral"),
        (
            EventKind.REFERRAL,
            None,
            {"source_code": "3A", "nfa": "yes"},
            "Referral from GP; no further action",
        ),
        (EventKind.REFERRAL, None, {"source_code": "9"}, "Referral, anonymous"),
        (EventKind.REFERRAL, None, {"source_code": "10", "need_code": "N0"}, "Referral, source not known"),
        (EventKind.REFERRAL, None, {"source_code": "77"}, "Referral from code 77"),
        (
            EventKind.REFERRAL,
            ENDED,
            {"source_code": "2A", "need_code": "N1", "closure_reason": "RC9"},
            "Referral from school, abuse or neglect; closed 4 January 2025 after assessment: to early help",
        ),
        (EventKind.REFERRAL, ENDED, {}, "Referral; closed 4 January 2025"),
        (
            EventKind.REFERRAL,
            ENDED,
            {"closure_reason": "RC5"},
            "Referral; closed 4 January 2025: transferred to another authority",
        ),
        (
            EventKind.ASSESSMENT,
            ENDED,
            {"child_seen": "no"},
            "Assessment, finished 4 January 2025; child not seen",
        ),
        (
            EventKind.SECTION_47,
            None,
            {"icpc_not_required": "yes"},
            "Section 47 enquiry; conference not required",
        ),
        (EventKind.ICPC, None, {"led_to_plan": "yes"}, "Initial child protection conference; led to a plan"),
        (
            EventKind.CP_PLAN,
            ENDED,
            {"initial_category": "NEG", "latest_category": "EMO"},
            "Child protection plan (neglect, then emotional abuse), 3 May 2024 to 4 January 2025",
        ),
        (
            EventKind.CP_PLAN,
            None,
            {"initial_category": "NEG", "latest_category": "NEG"},
            "Child protection plan (neglect), from 3 May 2024",
        ),
        (EventKind.LOOKED_AFTER, ENDED, {}, "Looked after, 3 May 2024 to 4 January 2025"),
        (EventKind.CONTACT, None, {"source_code": "3E"}, "Contact from A&E (emergency department)"),
    ],
)
def test_words(kind: EventKind, ended_on: date | None, detail: dict[str, str], words: str) -> None:
    assert event_words(Event("c1", kind, BEGAN, ended_on, detail)) == words


@given(
    st.sampled_from(EventKind),
    st.dictionaries(
        st.sampled_from(
            ["source_code", "need_code", "nfa", "closure_reason", "initial_category", "latest_category"]
        ),
        st.text(),
    ),
)
def test_every_event_has_words_whatever_its_codes(kind: EventKind, detail: dict[str, str]) -> None:
    assert event_words(Event("c1", kind, BEGAN, None, detail))
