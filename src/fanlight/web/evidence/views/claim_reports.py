"""An investigation to be read, printed and handed on: in the site, as one HTML file, as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanlight.evidence.cafcass_2013 import cafcass_2013
from fanlight.reports.document import Document, as_page
from fanlight.reports.investigation import investigation_report
from fanlight.reports.pdf import TooLong, as_pdf
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority
from fanlight.web.evidence.models import Claim
from fanlight.web.evidence.permissions import may_read_investigations
from fanlight.web.evidence.queries.claims import investigation_of


@require_GET
@allow(may_read_investigations)
def claim_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report: a page, or with `?as=pdf` or `?as=html` a file."""
    held = get_object_or_404(Claim, pk=pk)
    made = investigation_report(
        investigation_of(held, with_stale=True),
        made_on=timezone.localdate(),
        where=Authority.current().name,
    )
    return _answer(request, made, f"investigation-{held.pk}", {"claim": held})


@require_GET
@allow(may_read_investigations)
def claim_example(request: HttpRequest) -> HttpResponse:
    """The worked example: the fall of care applications in 2013-14."""
    made = investigation_report(cafcass_2013(), made_on=timezone.localdate())
    return _answer(request, made, "care-applications-2013", {"is_example": True})


def _answer(request: HttpRequest, made: Document, name: str, context: dict[str, object]) -> HttpResponse:
    wanted = request.GET.get("as", "")
    wrong = ""
    if wanted == "pdf":
        try:
            return _file(as_pdf(made), "application/pdf", f"{name}.pdf")
        except TooLong as error:
            wrong = f"{error}. Print this page, or download it as HTML."
    if wanted == "html":
        return _file(as_page(made).encode(), "text/html; charset=utf-8", f"{name}.html")
    context |= {"part": "claims", "document": made, "wrong": wrong}
    parts = [(type(part).__name__, part) for part in made.parts]
    return render(request, "evidence/report.html", context | {"parts": parts}, status=422 if wrong else 200)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
