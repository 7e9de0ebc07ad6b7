"""What every page knows: who is signed in, the menu, and up to which day events are known."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from fanlight.web.accounts.models import User
from fanlight.web.casework.queries import known_up_to
from fanlight.web.frontdoor.permissions import may_decide, may_enter_contacts
from fanlight.web.site import demo
from fanlight.web.site.navigation import menu, where_a_day_begins


def every_page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template; the database is asked only by pages that show it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"made_up_people": SimpleLazyObject(_made_up_people), "made_up_password": demo.PASSWORD}
    return {
        "header_end": "site/header.html",
        "notices": SimpleLazyObject(lambda: _notices(user)) if _is_start(request, user) else (),
        "phase_note": "Everyone and everything here is made up" if demo.is_demo() else "",
        "nav_items": menu(user, request.path),
        "events_known_to": SimpleLazyObject(known_up_to),
        "may_enter_contacts": may_enter_contacts(user),
        "may_decide": may_decide(user),
    }


def _made_up_people() -> list[tuple[str, User]]:
    """For the sign-in page of the demo; nobody elsewhere."""
    return list(demo.sign_ins()) if demo.is_demo() else []


def _is_start(request: HttpRequest, user: User) -> bool:
    return request.method == "GET" and request.path == reverse(where_a_day_begins(user))


def _notices(user: User) -> list[dict[str, str]]:
    """What this worker must be told where their day begins: that the log was searched for them."""
    if not user.searches_of_me.filter(told_at=None).exists():
        return []
    told = {"title": "Please note", "words": "The audit log was searched for you.", "link": "See who and why"}
    return [told | {"url": reverse("audit:searches_of_me")}]
