"""Urgent tasks: opened by name, taken by name, closed only with what was done in words."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from fanlight.practice.second_look import due_the_same_working_day
from fanlight.web.accounts.models import Authority, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.clock import DoorClock, local
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice.drawing import deciders_of
from fanlight.web.practice.duty import duty_now
from fanlight.web.practice.models import DutyDay, SecondLook, UrgentTask


class DealtWith(ValueError):
    """The task is closed already."""


class OwnDecision(ValueError):
    """Whoever took the first decision does not take or close the task about it."""


def open_task(*, look: SecondLook, words: str, by: User, within_hours: bool) -> UrgentTask:
    """Open a task for whoever is on duty now, within an action that has its own reasons to write."""
    now, line = timezone.now(), look.decision.line
    calendar = DoorClock(Authority.current(), now).calendar
    due = due_the_same_working_day(local(now), calendar, within_hours=within_hours)
    duty = duty_now(now, apart=deciders_of(look))
    task = UrgentTask.objects.create(
        look=look,
        line=line,
        words=words,
        routed=duty.by,
        opened_by=by,
        opened_at=now,
        due_at=now if due == local(now) else timezone.make_aware(due),
    )
    task.assigned.set(duty.managers)
    tell(
        by=by,
        action="open an urgent task",
        record=task,
        persons=[line.person.key],
        for_whom=[manager.username for manager in duty.managers],
    )
    return task


def _held(task: UrgentTask, by: User) -> UrgentTask:
    """The task as it stands, for somebody who may act on it."""
    held = UrgentTask.objects.select_for_update().get(pk=task.pk)
    if by.pk in deciders_of(held.look):
        raise OwnDecision("You took the first decision: somebody else acts on this task")
    if held.closed_at:
        raise DealtWith("Somebody closed it meanwhile")
    return held


@action
def take_task(*, task: UrgentTask, by: User) -> UrgentTask:
    """Say "I have it", so that others need not ask. Whoever comes later takes it over, by name.

    Raises
    ------
    DealtWith
        It is closed.
    OwnDecision
        The worker took the decision that it is about.
    """
    task = _held(task, by)
    task.taken_by, task.taken_at = by, timezone.now()
    task.save(update_fields=["taken_by", "taken_at"])
    tell(by=by, action="take an urgent task", record=task, persons=[task.line.person.key])
    return task


@action
def close_task(*, task: UrgentTask, by: User, done: str) -> UrgentTask:
    """Close it with what was done; a later decision on the same child is linked as it stands.

    Raises
    ------
    DealtWith
        Somebody closed it meanwhile: their words stay.
    OwnDecision
        The worker took the decision that it is about.
    ValueError
        No words.
    """
    if not done.strip():
        raise ValueError("Say what was done")
    task = _held(task, by)
    task.closed_by, task.closed_at, task.done = by, timezone.now(), done
    task.decision = later_decision(task)
    task.save(update_fields=["closed_by", "closed_at", "done", "decision"])
    tell(by=by, action="close an urgent task", record=task, persons=[task.line.person.key])
    return task


def later_decision(task: UrgentTask) -> Decision | None:
    """The newest decision on the child that came after the task was opened."""
    return task.line.decisions.filter(at__gte=task.opened_at).select_related("by").order_by("-id").first()


@action
def set_duty(*, by: User, on: date, managers: list[User]) -> None:
    """Say who is duty manager on a day; an empty list takes everybody off."""
    DutyDay.objects.filter(on=on).exclude(manager__in=managers).delete()
    for manager in managers:
        DutyDay.objects.get_or_create(
            on=on, manager=manager, defaults={"set_by": by, "set_at": timezone.now()}
        )
    tell(by=by, action="set the duty", record="duty", on=on, managers=[one.username for one in managers])
