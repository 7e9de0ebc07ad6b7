"""Investigations: the list, a claim with its steps, writing it, locking it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.evidence.claim import hedged, wanting
from fanlight.evidence.lock import NotYet, lacking
from fanlight.evidence.rivals import rival_catalogue, unwritten
from fanlight.web.accounts.access import allow
from fanlight.web.evidence.actions import claims as actions
from fanlight.web.evidence.forms.claims import ClaimForm, LockForm, RivalForm
from fanlight.web.evidence.models import Claim, Rival
from fanlight.web.evidence.permissions import may_investigate, may_read_evidence, may_read_investigations
from fanlight.web.evidence.queries.catalogue import entry_of
from fanlight.web.evidence.queries.claims import (
    investigation_of,
    is_unaltered,
    rivals_of,
    stale_tests,
    tasks,
    tests_in_force,
)

A_PAGE = 25
PART = {"part": "claims"}


@require_GET
@allow(may_read_investigations)
def claims(request: HttpRequest) -> HttpResponse:
    """Every investigation, the newest first."""
    listed = Claim.objects.prefetch_related("rivals", "verdicts").select_related("by")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "claim": one,
            "is_claim": not wanting(one.plain),
            "rivals": sum(rival.withdrawn_at is None for rival in one.rivals.all()),
            "verdict": (list(one.verdicts.all()) or [None])[-1],
        }
        for one in page.object_list
    ]
    return render(request, "evidence/claims.html", PART | {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def claim_add(request: HttpRequest) -> HttpResponse:
    """Write a claim down."""
    entry = entry_of(request.GET.get("series", ""))
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = entry.key if entry else ""
        made = actions.begin_claim(by=request.user, series_key=key, **form.cleaned_data)
        return redirect("evidence:claim", pk=made.pk)
    context = PART | {"form": form, "entry": entry}
    return render(request, "evidence/claim_form.html", context, status=422 if form.is_bound else 200)


@require_GET
@allow(may_read_investigations)
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One investigation: its steps, and what was written and found so far."""
    held = get_object_or_404(Claim.objects.select_related("by", "locked_by"), pk=pk)
    rivals, tests = rivals_of(held), tests_in_force(held)
    stale = stale_tests(tests)
    for test in tests:
        test.now = stale.get(test.pk, "")
    by_rival = [(rival, [test for test in tests if test.rival_id == rival.pk]) for rival in rivals]
    steps = tasks(held, rivals, tests, timezone.localdate())
    context = PART | {
        "claim": held,
        "entry": entry_of(held.series_key),
        "reads_series": may_read_evidence(request.user),
        "questions": wanting(held.plain),
        "hedged": hedged(held.plain),
        "steps": steps,
        "done": sum(step.state in {"Done", "Locked", "Given"} for step in steps),
        "rivals": by_rival,
        "of_claim": [test for test in tests if test.rival_id is None],
        "stale": stale,
        "altered": not is_unaltered(held),
        "verdicts": investigation_of(held).verdicts[::-1],
    }
    return render(request, "evidence/claim.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def claim_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a claim that is not locked."""
    held = get_object_or_404(Claim, pk=pk)
    if held.locked_at:
        return _is_locked(request, held)
    names = list(ClaimForm.base_fields)
    form = ClaimForm(request.POST or None, initial={name: getattr(held, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_claim(claim=held, by=request.user, parts=form.cleaned_data)
        except actions.IsLocked as error:
            form.add_error(None, str(error))
        else:
            return redirect("evidence:claim", pk=pk)
    context = PART | {"form": form, "claim": held, "questions": wanting(held.plain)}
    return render(request, "evidence/claim_form.html", context, status=422 if form.is_bound else 200)


@require_GET
@allow(may_investigate)
def rival_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """The rivals so far, and the catalogue to choose from."""
    held = get_object_or_404(Claim, pk=pk)
    rivals = rivals_of(held)
    taken = {rival.code for rival in rivals if rival.code}
    kinds = [(kind, kind.code in taken) for kind in rival_catalogue().values()]
    context = PART | {
        "claim": held,
        "rivals": [(one, unwritten(one.plain)) for one in rivals],
        "kinds": kinds,
    }
    return render(request, "evidence/rival_choose.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def rival_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a rival: one of the catalogue (`?code=`), or one's own."""
    held = get_object_or_404(Claim, pk=pk)
    kind = rival_catalogue().get(request.GET.get("code", ""))
    initial = {"name": kind.name} if kind else {}
    form = RivalForm(request.POST or None, kind=kind, whole=bool(held.locked_at), initial=initial)
    if request.method == "POST" and form.is_valid():
        parts = form.cleaned_data | {"code": kind.code if kind else ""}
        try:
            made = actions.write_rival(claim=held, by=request.user, parts=parts)
        except NotYet as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{made.name}” is added.")
            return redirect("evidence:rival_choose", pk=pk)
    context = PART | {"form": form, "claim": held, "kind": kind}
    return render(request, "evidence/rival_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def rival_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rival that is not frozen."""
    rival = get_object_or_404(Rival.objects.select_related("claim"), pk=pk, withdrawn_at=None)
    if rival.frozen_at or rival.claim.locked_at:
        return _is_locked(request, rival.claim)
    names = list(RivalForm.base_fields)
    initial = {name: getattr(rival, name) for name in names}
    form = RivalForm(request.POST or None, kind=rival.kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_rival(claim=rival.claim, by=request.user, parts=form.cleaned_data, rival=rival)
        except actions.IsLocked as error:
            form.add_error(None, str(error))
        else:
            return redirect("evidence:rival_choose", pk=rival.claim_id)
    context = PART | {"form": form, "claim": rival.claim, "kind": rival.kind, "rival": rival}
    return render(request, "evidence/rival_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(may_investigate)
def rival_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a rival out before the lock."""
    rival = get_object_or_404(Rival.objects.select_related("claim"), pk=pk, withdrawn_at=None)
    try:
        actions.take_rival_out(rival=rival, by=request.user)
    except actions.IsLocked as error:
        messages.error(request, str(error))
    return redirect("evidence:rival_choose", pk=rival.claim_id)


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def claim_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze claim and rivals before the data are looked at."""
    held = get_object_or_404(Claim, pk=pk)
    if held.locked_at:
        return _is_locked(request, held)
    lacks = lacking(held.plain, [rival.plain for rival in rivals_of(held)])
    form = LockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.lock_claim(claim=held, by=request.user, seen_before=form.cleaned_data["seen_before"])
        except NotYet as error:
            lacks = error.lacks
        else:
            messages.success(request, "Locked. Now it can be tested.")
            return redirect("evidence:claim", pk=pk)
    context = PART | {"form": form, "claim": held, "lacks": lacks}
    return render(request, "evidence/claim_lock.html", context, status=422 if form.is_bound else 200)


def _is_locked(request: HttpRequest, held: Claim) -> HttpResponse:
    messages.info(request, "It is locked: what was written stays as it was. You can add a rival, or a test.")
    return redirect("evidence:claim", pk=held.pk)
