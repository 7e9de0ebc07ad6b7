"""Pilots for tests: being written, frozen, counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from fanlight.web.accounts.models import Role, Team, User
from fanlight.web.evidence.actions import pilots as actions
from fanlight.web.evidence.models import Pilot
from tests.web.builders import Door, make_contact

ENTRIES: Mapping[str, Any] = {
    "title": "Call back within a day",
    "why": "Whoever is called back has no reason to ring again",
    "for_whom": "Everyone who rings the hub",
    "where": "North hub",
    "measure": "Second calls within a week",
    "exposure_unit": "calls",
    "comparison": "before",
    "compared_words": "The hub in 2024",
    "before_events": 240,
    "before_exposure": 2400.0,
    "after_exposure": 2400.0,
    "starts_on": date(2025, 1, 1),
    "months": 12,
    "smallest_effect": 0.7,
    "chosen": "other",
    "replication": "South hub, by the same plan",
}


def pilot_of(by: User, **change: Any) -> Pilot:
    return actions.register_pilot(by=by, entries={**ENTRIES, **change})


def frozen_pilot_of(by: User, **change: Any) -> Pilot:
    return actions.freeze_pilot(by=by, pilot=pilot_of(by, **change), foretold=["It could show it."])


def count(by: User, pilot: Pilot, month: int, events: int, kind: str = "pilot", **more: Any) -> None:
    given = {"month": more.pop("on", date(2025, month, 1)), "events": events, "exposure": 200.0, **more}
    actions.count_month(by=by, pilot=pilot, kind=kind, **given)


def a_pilot(door: Door, user: User) -> dict[str, Any]:
    return {"pk": pilot_of(door.workers[Role.ANALYST]).pk}


def a_frozen_pilot(door: Door, user: User) -> dict[str, Any]:
    return {"pk": frozen_pilot_of(door.workers[Role.ANALYST]).pk}


def a_counted_pilot(door: Door, user: User) -> dict[str, Any]:
    by = door.workers[Role.ANALYST]
    pilot = frozen_pilot_of(by)
    count(by, pilot, 1, 9)
    count(by, pilot, 1, 11, because="Two were counted late")
    count(by, pilot, 1, 180, kind="process", name="Called back")
    return {"pk": pilot.pk}


def last_month() -> date:
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


def recorded_last_month(door: Door, contacts: int, team: Team | None = None) -> None:
    """Contacts of last month; one long before, so that the month is told from its first day."""
    now = timezone.now()
    midst = timezone.make_aware(datetime.combine(last_month() + timedelta(days=14), time(12)))
    make_contact(door, ago=timedelta(days=75), team=team)
    for _ in range(contacts):
        make_contact(door, ago=now - midst, team=team)


def pilot_of_contacts(by: User, team: Team | None = None, **change: Any) -> Pilot:
    """A frozen pilot of last month that counts the contacts recorded here."""
    own = {"own_measure": "contacts", "own_team_id": team.pk if team else None}
    return frozen_pilot_of(by, **{"starts_on": last_month(), "months": 1} | own | change)


def a_month_recorded(door: Door, user: User) -> dict[str, Any]:
    recorded_last_month(door, 1)
    pilot = pilot_of_contacts(door.workers[Role.ANALYST])
    return {"pk": pilot.pk, "year": last_month().year, "number": last_month().month}
