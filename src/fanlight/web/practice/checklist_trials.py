"""A list of the front door on trial: its page offers to plan one, and a schedule says who is asked it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from fanlight.practice.trial import is_on
from fanlight.practice.trial_schedule import WEEKS, WORKERS
from fanlight.web.accounts.models import Role, User
from fanlight.web.frontdoor.models import ChecklistVersion
from fanlight.web.frontdoor.trying import HandOver
from fanlight.web.practice.models import Trial, TrialDecline

PLANNERS = frozenset({Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST})


def subject_of(version: ChecklistVersion) -> str:
    """How a trial names the list it tries."""
    return f"checklist:{version.pk}"


def list_tried(subject: str) -> ChecklistVersion | None:
    """The list that a trial of this subject tries; None where it tries something else."""
    if (key := re.fullmatch(r"checklist:([0-9]{1,9})", subject.strip())) is None:
        return None
    return ChecklistVersion.objects.select_related("checklist").filter(pk=int(key[1])).first()


def subject_words(subject: str) -> str:
    """What is tried, for people: a list by its title and version, anything else as it was written."""
    version = list_tried(subject)
    return f"the checklist “{version.checklist}”, version {version.number}" if version else subject


def running_trial(version: ChecklistVersion) -> Trial | None:
    """The trial of this list that is frozen and not closed; of several the one frozen last."""
    open_ones = Trial.objects.filter(subject=subject_of(version), closing=None).exclude(frozen_at=None)
    return open_ones.order_by("-frozen_at").first()


def plan_a_trial(user: User, version: ChecklistVersion) -> HandOver | None:
    """The page on which a trial is planned, with the list as its subject; or the trial that runs."""
    if trial := running_trial(version):
        words = f"A trial of it, from {trial.starts_on:%-d %B %Y}, says who is asked it, and when."
        if version.state == ChecklistVersion.State.DRAFT:
            words += " Nobody is asked it until somebody puts it on trial here."
        return HandOver(words, reverse("practice:trial", args=[trial.pk]), trial.title)
    if user.role not in PLANNERS:
        return None
    handed = urlencode({"subject": subject_of(version), "title": str(version)})
    return HandOver(
        "Asking it of some teams and not of others, or in some weeks, shows whether it changes anything. "
        "Most published trials of such lists found no difference.",
        f"{reverse('practice:trial_add')}?{handed}",
        "Plan a trial of it",
    )


def asked_by_schedule(user: User, version: ChecklistVersion) -> bool | None:
    """Whether a list on trial is asked of this worker today, where a frozen trial of it says so.

    Nobody is before its first day and after its last, nor anybody who is no part of it. In a week that is on
    the teams chosen for the list are: None, for the trial has nothing more to say. A worker who declined
    works as usual.
    """
    if (trial := running_trial(version)) is None:
        return None
    plan = trial.plan()
    period = (timezone.localdate() - plan.starts_on).days // plan.period_days
    unit = _unit_of(user, trial)
    if unit is None or not 0 <= period < plan.schedule.periods or not is_on(plan.schedule, unit, period):
        return False
    if TrialDecline.objects.filter(trial=trial, worker=user).exists():
        return False
    return None if trial.unit_kind == WEEKS else True


def _unit_of(user: User, trial: Trial) -> str | None:
    """The unit that the worker belongs to, by their team or a team above it."""
    if trial.unit_kind == WEEKS:
        return str(trial.units[0])
    if trial.unit_kind == WORKERS:
        return user.username if user.username in trial.units else None
    team = user.team
    names = [team.name, team.parent.name if team.parent else ""] if team else []
    return next((name for name in names if name in trial.units), None)
