"""Who may open which page: nothing, unless the page says so.

A view is opened to people by `@allow(predicate)`, a small pure function of the signed-in worker, or to
everyone by `@public`. A view that says neither answers 403 to all: forgetting is safe.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fanlight.web.accounts.drafts import keep_for_signed_owner, page_of_form, signed_owner
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


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """On to the sign-in page and back; a form that was sent is kept for the worker whom it was shown to."""
    kept_for = keep_for_signed_owner(request) if request.method == "POST" else None
    if request.htmx:  # a part of a page was asked for: a whole sign-in page must not appear inside it
        return _words("You are signed out. Open this page again to sign in.", status=401)
    if kept_for:
        messages.info(request, "You were signed out. What you typed is kept: sign in to see it and send it.")
    return redirect_to_login(page_of_form(request) if request.method == "POST" else request.get_full_path())


def send_again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without this browser's own secret: somebody signed in or out after its page was opened."""
    if request.htmx:
        return _words("Not kept: you were signed out. Send the form to keep it.", status=403)
    if not request.user.is_authenticated and signed_owner(request.POST):
        return sign_in_first(request)
    told = {"kept_for": keep_for_signed_owner(request), "page": page_of_form(request)}
    return render(request, "403_csrf.html", told, status=403)


def _words(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


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
            return sign_in_first(request)
        allowed = getattr(view, "allowed", None)
        if allowed is None or not allowed(request.user):
            raise PermissionDenied
        return None
