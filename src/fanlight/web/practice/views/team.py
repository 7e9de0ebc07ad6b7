"""The team view: nothing about a single worker."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanlight.figures import weekly_counts
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Team
from fanlight.web.design.tables import table_as_csv
from fanlight.web.practice import actions
from fanlight.web.practice.forms import TeamForm
from fanlight.web.practice.permissions import may_see_team, may_set_team
from fanlight.web.practice.queries import TeamView, match_rates, team_view
from fanlight.web.practice.queries.team_outcomes import team_outcomes


@require_GET
@allow(may_see_team)
def team(request: HttpRequest) -> HttpResponse:
    """Counts, clocks, waiting requests, levels by week; a manager sees the own team first."""
    teams = Team.objects.order_by("name")
    chosen = teams.filter(pk=request.GET["team"]).first() if request.GET.get("team", "").isdecimal() else None
    chosen = chosen or request.user.team or teams.filter(is_front_door=True).first()
    view = team_view(chosen, timezone.now())
    figure = weekly_counts(view.weeks, view.drawn, title="Decisions by level") if view.levels else None
    if request.GET.get("export") == "csv":
        return table_as_csv("levels-by-week", ("Level", *map(str, view.weeks)), _rows(view))
    own = chosen is not None and chosen == request.user.team and may_set_team(request.user)
    context = {
        "view": view,
        "teams": teams,
        "figure": figure,
        "form": TeamForm(instance=chosen) if own else None,
        "rates": match_rates(view.teams),
    }
    return render(request, "practice/team.html", context)


@require_GET
@allow(may_see_team)
def outcomes(request: HttpRequest) -> HttpResponse:
    """Of decisions to send away, how many came back: team by team, in the order of the alphabet."""
    return render(request, "practice/team_outcomes.html", {"found": team_outcomes()})


def _rows(view: TeamView) -> list[tuple[str, ...]]:
    return [(label, *map(str, counts)) for label, counts in view.levels]


@require_POST
@allow(may_set_team)
def team_settings(request: HttpRequest) -> HttpResponse:
    """How often the own team is asked for a forecast."""
    team = request.user.team
    form = TeamForm(request.POST, instance=team)
    if team is not None and form.is_valid():
        actions.set_forecasts(by=request.user, team=team, one_in=form.cleaned_data["forecast_one_in"])
        messages.success(request, "Saved.")
    else:
        messages.warning(request, "Enter a whole number from 0 to 100; 0 asks never.")
    return redirect("practice:team")
