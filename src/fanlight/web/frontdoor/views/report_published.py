"""The authority's own figures beside its published ones, the difference explained or listed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fanlight.exchange.published_figures import authority_names, sources
from fanlight.terms.measures import MEASURES
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority
from fanlight.web.exchange.whose import authority_code
from fanlight.web.frontdoor.permissions import may_see_report
from fanlight.web.frontdoor.queries.report_published import beside_published

TABLES = ("c1", "c2", "c4")


@require_GET
@allow(may_see_report)
def report_published(request: HttpRequest) -> HttpResponse:
    """Four measures of a whole year; the authority is known by its name, or chosen."""
    authority = Authority.current()
    names = authority_names()
    asked = request.GET.get("authority", "")
    la_code = asked if asked in names else authority_code()
    beside = beside_published(la_code)
    context = {
        "authority": authority,
        "beside": beside,
        "measures": [(MEASURES[one.code], one) for one in beside.found],
        "name": names.get(la_code, ""),
        "la_code": la_code,
        "names": sorted(names.items(), key=lambda one: one[1]),
        "sources": [sources()[table].sentence() for table in TABLES],
    }
    return render(request, "frontdoor/report_published.html", context)
