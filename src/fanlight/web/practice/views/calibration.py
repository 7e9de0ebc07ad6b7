"""My calibration: one's own forecasts beside what happened. Seen by the worker alone; never shared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fanlight.figures.reliability import reliability_figure
from fanlight.practice import calibration as scored
from fanlight.web.accounts.access import allow
from fanlight.web.practice.permissions import may_learn
from fanlight.web.practice.queries.calibration import my_calibration


@require_GET
@allow(may_learn)
def calibration(request: HttpRequest) -> HttpResponse:
    """Scores, diagram, learning over time, sensitivity, and what decisions leave open."""
    found = my_calibration(request.user)
    context = {
        "found": found,
        "figure": reliability_figure(found.diagram, title="My forecasts") if found.diagram else None,
        "enough": found.whole.n >= scored.FEWEST,
        "fewest": scored.FEWEST,
        "known_up_to": found.known_up_to,
    }
    return render(request, "practice/calibration.html", context)
