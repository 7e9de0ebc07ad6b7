"""The first page by role, one's own account, and forms kept while they are typed."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
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
@public
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far on one page, also after the session ended: the form says whose it is."""
    page = request.GET.get("page", "")
    if not page.startswith("/") or len(page) > drafts.LONGEST_PAGE:
        return HttpResponse("", status=400)
    signed_in_now = request.user.is_authenticated
    owner = drafts.signed_owner(request.POST) or (request.user if signed_in_now else None)
    kept = owner and drafts.save(owner=owner, page=page, fields=request.POST)
    words = f"Kept at {timezone.localtime():%H:%M}, not yet recorded" if kept else ""
    if not signed_in_now:
        words = f"{words or 'Not kept'}. You are signed out: sign in again before you go on."
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_GET
@allow(signed_in)
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and what protects my account."""
    user = request.user
    second_step = "On" if is_mfa_enabled(user) else "Off: you sign in with your password alone"
    rows = [
        ("Name", user.name),
        ("User name", user.username),
        ("Role", user.get_role_display()),
        ("Team", user.team or "None"),
        ("Password", "Set", _link("account_change_password", "Change")),
        ("Second step at sign-in", second_step, _link("mfa_index", "See or change")),
        ("Changes to my account", "Who, when and what", _link("staff:changes_of_mine", "See")),
        ("Searches of the log about me", "Who, when and why", _link("audit:searches_of_me", "See")),
    ]
    return render(request, "site/account.html", {"rows": rows})


def _link(address: str, text: str) -> dict[str, str]:
    return {"url": reverse(address), "text": text}


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that Django refuses to read, such as a form larger than the server takes."""
    too_big = isinstance(exception, RequestDataTooBig)
    told = {"too_big": too_big, "most": filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)}
    return render(request, "400.html", told, status=413 if too_big else 400)
