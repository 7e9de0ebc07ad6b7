"""What workers keep for themselves. In the audit log these acts leave no actor: learning is not watched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from fanlight.practice.forecast import ForecastQuestion
from fanlight.web.accounts.models import Team, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.models import Contact, Decision
from fanlight.web.practice.models import (
    Forecast,
    ForecastInvitation,
    Lesson,
    PageShare,
    Question,
    WordBack,
)


class NotYours(PermissionError):
    """Only the worker who decided may keep learning notes about a decision."""


def _mine(decision: Decision, worker: User) -> None:
    if decision.by_id != worker.pk:
        raise NotYours("This decision is another worker's")


@action
def answer_forecast(
    *, invitation: ForecastInvitation, worker: User, answers: Mapping[ForecastQuestion, int]
) -> list[Forecast]:
    """Keep a probability for each question that was answered; the invitation is then closed."""
    _mine(invitation.decision, worker)
    decided_on = timezone.localdate(invitation.decision.at)
    kept = [
        Forecast.objects.get_or_create(
            worker=worker,
            decision=invitation.decision,
            question=question.code,
            defaults={
                "words": question.words,
                "probability": probability,
                "asked_at": timezone.now(),
                "due_on": question.due_on(decided_on),
            },
        )[0]
        for question, probability in answers.items()
    ]
    invitation.state = ForecastInvitation.State.ANSWERED if kept else ForecastInvitation.State.SKIPPED
    invitation.save(update_fields=["state"])
    tell(by=None, action="close a forecast invitation")
    return kept


@action
def note_lesson(*, worker: User, decision: Decision | None, words: str) -> Lesson:
    """What I learned, from this decision of mine or from none in particular."""
    if decision is not None:
        _mine(decision, worker)
    lesson = Lesson.objects.create(worker=worker, decision=decision, words=words, noted_at=timezone.now())
    tell(by=None, action="note a lesson")
    return lesson


@action
def ask_question(*, worker: User, words: str, shared: bool, with_name: bool) -> Question:
    """What I wonder: kept private, or shared with everyone."""
    now = timezone.now()
    question = Question.objects.create(
        worker=worker,
        words=words,
        asked_at=now,
        shared_at=now if shared else None,
        with_name=with_name and shared,
    )
    tell(by=None, action="keep a question")
    return question


@action
def share_question(*, question: Question, worker: User, shared: bool, with_name: bool) -> None:
    """Share a question with everyone, or take it back."""
    if question.worker_id != worker.pk:
        raise NotYours("This question is another worker's")
    question.shared_at = timezone.now() if shared else None
    question.with_name = with_name and shared
    question.save(update_fields=["shared_at", "with_name"])
    tell(by=None, action="share a question" if shared else "take a question back")


@action
def forget_note(*, note: Lesson | Question, worker: User) -> None:
    """Remove a lesson or a question of one's own for good; a hypothesis that grew out of it stays."""
    if note.worker_id != worker.pk:
        raise NotYours("This note is another worker's")
    note.delete()
    tell(by=None, action="remove a note")


@action
def share_page(*, owner: User, shared_with: User, until: date, decision: Decision | None) -> PageShare:
    """Show one page to one named person until a day."""
    if decision is not None:
        _mine(decision, owner)
    share = PageShare.objects.create(
        owner=owner, shared_with=shared_with, until=until, decision=decision, shared_at=timezone.now()
    )
    tell(by=None, action="share a page")
    return share


@action
def withdraw_share(*, share: PageShare, owner: User) -> None:
    """Take a shared page back at once."""
    if share.owner_id != owner.pk:
        raise NotYours("This page is another worker's")
    share.withdrawn_at = timezone.now()
    share.save(update_fields=["withdrawn_at"])
    tell(by=None, action="withdraw a page")


@action
def record_word_back(
    *, contact: Contact, by: User, kind: str, from_whom: str, words: str, received_on: date
) -> WordBack:
    """What a family or a referrer said afterwards; everyone who decided on the contact can read it."""
    word = WordBack.objects.create(
        contact=contact,
        kind=kind,
        from_whom=from_whom,
        words=words,
        received_on=received_on,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    persons = list(contact.children.values_list("person__key", flat=True))
    tell(by=by, action="record a word back", record=contact, persons=persons)
    return word


@action
def set_forecasts(*, by: User, team: Team, one_in: int) -> None:
    """How often a team is asked for a forecast; draws already made stay."""
    Team.objects.filter(pk=team.pk).update(forecast_one_in=one_in)
    tell(by=by, action="set forecasts of a team", record=team, one_in=one_in)
