"""A question becomes a hypothesis: one's own until it is shared, then open to everybody in the authority."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.accounts.models import User
from fanlight.web.practice import actions
from fanlight.web.practice.forms import HypothesisForm, MoveForm, ShareHypothesisForm
from fanlight.web.practice.forms.hypotheses import FIELDS
from fanlight.web.practice.models import Hypothesis, Question
from fanlight.web.practice.permissions import may_move_hypotheses, may_plan_trials
from fanlight.web.practice.queries.notebook import readable_hypotheses


@require_GET
@allow(signed_in)
def hypotheses(request: HttpRequest) -> HttpResponse:
    """Mine, and those that everybody may read."""
    state = request.GET.get("state", "")
    state = state if state in Hypothesis.State.values else ""
    found = readable_hypotheses(request.user)
    shared = found.exclude(shared_at=None).order_by("-shared_at", "-pk")
    context = {
        "private": found.filter(shared_at=None),
        "shared": shared.filter(state=state) if state else shared,
        "state": state,
        "states": Hypothesis.State.choices,
    }
    return render(request, "practice/hypotheses.html", context)


@require_http_methods(["GET", "POST"])
@allow(signed_in)
def add(request: HttpRequest) -> HttpResponse:
    """Write one, from a question of mine or from none."""
    asked = request.GET.get("question", "")
    mine = Question.objects.filter(worker=request.user, pk=int(asked)) if asked.isdecimal() else None
    question = mine.first() if mine is not None else None
    form = ShareHypothesisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = actions.write_hypothesis(
            worker=request.user,
            words=form.hypothesis_words(),
            question=question,
            shared=data["shared"],
            with_name=data["with_name"],
        )
        messages.success(request, "Shared with everyone." if data["shared"] else "Kept, for you alone.")
        return redirect("practice:hypothesis", pk=made.pk)
    context = {"form": form, "question": question}
    return render(request, "practice/hypothesis_add.html", context, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, found: Hypothesis, **more: Any) -> dict[str, Any]:
    mine = found.worker_id == request.user.pk
    may_move = may_move_hypotheses(request.user) and found.shared_at is not None
    return {
        "hypothesis": found,
        "mine": mine,
        "author": _author(found, request.user),
        "steps": found.steps.select_related("by"),
        "may_try": may_plan_trials(request.user) and found.shared_at is not None,
        "move_form": MoveForm(hypothesis=found) if may_move else None,
        **more,
    }


def _author(found: Hypothesis, reader: User) -> str:
    """Whose it is, for this reader: a name only where its author shows it."""
    if found.worker_id == reader.pk:
        return "you"
    return str(found.worker) if found.with_name and found.worker else "somebody in the authority"


@require_GET
@allow(signed_in)
def hypothesis(request: HttpRequest, pk: int) -> HttpResponse:
    """One, with what was done with it."""
    found = get_object_or_404(readable_hypotheses(request.user), pk=pk)
    return render(request, "practice/hypothesis.html", _page(request, found))


def _own(request: HttpRequest, pk: int) -> Hypothesis:
    return get_object_or_404(Hypothesis, pk=pk, worker=request.user)


@require_http_methods(["GET", "POST"])
@allow(signed_in)
def reword(request: HttpRequest, pk: int) -> HttpResponse:
    """Say mine better, while nobody else reads it."""
    mine = _own(request, pk)
    form = HypothesisForm(request.POST or None, initial={name: getattr(mine, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            actions.reword_hypothesis(hypothesis=mine, worker=request.user, words=form.hypothesis_words())
        except actions.NotSoNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Kept.")
            return redirect("practice:hypothesis", pk=pk)
    context = {"form": form, "hypothesis": mine}
    return render(request, "practice/hypothesis_add.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(signed_in)
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Share mine, or take it back."""
    mine = _own(request, pk)
    shared = request.POST.get("shared") == "yes"
    try:
        actions.share_hypothesis(
            hypothesis=mine, worker=request.user, shared=shared, with_name="with_name" in request.POST
        )
        messages.success(request, "Shared with everyone." if shared else "Taken back: you alone see it.")
    except actions.NotSoNow as refused:
        messages.warning(request, str(refused))
    return redirect("practice:hypothesis", pk=pk)


@require_http_methods(["POST"])
@allow(may_move_hypotheses)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is done with a shared one now, and why."""
    found = get_object_or_404(readable_hypotheses(request.user).exclude(shared_at=None), pk=pk)
    form = MoveForm(request.POST, hypothesis=found)
    if form.is_valid():
        try:
            actions.move_hypothesis(hypothesis=found, by=request.user, **form.cleaned_data)
        except actions.NotSoNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Kept, with your name and today’s date.")
            return redirect("practice:hypothesis", pk=pk)
    context = _page(request, found) | {"move_form": form, "form": form}
    return render(request, "practice/hypothesis.html", context, status=422)
