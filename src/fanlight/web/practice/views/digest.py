"""This week: what came back on one's own decisions. Seen by the worker alone; no page of it can be shown."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanlight.web.accounts.access import allow
from fanlight.web.audit.recording import tell_read
from fanlight.web.audit.remembered import remembered
from fanlight.web.practice.permissions import may_learn
from fanlight.web.practice.queries import Digest, digest
from fanlight.web.practice.queries.weeks import WEEK

SHOWN = 6
ALL = 200


@require_GET
@allow(may_learn)
def week(request: HttpRequest) -> HttpResponse:
    """The seven days up to a day: today, unless an earlier week is asked for."""
    today = timezone.localdate()
    last = min(_day(request.GET.get("to", "")) or today, today)
    worker, shown = request.user, ALL if "all" in request.GET else SHOWN
    found = remembered(f"week {worker.pk} {last} {shown}", lambda: digest(worker, last, shown=shown))
    tell_read(by=request.user, record="list of own decisions", what="list", persons=_persons(found))
    context = {"digest": found, "is_now": last == today, "after": min(last + WEEK, today)}
    return render(request, "practice/week.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _persons(found: Digest) -> list[str]:
    """Whose names the page shows."""
    decisions = [returned.decision for part in found.parts for returned in part.returned]
    decisions += [forecast.decision for forecast in found.forecasts]
    decisions += [one.on_recommendation for one in found.answered]
    return sorted({decision.line.person.key for decision in decisions})
