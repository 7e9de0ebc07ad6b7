"""Pages of the local codes: decide, look back, hand on, take over."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import User
from fanlight.web.exchange import jobs
from fanlight.web.exchange.mappings.actions import NothingChanged, decide_codes, have_read_again
from fanlight.web.exchange.mappings.forms import DecideForm, MappingFileForm, prefix_of
from fanlight.web.exchange.mappings.models import CodeMappingVersion
from fanlight.web.exchange.mappings.queries import (
    changes_of,
    files_with,
    local_values,
    newest,
    not_written,
    read_before_decided,
    staged_with,
)
from fanlight.web.exchange.mappings.sharing import sorted_out
from fanlight.web.exchange.permissions import may_map_codes

A_PAGE = 20


@require_http_methods(["GET", "POST"])
@allow(may_map_codes)
def codes(request: HttpRequest) -> HttpResponse:
    """Values without a code, or those decided, each with the list of codes beside it."""
    values = local_values()
    if request.method == "POST":
        sent = [value for value in values if f"{prefix_of(value)}-code" in request.POST]
        forms = [DecideForm(value, request.POST) for value in sent]
        checked = [form.is_valid() for form in forms]  # each, so that every error shows
        if all(checked):
            return _save(request, forms)
        return _show(request, values, forms, status=422)
    return _show(request, values)


def _save(request: HttpRequest, forms: Sequence[DecideForm]) -> HttpResponse:
    decisions = dict(form.decision for form in forms if form.decision)
    try:
        version = decide_codes(by=request.user, decisions=decisions)
    except NothingChanged:
        messages.info(request, "Nothing was changed: no value was given another code.")
    else:
        messages.success(request, _effect(version, request.user))
    return redirect(_address(request))


def _effect(version: CodeMappingVersion, by: User) -> str:
    """Have what is not yet written read again; what the new version does, in words."""
    wheres = {tuple(change[:3]) for change in version.changed}
    shown = [batch for batch in staged_with(wheres) if have_read_again(batch=batch, by=by)]
    for batch in shown:
        jobs.start(batch)
    number = len(version.changed)
    values = "1 value" if number == 1 else f"{number:,} values"
    said = f"Version {version.number}: {values} decided, from the next file that is read."
    if shown:
        said += f" Read again, look at what it would change: {', '.join(batch.name for batch in shown)}."
    files = read_before_decided(wheres)
    if not files:
        return said
    rows = sum(count for _, count in files)
    return f"{said} {rows:,} rows in files read before hold them: hand those files in again (listed below)."


def _address(request: HttpRequest) -> str:
    show = "?show=decided" if request.GET.get("show") == "decided" else ""
    return reverse("exchange:codes") + show


def _show(
    request: HttpRequest, values: list, sent: Sequence[DecideForm] = (), *, status: int = 200
) -> HttpResponse:
    decided = request.GET.get("show") == "decided"
    waiting = [value for value in values if value.code is None]
    shown = [value for value in values if value.code is not None] if decided else waiting
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    forms = sent or [DecideForm(value) for value in page]
    files = files_with([form.local for form in forms])
    context = {
        "forms": forms,
        "rows": [(form, files[form.local.where]) for form in forms],
        "page": page,
        "decided": decided,
        "waiting_count": len(waiting),
        "decided_count": len(values) - len(waiting),
        "again": read_before_decided(),
        "not_written": not_written(),
        "version": newest(),
    }
    return render(request, "exchange/codes.html", context, status=status)


@require_GET
@allow(may_map_codes)
def versions(request: HttpRequest) -> HttpResponse:
    """Who decided what, when, and what stood before."""
    page = Paginator(CodeMappingVersion.objects.select_related("by"), 20).get_page(request.GET.get("page"))
    told = [(version, changes_of(version)) for version in page]
    return render(request, "exchange/code_versions.html", {"page": page, "told": told})


@require_GET
@allow(may_map_codes)
def version_file(request: HttpRequest, number: int) -> HttpResponse:
    """One version as JSON, for keeping and for authorities with the same case system."""
    version = get_object_or_404(CodeMappingVersion, number=number)
    name = f"local-codes-version-{number}.json"
    return HttpResponse(
        version.as_mapping().to_json(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "POST"])
@allow(may_map_codes)
def from_file(request: HttpRequest) -> HttpResponse:
    """Take over a mapping that another authority saved; what was decided here stands."""
    form = MappingFileForm(request.POST or None, request.FILES or None)
    context, status = {"form": form}, 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        taken, left = sorted_out(form.cleaned_data["file"])
        name = request.FILES["file"].name
        try:
            said = _effect(decide_codes(by=request.user, decisions=taken, came_from=name), request.user)
        except NothingChanged:
            said = "Nothing was changed: no line of it is new here."
        context, status = {"form": MappingFileForm(), "said": said, "left": left}, 200
    return render(request, "exchange/code_file.html", context, status=status)
