"""One worker's learning, full of words that nobody else may ever meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.practice.exercises import EXERCISES
from fanlight.web.accounts.models import Role
from fanlight.web.casework.models import SourceFile
from fanlight.web.frontdoor.models import Contact, Decision
from fanlight.web.practice import actions
from fanlight.web.practice.invitations import questions_about
from fanlight.web.practice.models import Forecast, ForecastInvitation, SecondLook
from tests.web.builders import Door, import_known_up_to, make_worker, past_decision, record_event
from tests.web.second_looking import a_rule

FORECAST, LESSON, QUESTION = "canary in the forecast", "canary in the lesson", "canary in the question"
PROBABILITY = "37 per cent"
IN_THE_WEEK = "37 in 100"
NOTE, HYPOTHESIS, EXERCISE = "canary in the note", "canary in the hypothesis", "You said 61"
LOOKED = "canary in the second look"
CANARIES = (FORECAST, LESSON, QUESTION, PROBABILITY, IN_THE_WEEK, NOTE, HYPOTHESIS, EXERCISE, LOOKED)


@dataclass(frozen=True)
class PrivateLife:
    """A decision nine months ago, its forecast, a lesson, a question, and what services recorded next."""

    decision: Decision
    contact: Contact
    forecast: Forecast
    source: SourceFile


def live(door: Door) -> PrivateLife:
    """Give the practitioner a past, by the real actions where there is one."""
    today = timezone.localdate()
    decision = past_decision(door, door.worker, today - timedelta(days=270))
    source = import_known_up_to(today - timedelta(days=1))
    person = decision.line.person
    record_event(person, EventKind.SECTION_47, decision.at.date() + timedelta(days=40), source)
    invitation = ForecastInvitation.objects.create(decision=decision, asked_at=decision.at)
    [question, *_] = questions_about(decision)
    [forecast] = actions.answer_forecast(invitation=invitation, worker=door.worker, answers={question: 37})
    Forecast.objects.filter(pk=forecast.pk).update(words=FORECAST)
    actions.note_lesson(worker=door.worker, decision=decision, words=LESSON)
    actions.ask_question(worker=door.worker, words=QUESTION, shared=False, with_name=False)
    actions.note_lesson(worker=door.worker, decision=None, words=NOTE)
    words = actions.HypothesisWords(HYPOTHESIS, HYPOTHESIS, HYPOTHESIS, HYPOTHESIS)
    actions.write_hypothesis(worker=door.worker, words=words)
    actions.answer_exercise(worker=door.worker, exercise=EXERCISES[0], said=61)
    _looked_at_again(door, decision)
    return PrivateLife(decision, decision.line.contact, forecast, source)


def _looked_at_again(door: Door, decision: Decision) -> None:
    """By somebody who has left since, and who landed where the worker did."""
    SecondLook.objects.create(
        decision=decision,
        rule=a_rule(door, share=0, share_others=0),
        drawn_at=decision.at,
        chance=10,
        seed_fingerprint="0" * 64,
        state=SecondLook.State.ANSWERED,
        asked=make_worker(Role.PRACTITIONER, None, "looker", "Lou Again"),
        asked_at=decision.at,
        answered_at=decision.at + timedelta(days=1),
        level=decision.level,
        level_label=decision.level_label,
        reasons=LOOKED,
        landed="same",
    )
