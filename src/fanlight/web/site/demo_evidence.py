"""Something to look at in Evidence: a comparison of real published figures, a made-up plan and its pilot."""

from __future__ import annotations

from django.utils import timezone

from fanlight.evidence.comparison.specified import specified
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import Role, User
from fanlight.web.evidence.actions import pilots, recommendations
from fanlight.web.evidence.actions.comparisons import ask_for_comparison
from fanlight.web.evidence.comparison_jobs import work_on
from fanlight.web.evidence.models import Pilot, PlanPassage
from fanlight.web.evidence.queries.own_counts import cases_of, own_months, source_words
from fanlight.web.evidence.queries.pilots import flown

# The authority first in the alphabet and a date by lot: what a comparison says where nobody claims anything.
PLACE, BEGINS = "301", "2019-09"
MONTHS, MEASURE = 6, "repeat_contact_3m"
PLAN = """What needs to improve (made up)

1. Answer every referrer within a day.
2. Strengthen management oversight.
"""


def load_evidence() -> None:
    """Load it; without people to ask for it nothing is made."""
    people = {user.role: user for user in User.objects.order_by("-pk")}
    analyst, manager = people.get(Role.ANALYST), people.get(Role.TEAM_MANAGER)
    if analyst is None or manager is None:
        return
    _comparison(analyst)
    [passage, *_] = recommendations.take_apart(
        by=manager, title="Improvement plan (made up)", source="A made-up board", text=PLAN
    ).passages.filter(is_recommendation=True)
    recommendations.answer_prompts(
        passage=passage,
        by=manager,
        answers={
            "mechanism": "Whoever hears back has no reason to ring again about the same child",
            "measure": "Contacts about the same child within 3 months",
        },
    )
    _pilot(manager, passage)


def _comparison(analyst: User) -> None:
    asked = ask_for_comparison(
        by=analyst,
        change="Nothing that is known of: an example of what chance alone looks like",
        chosen="lot",
        spec=specified("referrals", PLACE, BEGINS),
    )
    work_on(asked)


def _pilot(manager: User, passage: PlanPassage) -> None:
    """Frozen, with two months taken over from the records, one typed otherwise, the rest to be taken."""
    held = cases_of(MEASURE)
    if held is None:
        return
    begins = add_months(timezone.localdate().replace(day=1), -(MONTHS + 4))
    before = held.cases.by_month([add_months(begins, at) for at in range(-MONTHS, 0)]).last(MONTHS)
    if not before.yes:
        return
    entries = {
        "title": "Every referrer hears back within a day (made up)",
        "why": passage.mechanism,
        "for_whom": "Everyone who contacts the front door",
        "where": "The whole service",
        "measure": passage.measure,
        "exposure_unit": "contacts",
        "comparison": Pilot.Comparison.BEFORE,
        "compared_words": f"The {MONTHS} months before",
        "before_events": before.yes,
        "before_exposure": float(before.of),
        "after_exposure": float(before.of),
        "starts_on": begins,
        "months": MONTHS,
        "smallest_effect": 0.8,
        "chosen": Pilot.Chosen.OTHER,
        "own_measure": MEASURE,
    }
    pilot = pilots.register_pilot(by=manager, entries=entries, recommendation=passage)
    pilots.freeze_pilot(by=manager, pilot=pilot, foretold=flown(pilot.spec).sentences())
    for at, own in enumerate(one for one in own_months(pilot, []) if one.month >= begins):
        if at > 2:
            break
        counted = {"by": manager, "pilot": pilot, "kind": own.kind, "month": own.month}
        counted |= {"events": own.events + (4 if at == 2 else 0), "exposure": own.exposure}
        pilots.count_month(**counted, drawn_from="" if at == 2 else source_words(pilot))
