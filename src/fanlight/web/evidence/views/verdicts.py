"""Verdicts: given in fixed words, looked at again, and one's own settled ones, seen by oneself alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.evidence.verdict import brier
from fanlight.web.accounts.access import allow
from fanlight.web.evidence.actions import claims as actions
from fanlight.web.evidence.forms.claims import ReviewForm, VerdictForm
from fanlight.web.evidence.models import Claim, ClaimVerdict
from fanlight.web.evidence.permissions import may_investigate
from fanlight.web.evidence.queries.claims import investigation_of, own_settled

PART = {"part": "claims"}


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a verdict; what passes over a rival is refused, and what was typed is kept."""
    held = get_object_or_404(Claim, pk=pk)
    if not held.locked_at:
        messages.info(request, "Lock the claim and its rivals first: a verdict comes last.")
        return redirect("evidence:claim", pk=pk)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_verdict(
                claim=held, by=request.user, verdict=form.verdict(), today=timezone.localdate()
            )
        except actions.Refused as error:
            for words in error.lacks:
                form.add_error(None, words)
        else:
            messages.success(request, "The verdict is given. It can be printed.")
            return redirect("evidence:claim", pk=pk)
    stands = investigation_of(held)
    context = PART | {"form": form, "claim": held, "stands": stands, "of_claim": stands.reading_of("")}
    context["readings"] = list(stands.readings().items())
    return render(request, "evidence/verdict.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of what a verdict foretold."""
    given = get_object_or_404(ClaimVerdict.objects.select_related("claim"), pk=pk)
    if hasattr(given, "review"):
        messages.info(request, "It was looked at before.")
        return redirect("evidence:claim", pk=given.claim_id)
    form = ReviewForm(request.POST or None)
    early = given.review_on > timezone.localdate()
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_verdict(verdict=given, by=request.user, **form.cleaned_data)
        except actions.IsLocked as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It stands on the investigation’s page and in its report.")
            return redirect("evidence:claim", pk=given.claim_id)
    context = PART | {"form": form, "claim": given.claim, "given": given, "early": early}
    return render(request, "evidence/review.html", context, status=422 if form.is_bound else 200)


@require_GET
@allow(may_investigate)
def own_verdicts(request: HttpRequest) -> HttpResponse:
    """Verdicts that I gave, with how far each lay from what came about. Nobody else sees this page."""
    given, told = own_settled(request.user)
    rows = []
    for one in given:
        review = getattr(one, "review", None)
        came = review.came_about if review else ""
        distance = brier(one.probability, came == "yes") if came in {"yes", "no"} else None
        rows.append((one, review, distance))
    return render(request, "evidence/own_verdicts.html", PART | {"rows": rows, "told": told.sentence()})
