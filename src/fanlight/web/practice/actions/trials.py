"""Trials: planned, approved by another, frozen, counted, closed. Who declines leaves no name in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from fanlight.practice.trial import arms_of, refusals
from fanlight.practice.trial_foretold import Foretold
from fanlight.practice.trial_report import TrialReport
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.practice.actions.hypotheses import MOVES, move_hypothesis
from fanlight.web.practice.models import (
    Hypothesis,
    Trial,
    TrialClosing,
    TrialCount,
    TrialDecline,
    TrialDeparture,
)


class NotAllowed(Exception):
    """Refused, with the reason in a sentence or more."""


@dataclass(frozen=True)
class Number:
    """What was counted of one unit in one period (from 1)."""

    unit: str
    period: int
    events: int
    exposure: float
    because: str = ""


@action
def plan_trial(*, by: User, subject: str, title: str, **entries: Any) -> Trial:
    """Write a trial into the register: a checklist, a guard, breaks, the digest, or anything in words.

    Parameters
    ----------
    subject
        What is tried: ``checklist:7``, ``guard:base_rate``, ``breaks``, ``digest``, or words.
    title
        For readers.
    entries
        Fields of the trial. It may be changed until it is frozen.

    Raises
    ------
    ValueError
        Figures or a schedule that cannot be worked with.
    """
    trial = Trial(by=by, at=timezone.now(), subject=subject, title=title, **entries)
    _ = trial.plan()  # what cannot be worked with is refused here
    trial.save()
    tell(by=by, action="plan a trial", record=trial)
    return trial


@action
def change_trial(*, by: User, trial: Trial, entries: Mapping[str, Any]) -> Trial:
    """Change a plan that is not frozen; an approval was given to other words and ends."""
    held = _held(trial)
    if held.frozen_at:
        raise NotAllowed("The trial is frozen: not a word of it changes.")
    for name, value in entries.items():
        setattr(held, name, value)
    held.approved_by, held.approved_at, held.approved_words = None, None, ""
    _ = held.plan()
    held.save()
    tell(by=by, action="change a trial's plan", record=held)
    return held


@action
def approve_trial(*, by: User, trial: Trial, words: str) -> Trial:
    """Agree to a plan that lacks nothing; never by who planned it."""
    held = _held(trial)
    if held.frozen_at:
        raise NotAllowed("The trial is frozen already.")
    if lacks := refusals(held.safeguards, approver=by.username, planner=held.by.username):
        raise NotAllowed(" ".join(lacks))
    held.approved_by, held.approved_at, held.approved_words = by, timezone.now(), words
    held.save()
    tell(by=by, action="approve a trial", record=held)
    return held


@action
def freeze_trial(*, by: User, trial: Trial, foretold: Foretold) -> Trial:
    """Draw the schedule and freeze plan, hash, hour and what was foretold. There is no way back."""
    held = _held(trial)
    if held.frozen_at:
        raise NotAllowed("The trial is frozen already.")
    approver = held.approved_by.username if held.approved_by else ""
    lacks = list(refusals(held.safeguards, approver=approver, planner=held.by.username))
    if held.starts_on < timezone.localdate():
        lacks.append("It would have begun before its plan was frozen: choose a later first day.")
    if lacks:
        raise NotAllowed(" ".join(lacks))
    plan = held.plan()
    held.rows = plan.schedule.rows()
    held.frozen_text, held.frozen_hash = plan.canonical(), plan.freeze_hash()
    held.frozen_by, held.frozen_at = by, timezone.now()
    held.foretold, held.power = foretold.sentences(), foretold.power
    held.save()
    _move(held, by, Hypothesis.State.ON_TRIAL, f"Trial: {held.title}")
    tell(by=by, action="freeze a trial", record=held, hash=held.frozen_hash)
    return held


@action
def count_trial(*, by: User, trial: Trial, numbers: Sequence[Number], source: str) -> int:
    """Keep numbers of a frozen trial, all or none. One that is here is taken over with a reason, kept too."""
    held = _held(trial)
    if not held.frozen_at:
        raise NotAllowed("Freeze the plan before counting: the plan comes before the data.")
    if TrialClosing.objects.filter(trial=held).exists():
        raise NotAllowed("The trial is closed.")
    standing = {
        (one.unit, one.period): one
        for one in TrialCount.objects.filter(trial=held, superseded_by=None).order_by("pk")
    }
    plan, today = held.plan(), timezone.localdate()
    for one in numbers:
        _check_number(one, plan, today)
        before = standing.get((one.unit, one.period))
        if before and (before.events, before.exposure) == (one.events, one.exposure):
            continue
        if before and not one.because:
            raise NotAllowed(f"{one.unit}, period {one.period}, has a number: say why it is corrected.")
        TrialCount.objects.create(
            trial=held,
            unit=one.unit,
            period=one.period,
            events=one.events,
            exposure=one.exposure,
            source=source,
            supersedes=before,
            because=one.because if before else "",
            by=by,
            at=timezone.now(),
        )
    tell(by=by, action="count periods of a trial", record=held, numbers=len(numbers), source=source)
    return len(numbers)


def _check_number(one: Number, plan: Any, today: date) -> None:
    where = f"{one.unit}, period {one.period}"
    if not 1 <= one.period <= plan.schedule.periods:
        raise NotAllowed(f"{where}: periods go from 1 to {plan.schedule.periods}.")
    if one.unit not in arms_of(plan.schedule, one.period - 1):
        known = ", ".join(arms_of(plan.schedule, one.period - 1))
        raise NotAllowed(f"{where}: no such unit; known are {known}.")
    if plan.days_of(one.period - 1)[1] >= today:
        raise NotAllowed(f"{where}: this period is not over.")
    if one.events < 0 or not 0 < one.exposure < 1e12:
        raise NotAllowed(f"{where}: how many is 0 or more, out of how many is above 0.")


@action
def note_departure(*, by: User, trial: Trial, words: str, breaks_plan: bool) -> TrialDeparture:
    """Write down what went otherwise than planned, while it runs."""
    held = _held(trial)
    if not held.frozen_at or TrialClosing.objects.filter(trial=held).exists():
        raise NotAllowed("Only a trial that runs can depart from its plan.")
    departure = TrialDeparture.objects.create(
        trial=held, words=words, breaks_plan=breaks_plan, by=by, at=timezone.now()
    )
    tell(by=by, action="note a departure from a trial", record=held, breaks_plan=breaks_plan)
    return departure


@action
def close_trial(
    *, by: User, trial: Trial, report: TrialReport, adopted: str, because: str, review_on: date | None = None
) -> TrialClosing:
    """End a trial: its result as it stands, and adopt, drop or repeat."""
    held = _held(trial)
    if not held.frozen_at:
        raise NotAllowed("A trial that was not frozen has no result.")
    if TrialClosing.objects.filter(trial=held).exists():
        raise NotAllowed("The trial is closed already.")
    if report.result is None:
        raise NotAllowed("There is no result yet.")
    closing = TrialClosing.objects.create(
        trial=held,
        result=report.result.word,
        sentence=report.sentence(),
        stopped_early=not report.is_over,
        adopted=adopted,
        because=because,
        review_on=review_on,
        by=by,
        at=timezone.now(),
    )
    state = {"adopt": "adopted", "drop": "dropped", "repeat": "repeat"}[adopted]
    _move(held, by, state, f"{report.result.word.capitalize()}. {because}")
    tell(by=by, action="close a trial", record=held, result=closing.result, adopted=adopted)
    return closing


@action
def decline_trial(*, worker: User, trial: Trial, declines: bool) -> None:
    """Work as usual in this trial, or take that back. Nobody else is shown it."""
    if declines:
        TrialDecline.objects.get_or_create(trial=trial, worker=worker)
    else:
        TrialDecline.objects.filter(trial=trial, worker=worker).delete()
    tell(by=None, action="choose about a trial")


def _held(trial: Trial) -> Trial:
    return Trial.objects.select_for_update(of=("self",)).select_related("by", "approved_by").get(pk=trial.pk)


def _move(trial: Trial, by: User, state: str, why: str) -> None:
    """Take the hypothesis along, where it may go there."""
    held = trial.of_hypothesis
    if held and held.shared_at and state in MOVES[held.state]:
        move_hypothesis(hypothesis=held, by=by, state=state, why=why)


__all__ = [
    "NotAllowed",
    "Number",
    "approve_trial",
    "change_trial",
    "close_trial",
    "count_trial",
    "decline_trial",
    "freeze_trial",
    "note_departure",
    "plan_trial",
]
