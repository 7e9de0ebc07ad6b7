"""The facilitator's pages: reports as they were written, themes, questions back, what is left out."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.web.accounts.access import allow
from fanlight.web.design.forms import Form
from fanlight.web.practice.actions import facilitating as actions
from fanlight.web.practice.actions.near_misses import NotTaken
from fanlight.web.practice.forms.near_misses import AskForm, ChangeForm, CodeForm, LeaveOutForm, ThemeForm
from fanlight.web.practice.models import NearMiss, NearMissChange, NearMissTheme
from fanlight.web.practice.permissions import may_facilitate
from fanlight.web.practice.views.near_misses import at_the_box

A_PAGE = 50


@require_GET
@allow(may_facilitate)
@at_the_box
def reports(request: HttpRequest) -> HttpResponse:
    """Every report, by week; within a week in no order. There is no search."""
    found = NearMiss.objects.prefetch_related("themes", "questions")
    uncoded = request.GET.get("show") == "uncoded"
    pages = Paginator(found.filter(themes=None) if uncoded else found, A_PAGE)
    context = {"reports": pages.get_page(request.GET.get("page")), "uncoded": uncoded}
    return render(request, "practice/near_miss_reports.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_facilitate)
@at_the_box
def one_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One report: code it, ask back, leave something out."""
    found = get_object_or_404(NearMiss, pk=pk)
    act = request.POST.get("act", "")
    forms: dict[str, Form] = {
        "code": CodeForm(
            request.POST if act == "code" else None,
            initial={"themes": [str(one) for one in found.themes.values_list("pk", flat=True)]},
        ),
        "ask": AskForm(request.POST if act == "ask" else None),
        "out": LeaveOutForm(request.POST if act == "out" else None),
    }
    bound = forms.get(act)
    if bound is not None and bound.is_valid():
        try:
            messages.success(request, _do(request, found, act, bound.cleaned_data))
            return redirect("practice:near_miss_report_page", pk=pk)
        except NotTaken as not_taken:
            bound.add_error(None, str(not_taken))
    context = {
        "report": found,
        "questions": found.questions.select_related("by"),
        "redactions": found.redactions.select_related("by"),
        "may_ask": timezone.localdate() < found.asked_until,
        "form": bound,
        **{f"{name}_form": form for name, form in forms.items()},
    }
    return render(request, "practice/near_miss_one.html", context, status=422 if request.POST else 200)


def _do(request: HttpRequest, found: NearMiss, act: str, data: dict[str, Any]) -> str:
    by, today = request.user, timezone.localdate()
    if act == "code":
        actions.code_report(by=by, report=found, themes=NearMissTheme.objects.filter(pk__in=data["themes"]))
        return "Kept."
    if act == "ask":
        actions.ask_back(by=by, report=found, words=data["words"], today=today)
        return "Asked. An answer, if there is one, comes with a daily batch."
    actions.leave_out(by=by, report=found, passage=data["passage"], why=data["why"], today=today)
    return "Left out. That it was done stays readable; what it was is gone."


@require_http_methods(["GET", "POST"])
@allow(may_facilitate)
def add_theme(request: HttpRequest) -> HttpResponse:
    """Write a theme."""
    form = ThemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_theme(by=request.user, today=timezone.localdate(), **form.cleaned_data)
            messages.success(request, "Kept, for everybody to read.")
            return redirect("practice:near_miss_theme", pk=made.pk)
        except NotTaken as not_taken:
            form.add_error("title", str(not_taken))
    context = {"form": form, "heading": "A theme", "send": "Keep it"}
    return render(request, "practice/near_miss_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(may_facilitate)
def write_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was changed; with ?change= whether it worked meanwhile."""
    found = get_object_or_404(NearMissTheme, pk=pk)
    number = request.GET.get("change", "")
    change = found.changes.filter(pk=int(number)).first() if number.isdecimal() else None
    form = ChangeForm(request.POST or None, initial=_entries(change) if change else None)
    if request.method == "POST" and form.is_valid():
        actions.write_change(
            by=request.user, theme=found, entries=form.cleaned_data, today=timezone.localdate(), change=change
        )
        messages.success(request, "Kept, for everybody to read.")
        return redirect("practice:near_miss_theme", pk=pk)
    context = {"form": form, "heading": f"What was changed: {found}", "send": "Keep it", "theme": found}
    return render(request, "practice/near_miss_form.html", context, status=422 if form.is_bound else 200)


def _entries(change: NearMissChange) -> dict[str, Any]:
    names = ("words", "worked", "worked_words", "hypothesis", "trial")
    return {name: getattr(change, name) for name in names}
