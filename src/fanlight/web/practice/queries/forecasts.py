"""Open forecasts are settled by events, for their own worker, when that worker looks."""

from __future__ import annotations

from django.utils import timezone

from fanlight.practice.forecast import QUESTIONS, Settled, settle
from fanlight.web.accounts.models import User
from fanlight.web.casework.queries import current_events, known_up_to
from fanlight.web.practice.models import Forecast

_BY_CODE = {question.code: question for question in QUESTIONS}


def resolve_forecasts(worker: User) -> list[Forecast]:
    """The worker's forecasts, newest first, settled as far as events are known."""
    forecasts = list(
        Forecast.objects.filter(worker=worker)
        .select_related("decision__line__person", "decision__line__contact", "decision__level")
        .order_by("-asked_at")
    )
    known = known_up_to()
    for forecast in forecasts:
        if forecast.resolution == Forecast.Resolution.OPEN:
            _settle(forecast, known)
    return forecasts


def _settle(forecast: Forecast, known: object) -> None:
    person = forecast.decision.line.person
    events = [event.as_recorded(person.key) for event in current_events([person.joined_into_id or person.pk])]
    settled = settle(
        _BY_CODE[forecast.question],
        timezone.localdate(forecast.decision.at),
        events,
        known,  # type: ignore[arg-type]
        left_on=person.died_on,
    )
    if settled != Settled.OPEN:
        forecast.resolution, forecast.resolved_at = settled.value, timezone.now()
        forecast.save(update_fields=["resolution", "resolved_at"])
