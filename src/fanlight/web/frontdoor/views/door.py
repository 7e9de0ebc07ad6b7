"""How the door works: levels and their anchors, the clock."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.accounts.models import Authority
from fanlight.web.frontdoor.actions.door import adopt_own_words, set_the_door
from fanlight.web.frontdoor.forms import AnchorsForm, DoorForm
from fanlight.web.frontdoor.permissions import may_set_the_door
from fanlight.web.frontdoor.queries import current_levels
from fanlight.web.frontdoor.queries.levels import checklist_in_use


@require_GET
@allow(signed_in)
def levels(request: HttpRequest) -> HttpResponse:
    """The levels in force with their anchors, the clock and its source, the checklist in use."""
    authority = Authority.current()
    context = {
        "authority": authority,
        "levels": current_levels(authority),
        "checklist": checklist_in_use(),
        "may_set": may_set_the_door(request.user),
    }
    return render(request, "frontdoor/levels.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_set_the_door)
def settings(request: HttpRequest) -> HttpResponse:
    """The authority's own settings of the door."""
    form = DoorForm(request.POST or None, instance=Authority.current())
    if request.method == "POST" and form.is_valid():
        set_the_door(by=request.user, authority=form.save(commit=False), changed=form.changed_data)
        messages.success(request, "The settings are saved.")
        return redirect("frontdoor:levels")
    return render(request, "frontdoor/settings.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allow(may_set_the_door)
def own_levels(request: HttpRequest) -> HttpResponse:
    """Put the authority's own threshold document in place of the example anchors."""
    form = AnchorsForm(request.POST or None, levels=current_levels(Authority.current()))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        adopt_own_words(by=request.user, title=data["title"], edition=data["edition"], words=form.words())
        messages.success(request, "Your own levels are in force from today.")
        return redirect("frontdoor:levels")
    status = 422 if form.is_bound else 200
    return render(request, "frontdoor/own_levels.html", {"form": form}, status=status)
