"""Series: the list, and one series' page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fanlight.web.accounts.access import allow
from fanlight.web.evidence.models import ImportedSeries
from fanlight.web.evidence.permissions import may_read_evidence


@require_GET
@allow(may_read_evidence)
def series_list(request: HttpRequest) -> HttpResponse:
    """Every series that can be looked at."""
    context = {"imported": ImportedSeries.objects.filter(withdrawn_at=None).order_by("title")}
    return render(request, "evidence/series_list.html", context)
