"""What a row of a list can be, and what its columns can hold, in the words of those who keep it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ROWS: Mapping[str, str] = MappingProxyType(
    {
        "contacts": "A contact about one child",
        "events": "Something recorded of one child: a referral, an assessment, a plan",
        "past_decisions": "A decision taken about one child",
        "persons": "A person, with their details",
    }
)
FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "person_id": "Number of the child",
        "child": "Number of the child",
        "forename": "First name",
        "surname": "Last name",
        "born_on": "Date of birth",
        "sex": "Sex",
        "ethnicity": "Ethnicity",
        "upn": "Unique pupil number (UPN)",
        "received": "Day it was received",
        "contact_id": "Number of the contact",
        "contact": "Number of the contact",
        "source": "Who it came from",
        "on": "Day it happened or began",
        "ended_on": "Day it ended",
        "kind": "What was recorded",
        "key": "Number of the record",
        "need": "Primary need",
        "nfa": "No further action (yes or no)",
        "closure_reason": "Reason for closing",
        "factors": "Factors found by the assessment",
        "initial_category": "Category of abuse at first",
        "latest_category": "Category of abuse, the latest",
        "decided": "Day of the decision",
        "level": "Level decided",
        "worker": "Who decided",
    }
)
DAY_FIELDS = ("received", "decided", "on", "ended_on", "born_on")
DAY_FIRST = "day_first"
DAYS: Mapping[str, str] = MappingProxyType(
    {
        DAY_FIRST: "Day first, or year first with hyphens: 31/03/2026, 31/03/26, 31-Mar-2026, 2026-03-31",
        "%m/%d/%Y": "Month first: 03/31/2026",
        "%m/%d/%y": "Month first, two figures for the year: 03/31/26",
        "%Y%m%d": "In one number: 20260331",
    }
)
