"""A forecast, after the decision is locked; always skippable."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from fanlight.practice.base_rate import BaseRate
from fanlight.practice.forecast import QUESTIONS
from fanlight.web.accounts.access import allow
from fanlight.web.practice import actions
from fanlight.web.practice.forms import ForecastForm
from fanlight.web.practice.invitations import questions_about
from fanlight.web.practice.models import Forecast, ForecastInvitation
from fanlight.web.practice.permissions import may_learn
from fanlight.web.practice.queries.base_rates import base_rate_of


def forecasts_after(invitation: ForecastInvitation) -> list[tuple[Forecast, BaseRate | None]]:
    """What was said, which can no longer be changed, with how often it was recorded here."""
    kept = Forecast.objects.filter(worker=invitation.decision.by, decision=invitation.decision).order_by("pk")
    questions = {question.code: question for question in QUESTIONS}
    return [(one, base_rate_of(questions[one.question])) for one in kept if one.question in questions]


@require_http_methods(["GET", "POST"])
@allow(may_learn)
def forecast(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how likely something is, or skip."""
    invitation = get_object_or_404(
        ForecastInvitation.objects.select_related("decision__level", "decision__line__person"),
        pk=pk,
        decision__by=request.user,
    )
    # Kept with the decision: whatever was switched since, it is as it was when the decision was taken.
    tells_base_rate = "base_rate_after" in invitation.decision.guards
    if invitation.state != ForecastInvitation.State.ASKED:  # a double click, or the page of a closed one
        kept = forecasts_after(invitation) if tells_base_rate else []
        if not kept:
            return redirect("frontdoor:today")
        return render(request, "practice/forecast_kept.html", {"kept": kept, "invitation": invitation})
    form = ForecastForm(request.POST or None, questions=questions_about(invitation.decision))
    skipped = "skip" in request.POST
    if request.method == "POST" and (skipped or form.is_valid()):
        answers = {} if skipped else form.answers()
        actions.answer_forecast(invitation=invitation, worker=request.user, answers=answers)
        if answers:
            messages.success(request, "Kept, for you alone. You will see it settled under My learning.")
            if tells_base_rate:
                return redirect("practice:forecast", pk=pk)
        return redirect("frontdoor:today")
    status = 422 if form.is_bound else 200
    return render(request, "practice/forecast.html", {"form": form, "invitation": invitation}, status=status)
