"""When contacts come, and which of them concern a household that has come before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.hours import CLOSES, WorkingHours

# Assumed, and set so that re-referrals within 12 months come out as published (table c1): the chance that a
# contact is followed by another about the same household, and the mean waits of quick and slow returns.
RETURN_CHANCE = 0.832
_QUICK, _QUICK_MEAN, _SLOW_MEAN = 0.5, 60.0, 270.0
_WARM_UP = 2 * 365

# Contacts of today's list that are always there, whatever the size: what a demonstration needs to show.
SPECIALS = (
    "red", "waiting_police", "edt", "edt", "two_children", "unborn", "recommended", "awaiting",
    "half_decided", "waiting_health",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrival:
    """A contact to come: `household` numbers equal ones; `state` is "" for a contact long decided."""

    at: datetime
    household: int
    state: str = ""


def arrivals(dice: Dice, hours: WorkingHours, *, contacts: int, start: date, until: date) -> list[Arrival]:
    """Plan all contacts in order of time, the last day and a half of work being today's list.

    Households come new through the years and each contact may be followed by another: a branching process,
    run in for two years before `start` so that repeats are as frequent at the beginning as at the end.
    """
    working = sum(start <= d < until for d in hours.days) or 1
    today = min(contacts, min(40, max(18, round(1.6 * contacts / working))))
    noon = datetime.combine(hours.working_days_before(until, 2), time(12, 0))
    general = _chains(dice, hours, contacts - today, start, noon.date())
    late = _today(dice, hours, today, noon, until, general)
    return general + late


def _chains(dice: Dice, hours: WorkingHours, count: int, start: date, end: date) -> list[Arrival]:
    days = [start + timedelta(n) for n in range(-_WARM_UP, (end - start).days)]
    share = len(days) / ((end - start).days or 1)
    weights = hours.weights(days)
    found: list[tuple[date, int]] = []
    household = 0
    while len(found) < count:
        # Each household brings about 1 / (1 - RETURN_CHANCE) contacts, some of them outside the years told.
        new = int((count - len(found)) * (1 - RETURN_CHANCE) * share * 1.1) + 2
        for first in dice.rng.choice(len(days), size=new, p=weights):
            day = days[int(first)]
            while day < end:
                if day >= start:
                    found.append((day, household))
                if not dice.chance(RETURN_CHANCE):
                    break
                wait = dice.waiting(_QUICK_MEAN if dice.chance(_QUICK) else _SLOW_MEAN)
                day += timedelta(1 + int(wait))
                if day < end:
                    day = _settle(dice, hours, day)
            household += 1
    keep = np.sort(dice.rng.choice(len(found), size=count, replace=False))
    return sorted(
        (Arrival(hours.moment(dice, found[int(i)][0]), found[int(i)][1]) for i in keep),
        key=lambda a: (a.at, a.household),
    )


def _settle(dice: Dice, hours: WorkingHours, day: date) -> date:
    """Move a return from a closed day to the next working day, mostly."""
    return day if hours.works(day) or dice.chance(0.2) else hours.add_days(day, 0)


def _today(
    dice: Dice, hours: WorkingHours, count: int, noon: datetime, until: date, general: list[Arrival]
) -> list[Arrival]:
    last = hours.working_days_before(until, 1)
    recent = [a.household for a in general[-max(30, 8 * count) :]]
    newest = max((a.household for a in general), default=-1)
    shut = int((datetime.combine(until, time()) - datetime.combine(last, CLOSES)).total_seconds()) // 60
    states = [*SPECIALS[:count], *[""] * max(0, count - len(SPECIALS))]
    found = []
    for state in states:
        newest += 1
        if state == "edt":
            at = datetime.combine(last, CLOSES) + timedelta(minutes=dice.between(30, shut - 30))
        elif state in ("red", "two_children", "unborn") or (not state and dice.chance(0.75)):
            at = datetime.combine(last, time(9, 0)) + timedelta(minutes=dice.between(0, 470))
        else:
            at = noon + timedelta(minutes=dice.between(0, 290))
        known = recent and state not in ("unborn", "two_children", "half_decided") and dice.chance(0.5)
        found.append(Arrival(at, dice.pick(recent) if known else newest, state or "new"))
    return sorted(found, key=lambda a: (a.at, a.household))
