"""The first page by role, the check that the server lives, and forms kept while they are typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanlight.web.accounts import drafts
from fanlight.web.accounts.access import allow, public, signed_in
from fanlight.web.site.navigation import first_page


@require_GET
@allow(signed_in)
def start(request: HttpRequest) -> HttpResponse:
    """Where this worker's day begins."""
    return redirect(first_page(request.user))


@require_GET
@public
def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: says nothing but that it answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_POST
@allow(signed_in)
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far on one page."""
    page = request.GET.get("page", "")
    if not page.startswith("/") or len(page) > 200:
        return HttpResponse("", status=400)
    kept = drafts.save(owner=request.user, page=page, fields=request.POST)
    words = f"Kept at {timezone.localtime():%H:%M}, not yet recorded" if kept else ""
    return HttpResponse(words, content_type="text/plain; charset=utf-8")
