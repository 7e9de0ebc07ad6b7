"""Every action on trials and noise audits, with a way to do it once (see `tests.web.audit.acts`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from fanlight.web.accounts.models import Role
from fanlight.web.practice.actions import noise, second_looks, trials, urgent, working_day
from fanlight.web.practice.queries import trials as queries
from tests.web import auditing
from tests.web import second_looking as looking
from tests.web import trialling as made
from tests.web.builders import Door


def on(make: Callable[[Door], Any], act: Callable[[Any, Door], object]) -> Callable[[Door], Any]:
    """Make the object first; the act comes when it is called."""

    def prepare(door: Door) -> Callable[[], object]:
        thing = make(door)
        return lambda: act(thing, door)

    return prepare


def planned(door: Door) -> Any:
    return made.trial_of(door.workers[Role.PRACTICE_LEAD])


TRIALLING: Mapping[str, Callable[[Door], Any]] = {
    "practice.actions.trials.plan_trial": on(lambda door: None, lambda _, door: planned(door)),
    "practice.actions.trials.change_trial": on(
        planned,
        lambda trial, door: trials.change_trial(by=door.manager, trial=trial, entries={"periods": 14}),
    ),
    "practice.actions.trials.approve_trial": on(
        planned, lambda trial, door: trials.approve_trial(by=door.manager, trial=trial, words="Yes")
    ),
    "practice.actions.trials.freeze_trial": on(
        made.approved_trial_of,
        lambda trial, door: trials.freeze_trial(
            by=door.manager, trial=trial, foretold=queries.foretold_of(trial.plan())
        ),
    ),
    "practice.actions.trials.count_trial": on(
        made.past_trial_of,
        lambda trial, door: trials.count_trial(
            by=door.manager, trial=trial, numbers=made.numbers_of(trial), source="entered"
        ),
    ),
    "practice.actions.trials.note_departure": on(
        made.counted_trial_of,
        lambda trial, door: trials.note_departure(
            by=door.manager, trial=trial, words="Two weeks were swapped", breaks_plan=True
        ),
    ),
    "practice.actions.trials.close_trial": on(
        made.counted_trial_of,
        lambda trial, door: trials.close_trial(
            by=door.manager,
            trial=trial,
            report=queries.report_of(trial),
            adopted="adopt",
            because="It is shown",
        ),
    ),
    "practice.actions.trials.decline_trial": on(
        planned,
        lambda trial, door: trials.decline_trial(worker=door.worker, trial=trial, declines=True),
    ),
    "practice.actions.noise.write_vignette": on(
        lambda door: None,
        lambda _, door: noise.write_vignette(by=door.manager, title="A call", text="Somebody rings."),
    ),
    "practice.actions.working_day.agree_to_team_figure": on(
        lambda door: None,
        lambda _, door: working_day.agree_to_team_figure(worker=door.worker, until=date(2031, 1, 1)),
    ),
    "practice.actions.working_day.withdraw_from_team_figure": on(
        lambda door: None, lambda _, door: working_day.withdraw_from_team_figure(worker=door.worker)
    ),
    "practice.actions.working_day.keep_team_figure": on(
        lambda door: None,
        lambda _, door: working_day.keep_team_figure(
            by=door.manager,
            team=door.team,
            first_on=date(2026, 1, 1),
            last_on=date(2026, 6, 30),
            verdict="cannot tell",
            words="We cannot tell.",
        ),
    ),
    "practice.actions.noise.open_audit": on(auditing.raters_of, lambda _, door: auditing.open_audit_of(door)),
    "practice.actions.noise.answer_vignette": on(
        auditing.open_audit_of, lambda audit, door: auditing.answer_one(audit, door.worker)
    ),
    "practice.actions.noise.close_audit": on(
        auditing.open_audit_of,
        lambda audit, door: noise.close_audit(
            by=door.workers[Role.PRACTICE_LEAD], audit=audit, result={"too_few": True}, answers=0
        ),
    ),
}
LOOKING: Mapping[str, Callable[[Door], Any]] = {
    "practice.actions.second_looks.set_second_looks": on(
        lambda door: None, lambda _, door: looking.a_rule(door, share=10)
    ),
    "practice.actions.second_looks.answer_second_look": on(
        lambda door: looking.drawn(door, door.colleague), lambda look, door: looking.answered(look)
    ),
    "practice.actions.second_looks.pass_on_second_look": on(
        lambda door: looking.drawn(door, door.colleague),
        lambda look, door: second_looks.pass_on_second_look(look=look, by=door.colleague),
    ),
    "practice.actions.second_looks.ask_again": on(
        lambda door: looking.drawn(door, None),
        lambda look, door: second_looks.ask_again(by=door.workers[Role.PRACTICE_LEAD]),
    ),
    "practice.actions.urgent.take_task": on(
        looking.an_urgent_task, lambda task, door: urgent.take_task(task=task, by=door.manager)
    ),
    "practice.actions.urgent.close_task": on(
        looking.an_urgent_task,
        lambda task, door: urgent.close_task(task=task, by=door.manager, done="The school was rung"),
    ),
    "practice.actions.urgent.set_duty": on(
        lambda door: None,
        lambda _, door: urgent.set_duty(by=door.manager, on=timezone.localdate(), managers=[door.manager]),
    ),
}
PRIVATE_HERE = frozenset(
    {
        "practice.actions.trials.decline_trial",
        "practice.actions.noise.answer_vignette",
        "practice.actions.working_day.agree_to_team_figure",
        "practice.actions.working_day.withdraw_from_team_figure",
    }
)
