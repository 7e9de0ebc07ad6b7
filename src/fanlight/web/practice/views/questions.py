"""What I wonder: private, or shared with everyone; later it may become a hypothesis."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.practice import actions
from fanlight.web.practice.forms import QuestionForm
from fanlight.web.practice.models import Hypothesis, Question


@require_http_methods(["GET", "POST"])
@allow(signed_in)
def questions(request: HttpRequest) -> HttpResponse:
    """My questions, and those that others shared."""
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_question(worker=request.user, **form.cleaned_data)
        messages.success(request, "Your question is kept.")
        return redirect("practice:questions")
    context = {
        "form": form,
        "hypotheses": Hypothesis.objects.exclude(shared_at=None).count(),
        "mine": Question.objects.filter(worker=request.user),
        "others": Question.objects.exclude(shared_at=None)
        .exclude(worker=request.user)
        .select_related("worker"),
    }
    return render(request, "practice/questions.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(signed_in)
def share_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Share one of my questions, or take it back."""
    mine = get_object_or_404(Question, pk=pk, worker=request.user)
    actions.share_question(
        question=mine,
        worker=request.user,
        shared=mine.shared_at is None,
        with_name="with_name" in request.POST,
    )
    return redirect("practice:notebook" if request.POST.get("back") == "notebook" else "practice:questions")
