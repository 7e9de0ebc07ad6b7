"""Pilots: the register, one page to write one, freezing, a number a month, the report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.evidence.abusive_head_trauma import verdicts
from fanlight.web.accounts.access import allow
from fanlight.web.evidence.actions import pilots as actions
from fanlight.web.evidence.forms.pilots import CountForm, FreezeForm, PilotForm, TakeForm
from fanlight.web.evidence.models import Pilot, PlanPassage
from fanlight.web.evidence.permissions import (
    may_investigate,
    may_read_pilots,
    may_write_pilots,
)
from fanlight.web.evidence.queries import pilots as queries


def shown(request: HttpRequest, template: str, status: int = 200, **context: object) -> HttpResponse:
    context |= {
        "part": "pilots",
        "may_write": may_write_pilots(request.user),
    }
    return render(request, f"evidence/{template}.html", context, status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, if anything was: also a form without an answer."""
    return request.POST if request.method == "POST" else None


@require_GET
@allow(may_read_pilots)
def pilots(request: HttpRequest) -> HttpResponse:
    """The register: every pilot, whatever became of it."""
    return shown(request, "pilots", pilots=queries.pilots())


@require_GET
@allow(may_read_pilots)
def pilot_example(request: HttpRequest) -> HttpResponse:
    """The worked example: abusive head trauma, 2001 to 2022."""
    return shown(request, "pilot_example", verdicts=verdicts())


@require_http_methods(["GET", "POST"])
@allow(may_write_pilots)
def pilot_add(request: HttpRequest) -> HttpResponse:
    """One page, with what it could show before anything is kept."""
    return _written(request, None)


@require_http_methods(["GET", "POST"])
@allow(may_write_pilots)
def pilot_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a registration that is not frozen."""
    pilot = get_object_or_404(Pilot, pk=pk)
    if pilot.frozen_at:
        messages.info(request, "This pilot is frozen: not a word of it changes.")
        return redirect("evidence:pilot", pk=pk)
    return _written(request, pilot)


def _written(request: HttpRequest, pilot: Pilot | None) -> HttpResponse:
    passage = _recommendation(request) if pilot is None else None
    form, told = PilotForm(posted(request), held=pilot, **_carried(passage)), None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "look":
            return shown(
                request, "pilot_form", form=form, pilot=pilot, told=queries.flown(form.spec), passage=passage
            )
        if pilot is None:
            pilot = actions.register_pilot(by=request.user, entries=form.entries(), recommendation=passage)
            messages.success(request, "The pilot stands in the register. Freeze it before the first count.")
        else:
            try:
                actions.change_pilot(by=request.user, pilot=pilot, entries=form.entries())
            except actions.Frozen as refusal:
                messages.error(request, str(refusal))
        return redirect("evidence:pilot", pk=pilot.pk)
    status = 422 if form.is_bound else 200
    return shown(request, "pilot_form", status, form=form, pilot=pilot, told=told, passage=passage)


def _recommendation(request: HttpRequest) -> PlanPassage | None:
    """The recommendation that a pilot is planned of (`?passage=`)."""
    asked = request.GET.get("passage", "")
    if not asked:
        return None
    held = PlanPassage.objects.select_related("plan").filter(is_recommendation=True, pilot=None)
    return get_object_or_404(held, pk=int(asked) if asked.isdigit() else 0)


def _carried(passage: PlanPassage | None) -> dict[str, dict[str, str]]:
    """What was written on a recommendation, where the form of a pilot asks the same."""
    if passage is None:
        return {}
    return {
        "initial": {
            "title": passage.words[:120],
            "why": passage.mechanism[:1000],
            "measure": passage.measure[:300],
        }
    }


@require_GET
@allow(may_read_pilots)
def pilot(request: HttpRequest, pk: int) -> HttpResponse:
    """A pilot: what was planned, what was foretold, what was counted, what may be said so far."""
    held = get_object_or_404(Pilot.objects.select_related("own_team", "recommendation__plan"), pk=pk)
    context = {"page": queries.pilot_page(held), "of": getattr(held, "recommendation", None)}
    return shown(request, "pilot", **context, may_investigate=may_investigate(request.user))


@require_http_methods(["GET", "POST"])
@allow(may_write_pilots)
def pilot_freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """What it could show, read once more; then frozen with hash and hour."""
    held = get_object_or_404(Pilot, pk=pk)
    if held.frozen_at:
        messages.info(request, "This pilot is frozen already.")
        return redirect("evidence:pilot", pk=pk)
    told = queries.flown(held.spec)
    form = FreezeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.freeze_pilot(by=request.user, pilot=held, foretold=told.sentences())
        except actions.Frozen as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Frozen. Now it may be counted.")
        return redirect("evidence:pilot", pk=pk)
    return shown(request, "pilot_freeze", 422 if form.is_bound else 200, form=form, pilot=held, told=told)


@require_http_methods(["GET", "POST"])
@allow(may_write_pilots)
def pilot_count(request: HttpRequest, pk: int) -> HttpResponse:
    """A number a month."""
    held = get_object_or_404(Pilot, pk=pk)
    if not held.frozen_at:
        messages.info(request, "Freeze the registration before counting: the plan comes before the data.")
        return redirect("evidence:pilot", pk=pk)
    first = {"month": f"{queries.expected_month(held):%Y-%m}"}
    form = CountForm(posted(request), pilot=held, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.count_month(by=request.user, pilot=held, **form.cleaned_data)
        except actions.Frozen as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The number is kept.")
            return redirect("evidence:pilot", pk=pk)
    return shown(request, "pilot_count", 422 if form.is_bound else 200, form=form, pilot=held)


@require_http_methods(["GET", "POST"])
@allow(may_write_pilots)
def pilot_take(request: HttpRequest, pk: int, year: int, number: int) -> HttpResponse:
    """Take one month's number over from the records, knowingly."""
    held = get_object_or_404(Pilot, pk=pk)
    page = queries.pilot_page(held)
    own = next((one for one in page.own if (one.month.year, one.month.month) == (year, number)), None)
    if own is None or not own.may_be_taken:
        messages.info(request, "There is nothing to take over for that month.")
        return redirect("evidence:pilot", pk=pk)
    form = TakeForm(posted(request), own=own)
    if request.method == "POST" and form.is_valid():
        try:
            actions.count_month(
                by=request.user,
                pilot=held,
                kind=own.kind,
                month=own.month,
                events=own.events,
                exposure=own.exposure,
                because=form.cleaned_data.get("because", ""),
                drawn_from=page.own_words,
            )
        except actions.Frozen as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The number is taken over, with your name.")
        return redirect("evidence:pilot", pk=pk)
    context = {"form": form, "pilot": held, "own": own, "words": page.own_words}
    return shown(request, "pilot_take", 422 if form.is_bound else 200, **context)


@require_GET
@allow(may_read_pilots)
def pilot_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report, to be printed."""
    return shown(request, "pilot_report", page=queries.pilot_page(get_object_or_404(Pilot, pk=pk)))
