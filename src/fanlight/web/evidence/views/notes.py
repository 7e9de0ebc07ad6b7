"""Writing on a chart: a note, a target, taking a note back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from fanlight.web.accounts.access import allow
from fanlight.web.evidence import actions
from fanlight.web.evidence.forms.notes import NoteForm, TargetForm, WithdrawForm
from fanlight.web.evidence.models import SeriesNote
from fanlight.web.evidence.models.written import EVERY_SERIES
from fanlight.web.evidence.permissions import may_write_evidence
from fanlight.web.evidence.views.series import found


@require_http_methods(["GET", "POST"])
@allow(may_write_evidence)
def note(request: HttpRequest, key: str) -> HttpResponse:
    """Write something on this chart."""
    entry = found(key)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_on_series(by=request.user, series_key=key, **form.cleaned_data)
        messages.success(request, "It stands on the chart, with your name and today’s date.")
        return redirect("evidence:one_series", key=key)
    context = {"part": "series", "entry": entry, "form": form}
    return render(request, "evidence/note.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(may_write_evidence)
def target(request: HttpRequest, key: str) -> HttpResponse:
    """Set what is aimed at, or say that nothing is."""
    entry = found(key)
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_target(by=request.user, series_key=key, **form.cleaned_data)
        messages.success(request, "The target is set.")
        return redirect("evidence:one_series", key=key)
    context = {"part": "series", "entry": entry, "form": form}
    return render(request, "evidence/target.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(may_write_evidence)
def withdraw(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Take a note off the charts; the record keeps it with the reason."""
    entry = found(key)
    written = get_object_or_404(SeriesNote, pk=pk, withdrawn_at=None)
    if written.series_key not in {key, EVERY_SERIES}:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_note(by=request.user, note=written, because=form.cleaned_data["because"])
        messages.success(request, "The note is off the charts. The record keeps it with your reason.")
        return redirect("evidence:one_series", key=key)
    context = {"part": "series", "entry": entry, "form": form, "note": written}
    return render(request, "evidence/withdraw.html", context, status=422 if form.is_bound else 200)
