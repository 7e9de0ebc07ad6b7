"""Bringing figures in: a new series, or later figures of one that is here."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fanlight.web.accounts.access import allow
from fanlight.web.evidence import actions
from fanlight.web.evidence.actions.tables import AlreadyWithdrawn
from fanlight.web.evidence.forms.bringing import BringForm, ValuesForm
from fanlight.web.evidence.forms.notes import WithdrawForm
from fanlight.web.evidence.permissions import may_write_evidence
from fanlight.web.evidence.views.series import found


@require_http_methods(["GET", "POST"])
@allow(may_write_evidence)
def bring(request: HttpRequest) -> HttpResponse:
    """A new series from a file or pasted columns."""
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = actions.bring_in(
            by=request.user,
            title=given["title"],
            unit=given["unit"],
            source=given["source"],
            rows=given["rows"],
        )
        messages.success(request, f"{len(given['rows'])} figures are kept.")
        return redirect("evidence:one_series", key=f"table-{made.pk}")
    context = {"part": "series", "form": form, "entry": None}
    return render(request, "evidence/bring.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(may_write_evidence)
def more(request: HttpRequest, key: str) -> HttpResponse:
    """Later figures: revised ones stand beside the first, both are kept."""
    entry = found(key)
    if entry.table is None:
        raise Http404
    form = ValuesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        rows = form.cleaned_data["rows"]
        new = actions.add_values(by=request.user, series=entry.table, rows=rows)
        held = len(rows) - new
        again = f" {held} were here already, published the same day, and stay as they are." if held else ""
        messages.success(request, f"{new} figures are kept beside the earlier ones.{again}")
        return redirect("evidence:one_series", key=key)
    context = {"part": "series", "form": form, "entry": entry}
    return render(request, "evidence/bring.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(may_write_evidence)
def withdraw_series(request: HttpRequest, key: str) -> HttpResponse:
    """Take a series that was brought in off the list; it is kept, with who did it and why."""
    entry = found(key)
    if entry.table is None:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_series(by=request.user, series=entry.table, because=form.cleaned_data["because"])
        except AlreadyWithdrawn as meanwhile:
            messages.info(request, f"{meanwhile}.")
        else:
            messages.success(
                request, f"“{entry.title}” is withdrawn. It stands under the list, with your reason."
            )
        return redirect("evidence:series")
    context = {"part": "series", "entry": entry, "form": form}
    return render(request, "evidence/withdraw_series.html", context, status=422 if form.is_bound else 200)
