"""Near misses for everybody: themes and one's own on one page, the question about danger, the report."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.practice.near_miss import FIELDS, LEAST_AUTHORS
from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.practice.actions import near_misses as actions
from fanlight.web.practice.actions.near_miss_batch import HELD_DAYS, turn_if_due
from fanlight.web.practice.box import KeyGone
from fanlight.web.practice.duty import duty_now
from fanlight.web.practice.forms.near_misses import DangerForm, OwnForm, ReportForm
from fanlight.web.practice.models import NearMissQuestion, NearMissTheme, PulseRound
from fanlight.web.practice.permissions import may_facilitate
from fanlight.web.practice.queries import near_misses as queries

View = Callable[..., HttpResponse]
TYPED = (*(field.name for field in FIELDS), "words")
PROMISES = {"days": settings.NEAR_MISS_DAYS, "least": LEAST_AUTHORS, "held": HELD_DAYS}


def at_the_box(view: View) -> View:
    """A page of near misses: the batch is written first if it is due; the server's log gets no line of it.

    A refused form is no fault: the line that Django would write of it has a time, and a time is half a name.
    """

    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            turn_if_due(timezone.localdate())
            response = view(request, *args, **kwargs)
        except KeyGone as gone:
            typed = [request.POST.get(name, "") for name in TYPED]
            told = {"reason": str(gone), "typed": list(filter(None, typed))}
            response = render(request, "practice/near_miss_closed.html", told, status=503)
        response._has_been_logged = True
        return response

    return run


@require_http_methods(["GET", "POST"])
@allow(signed_in)
@at_the_box
def near_misses(request: HttpRequest) -> HttpResponse:
    """Themes, what was changed, and what became of one's own."""
    form = OwnForm(request.POST or None)
    refused = ""
    if request.method == "POST":
        if form.is_valid():
            refused = _act(request, form.cleaned_data)
            if not refused:
                return redirect("practice:near_misses")
        else:
            refused = next((error for errors in form.errors.values() for error in errors), "")
    context = {
        "themes": queries.themes(),
        "mine": queries.mine(request.user),
        "refused": refused,
        "typed": request.POST.get("words", "") if refused else "",
        "may_facilitate": may_facilitate(request.user),
        "pulse": PulseRound.objects.filter(closed_on=None, closes_on__gte=timezone.localdate()).first(),
        **PROMISES,
    }
    return render(request, "practice/near_misses.html", context, status=422 if refused else 200)


def _act(request: HttpRequest, data: dict[str, Any]) -> str:
    """Do what the reporter asked for with one of their own; why not, if it is refused."""
    worker, token = request.user, data["token"]
    if data["act"] == "answer":
        question = NearMissQuestion.objects.filter(pk=data["question"] or 0).first()
        try:
            if question is None:
                return "There is no such question"
            actions.answer(
                worker=worker,
                question=question,
                words=data["words"],
                token=token,
                today=timezone.localdate(),
            )
        except actions.NotTaken as not_taken:
            return str(not_taken)
        messages.success(request, "Kept. Your answer is written with the next batch.")
        return ""
    done, words = {
        "withdraw": (actions.withdraw, "Taken back: nothing of it remains."),
        "alone": (actions.let_alone, "It is written with the next batch, whoever else waits."),
        "forget": (actions.forget_me, "Destroyed: nobody knows any longer whose it is."),
    }[data["act"]]
    if not done(worker=worker, token=token):
        return "It is not here any longer: it was written, or is no longer known to be yours"
    messages.success(request, words)
    return ""


@require_http_methods(["GET", "POST"])
@allow(signed_in)
@at_the_box
def report(request: HttpRequest) -> HttpResponse:
    """First: is a child in danger now? Then the duty route, or the report. The answer is kept nowhere."""
    if "token" not in request.POST:
        queries.mine(request.user)  # the box is sealed anew whether this page is read or sent
    if request.method == "GET":
        return render(request, "practice/near_miss_danger.html", {"form": DangerForm()})
    asked = DangerForm(request.POST)
    if not asked.is_valid():
        return render(request, "practice/near_miss_danger.html", {"form": asked}, status=422)
    if asked.cleaned_data["danger"] == "yes":
        return render(request, "practice/near_miss_now.html", _duty())
    if "token" not in request.POST:
        return render(request, "practice/near_miss_report.html", {"form": ReportForm(), **PROMISES})
    return _hand_in(request)


def _hand_in(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.POST)
    names: list[str] = []
    if form.is_valid():
        names = queries.likely_names(list(form.told().values()))
        if not set(names) - set(form.cleaned_data["names_seen"].split("|")):
            try:
                actions.hand_in(
                    worker=request.user,
                    words=form.told(),
                    token=form.cleaned_data["token"],
                    today=timezone.localdate(),
                )
            except actions.NotTaken as not_taken:
                form.add_error(None, str(not_taken))
            else:
                return render(request, "practice/near_miss_handed_in.html", PROMISES)
    context = {"form": form, "names": names, "seen": "|".join(names), **PROMISES}
    return render(request, "practice/near_miss_report.html", context, status=422)


def _duty() -> dict[str, Any]:
    duty = duty_now(timezone.now())
    return {"duty": duty, "duty_manager": duty.phone}


@require_GET
@allow(signed_in)
def danger_now(request: HttpRequest) -> HttpResponse:
    """What to do when a child may be in danger now, for whoever looks for it."""
    return render(request, "practice/near_miss_now.html", _duty())


@require_GET
@allow(signed_in)
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """One theme: what the reports have in common, what was changed, whether it worked."""
    found = get_object_or_404(NearMissTheme, pk=pk)
    context = {
        "theme": queries.theme_of(found),
        "changes": found.changes.select_related("trial__closing", "hypothesis"),
        "may_facilitate": may_facilitate(request.user),
    }
    return render(request, "practice/near_miss_theme.html", context)
