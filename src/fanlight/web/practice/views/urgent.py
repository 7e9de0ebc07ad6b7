"""Urgent tasks: read, taken by name, closed with what was done; and the rota of duty managers."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.web.accounts.access import allow
from fanlight.web.audit.recording import tell_read
from fanlight.web.frontdoor.permissions import may_decide
from fanlight.web.practice import actions
from fanlight.web.practice.actions.urgent import later_decision
from fanlight.web.practice.duty import duty_now
from fanlight.web.practice.forms.second_looks import CloseTaskForm, DutyForm
from fanlight.web.practice.models import DutyDay, UrgentTask
from fanlight.web.practice.permissions import may_look_again, may_open_tasks, may_see_tasks, may_set_duty
from fanlight.web.practice.urgent import acts_on, due_words, is_decider, tasks_of, working_calendar

CLOSED_SHOWN = timedelta(days=92)


@require_GET
@allow(may_see_tasks)
def tasks(request: HttpRequest) -> HttpResponse:
    """Open urgent tasks, and those closed in the last three months."""
    now = timezone.now()
    calendar = working_calendar(now)
    held = tasks_of(request.user).select_related("line__person", "line__contact", "taken_by", "closed_by")
    still_open = list(held.filter(closed_at=None))
    closed = list(held.filter(closed_at__gte=now - CLOSED_SHOWN).order_by("-closed_at"))
    persons = [task.line.person.key for task in (*still_open, *closed)]
    tell_read(by=request.user, record="urgent tasks", what="list", persons=persons)
    context = {
        "open": [(task, due_words(task, now, calendar)) for task in still_open],
        "closed": closed,
        "duty": duty_now(now),
    }
    return render(request, "practice/tasks.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_open_tasks)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: what was seen, by whom; decide again; say what was done."""
    now = timezone.now()
    found = _readable(request, pk)
    acts = acts_on(found, request.user)
    form = CloseTaskForm(request.POST or None) if acts and not found.closed_at else None
    if request.method == "POST":
        if not acts:
            raise Http404
        if form is None:  # a second click, or somebody was quicker: the page shows what was done
            return redirect("practice:task", pk=pk)
        if form.is_valid():
            try:
                actions.close_task(task=found, by=request.user, done=form.cleaned_data["done"])
                messages.success(request, "Closed, with what was done.")
            except actions.DealtWith as meanwhile:
                messages.warning(request, str(meanwhile))
            return redirect("practice:task", pk=pk)
    tell_read(by=request.user, record=found, persons=[found.line.person.key], what="read an urgent task")
    context = {
        "task": found,
        "form": form,
        "acts": acts,
        "own": is_decider(found, request.user),
        "party": may_look_again(request.user) and found.opened_by == request.user,
        "decides": may_decide(request.user),
        "clock": due_words(found, now, working_calendar(now)),
        "later": found.decision or later_decision(found),
        # Once closed, two judgements side by side are those two's again, and whose task it was.
        "sees_both": acts and (not found.closed_at or request.user in (found.closed_by, found.taken_by)),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "practice/task.html", context, status=status)


def _readable(request: HttpRequest, pk: int) -> UrgentTask:
    with_all = tasks_of(request.user).select_related(
        "look__decision__by",
        "look__decision__on_recommendation",
        "look__asked",
        "line__person",
        "line__contact",
        "taken_by",
        "closed_by",
        "opened_by",
        "decision__by",
    )
    return get_object_or_404(with_all.prefetch_related("assigned"), pk=pk)


@require_POST
@allow(may_open_tasks)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """I have it."""
    found = _readable(request, pk)
    if not acts_on(found, request.user):
        raise Http404
    try:
        actions.take_task(task=found, by=request.user)
        messages.success(request, "You have it: everybody can see that.")
    except actions.DealtWith as meanwhile:
        messages.warning(request, str(meanwhile))
    return redirect("practice:task", pk=pk)


@require_http_methods(["GET", "POST"])
@allow(may_set_duty)
def duty(request: HttpRequest) -> HttpResponse:
    """Who is duty manager on which day."""
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.set_duty(by=request.user, on=data["on"], managers=list(data["managers"]))
        messages.success(request, f"Set for {data['on']:%-d %B %Y}.")
        return redirect("practice:duty")
    context = {
        "form": form,
        "duty": duty_now(timezone.now()),
        "days": DutyDay.objects.filter(on__gte=timezone.localdate()).select_related("manager", "set_by"),
    }
    return render(request, "practice/duty.html", context, status=422 if form.is_bound else 200)
