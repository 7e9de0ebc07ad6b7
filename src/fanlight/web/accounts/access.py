"""Who may open which page: nothing, unless the page says so.

A view is opened to people by `@allow(predicate)`, a small pure function of the signed-in worker, or to
everyone by `@public`. A view that says neither answers 403 to all: forgetting is safe.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from fanlight.web.accounts.drafts import keep_for_signed_owner
from fanlight.web.accounts.models import User

Predicate = Callable[[User], bool]
View = Callable[..., HttpResponse]


def allow(predicate: Predicate) -> Callable[[View], View]:
    """Open a view to signed-in workers for whom `predicate` holds."""

    def mark(view: View) -> View:
        view.allowed = predicate
        return view

    return mark


def public(view: View) -> View:
    """Open a view to anyone who reaches the server."""
    view.is_public = True
    return view


def signed_in(user: User) -> bool:
    """Any worker, whatever their role."""
    return user.is_active


class DenyByDefault:
    """Turns away whoever the view has not let in, before the view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(view, "is_public", False):
            return None
        if not request.user.is_authenticated:
            if request.method == "POST":
                return redirect_to_login(keep_for_signed_owner(request))
            return redirect_to_login(request.get_full_path())
        allowed = getattr(view, "allowed", None)
        if allowed is None or not allowed(request.user):
            raise PermissionDenied
        return None
