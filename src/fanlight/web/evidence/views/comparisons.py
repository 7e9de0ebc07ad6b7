"""Comparisons of areas: asked for, worked out beside the requests, read, printed, run again."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.exchange.published_series import MEASURES
from fanlight.exchange.published_value import la_code_of
from fanlight.reports.comparison import CHECKS, COLUMNS, NO_CAUSE, PLACEBOS, comparison_report
from fanlight.reports.document import as_page
from fanlight.reports.pdf import as_pdf
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority
from fanlight.web.evidence import comparison_jobs
from fanlight.web.evidence.actions import comparisons as actions
from fanlight.web.evidence.forms.comparisons import AskForm
from fanlight.web.evidence.models import AreaComparison
from fanlight.web.evidence.permissions import may_investigate, may_read_investigations
from fanlight.web.evidence.queries.comparisons import areas_of, neighbours, page_of, titled

A_PAGE = 25
PART = {"part": "comparisons"}
WORDS = {"columns": COLUMNS, "placebos": PLACEBOS, "no_cause": NO_CAUSE, "checks": CHECKS}
EFFECTS = ("With", "Effect")


@require_GET
@allow(may_read_investigations)
def comparisons(request: HttpRequest) -> HttpResponse:
    """Every comparison that still stands, the newest first."""
    listed = AreaComparison.objects.filter(made_again=None).select_related("by").defer("result")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, titled(one)) for one in page.object_list]
    return render(request, "evidence/comparisons.html", PART | {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def comparison_ask(request: HttpRequest) -> HttpResponse:
    """Choose measure and area (in the address), then say from when and with whom not."""
    measure = request.GET.get("measure", next(iter(MEASURES)))
    place = request.GET.get("place", la_code_of(Authority.current().name))
    if measure not in MEASURES:
        raise Http404
    areas = areas_of(measure)
    if place and place not in dict(areas):
        raise Http404
    context = PART | {"measures": MEASURES.values(), "areas": areas, "measure": measure, "place": place}
    if not place:
        return render(request, "evidence/comparison_ask.html", context)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        measure=measure,
        place=place,
        near=neighbours(place),
        initial={name: request.GET[name] for name in ("begins", "change") if name in request.GET},
    )
    if request.method == "POST" and form.is_valid():
        asked = actions.ask_for_comparison(
            by=request.user,
            change=form.cleaned_data["change"],
            chosen=form.cleaned_data["chosen"],
            spec=form.specification(),
            left_out=form.left_out(),
        )
        comparison_jobs.start(asked)
        return redirect("evidence:comparison", pk=asked.pk)
    context |= {"form": form, "what": MEASURES[measure].title, "name": dict(areas)[place]}
    return render(request, "evidence/comparison_ask.html", context, status=422 if form.is_bound else 200)


@require_GET
@allow(may_read_investigations)
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, or what came out: a page, or with `?as=pdf` or `?as=html` a file."""
    held = get_object_or_404(AreaComparison.objects.select_related("by", "made_again", "again_of"), pk=pk)
    page = page_of(held) if held.state == AreaComparison.State.DONE else None
    if page and request.GET.get("as") in {"pdf", "html"}:
        made = comparison_report(
            page.told,
            made_on=timezone.localdate(),
            where=Authority.current().name,
            is_stale=page.is_stale,
        )
        if request.GET["as"] == "pdf":
            return _file(as_pdf(made), "application/pdf", f"comparison-{pk}.pdf")
        return _file(as_page(made).encode(), "text/html; charset=utf-8", f"comparison-{pk}.html")
    context = PART | WORDS | {"comparison": held, "page": page, "what": titled(held), "effects": EFFECTS}
    context["series"] = held.spec.series
    context["later"] = getattr(held, "made_again", None)
    template = "comparison_state" if request.htmx and held.is_under_way else "comparison"
    response = render(request, f"evidence/{template}.html", context)
    if request.htmx and not held.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@allow(may_investigate)
def comparison_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Work the same out on the figures of today."""
    held = get_object_or_404(AreaComparison, pk=pk)
    try:
        asked = actions.ask_again(comparison=held, by=request.user)
    except actions.MadeAgain as meanwhile:
        messages.info(request, str(meanwhile))
        return redirect("evidence:comparison", pk=meanwhile.by_then.pk)
    comparison_jobs.start(asked)
    return redirect("evidence:comparison", pk=asked.pk)


@require_POST
@allow(may_investigate)
def comparison_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it."""
    actions.stop_comparison(comparison=get_object_or_404(AreaComparison, pk=pk), by=request.user)
    return redirect("evidence:comparison", pk=pk)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
