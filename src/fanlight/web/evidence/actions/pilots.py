"""Pilots are registered, frozen and counted; each act signed and in the audit log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.evidence.models import Pilot, PilotCount, PlanPassage


class Frozen(Exception):
    """What was to be changed is frozen; or was to be counted and is not."""


@action
def register_pilot(
    *, by: User, entries: Mapping[str, Any], recommendation: PlanPassage | None = None
) -> Pilot:
    """Write a pilot into the register; it may be changed until it is frozen.

    A recommendation that it was planned of is kept with it, unless that one has a pilot already.
    """
    pilot = Pilot(by=by, at=timezone.now(), **entries)
    _ = pilot.spec  # what cannot be worked with is refused here
    pilot.save()
    if recommendation is not None:
        PlanPassage.objects.filter(pk=recommendation.pk, pilot=None).update(pilot=pilot)
    tell(by=by, action="register a pilot", record=pilot)
    return pilot


@action
def change_pilot(*, by: User, pilot: Pilot, entries: Mapping[str, Any]) -> Pilot:
    """Change a registration that is not frozen."""
    held = Pilot.objects.select_for_update().get(pk=pilot.pk)
    if held.frozen_at:
        raise Frozen("The pilot is frozen: not a word of it changes")
    for name, value in entries.items():
        setattr(held, name, value)
    _ = held.spec
    held.save()
    tell(by=by, action="change a pilot's registration", record=held)
    return held


@action
def freeze_pilot(*, by: User, pilot: Pilot, foretold: Sequence[str]) -> Pilot:
    """Freeze a registration: text, hash, hour and what the pre-flight said. There is no way back."""
    held = Pilot.objects.select_for_update().get(pk=pilot.pk)
    if held.frozen_at:
        raise Frozen("The pilot is frozen already")
    spec = held.spec
    held.frozen_text, held.frozen_hash = spec.canonical(), spec.freeze_hash()
    held.frozen_by, held.frozen_at, held.foretold = by, timezone.now(), list(foretold)
    held.save()
    tell(by=by, action="freeze a pilot", record=held, hash=held.frozen_hash)
    return held


@action
def count_month(
    *,
    by: User,
    pilot: Pilot,
    kind: str,
    month: date,
    events: int,
    exposure: float,
    name: str = "",
    because: str = "",
    drawn_from: str = "",
) -> PilotCount:
    """Keep a month’s number. Where it has one, this takes its place, with the reason; both are kept."""
    held = Pilot.objects.select_for_update().get(pk=pilot.pk)
    if not held.frozen_at:
        raise Frozen("Freeze the registration before counting: the plan comes before the data")
    standing = (
        held.counts.filter(kind=kind, name=name, month=month, superseded_by=None).order_by("-pk").first()
    )
    if standing and not because:
        raise Frozen("This month has a number: say why it is corrected")
    count = PilotCount.objects.create(
        pilot=held,
        kind=kind,
        name=name,
        month=month,
        events=events,
        exposure=exposure,
        supersedes=standing,
        because=because if standing else "",
        drawn_from=drawn_from,
        by=by,
        at=timezone.now(),
    )
    tell(
        by=by,
        action="count a month of a pilot",
        record=held,
        kind=kind,
        month=month,
        corrected=bool(standing),
        drawn=bool(drawn_from),
    )
    return count
