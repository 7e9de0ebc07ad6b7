"""The recommendations check: a plan pasted or handed in, its recommendations one by one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.evidence.recommendations import PROMPTS, PUT_RIGHT
from fanlight.reports.pdf import TooLong, as_pdf
from fanlight.reports.recommendations import recommendations_report
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority
from fanlight.web.evidence.actions import recommendations as actions
from fanlight.web.evidence.forms.recommendations import PlanForm, PromptsForm
from fanlight.web.evidence.models import Plan, PlanPassage
from fanlight.web.evidence.permissions import may_investigate, may_write_pilots

A_PAGE = 25
PART = {"part": "plans"}


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def plans(request: HttpRequest) -> HttpResponse:
    """Plans taken apart so far, and taking another one apart."""
    form = PlanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "source", "text", "file_name", "note")}
        return redirect("evidence:plan", pk=actions.take_apart(by=request.user, **given).pk)
    page = Paginator(Plan.objects.select_related("by"), A_PAGE).get_page(request.GET.get("page"))
    context = PART | {"form": form, "page": page}
    return render(request, "evidence/plans.html", context, status=422 if form.is_bound else 200)


@require_GET
@allow(may_investigate)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: every passage, its recommendations with what they leave out."""
    held = get_object_or_404(Plan.objects.select_related("by"), pk=pk)
    passages = list(held.passages.all())
    asked = [one for one in passages if one.is_recommendation]
    if request.GET.get("as") == "pdf":
        found = [(one.words, one.section, one.answers) for one in asked]
        where, today = Authority.current().name, timezone.localdate()
        try:
            made = as_pdf(recommendations_report(held.title, held.source, found, made_on=today, where=where))
        except TooLong as error:
            messages.error(request, f"{error}. Print this page.")
            return redirect("evidence:plan", pk=pk)
        answer = HttpResponse(made, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="recommendations-{pk}.pdf"'
        return answer
    bare = sum(one.standing == PUT_RIGHT for one in asked)
    context = PART | {
        "plan": held,
        "passages": passages,
        "asked": len(asked),
        "bare": bare,
        "words": PUT_RIGHT,
    }
    return render(request, "evidence/plan.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_investigate)
def passage(request: HttpRequest, pk: int) -> HttpResponse:
    """One recommendation and its prompts."""
    held = get_object_or_404(
        PlanPassage.objects.select_related("plan", "claim"), pk=pk, is_recommendation=True
    )
    form = PromptsForm(request.POST or None, initial={name: getattr(held, name) for name in PROMPTS})
    if request.method == "POST" and form.is_valid():
        actions.answer_prompts(passage=held, by=request.user, answers=form.cleaned_data)
        later = held.plan.passages.filter(is_recommendation=True, number__gt=held.number).first()
        if "next" in request.POST and later:
            return redirect("evidence:passage", pk=later.pk)
        return redirect("evidence:plan", pk=held.plan_id)
    context = PART | {"form": form, "passage": held, "plan": held.plan}
    context["may_plan"] = may_write_pilots(request.user)
    return render(request, "evidence/passage.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(may_investigate)
def passage_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a passage is a recommendation, or is none."""
    held = get_object_or_404(PlanPassage.objects.select_related("plan"), pk=pk)
    wanted = request.POST.get("is_recommendation")
    if wanted in {"yes", "no"}:
        actions.say_what_it_is(passage=held, by=request.user, is_recommendation=wanted == "yes")
    response = redirect("evidence:plan", pk=held.plan_id)
    response["Location"] += f"#passage-{held.number}"
    return response


@require_POST
@allow(may_investigate)
def passage_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the claim of a recommendation, to be investigated."""
    held = get_object_or_404(PlanPassage.objects.select_related("plan"), pk=pk, is_recommendation=True)
    made = actions.make_a_claim(passage=held, by=request.user)
    return redirect("evidence:claim", pk=made.pk)
