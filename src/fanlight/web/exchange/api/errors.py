"""Refusals of the interface: always JSON, one line, the place in what was sent."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from fanlight.exchange.reading import Unreadable

_log = logging.getLogger(__name__)
OUTSIDE = {"body", "form", "file", "path", "query"}
NO_TOKEN = "a token that holds is needed: Authorization: Bearer …"  # noqa: S105 - words, no secret


class Refusal(Exception):
    """A call that is refused."""

    def __init__(self, status: int, reason: str, place: str = "") -> None:
        self.status, self.reason, self.place = status, reason, place
        super().__init__(reason)


def fault(status: int, error: str, place: str = "") -> HttpResponse:
    """A refusal; anything that could not be written as UTF-8 is spelt out."""
    said = {"error": _line(error), "place": _line(place)}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": True})


def _line(text: str) -> str:
    return " ".join(text.split())[:300]


def handle(api: NinjaAPI) -> None:
    """Have every refusal of this interface answered as JSON."""
    api.add_exception_handler(Refusal, lambda request, error: fault(error.status, error.reason, error.place))
    api.add_exception_handler(Unreadable, lambda request, error: fault(422, error.reason, error.place))
    api.add_exception_handler(Http404, lambda request, error: fault(404, "there is no such import", "id"))
    api.add_exception_handler(AuthenticationError, _no_token)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(ValidationError, _not_valid)
    for kind in (BadRequest, SuspiciousOperation, MultiPartParserError):
        api.add_exception_handler(kind, _not_readable)
    api.add_exception_handler(Exception, _unforeseen)


def _no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = fault(401, NO_TOKEN, "Authorization")
    response["WWW-Authenticate"] = "Bearer"
    return response


def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What django-ninja refuses by itself; its words for a body that is no JSON name neither."""
    if str(error) == "Cannot parse request body":
        return fault(error.status_code, "the body is not JSON in UTF-8", "body")
    return fault(error.status_code, str(error))


def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0] if error.errors else {}
    more = len(error.errors) - 1
    said = str(first.get("msg", "not readable")).removeprefix("Value error, ")
    return fault(422, said + (f"; and {more} more" if more > 0 else ""), _place(first.get("loc", ())))


def _place(loc: Sequence[Any]) -> str:
    """`children[0].born_on`, without the name of the argument that took it."""
    parts = list(loc)
    if parts and parts[0] in OUTSIDE:
        parts = parts[2:] if len(parts) > 2 else parts[1:]
    said = ""
    for part in parts:
        said += f"[{part}]" if isinstance(part, int) else f".{part}" if said else str(part)
    return said


def _not_readable(request: HttpRequest, error: Exception) -> HttpResponse:
    return fault(400, f"the request cannot be read ({type(error).__name__})")


def _unforeseen(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.exception("the interface failed", exc_info=error)
    return fault(500, "Fanlight could not finish this call; nothing of it was kept")
