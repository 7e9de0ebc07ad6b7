"""One worker's learning, full of words that nobody else may ever meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.practice.exercises import EXERCISES
from fanlight.web.casework.models import SourceFile
from fanlight.web.frontdoor.models import Contact, Decision
from fanlight.web.practice import actions
from fanlight.web.practice.invitations import questions_about
from fanlight.web.practice.models import Forecast, ForecastInvitation
from tests.web.builders import Door, import_known_up_to, past_decision, record_event

FORECAST, LESSON, QUESTION = "canary in the forecast", "canary in the lesson", "canary in the question"
PROBABILITY = "37 per cent"
IN_THE_WEEK = "37 in 100"
NOTE, HYPOTHESIS, EXERCISE = "canary in the note", "canary in the hypothesis", "You said 61"
CANARIES = (FORECAST, LESSON, QUESTION, PROBABILITY, IN_THE_WEEK, NOTE, HYPOTHESIS, EXERCISE)


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
    return PrivateLife(decision, decision.line.contact, forecast, source)
