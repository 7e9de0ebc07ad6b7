"""What every page knows: the menu, and up to which day events are known."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fanlight.web.casework.queries import known_up_to
from fanlight.web.frontdoor.permissions import may_decide, may_enter_contacts
from fanlight.web.site.navigation import menu


def every_page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template; the database is asked only by pages that show it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "nav_items": menu(user, request.path),
        "events_known_to": SimpleLazyObject(known_up_to),
        "may_enter_contacts": may_enter_contacts(user),
        "may_decide": may_decide(user),
    }
