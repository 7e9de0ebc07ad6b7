"""The OpenAPI description: the same for everybody, and about nobody."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from fanlight.web.accounts.access import public
from fanlight.web.exchange.api.interface import api

ROOT = "/api/v1/"


@require_GET
@public
def description(request: HttpRequest) -> JsonResponse:
    """What can be sent, in the form that tools read."""
    return JsonResponse(api.get_openapi_schema(path_prefix=ROOT))
