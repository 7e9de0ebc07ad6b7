"""Investigations in every state, made by the real actions."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from fanlight.evidence.running import run
from fanlight.evidence.specification import Specification
from fanlight.evidence.verdict import Verdict, Word
from fanlight.web.accounts.models import User
from fanlight.web.evidence.actions import claims as actions
from fanlight.web.evidence.actions import recommendations
from fanlight.web.evidence.models import Claim, ClaimVerdict, Plan, PlanPassage, Rival, RivalTest
from fanlight.web.evidence.queries.claims import run_specification

WHOLE = {
    "said_by": "Directors, in a newspaper",
    "figure": "11,110 care applications in 2012-13, 10,620 in 2013-14",
    "reason": "Two teams began to hold family meetings before court in 2013",
    "mechanism": "Families find relatives who take the child, so that nobody applies to the court",
    "measure": "Applications by month and the number of family meetings",
    "must_see": "A fall that lasts while the meetings go on",
    "hardly_otherwise": "A fall only where meetings were held",
}
LASTED = Specification(
    "lasted", "example-care-applications-by-year", {"from": "2013-04", "to": "2013-04", "years": 2}
)
AREAS = Specification("areas", "", {"fell": 90, "rose": 58, "same": 4})
PLAN = """What needs to improve

1. Strengthen oversight by managers.
2. The council should publish how long families wait.

Leaders were appointed in May.
"""


def a_claim(by: User, words: str = "Care applications fell because we assess better", **parts: str) -> Claim:
    """A claim with reason, mechanism and measure, not locked."""
    return actions.begin_claim(by=by, words=words, **WHOLE | parts)


def a_rival(claim: Claim, by: User, name: str = "Late entries", code: str = "late_entries") -> Rival:
    """A whole rival."""
    parts = {
        "name": name,
        "code": code,
        "mechanism": f"{name}: the newest months are not complete when they are told",
        "must_see": "First figures grow later",
        "hardly_otherwise": "The fall goes when later figures are compared",
    }
    return actions.write_rival(claim=claim, by=by, parts=parts)


def a_locked_claim(by: User) -> Claim:
    """A claim with two rivals, locked."""
    return actions.lock_claim(claim=a_claim_to_lock(by), by=by, seen_before="not_known")


def a_claim_to_lock(by: User) -> Claim:
    """A claim with two rivals, ready to be locked."""
    claim = a_claim(by)
    a_rival(claim, by)
    a_rival(claim, by, "Our own rival", "")
    return claim


def an_open_rival(by: User) -> Rival:
    """A rival that can still be changed."""
    return a_rival(a_claim(by), by)


def a_locked_rival(by: User) -> Rival:
    """A rival of a locked claim."""
    return a_locked_claim(by).rivals.first()


def a_kept_test(by: User) -> RivalTest:
    """A test of a claim that can be made again."""
    return a_test(a_locked_claim(by), by)


def a_judged_claim(by: User) -> Claim:
    """A claim with a verdict."""
    return a_verdict(by).claim


def a_test(claim: Claim, by: User, rival: Rival | None = None, reading: str = "not_seen") -> RivalTest:
    """A test of the claim, or of a rival."""
    finding = run(AREAS) if rival else run_specification(LASTED)
    return actions.keep_test(
        claim=claim, by=by, rival=rival, finding=finding, reading=reading, because="It did not last"
    )


def a_tested_claim(by: User) -> Claim:
    """Every rival tested, and the claim."""
    claim = a_locked_claim(by)
    a_test(claim, by)
    first, second = claim.rivals.all()
    a_test(claim, by, first, "seen")
    actions.leave_untested(rival=second, by=by, because="Nobody publishes these figures")
    return claim


def a_verdict(by: User, claim: Claim | None = None, probability: int = 30, **parts: object) -> ClaimVerdict:
    """A verdict on a tested claim."""
    held = {
        "word": Word.FALLS,
        "because": "The number was back within a year.",
        "will_show": "Fewer than 11,000 applications next year",
        "probability": probability,
        "review_on": timezone.localdate() + timedelta(days=180),
    }
    return actions.give_verdict(
        claim=claim or a_tested_claim(by),
        by=by,
        verdict=Verdict(**held | parts),
        today=timezone.localdate(),
    )


def a_plan(by: User) -> Plan:
    """A plan of two recommendations."""
    return recommendations.take_apart(by=by, title="Improvement plan", source="May 2026", text=PLAN)


def a_recommendation(by: User) -> PlanPassage:
    """The first recommendation of a plan."""
    return a_plan(by).passages.filter(is_recommendation=True).first()
