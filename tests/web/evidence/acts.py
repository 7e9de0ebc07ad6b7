"""Every action on claims and plans, with a way to do it once (see `tests.web.audit.acts`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fanlight.evidence.running import run
from fanlight.web.accounts.models import User
from fanlight.web.evidence.actions import claims, recommendations
from tests.web.builders import Door
from tests.web.evidence import investigating as made


def by_manager(make: Callable[[User], Any], act: Callable[[Any, User], object]) -> Callable[[Door], Any]:
    """Make the object first; the act comes when it is called."""

    def prepare(door: Door) -> Callable[[], object]:
        thing = make(door.manager)
        return lambda: act(thing, door.manager)

    return prepare


def nothing(user: User) -> None:
    return None


PARTS = {
    "name": "Chance",
    "code": "chance",
    "mechanism": "Up and down by itself",
    "must_see": "As in other years",
    "hardly_otherwise": "No larger than before",
}
INVESTIGATING: Mapping[str, Callable[[Door], Any]] = {
    "evidence.actions.claims.begin_claim": by_manager(
        nothing, lambda _, by: claims.begin_claim(by=by, words="Calls fell because we answer sooner")
    ),
    "evidence.actions.claims.write_claim": by_manager(
        made.a_claim,
        lambda claim, by: claims.write_claim(claim=claim, by=by, parts={"reason": "Seen in May"}),
    ),
    "evidence.actions.claims.write_rival": by_manager(
        made.a_claim, lambda claim, by: claims.write_rival(claim=claim, by=by, parts=PARTS)
    ),
    "evidence.actions.claims.take_rival_out": by_manager(
        made.an_open_rival, lambda rival, by: claims.take_rival_out(rival=rival, by=by)
    ),
    "evidence.actions.claims.lock_claim": by_manager(
        made.a_claim_to_lock, lambda claim, by: claims.lock_claim(claim=claim, by=by, seen_before="no")
    ),
    "evidence.actions.claims.keep_test": by_manager(
        made.a_locked_claim,
        lambda claim, by: claims.keep_test(
            claim=claim, by=by, rival=None, finding=run(made.AREAS), reading="seen", because="Most fell"
        ),
    ),
    "evidence.actions.claims.leave_untested": by_manager(
        made.a_locked_rival, lambda rival, by: claims.leave_untested(rival=rival, by=by, because="No figures")
    ),
    "evidence.actions.claims.give_verdict": by_manager(
        made.a_tested_claim, lambda claim, by: made.a_verdict(by, claim)
    ),
    "evidence.actions.claims.review_verdict": by_manager(
        made.a_verdict,
        lambda verdict, by: claims.review_verdict(verdict=verdict, by=by, came_about="no", words="11,149"),
    ),
    "evidence.actions.recommendations.take_apart": by_manager(nothing, lambda _, by: made.a_plan(by)),
    "evidence.actions.recommendations.say_what_it_is": by_manager(
        made.a_recommendation,
        lambda passage, by: recommendations.say_what_it_is(passage=passage, by=by, is_recommendation=False),
    ),
    "evidence.actions.recommendations.answer_prompts": by_manager(
        made.a_recommendation,
        lambda passage, by: recommendations.answer_prompts(
            passage=passage, by=by, answers={"measure": "Visits a week"}
        ),
    ),
    "evidence.actions.recommendations.make_a_claim": by_manager(
        made.a_recommendation, lambda passage, by: recommendations.make_a_claim(passage=passage, by=by)
    ),
}
