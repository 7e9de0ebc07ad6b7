"""The data protection officer sets, lists and ends holds."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority
from fanlight.web.audit.recording import tell_read
from fanlight.web.frontdoor.actions.holds import end_hold, hold_texts
from fanlight.web.frontdoor.forms import EndHoldForm, HoldForm
from fanlight.web.frontdoor.models import TextHold
from fanlight.web.frontdoor.permissions import may_hold_texts
from fanlight.web.frontdoor.queries.holds import HoldRow, holds, kept_by


@require_http_methods(["GET", "POST"])
@allow(may_hold_texts)
def text_holds(request: HttpRequest) -> HttpResponse:
    """Every hold; set another."""
    form = HoldForm(request.POST or None, initial={"submission": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        made = hold_texts(by=request.user, persons=data.pop("child"), **data)
        kept, ended = kept_by(made)
        messages.success(request, _told(len(made), kept, ended))
        return redirect("frontdoor:holds")
    rows = holds()
    tell_read(by=request.user, record="texts on hold", what="list", persons=_keys(rows))
    context = {
        "form": form,
        "running": [row for row in rows if not row.hold.ended_at],
        "ended": [row for row in rows if row.hold.ended_at],
        "months": Authority.current().text_kept_months,
    }
    return render(request, "frontdoor/holds.html", context, status=422 if form.is_bound else 200)


def _told(children: int, kept: int, ended: int) -> str:
    whose = "this child" if children == 1 else f"these {children} children"
    words = f"Held: {kept} contact{'s' * (kept != 1)} about {whose} keep{'s' * (kept == 1)} the text."
    if ended:
        words += f" The text of {ended} ended before, and cannot be brought back: look in your backups."
    return words


def _keys(rows: list[HoldRow]) -> list[str]:
    return [row.hold.person.key for row in rows]


@require_http_methods(["GET", "POST"])
@allow(may_hold_texts)
def text_hold_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one hold, and say why."""
    hold = get_object_or_404(TextHold.objects.select_related("person"), pk=pk)
    form = EndHoldForm(request.POST or None)
    if hold.ended_at or (request.method == "POST" and form.is_valid()):
        if not hold.ended_at:
            hold = end_hold(hold=hold, by=request.user, why=form.cleaned_data["why"])
        whose = "" if hold.ended_by == request.user else f" by {hold.ended_by}"
        messages.success(request, f"The hold is ended{whose}: the retention rule counts again.")
        return redirect("frontdoor:holds")
    row = next(row for row in holds() if row.hold == hold)
    tell_read(by=request.user, record=hold, persons=_keys([row]))
    context = {"form": form, "row": row}
    return render(request, "frontdoor/hold_end.html", context, status=422 if form.is_bound else 200)
