"""Gaps: each fact that is missing is told, each that is there is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from fanlight.frontdoor.decision import Answer
from fanlight.frontdoor.gaps import gaps
from fanlight.frontdoor.known import CHILD, AskedOf, BriefContact, KnownPerson

AT = datetime(2026, 5, 3, 9)
ASA = KnownPerson("P-1", "Asa", CHILD, date(2019, 4, 1), address="1 Bow", school="Elm", gp="Dr Ode")
BO = KnownPerson("P-2", "Bo", "mother")
FULL = BriefContact("C-1", AT, referrer="PC Ode", child_seen=Answer.NO, consent="agreed by mother")


def codes(contact: BriefContact, *people: KnownPerson) -> list[str]:
    return [gap.code for gap in gaps(contact, people)]


def test_a_full_contact_has_none() -> None:
    assert codes(FULL, ASA, BO) == []


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ({"name": ""}, "no_name"),
        ({"born_on": None}, "no_date_of_birth"),
        ({"address": ""}, "no_address"),
        ({"school": ""}, "no_school"),
        ({"gp": ""}, "no_gp"),
    ],
)
def test_what_a_child_lacks(without: dict[str, object], code: str) -> None:
    found = gaps(FULL, [replace(ASA, **without), BO])
    assert [(gap.code, gap.person_ref) for gap in found] == [(code, "P-1")]


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ({"child_seen": None}, "child_seen_not_said"),
        ({"child_seen": Answer.NOT_KNOWN}, "child_seen_not_known"),
        ({"referrer": ""}, "no_referrer"),
        ({"consent": ""}, "consent_not_stated"),
    ],
)
def test_what_the_contact_lacks(without: dict[str, object], code: str) -> None:
    assert codes(replace(FULL, **without), ASA, BO) == [code]


@pytest.mark.parametrize("anonymous", [{"source_code": "9"}, {"referrer_anonymous": True}])
def test_an_anonymous_referrer_lacks_no_name(anonymous: dict[str, object]) -> None:
    assert codes(replace(FULL, referrer="", **anonymous), ASA, BO) == []


def test_an_unborn_child_lacks_neither_school_nor_gp_nor_being_seen() -> None:
    unborn = KnownPerson("P-3", "Baby of Bo", CHILD, expected_on=date(2026, 9, 1), address="1 Bow")
    assert codes(replace(FULL, child_seen=None), unborn, BO) == []


def test_the_household() -> None:
    assert codes(FULL, ASA) == ["household_not_named"]
    assert (
        gaps(FULL, [ASA, replace(BO, name="")])[0].words == "1 other person in the household without a name"
    )
    assert codes(FULL, BO) == ["no_child"]


def test_open_requests_only() -> None:
    requests = [AskedOf("police", AT), AskedOf("school", AT, answered_at=AT, answer="Nothing known.")]
    assert [gap.words for gap in gaps(FULL, [ASA, BO], requests)] == ["No answer yet from police"]
