"""My day: the own place in the session, for the worker alone; and what whole teams agreed to have counted."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.practice.fatigue_words import NOT_SEEN, plain_words
from fanlight.practice.working_day import AWAY, PAUSE
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Team
from fanlight.web.practice.actions import working_day as actions
from fanlight.web.practice.forms.working_day import AgreeForm, FigureForm
from fanlight.web.practice.models import TeamDayFigure
from fanlight.web.practice.permissions import may_learn, may_plan_trials, may_see_team
from fanlight.web.practice.queries import team_days as queries
from fanlight.web.practice.queries.working_day import MONTHS, MOST, my_day


@require_GET
@allow(may_learn)
def day(request: HttpRequest) -> HttpResponse:
    """Today, or another day; what twelve months show, if it can be told."""
    return _shown(request, AgreeForm())


def _shown(request: HttpRequest, form: AgreeForm) -> HttpResponse:
    today = timezone.localdate()
    found = my_day(request.user, min(_day(request.GET.get("on", "")) or today, today))
    context = {
        "page": found,
        "today": today,
        "answers": [(words, plain_words(answer), answer) for words, answer in found.answers],
        "not_seen": NOT_SEEN,
        "pause": PAUSE,
        "away": AWAY // 60,
        "months": MONTHS,
        "most": MOST,
        "agreement": queries.standing(request.user),
        "form": form,
        "may_plan": may_plan_trials(request.user),
    }
    return render(request, "practice/day.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(may_learn)
def agree(request: HttpRequest) -> HttpResponse:
    """Agree until a day, or withdraw."""
    if request.POST.get("do") == "withdraw":
        actions.withdraw_from_team_figure(worker=request.user)
        messages.success(request, "Withdrawn. No later figure counts anything of yours.")
        return redirect("practice:day")
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    try:
        actions.agree_to_team_figure(worker=request.user, until=form.cleaned_data["until"])
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Kept. Nobody is told that you agreed.")
    return redirect("practice:day")


@require_http_methods(["GET", "POST"])
@allow(may_see_team)
def team_days(request: HttpRequest) -> HttpResponse:
    """Half-years of teams, of those who agreed; worked out once, when somebody asks."""
    teams = list(Team.objects.order_by("name"))
    form = FigureForm(request.POST if request.method == "POST" else None, teams=teams)
    if request.method == "POST" and form.is_valid():
        team, (first, last) = form.cleaned_data["team"], form.cleaned_data["first"]
        held = TeamDayFigure.objects.filter(team=team, first_on=first).exists()
        answer = None if held else queries.team_answer(team, first, last)
        if answer:
            verdict, words = answer
            actions.keep_team_figure(
                by=request.user, team=team, first_on=first, last_on=last, verdict=verdict, words=words
            )
        elif not held:
            messages.warning(request, queries.TOO_FEW)
        return redirect("practice:team_days")
    kept = TeamDayFigure.objects.select_related("team", "by")
    context = {
        "form": form,
        "kept": kept,
        "not_seen": NOT_SEEN,
        "may_plan": may_plan_trials(request.user),
    }
    return render(request, "practice/team_days.html", context, status=422 if form.is_bound else 200)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
