"""Every action of the evidence room, with a way to do it once (see `tests.web.audit.acts`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from fanlight.evidence.running import run
from fanlight.web.accounts.models import User
from fanlight.web.evidence.actions import claims, comparisons, notes, pilots, recommendations, tables
from fanlight.web.evidence.models import ImportedSeries, SeriesNote
from tests.web.builders import Door
from tests.web.evidence import comparing
from tests.web.evidence import investigating as made
from tests.web.piloting import ENTRIES, count, frozen_pilot_of, pilot_of


def by_manager(make: Callable[[User], Any], act: Callable[[Any, User], object]) -> Callable[[Door], Any]:
    """Make the object first; the act comes when it is called."""

    def prepare(door: Door) -> Callable[[], object]:
        thing = make(door.manager)
        return lambda: act(thing, door.manager)

    return prepare


MAY = tables.Told(date(2026, 5, 1), 12.0, None, date(2026, 6, 1))
JUNE = tables.Told(date(2026, 6, 1), 14.0, None, date(2026, 7, 1))


def a_series(by: User) -> ImportedSeries:
    return tables.bring_in(by=by, title="Contacts", unit="count", source="Our own", rows=[MAY])


def a_note(by: User) -> SeriesNote:
    return notes.note_on_series(
        by=by, series_key="contacts", kind="annotation", on=date(2026, 5, 1), words="A new telephone"
    )


def nothing(user: User) -> None:
    return None


PARTS = {
    "name": "Chance",
    "code": "chance",
    "mechanism": "Up and down by itself",
    "must_see": "As in other years",
    "hardly_otherwise": "No larger than before",
}
COMPARING: Mapping[str, Callable[[Door], Any]] = {
    "evidence.actions.comparisons.ask_for_comparison": by_manager(
        nothing, lambda _, by: comparing.an_asked_comparison(by)
    ),
    "evidence.actions.comparisons.ask_again": by_manager(
        comparing.a_comparison, lambda one, by: comparisons.ask_again(comparison=one, by=by)
    ),
    "evidence.actions.comparisons.stop_comparison": by_manager(
        comparing.an_asked_comparison, lambda one, by: comparisons.stop_comparison(comparison=one, by=by)
    ),
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
BRINGING: Mapping[str, Callable[[Door], Any]] = {
    "evidence.actions.tables.bring_in": by_manager(nothing, lambda _, by: a_series(by)),
    "evidence.actions.tables.add_values": by_manager(
        a_series, lambda series, by: tables.add_values(by=by, series=series, rows=[JUNE])
    ),
    "evidence.actions.tables.withdraw_series": by_manager(
        a_series, lambda series, by: tables.withdraw_series(by=by, series=series, because="Not ours")
    ),
    "evidence.actions.notes.note_on_series": by_manager(nothing, lambda _, by: a_note(by)),
    "evidence.actions.notes.withdraw_note": by_manager(
        a_note, lambda note, by: notes.withdraw_note(by=by, note=note, because="Another month")
    ),
    "evidence.actions.notes.set_target": by_manager(
        nothing,
        lambda _, by: notes.set_target(
            by=by, series_key="contacts", value=10.0, better="lower", reason="Agreed in May"
        ),
    ),
}
PILOTING: Mapping[str, Callable[[Door], Any]] = {
    "evidence.actions.pilots.register_pilot": by_manager(nothing, lambda _, by: pilot_of(by)),
    "evidence.actions.pilots.change_pilot": by_manager(
        pilot_of, lambda pilot, by: pilots.change_pilot(by=by, pilot=pilot, entries={**ENTRIES, "months": 6})
    ),
    "evidence.actions.pilots.freeze_pilot": by_manager(
        pilot_of, lambda pilot, by: pilots.freeze_pilot(by=by, pilot=pilot, foretold=["It could show it."])
    ),
    "evidence.actions.pilots.count_month": by_manager(
        frozen_pilot_of, lambda pilot, by: count(by, pilot, 1, 9)
    ),
}
