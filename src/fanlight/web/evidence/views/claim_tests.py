"""Tests of a claim and its rivals: chosen, run, read, kept, run again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.evidence.finding import CannotRun, Finding
from fanlight.evidence.running import BY_HAND, KINDS
from fanlight.evidence.specification import read_specification
from fanlight.exchange.published_series import ENGLAND
from fanlight.exchange.published_value import la_code_of
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority
from fanlight.web.evidence.actions import claims as actions
from fanlight.web.evidence.forms.claims import KindForm, TestForm, UntestedForm
from fanlight.web.evidence.models import Claim, Rival, RivalTest
from fanlight.web.evidence.permissions import may_investigate
from fanlight.web.evidence.queries.catalogue import entry_of, groups
from fanlight.web.evidence.queries.claims import rivals_of, run_specification, stale_tests, tests_in_force

PART = {"part": "claims"}


@require_GET
@allow(may_investigate)
def test_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still to be tested, the claim first."""
    held = get_object_or_404(Claim, pk=pk)
    if not held.locked_at:
        return _not_locked(request, held)
    tests = tests_in_force(held)
    rows = [(None, [test for test in tests if test.rival_id is None])]
    rows += [(rival, [test for test in tests if test.rival_id == rival.pk]) for rival in rivals_of(held)]
    return render(request, "evidence/test_choose.html", PART | {"claim": held, "rows": rows})


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def test_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a kind (`?kind=`), say what is compared, see the result, read it, keep it."""
    held = get_object_or_404(Claim, pk=pk)
    if not held.locked_at:
        return _not_locked(request, held)
    rival = _rival(request, held)
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        first = rival.kind.tests if rival and rival.kind else ("change", "lasted")
        bound = request.GET if "kind" in request.GET else None
        context = PART | {"claim": held, "rival": rival, "form": KindForm(bound, first=first)}
        return render(request, "evidence/test_kind.html", context, status=422 if bound else 200)
    keeping = "keep" in request.POST or kind == BY_HAND
    form = TestForm(request.POST or None, kind=kind, series=_series_choices(held), reading=keeping)
    context: dict[str, Any] = PART | {"claim": held, "rival": rival, "kind": KINDS[kind], "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            finding = _finding(form)
        except CannotRun as error:
            form.add_error(None, f"It cannot be run: {error}.")
        else:
            if keeping:
                given = {name: form.cleaned_data[name] for name in ("reading", "because")}
                actions.keep_test(claim=held, by=request.user, rival=rival, finding=finding, **given)
                messages.success(request, "The test is kept, with all that is needed to run it again.")
                return redirect("evidence:test_choose", pk=pk)
            typed = request.POST.dict()
            form = TestForm(initial=typed, kind=kind, series=_series_choices(held), reading=True)
            _refill(form, request)
            return render(request, "evidence/test_form.html", context | {"form": form, "finding": finding})
    elif keeping and kind != BY_HAND and request.method == "POST":
        context["finding"] = _tried(form)
    return render(request, "evidence/test_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def test_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Run a test again on the figures of today, and read it anew."""
    test = get_object_or_404(RivalTest.objects.select_related("claim", "rival"), pk=pk, made_again=None)
    spec = read_specification(test.specification)
    kind = KINDS[spec.kind]
    keeping = request.method == "POST"
    form = TestForm(request.POST or None, kind=BY_HAND)
    if spec.kind != BY_HAND:
        del form.fields["found"]
    finding, wrong = None, ""
    if spec.kind != BY_HAND:
        try:
            finding = run_specification(spec)
        except CannotRun as error:
            wrong = f"It can no longer be run: {error}."
    if keeping and form.is_valid() and not wrong:
        made = finding or Finding(spec, form.cleaned_data["found"])
        given = {name: form.cleaned_data[name] for name in ("reading", "because")}
        actions.keep_test(
            claim=test.claim, by=request.user, rival=test.rival, finding=made, again_of=test, **given
        )
        messages.success(request, "The test was made again; the earlier one is kept behind it.")
        return redirect("evidence:claim", pk=test.claim_id)
    context = PART | {
        "claim": test.claim,
        "rival": test.rival,
        "kind": kind,
        "form": form,
        "finding": finding,
        "test": test,
        "wrong": wrong,
        "is_stale": test.pk in stale_tests([test]),
    }
    return render(request, "evidence/test_again.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def rival_untested(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why a rival is not tested."""
    rival = get_object_or_404(Rival.objects.select_related("claim"), pk=pk, withdrawn_at=None)
    form = UntestedForm(request.POST or None, initial={"because": rival.untested_because})
    if request.method == "POST" and form.is_valid():
        actions.leave_untested(rival=rival, by=request.user, because=form.cleaned_data["because"])
        return redirect("evidence:test_choose", pk=rival.claim_id)
    context = PART | {"form": form, "claim": rival.claim, "rival": rival}
    return render(request, "evidence/rival_untested.html", context, status=422 if form.is_bound else 200)


def _finding(form: TestForm) -> Finding:
    spec = form.specification()
    if spec.kind == BY_HAND:
        return Finding(spec, form.cleaned_data["found"], known_on=timezone.localdate())
    return run_specification(spec)


def _tried(form: TestForm) -> Finding | None:
    """What the test found, where only the reading of it is missing."""
    if set(form.errors) - {"reading", "because"}:
        return None
    try:
        return _finding(form)
    except CannotRun:
        return None


def _refill(form: TestForm, request: HttpRequest) -> None:
    """Show again what was typed, in boxes of several parts too."""
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(request.POST, request.FILES, name)


def _rival(request: HttpRequest, held: Claim) -> Rival | None:
    number = request.GET.get("rival", "")
    if not number:
        return None
    return get_object_or_404(held.rivals.filter(withdrawn_at=None), pk=int(number) if number.isdigit() else 0)


def _series_choices(held: Claim) -> list[Any]:
    place = la_code_of(Authority.current().name) or ENGLAND
    listed = [(group.title, [(one.key, one.title) for one in group.entries]) for group in groups(place)]
    about = entry_of(held.series_key)
    first = [("The series of the claim", [(about.key, about.title)])] if about else []
    return [("", "Choose"), *first, *((title, entries) for title, entries in listed if entries)]


def _not_locked(request: HttpRequest, held: Claim) -> HttpResponse:
    messages.info(request, "Lock the claim and its rivals first: tests come after.")
    return redirect("evidence:claim", pk=held.pk)
