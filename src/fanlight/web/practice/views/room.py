"""The practice room: where its parts are found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.practice.room import corners_for


@require_GET
@allow(signed_in)
def room(request: HttpRequest) -> HttpResponse:
    """What this worker may open, with a line on each."""
    return render(request, "practice/room.html", {"corners": corners_for(request.user)})
