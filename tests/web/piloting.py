"""Pilots for tests: being written, frozen, counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fanlight.web.accounts.models import Role, User
from fanlight.web.evidence.actions import pilots as actions
from fanlight.web.evidence.models import Pilot
from tests.web.builders import Door

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
