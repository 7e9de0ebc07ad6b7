"""A forecast, after the decision is locked; always skippable."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from fanlight.web.accounts.access import allow
from fanlight.web.practice import actions
from fanlight.web.practice.forms import ForecastForm
from fanlight.web.practice.invitations import questions_about
from fanlight.web.practice.models import ForecastInvitation
from fanlight.web.practice.permissions import may_learn


@require_http_methods(["GET", "POST"])
@allow(may_learn)
def forecast(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how likely something is, or skip."""
    invitation = get_object_or_404(
        ForecastInvitation.objects.select_related("decision__level", "decision__line__person"),
        pk=pk,
        decision__by=request.user,
    )
    if invitation.state != ForecastInvitation.State.ASKED:  # a double click, or the page of a closed one
        return redirect("frontdoor:today")
    form = ForecastForm(request.POST or None, questions=questions_about(invitation.decision))
    skipped = "skip" in request.POST
    if request.method == "POST" and (skipped or form.is_valid()):
        answers = {} if skipped else form.answers()
        actions.answer_forecast(invitation=invitation, worker=request.user, answers=answers)
        if answers:
            messages.success(request, "Kept, for you alone. You will see it settled under My learning.")
        return redirect("frontdoor:today")
    status = 422 if form.is_bound else 200
    return render(request, "practice/forecast.html", {"form": form, "invitation": invitation}, status=status)
