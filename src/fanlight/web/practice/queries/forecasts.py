"""Open forecasts are settled by events, for their own worker, when that worker looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from fanlight.casework.event import Event as RecordedEvent
from fanlight.casework.event import EventKind
from fanlight.practice.forecast import QUESTIONS, Settled, settle
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import write
from fanlight.web.casework.models import Person
from fanlight.web.casework.queries import current_events, known_up_to, records_of
from fanlight.web.frontdoor.models import ContactChild
from fanlight.web.practice.models import Forecast

_BY_CODE = {question.code: question for question in QUESTIONS}


def resolve_forecasts(worker: User) -> list[Forecast]:
    """The worker's forecasts, newest first, settled as far as events are known."""
    forecasts = list(
        Forecast.objects.filter(worker=worker)
        .select_related("decision__line__person__joined_into", "decision__line__contact", "decision__level")
        .order_by("-asked_at")
    )
    # Silence is never settled for good: an event that comes late still counts.
    unsure = {Forecast.Resolution.OPEN, Forecast.Resolution.NO}
    still_open = [one for one in forecasts if one.resolution in unsure]
    if still_open:
        _settle(still_open, known_up_to())
    return forecasts


def _settle(forecasts: Sequence[Forecast], known: date | None) -> None:
    histories = _histories({_child(forecast).pk for forecast in forecasts})
    settled = []
    for forecast in forecasts:
        child = _child(forecast)
        forecast.resolution = settle(
            _BY_CODE[forecast.question],
            timezone.localdate(forecast.decision.at),
            histories.get(child.pk, []),
            known,
            left_on=child.died_on,
        ).value
        if forecast.resolution != Settled.OPEN:
            forecast.resolved_at = timezone.now()
            settled.append(forecast)
    if settled:
        with write():
            Forecast.objects.bulk_update(settled, ["resolution", "resolved_at"])


def _child(forecast: Forecast) -> Person:
    person = forecast.decision.line.person
    return person.joined_into or person


def _histories(children: set[int]) -> Mapping[int, list[RecordedEvent]]:
    """What services recorded about each child, and the contacts that this front door itself received."""
    child_of = records_of(children)
    histories: dict[int, list[RecordedEvent]] = {}
    for event in current_events(child_of):
        child = child_of[event.person_id]
        histories.setdefault(child, []).append(event.as_recorded(str(child)))
    own = ContactChild.objects.filter(person__in=child_of).order_by()
    for person, at in own.values_list("person_id", "contact__received_at"):
        child = child_of[person]
        contact = RecordedEvent(str(child), EventKind.CONTACT, timezone.localdate(at))
        histories.setdefault(child, []).append(contact)
    return histories
