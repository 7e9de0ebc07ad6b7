"""What the practice room puts on top of Today, and on the page after a decision."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from fanlight.terms.working_days import WorkingCalendar
from fanlight.web.accounts.models import Authority, User
from fanlight.web.frontdoor.actions import NotNow
from fanlight.web.frontdoor.after import Panel
from fanlight.web.frontdoor.clock import DoorClock, local
from fanlight.web.frontdoor.models import ContactChild, Decision
from fanlight.web.frontdoor.permissions import sees_the_whole_door
from fanlight.web.frontdoor.top import OnTop
from fanlight.web.practice.models import UrgentTask
from fanlight.web.practice.permissions import may_see_tasks
from fanlight.web.practice.queries.second_looks import counts_for

NEW_FOR = timedelta(days=7)


def tasks_of(user: User) -> QuerySet[UrgentTask]:
    """Tasks this worker may see: one's own; a manager's of the door and the practice lead's, all.

    A task that nobody could be named for is everybody's at the door: it must not lie.
    """
    mine = Q(assigned=user) | Q(opened_by=user)
    if may_see_tasks(user) and sees_the_whole_door(user):
        return UrgentTask.objects.all()
    if sees_the_whole_door(user):
        mine |= Q(assigned=None)
    return UrgentTask.objects.filter(mine).distinct()


def is_decider(task: UrgentTask, user: User) -> bool:
    """Whether the task is about this worker's own decision: then it is somebody else's to act on."""
    first = task.look.decision
    recommended = first.on_recommendation
    return user.pk in {first.by_id, recommended.by_id if recommended else None}


def acts_on(task: UrgentTask, user: User) -> bool:
    """Whoever it is for, every manager of the door, and all where nobody was named; never the decider."""
    assigned = {one.pk for one in task.assigned.all()}
    return not is_decider(task, user) and (may_see_tasks(user) or user.pk in assigned or not assigned)


def working_calendar(now: datetime) -> WorkingCalendar:
    """The hours of this front door."""
    return DoorClock(Authority.current(), now).calendar


def due_words(task: UrgentTask, now: datetime, calendar: WorkingCalendar) -> str:
    """How long is left of the working day, or how long it has been open in working time."""
    due = timezone.localtime(task.due_at)
    if task.due_at > now:
        left = int((task.due_at - now).total_seconds() // 60)
        by = f"By {due:%H:%M} today" if due.date() == timezone.localdate(now) else f"By {due:%H:%M, %d/%m}"
        return f"{by}: {_time(left)} left"
    worked = calendar.working_time_between(local(task.opened_at), local(now))
    minutes = int(worked.total_seconds() // 60)
    return f"Act now: open for {_time(minutes)} of working time" if minutes else "Act now"


def _time(minutes: int) -> str:
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"


def urgent_on_top(user: User, now: datetime) -> list[OnTop]:
    """Open urgent tasks for whom they concern, by name and with their clock."""
    tasks = tasks_of(user).filter(closed_at=None).prefetch_related("assigned")
    tasks = tasks.select_related(
        "taken_by", "line__person", "line__contact", "look__decision__on_recommendation"
    )
    mine = [task for task in tasks if acts_on(task, user)]
    calendar = working_calendar(now) if mine else WorkingCalendar()
    return [_task(task, user, due_words(task, now, calendar)) for task in mine]


def _task(task: UrgentTask, user: User, clock: str) -> OnTop:
    names = [one.name for one in task.assigned.all()]
    if task.taken_by:
        whose = "You have it." if task.taken_by == user else f"{task.taken_by.name} has it."
    elif user in task.assigned.all() and len(names) == 1:
        whose = "For you."
    else:
        whose = f"For {', '.join(names) or 'anybody who reads this'}. Nobody has taken it yet."
    return OnTop(
        title="Urgent: a second look asks for more",
        words=f"{task.line.person.name}, {task.line.contact.ref}. {whose}",
        url=reverse("practice:task", args=[task.pk]),
        link="Read it and act",
        urgent=True,
        clock=clock,
    )


def looks_on_top(user: User, now: datetime) -> list[OnTop]:
    """Second looks that this worker was asked for, and of theirs those that came back."""
    found = []
    asked, back = counts_for(user, since=now - NEW_FOR)
    if asked:
        found.append(
            OnTop(
                title="A second look",
                words=f"You are asked to look at {asked} case{'' if asked == 1 else 's'} afresh, from the "
                "brief alone.",
                url=reverse("practice:second_looks"),
                link="Take a second look",
            )
        )
    if back:
        found.append(
            OnTop(
                title="Two pairs of eyes",
                words=f"A colleague looked again at {back} decision{'' if back == 1 else 's'} of yours. "
                "For you two alone.",
                url=reverse("practice:second_looks") + "#mine",
                link="Read both, and talk",
            )
        )
    return found


def refuse_while_a_task_is_open(sender: object, line: ContactChild, **_: object) -> None:
    """A child may be in danger now: whoever has the task finds out which child before it is put right."""
    if UrgentTask.objects.filter(line=line, closed_at=None).exists():
        raise NotNow(
            "An urgent task about this child on this contact is open: a child may be in danger now. Find out "
            "which child it is, act, say in the task what was done and close it; then put the name right."
        )


def offer_the_task(user: User, decisions: list[Decision]) -> list[Panel]:
    """After a later decision: say what was done, and the urgent task is closed."""
    lines = [decision.line_id for decision in decisions]
    tasks = tasks_of(user).filter(line__in=lines, closed_at=None).prefetch_related("assigned")
    return [
        Panel(
            title="An urgent task about this child is open",
            words="Your decision is recorded beside the first one, which stays. Say what was done to close "
            "the task.",
            url=reverse("practice:task", args=[task.pk]),
            link="Back to the urgent task",
        )
        for task in tasks.select_related("look__decision__on_recommendation")
        if acts_on(task, user)
    ]
