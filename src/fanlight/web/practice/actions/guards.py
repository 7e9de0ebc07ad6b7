"""A guard is switched for a team, by name and with the reason; an exercise is answered without a name."""

from __future__ import annotations

from django.utils import timezone

from fanlight.practice.exercises import EDITION, Exercise
from fanlight.practice.guard import guard as of_code
from fanlight.web.accounts.models import Team, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.practice.models import ExerciseAnswer, GuardSwitch


@action
def switch_guard(*, by: User, team: Team, guard: str, is_on: bool, why: str) -> GuardSwitch:
    """Switch a guard for a team; what it was before stays on record.

    Raises
    ------
    ValueError
        For a guard that is part of every page.
    """
    if of_code(guard).always:
        raise ValueError("This guard is how the page is made: it cannot be switched")
    switched = GuardSwitch.objects.create(
        team=team, guard=guard, is_on=is_on, why=why, by=by, at=timezone.now()
    )
    tell(by=by, action="switch a guard", record=team, guard=guard, is_on=is_on)
    return switched


@action
def answer_exercise(*, worker: User, exercise: Exercise, said: int) -> ExerciseAnswer:
    """Keep what was answered, for this worker alone."""
    kept = ExerciseAnswer.objects.create(
        worker=worker,
        exercise=exercise.code,
        edition=EDITION,
        said=said,
        answer=exercise.answer,
        at=timezone.now(),
    )
    tell(by=None, action="answer an exercise")
    return kept


@action
def forget_exercises(*, worker: User) -> None:
    """Remove every answer of one's own for good."""
    ExerciseAnswer.objects.filter(worker=worker).delete()
    tell(by=None, action="remove answers to exercises")
