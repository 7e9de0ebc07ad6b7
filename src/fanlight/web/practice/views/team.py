"""The team view: nothing about a single worker."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Team
from fanlight.web.practice.permissions import may_see_team
from fanlight.web.practice.queries import team_view


@require_GET
@allow(may_see_team)
def team(request: HttpRequest) -> HttpResponse:
    """Counts, clocks, waiting requests, levels by week; a manager sees the own team first."""
    teams = Team.objects.order_by("name")
    chosen = teams.filter(pk=request.GET["team"]).first() if request.GET.get("team", "").isdigit() else None
    chosen = chosen or request.user.team or teams.filter(is_front_door=True).first()
    view = team_view(request.user, chosen, timezone.now())
    return render(request, "practice/team.html", {"view": view, "teams": teams})
