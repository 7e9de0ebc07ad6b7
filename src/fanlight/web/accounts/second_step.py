"""Where the authority asks a second step of everybody, nothing opens before it is set up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fanlight.web.accounts.drafts import save

# One's own account: setting the second step up asks for the password once more.
OWN_ACCOUNT = ("account", "mfa_")


class RequireSecondStep:
    """Sends whoever has none to the page where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not settings.SECOND_STEP_REQUIRED or not request.user.is_authenticated:
            return None
        if getattr(view, "is_public", False) or request.resolver_match.view_name.startswith(OWN_ACCOUNT):
            return None
        if is_mfa_enabled(request.user):
            return None
        if request.method == "POST":
            save(owner=request.user, page=request.path, fields=request.POST)
        messages.info(request, "Here everybody signs in with a second step. Set it up to go on.")
        return redirect("mfa_index")
