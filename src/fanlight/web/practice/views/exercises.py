"""Exercises on base rates and estimates, the answer at once. Results are seen by their own worker alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.practice.exercises import EXERCISES, Marked
from fanlight.practice.exercises import exercise as of_code
from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.accounts.models import User
from fanlight.web.practice import actions
from fanlight.web.practice.forms import ExerciseForm
from fanlight.web.practice.models import ExerciseAnswer


def _answers(worker: User) -> dict[str, list[ExerciseAnswer]]:
    held: dict[str, list[ExerciseAnswer]] = {}
    for one in ExerciseAnswer.objects.filter(worker=worker):
        held.setdefault(one.exercise, []).append(one)
    return held


@require_GET
@allow(signed_in)
def exercises(request: HttpRequest) -> HttpResponse:
    """All of them, with what I answered."""
    held = _answers(request.user)
    rows = [{"exercise": one, "answers": held.get(one.code, [])} for one in EXERCISES]
    open_ones = [row["exercise"] for row in rows if not row["answers"]]
    context = {"rows": rows, "next": (open_ones or list(EXERCISES))[0], "answered": bool(held)}
    return render(request, "practice/exercises.html", context)


@require_http_methods(["GET", "POST"])
@allow(signed_in)
def exercise(request: HttpRequest, code: str) -> HttpResponse:
    """One exercise; once it is answered, the answer and why."""
    found = of_code(code)
    if found is None:
        raise Http404
    form = ExerciseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = actions.answer_exercise(worker=request.user, exercise=found, said=form.cleaned_data["said"])
        return redirect(f"{request.path}?answered={kept.pk}")
    shown = request.GET.get("answered", "")
    mine = ExerciseAnswer.objects.filter(worker=request.user, exercise=code)
    answered = mine.filter(pk=int(shown)).first() if shown.isdecimal() else None
    at = EXERCISES.index(found)
    context = {
        "exercise": found,
        "number": at + 1,
        "count": len(EXERCISES),
        "form": form,
        "marked": Marked(found, answered.said) if answered else None,
        "following": EXERCISES[at + 1] if at + 1 < len(EXERCISES) else None,
    }
    return render(request, "practice/exercise.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(signed_in)
def remove(request: HttpRequest) -> HttpResponse:
    """Remove all my answers."""
    actions.forget_exercises(worker=request.user)
    messages.success(request, "Removed.")
    return redirect("practice:exercises")
