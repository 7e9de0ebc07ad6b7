"""Guards: what each does, what trials found, and which team has it on since when. Everybody reads."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.practice.guard import EDITION, EVIDENCE_WORDS, GUARDS
from fanlight.practice.guard import guard as of_code
from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.accounts.models import Role, Team, User
from fanlight.web.practice import actions
from fanlight.web.practice.forms import SwitchForm
from fanlight.web.practice.models import GuardSwitch
from fanlight.web.practice.permissions import may_switch_guards
from fanlight.web.practice.queries.guards import standings


@require_GET
@allow(signed_in)
def guards(request: HttpRequest) -> HttpResponse:
    """Every guard with its evidence, and for how many teams it is on."""
    rows = []
    for one in GUARDS:
        teams = standings(one)
        on = [standing.team.name for standing in teams if standing.is_on]
        rows.append({"guard": one, "grade": EVIDENCE_WORDS[one.evidence], "on": on, "of": len(teams)})
    return render(request, "practice/guards.html", {"rows": rows, "edition": EDITION})


def teams_to_switch(user: User) -> Sequence[Team]:
    """The practice lead switches for any team, a manager for the own one."""
    if not may_switch_guards(user):
        return []
    return list(Team.objects.order_by("name")) if user.role == Role.PRACTICE_LEAD else [user.team]


@require_http_methods(["GET", "POST"])
@allow(signed_in)
def guard(request: HttpRequest, code: str) -> HttpResponse:
    """One guard: its evidence, how it stands in each team, and every switch so far."""
    try:
        found = of_code(code)
    except KeyError:
        raise Http404 from None
    teams = [] if found.always else teams_to_switch(request.user)
    if request.method == "POST" and not teams:
        raise PermissionDenied
    form = SwitchForm(request.POST or None, teams=teams) if teams else None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        is_on = data["state"] == "on"
        actions.switch_guard(by=request.user, team=data["team"], guard=code, is_on=is_on, why=data["why"])
        messages.success(request, f"Switched {data['state']} for {data['team']}.")
        return redirect("practice:guard", code=code)
    context = {
        "guard": found,
        "grade": EVIDENCE_WORDS[found.evidence],
        "standings": standings(found),
        "history": GuardSwitch.objects.filter(guard=code).select_related("team", "by").order_by("-at", "-pk"),
        "form": form,
        "edition": EDITION,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "practice/guard.html", context, status=status)
