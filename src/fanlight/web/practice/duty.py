"""Who is duty manager now: the rota, else the next in line; never nobody unnoticed, never the decider."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from fanlight.web.accounts.models import Authority, Role, User
from fanlight.web.practice.models import DutyDay

_DOOR = Q(team__is_front_door=True) | Q(team__is_out_of_hours=True)
# Asked one after the other, until somebody is found who did not take the decision.
NEXT_IN_LINE = (
    (_DOOR & Q(role=Role.TEAM_MANAGER), "every team manager of the front door"),
    (Q(role=Role.TEAM_MANAGER), "every team manager of the authority"),
    (Q(role=Role.PRACTICE_LEAD), "the principal social worker"),
)


@dataclass(frozen=True)
class Duty:
    """Who gets an urgent task now, and by which way they were found."""

    managers: Sequence[User]
    by: str
    phone: str

    @property
    def names(self) -> str:
        return ", ".join(manager.name for manager in self.managers)

    @property
    def is_nobody(self) -> bool:
        """Nobody manages at all: the page says so before anybody writes."""
        return not self.managers


def duty_now(now: datetime, apart: Collection[int | None] = ()) -> Duty:
    """Who is on duty at this moment.

    Parameters
    ----------
    apart
        Keys of workers who took the decision that the task is about: the task goes past them to the next.
    """
    phone = Authority.current().duty_manager
    on_rota = DutyDay.objects.filter(on=timezone.localdate(now), manager__is_active=True)
    named = list(User.objects.filter(pk__in=on_rota.values("manager")).order_by("name"))
    if able := [one for one in named if one.pk not in apart]:
        return Duty(able, "by the rota of today", phone)
    passed = (
        "whoever is on the rota of today took the decision" if named else "nobody is on the rota of today"
    )
    for whom, words in NEXT_IN_LINE:
        found = list(User.objects.filter(whom, is_active=True).order_by("name"))
        if able := [one for one in found if one.pk not in apart]:
            return Duty(able, f"{passed}: {words}", phone)
        if found:
            passed = f"{passed}; {words} took the decision"
    return Duty([], f"{passed}; nobody else manages", phone)
