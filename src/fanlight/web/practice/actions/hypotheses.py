"""A question becomes a hypothesis. Whose it is leaves no trace in the audit log; who moves one is named."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.practice.actions.learning import NotYours
from fanlight.web.practice.models import Hypothesis, HypothesisStep, Question

State = Hypothesis.State
MOVES: dict[str, frozenset[str]] = {
    State.IDEA: frozenset({State.ON_TRIAL, State.DROPPED}),
    State.ON_TRIAL: frozenset({State.ADOPTED, State.DROPPED, State.REPEAT}),
    State.REPEAT: frozenset({State.ON_TRIAL, State.DROPPED}),
    State.ADOPTED: frozenset({State.ON_TRIAL, State.DROPPED}),
    State.DROPPED: frozenset({State.ON_TRIAL}),
}
"""From where to where: nothing is adopted that was not on trial."""


class NotSoNow(ValueError):
    """The hypothesis stands where this cannot be done with it."""


@dataclass(frozen=True)
class HypothesisWords:
    """If we `change`, then `expected`, because `reason`, measured by `measure`."""

    change: str
    expected: str
    reason: str
    measure: str
    smallest_difference: str = ""


def _own(hypothesis: Hypothesis, worker: User) -> None:
    if hypothesis.worker_id != worker.pk:
        raise NotYours("This hypothesis is another worker's")


@action
def write_hypothesis(
    *,
    worker: User,
    words: HypothesisWords,
    question: Question | None = None,
    shared: bool = False,
    with_name: bool = False,
) -> Hypothesis:
    """Keep a hypothesis, for oneself or for everybody in the authority to read."""
    if question is not None and question.worker_id != worker.pk:
        raise NotYours("This question is another worker's")
    now = timezone.now()
    hypothesis = Hypothesis.objects.create(
        worker=worker,
        question=question,
        written_at=now,
        shared_at=now if shared else None,
        with_name=with_name and shared,
        **asdict(words),
    )
    tell(by=None, action="keep a hypothesis")
    return hypothesis


@action
def reword_hypothesis(*, hypothesis: Hypothesis, worker: User, words: HypothesisWords) -> None:
    """Say it better, as long as nobody else reads it and nothing was tried.

    Raises
    ------
    NotSoNow
        When it is shared, or no longer an idea: what others read does not change under their eyes.
    """
    _own(hypothesis, worker)
    if hypothesis.shared_at or not hypothesis.is_idea:
        raise NotSoNow("Take it back before you change its words; what was tried stays as it was")
    Hypothesis.objects.filter(pk=hypothesis.pk).update(**asdict(words))
    tell(by=None, action="reword a hypothesis")


@action
def share_hypothesis(*, hypothesis: Hypothesis, worker: User, shared: bool, with_name: bool) -> None:
    """Let everybody in the authority read it, or take it back while it is an idea.

    Raises
    ------
    NotSoNow
        When it is to be taken back though something was done with it: the register stays readable.
    """
    _own(hypothesis, worker)
    if not shared and not hypothesis.is_idea:
        raise NotSoNow("Something was done with it: it stays readable. Your name can be taken off")
    hypothesis.shared_at = (hypothesis.shared_at or timezone.now()) if shared else None
    hypothesis.with_name = with_name and shared
    hypothesis.save(update_fields=["shared_at", "with_name"])
    tell(by=None, action="share a hypothesis" if shared else "take a hypothesis back")


@action
def move_hypothesis(*, hypothesis: Hypothesis, by: User, state: str, why: str) -> HypothesisStep:
    """Say what is done with a shared hypothesis now, and why; each move stays on record.

    Raises
    ------
    NotSoNow
        When it is not shared, or this move does not follow from where it stands.
    """
    hypothesis = Hypothesis.objects.select_for_update().get(pk=hypothesis.pk)
    if hypothesis.shared_at is None:
        raise NotSoNow("Its author has not shared it")
    if state not in MOVES[hypothesis.state]:
        raise NotSoNow(f"From “{hypothesis.get_state_display()}” this does not follow")
    step = HypothesisStep.objects.create(
        hypothesis=hypothesis, state=state, why=why, by=by, at=timezone.now()
    )
    Hypothesis.objects.filter(pk=hypothesis.pk).update(state=state)
    tell(by=by, action="move a hypothesis", record=hypothesis, state=state)
    return step
