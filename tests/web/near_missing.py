"""Near misses for tests: handed in, written in a batch, themed; and an open pulse."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from fanlight.web.accounts.models import Role, User
from fanlight.web.practice.actions import facilitating, near_misses
from fanlight.web.practice.actions.near_miss_batch import write_batch
from fanlight.web.practice.actions.pulse import open_pulse
from fanlight.web.practice.models import NearMiss, NearMissBox, NearMissTheme, PulseRound
from tests.web.builders import Door, make_worker

HAPPENED = "The call was put on the wrong list, and a colleague saw it at noon"


def today() -> date:
    return timezone.localdate()


def tell(worker: User, happened: str = HAPPENED, on: date | None = None, token: str = "") -> str:
    """Hand one in; its token."""
    token = token or uuid.uuid4().hex
    near_misses.hand_in(worker=worker, words={"happened": happened}, token=token, today=on or today())
    return token


def tellers_of(door: Door, count: int = 3) -> list[User]:
    held = [User.objects.filter(username=f"teller{at}").first() for at in range(count)]
    return [
        one or make_worker(Role.PRACTITIONER, door.team, f"teller{at}", f"Teller {at}")
        for at, one in enumerate(held)
    ]


def written(
    door: Door, *, workers: list[User] | None = None, said: Mapping[str, str] | None = None
) -> list[NearMiss]:
    """Each worker told one yesterday, and today's batch writes them; those of this batch."""
    before = set(NearMiss.objects.values_list("pk", flat=True))
    for worker in workers or tellers_of(door):
        tell(worker, (said or {}).get(worker.username, HAPPENED), on=today() - timedelta(days=1))
    turn_again()
    return list(NearMiss.objects.exclude(pk__in=before))


def turn_again(on: date | None = None) -> int:
    """The batch of this day, as if none of this day had been written."""
    NearMissBox.objects.update(turned_on=None)
    return write_batch(today=on or today())


def one_of(door: Door) -> NearMiss:
    """A report as it stands, made without its batch: pages of the facilitator need no more."""
    return NearMiss.objects.create(
        week=today() - timedelta(days=today().weekday()),
        happened=HAPPENED,
        asked_until=today() + timedelta(days=14),
    )


def theme_of(door: Door, title: str = "") -> NearMissTheme:
    lead = door.workers[Role.PRACTICE_LEAD]
    title = title or f"Hand-over {uuid.uuid4().hex[:6]}"
    return facilitating.write_theme(by=lead, title=title, words="Between two shifts", today=today())


def pulse_of(door: Door, ago: int = 0) -> PulseRound:
    return open_pulse(by=door.workers[Role.PRACTICE_LEAD], today=today() - timedelta(days=ago))


def report_key(door: Door, user: User) -> Mapping[str, Any]:
    return {"pk": one_of(door).pk}


def theme_key(door: Door, user: User) -> Mapping[str, Any]:
    return {"pk": theme_of(door).pk}
