"""A worker's own day, and whether decisions change with each further one: worked out on demand, not kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone
from numpy.typing import NDArray

from fanlight.frontdoor.decision import Step
from fanlight.practice.fatigue import DecisionTable, Fatigue, decision_fatigue
from fanlight.practice.working_day import WorkingDay, working_day
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import Authority, User
from fanlight.web.casework.columns import as_text, columns, instants, within_days
from fanlight.web.frontdoor.models import Decision

MONTHS, MOST = 12, 4_000
_GOES_ON = 2  # steps up from no further action: early help and beyond; levels off that ladder are let be
_KINDS = {
    "What you recommended, or decided alone": (Step.RECOMMENDED, Step.BOTH),
    "What you authorised for others": (Step.AUTHORISED,),
}


@dataclass(frozen=True)
class Taken:
    """Decisions in order of time, one an instant and contact however many children; shape (n,) each."""

    worker: NDArray[np.intp]
    contact: NDArray[np.intp]
    at: NDArray[np.datetime64]
    arrived: NDArray[np.datetime64]
    step: NDArray[Any]
    progressed: NDArray[np.float64]
    severity: NDArray[np.float64]
    out_of_hours: NDArray[np.float64]
    children: NDArray[np.float64]

    def chosen(self, rows: NDArray[Any]) -> Taken:
        return Taken(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


def taken(decisions: QuerySet[Decision], most: int | None = None) -> Taken:
    """What these decisions tell of order and mix; the newest `most` rows alone if that is given.

    How urgent a contact was is what a person marked before it was decided, on the authority's ladder; not
    marked is the last step. Nothing is worked out about a child.
    """
    rows = decisions.filter(imported_from=None).order_by("-at", "-pk").values_list(
        "by_id", "line__contact_id", as_text("at"), as_text("line__contact__received_at"), "step",
        "level__steps_up", "line__contact__urgency", as_text("line__contact__urgency_at"),
        "line__contact__out_of_hours",
    )  # fmt: skip
    told = columns(rows[:most] if most else rows, 9)
    by, contact, at, arrived, step, steps, urgency, marked_at, night = told
    by, contact, moment = by.astype(np.intp), contact.astype(np.intp), instants(at)
    marked = instants(marked_at) <= moment  # NaT is never before
    ladder = {one["code"]: -float(one["order"]) for one in Authority.current().urgency_levels}
    lowest = min(ladder.values(), default=0.0)
    severity = np.where(marked, np.array([ladder.get(code, lowest) for code in urgency], np.float64), lowest)
    goes_on = np.array([np.nan if one is None else float(one >= _GOES_ON) for one in steps], np.float64)
    keys = np.stack([moment.astype(np.int64), contact, by], axis=1) if len(by) else np.zeros((0, 3), np.int64)
    _, first, same = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    same = same.ravel()
    progressed = np.full(len(first), np.nan)
    np.fmax.at(progressed, same, goes_on)
    return Taken(
        by[first], contact[first], moment[first], instants(arrived)[first], step[first], progressed,
        severity[first].astype(np.float64), night[first].astype(np.float64),
        np.bincount(same, minlength=len(first)).astype(np.float64),
    )  # fmt: skip


def sessions_of(found: Taken) -> WorkingDay:
    """Sessions and pauses, worker by worker; numbers of sessions go on from one worker to the next."""
    parts = {name: np.zeros(len(found.at), np.intp) for name in WorkingDay.__slots__}
    begun = 0
    for worker in np.unique(found.worker):
        rows = np.flatnonzero(found.worker == worker)
        one = working_day(found.at[rows])
        for name, values in one.columns().items():
            parts[name][rows] = values + (begun if name == "session" else 0)
        begun += int(one.session.max()) + 1
    return WorkingDay(**parts)


def fatigue_of(found: Taken, counted: NDArray[np.bool_]) -> Fatigue:
    """The library's answer on some of the decisions; pauses and places come from all of them."""
    day = sessions_of(found)
    queue = np.zeros(len(found.at))
    for worker in np.unique(found.worker):
        rows = found.worker == worker
        waiting = np.searchsorted(np.sort(found.arrived[rows]), found.arrived[rows], "right")
        queue[rows] = waiting - np.searchsorted(np.sort(found.at[rows]), found.arrived[rows], "right")
    rows = np.flatnonzero(counted)
    _, worker = np.unique(found.worker[rows], return_inverse=True)
    _, session = np.unique(day.session[rows], return_inverse=True)
    return decision_fatigue(
        DecisionTable(
            worker,
            session,
            found.arrived[rows].astype(np.float64),
            found.at[rows].astype(np.float64),
            found.severity[rows],
            found.progressed[rows],
            day.since_pause[rows].astype(np.float64),
            {
                "queue": queue[rows],
                "out_of_hours": found.out_of_hours[rows],
                "children": found.children[rows],
            },
        )
    )


@dataclass(frozen=True)
class Place:
    """One decision of a day: where it stood."""

    at: datetime
    ref: str
    contact: int
    position: int
    since_pause: int
    minutes: int
    begins: str


@dataclass(frozen=True)
class MyDay:
    """What the page shows to the worker it is about."""

    day: date
    places: Sequence[Place]
    year: str
    decisions: int
    bounded: bool
    answers: Sequence[tuple[str, Fatigue]]
    before: date | None
    after: date | None

    @property
    def headline(self) -> str:
        if not self.places:
            return "no decisions of yours"
        last = self.places[-1]
        count = len(self.places)
        told = f"{count} decision{'s' if count > 1 else ''}"
        without = last.since_pause + 1
        return f"{told}, the last {without} without a pause" if without > 1 else f"{told}"


def my_day(worker: User, day: date) -> MyDay:
    """One day, and the twelve months up to today; the newest 4,000 decisions at most."""
    today = timezone.localdate()
    since = within_days("at", add_months(today, -MONTHS), today)
    found = taken(Decision.objects.filter(by=worker, **since), MOST)
    order = sessions_of(found)
    here = timezone.get_current_timezone()
    moments = [datetime.fromtimestamp(int(one), tz=here) for one in found.at.astype(np.int64)]
    days = np.array([one.date().toordinal() for one in moments], dtype=np.intp)
    rows = np.flatnonzero(days == day.toordinal())
    places = []
    for row in rows:
        first, paused = order.position[row] == 1, order.since_pause[row] == 0
        begins = "A session begins" if first else "After a pause" if paused else ""
        contact = int(found.contact[row])
        places.append(
            Place(
                moments[row], f"C-{contact:06d}", contact, int(order.position[row]),
                int(order.since_pause[row]), int(order.minutes[row]), begins,
            )
        )  # fmt: skip
    answers = []
    for words, steps in _KINDS.items():
        counted = np.isin(found.step.astype(str), [step.value for step in steps])
        if counted.any():
            answers.append((words, fatigue_of(found, counted)))
    earlier, later = days[days < day.toordinal()], days[days > day.toordinal()]
    return MyDay(
        day,
        places,
        order.sentence(),
        len(found.at),
        len(found.at) >= MOST,
        answers,
        date.fromordinal(int(earlier.max())) if len(earlier) else None,
        date.fromordinal(int(later.min())) if len(later) else None,
    )
