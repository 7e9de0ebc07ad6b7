"""Who may call: whoever holds a token with the scope of the call. All else is closed."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from fanlight.web.exchange.api.actions import note_call
from fanlight.web.exchange.api.errors import Refusal
from fanlight.web.exchange.api.models import ApiToken
from fanlight.web.exchange.api.tokens import token_of


class Bearer(HttpBearer):
    """A token of one scope; without a scope nothing is let in."""

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token, when it holds and its scope is the call's; every call with a known token is told."""
        found = token_of(token.strip())
        if found is None:
            return None
        call = f"{request.method} {quote(request.path)}"[:200]
        if not found.holds_on(timezone.localdate()):
            note_call(token=found, call=call, refused="it no longer holds")
            return None
        if not self.scope or self.scope not in found.scopes:
            note_call(token=found, call=call, refused="not its scope")
            raise Refusal(403, "this token may not do this", "Authorization")
        note_call(token=found, call=call)
        return found
