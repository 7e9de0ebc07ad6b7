"""Trials for tests: being written, approved, frozen, counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from fanlight.web.accounts.models import Role, User
from fanlight.web.practice.actions import trials as actions
from fanlight.web.practice.models import Trial
from fanlight.web.practice.queries import trials as queries
from tests.web.builders import Door

ENTRIES: Mapping[str, Any] = {
    "subject": "breaks",
    "title": "A break at noon",
    "hypothesis": "Fewer contacts are left open overnight",
    "unit_kind": "weeks",
    "units": ["The service"],
    "schedule_kind": "randomised",
    "seed": 7,
    "period_days": 7,
    "periods": 12,
    "measure": "Left open overnight",
    "exposure_unit": "contacts",
    "events": 40.0,
    "exposure": 200.0,
    "smallest_effect": 0.7,
    "changes_help": "no",
    "harm": "Workers who cannot leave; we ask on Fridays",
    "equality": "Part-time workers; the manager looks at it",
    "stop_rule": "If more are left open, the manager stops it",
    "told_how": "In the team meeting",
    "may_decline": True,
}


def trial_of(by: User, **change: Any) -> Trial:
    today = timezone.localdate()
    days = {"starts_on": today + timedelta(days=1), "told_on": today}
    return actions.plan_trial(by=by, **{**ENTRIES, **days, **change})


def approved_trial_of(door: Door, **change: Any) -> Trial:
    """Planned by the practice lead, approved by the manager."""
    trial = trial_of(door.workers[Role.PRACTICE_LEAD], **change)
    return actions.approve_trial(by=door.manager, trial=trial, words="It costs nothing to try")


def frozen_trial_of(door: Door, **change: Any) -> Trial:
    trial = approved_trial_of(door, **change)
    told = queries.foretold_of(trial.plan())
    return actions.freeze_trial(by=door.workers[Role.PRACTICE_LEAD], trial=trial, foretold=told)


def past_trial_of(door: Door, weeks_ago: int = 13, **change: Any) -> Trial:
    """Frozen so long ago that its periods can be counted: only its day is set otherwise, before freezing."""
    trial = approved_trial_of(door, **change)
    plan_day = timezone.localdate() - timedelta(weeks=weeks_ago)
    Trial.objects.filter(pk=trial.pk).update(starts_on=plan_day)
    trial.refresh_from_db()
    told = queries.foretold_of(trial.plan())
    now = timezone.now() - timedelta(weeks=weeks_ago, days=1)
    plan = trial.plan()
    Trial.objects.filter(pk=trial.pk).update(
        rows=plan.schedule.rows(),
        frozen_text=plan.canonical(),
        frozen_hash=plan.freeze_hash(),
        frozen_by=door.workers[Role.PRACTICE_LEAD],
        foretold=told.sentences(),
        power=told.power,
        frozen_at=now,
    )
    trial.refresh_from_db()
    return trial


def numbers_of(trial: Trial, on: int = 24, usual: int = 40, periods: int | None = None) -> list[Any]:
    """A number for each week: fewer where it is on."""
    row = trial.schedule().on[0]
    return [
        actions.Number("The service", at + 1, (on if row[at] else usual) + at % 3, 200.0)
        for at in range(periods or trial.periods)
    ]


def counted_trial_of(door: Door, **change: Any) -> Trial:
    trial = past_trial_of(door, **change)
    by = door.workers[Role.PRACTICE_LEAD]
    actions.count_trial(by=by, trial=trial, numbers=numbers_of(trial), source="entered")
    return trial


def workers_of(door: Door, count: int = 12) -> list[str]:
    from tests.web.builders import make_worker

    return [
        make_worker(Role.PRACTITIONER, door.team, f"drawn{number:02d}").username for number in range(count)
    ]


def a_trial(door: Door, user: User) -> dict[str, Any]:
    return {"pk": trial_of(door.workers[Role.ANALYST]).pk}


def an_approved_trial(door: Door, user: User) -> dict[str, Any]:
    return {"pk": approved_trial_of(door).pk}


def a_counted_trial(door: Door, user: User) -> dict[str, Any]:
    return {"pk": counted_trial_of(door).pk}
