"""Open forecasts are settled by events, for their own worker, when that worker looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from fanlight.casework.event import Event as RecordedEvent
from fanlight.casework.event import EventKind
from fanlight.practice.forecast import QUESTIONS, Settled, happened_on, settle
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import write
from fanlight.web.casework.models import Person
from fanlight.web.casework.queries import current_events, known_up_to, records_of
from fanlight.web.frontdoor.models import ContactChild
from fanlight.web.practice.models import Forecast
from fanlight.web.practice.queries.weeks import known_at

History = list[tuple[datetime, RecordedEvent]]
"""When each event came to be known, and the event."""
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


def settled_between(worker: User, begins: datetime, ends: datetime) -> list[Forecast]:
    """Forecasts that came to be settled from one moment to another, as they then stood; nothing is kept."""
    asked = Forecast.objects.filter(worker=worker, asked_at__lt=ends).exclude(
        resolution=Forecast.Resolution.VOID
    )
    forecasts = list(
        asked.select_related("decision__line__person__joined_into", "decision__line__contact").order_by("pk")
    )
    if not forecasts:
        return []
    histories = _histories({_child(forecast).pk for forecast in forecasts})
    known_before, known_now = known_at(begins), known_at(ends)
    found = []
    for forecast in forecasts:
        history = histories.get(_child(forecast).pk, [])
        before = _as_known(forecast, history, begins, known_before)
        now = _as_known(forecast, history, ends, known_now)
        if now not in {Settled.OPEN, before}:
            forecast.resolution = now.value
            found.append(forecast)
    return found


def _as_known(forecast: Forecast, history: History, moment: datetime, known: date | None) -> Settled:
    """How a forecast stood at a moment, by what had been read or entered before it."""
    if forecast.asked_at >= moment:
        return Settled.OPEN
    return _settled(forecast, [event for learned_at, event in history if learned_at < moment], known)


def _settled(forecast: Forecast, told: Sequence[RecordedEvent], known: date | None) -> Settled:
    decided_on = timezone.localdate(forecast.decision.at)
    return settle(_BY_CODE[forecast.question], decided_on, told, known, left_on=_child(forecast).died_on)


def _settle(forecasts: Sequence[Forecast], known: date | None) -> None:
    histories = _histories({_child(forecast).pk for forecast in forecasts})
    settled = []
    for forecast in forecasts:
        told = [event for _, event in histories.get(_child(forecast).pk, [])]
        before, forecast.resolution = forecast.resolution, _settled(forecast, told, known).value
        if forecast.resolution != before:
            forecast.resolved_at = None if forecast.resolution == Settled.OPEN else timezone.now()
            settled.append(forecast)
    if settled:
        with write():
            Forecast.objects.bulk_update(settled, ["resolution", "resolved_at"])


def days_until_settled(forecasts: Sequence[Forecast]) -> list[int]:
    """Days from each decision until what was asked about happened, or until its time was over."""
    came = [one for one in forecasts if one.resolution == Forecast.Resolution.YES]
    histories = _histories({_child(forecast).pk for forecast in came}) if came else {}
    waited = []
    for one in forecasts:
        decided_on, last = timezone.localdate(one.decision.at), one.due_on
        if one.resolution == Forecast.Resolution.YES:
            told = [event for _, event in histories.get(_child(one).pk, [])]
            last = happened_on(_BY_CODE[one.question], decided_on, told) or last
        waited.append((last - decided_on).days)
    return waited


def _child(forecast: Forecast) -> Person:
    person = forecast.decision.line.person
    return person.joined_into or person


def _histories(children: set[int]) -> Mapping[int, History]:
    """What services recorded about each child, and the contacts that this front door itself received."""
    child_of = records_of(children)
    histories: dict[int, History] = {}
    for event in current_events(child_of):
        child = child_of[event.person_id]
        told = event.source.imported_at, event.as_recorded(str(child))
        histories.setdefault(child, []).append(told)
    own = ContactChild.objects.filter(person__in=child_of).order_by()
    for person, at, entered in own.values_list("person_id", "contact__received_at", "contact__entered_at"):
        child = child_of[person]
        contact = RecordedEvent(str(child), EventKind.CONTACT, timezone.localdate(at))
        histories.setdefault(child, []).append((entered, contact))
    return histories
