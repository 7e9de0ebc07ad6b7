"""Blind second looks: the rule for everybody to read; the look itself on the frozen brief alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.practice.second_look import fingerprint
from fanlight.terms.periods import add_months
from fanlight.web.accounts import drafts
from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.accounts.models import Authority, User
from fanlight.web.audit.recording import tell_read
from fanlight.web.frontdoor.models import Level
from fanlight.web.frontdoor.queries import current_levels
from fanlight.web.practice import actions
from fanlight.web.practice.drawing import BLIND_READ, has_seen, rule_in_force, seed_for
from fanlight.web.practice.duty import duty_now
from fanlight.web.practice.forms.second_looks import SecondLookForm, SecondLookRuleForm
from fanlight.web.practice.models import SecondLook, SecondLookRule
from fanlight.web.practice.permissions import may_look_again, may_read_second_looks, may_set_second_looks
from fanlight.web.practice.queries.second_looks import (
    between,
    lying,
    owed_by,
    second_look_labels,
    told_result,
)

SEEDS_SHOWN = 12


@require_GET
@allow(signed_in)
def second_looks(request: HttpRequest) -> HttpResponse:
    """The rule in force, how to check the draws, what is asked of me, what came of all together."""
    today = timezone.localdate()
    rule = rule_in_force()
    reads, sets = may_read_second_looks(request.user), may_set_second_looks(request.user)
    result, last_month = told_result(second_look_labels(until=today)) if reads else (None, None)
    context = {
        "rule": rule,
        "levels": _level_words(rule),
        "owed": owed_by(request.user),
        "mine": between(request.user)[:50],
        "result": result,
        "last_month": last_month,
        "fingerprint": fingerprint(seed_for(today)),
        "next_fingerprint": fingerprint(seed_for(add_months(today.replace(day=1), 1))),
        "seeds": _seeds_of_the_past(today),
        "may_set": sets,
        "lying": lying(timezone.now()).count() if sets else 0,
        "earlier": SecondLookRule.objects.select_related("set_by")[1:10],
    }
    return render(request, "practice/second_looks.html", context)


def _level_words(rule: SecondLookRule | None) -> list[str]:
    if rule is None:
        return []
    labels = {level.kind: level.label for level in current_levels(Authority.current())}
    return [labels.get(kind, kind) for kind in rule.kinds]


def _seeds_of_the_past(today: date) -> list[tuple[date, str]]:
    """Seeds of months that are over for good, since there is a rule."""
    first = SecondLookRule.objects.order_by("id").values_list("set_at", flat=True).first()
    if first is None:
        return []
    month, earliest = add_months(today.replace(day=1), -2), timezone.localdate(first).replace(day=1)
    found = []
    while month >= earliest and len(found) < SEEDS_SHOWN:
        found.append((month, seed_for(month)))
        month = add_months(month, -1)
    return found


@require_http_methods(["GET", "POST"])
@allow(may_look_again)
def second_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide afresh on the brief as it was frozen. The first decision is nowhere on this page."""
    if SecondLook.objects.filter(pk=pk, asked=request.user, state=SecondLook.State.ANSWERED).exists():
        return redirect("practice:talk", pk=pk)  # a second click on what was just kept
    look = get_object_or_404(
        owed_by(request.user).select_related("decision__brief", "decision__line__person", "decision__level"),
        pk=pk,
    )
    duty = duty_now(timezone.now())
    # What somebody has written is heard whatever they saw meanwhile: only the blank page is passed on.
    if request.method == "GET" and has_seen(look, request.user):
        return render(request, "practice/second_look_seen.html", {"look": look, "duty": duty})
    brief = look.decision.brief.rebuilt()
    tell_read(by=request.user, record=look, persons=[one.ref for one in brief.people], what=BLIND_READ)
    levels = Level.objects.filter(level_set=look.decision.level.level_set_id)
    kept = drafts.restore(owner=request.user, page=request.path)
    form = SecondLookForm(request.POST or None, levels=levels)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.answer_second_look(look=look, by=request.user, words=form.words())
        except actions.NotYours:  # two clicks at once: the first was kept
            return redirect("practice:second_look", pk=pk)
        drafts.forget(owner=request.user, page=request.path)
        if hasattr(done, "task"):
            names = ", ".join(one.name for one in done.task.assigned.all())
            whom = names or "everybody at the door, for nobody manages"
            messages.warning(request, f"An urgent task is open for {whom}. If minutes count, ring too.")
        return redirect("practice:talk", pk=pk)
    if kept and not form.is_bound:
        form.initial = drafts.initial(form, drafts.as_query(kept))
    context = {
        "look": look,
        "brief": brief,
        "form": form,
        "restored": kept if not form.is_bound else None,
        "owner_token": drafts.owner_token(request.user),
        "duty": duty,
        "text_ended_at": look.decision.brief.text_ended_at,
    }
    return render(request, "practice/second_look.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(may_look_again)
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass it on; why is nobody's business."""
    look = get_object_or_404(owed_by(request.user), pk=pk)
    chosen = actions.pass_on_second_look(look=look, by=request.user)
    words = "Somebody else is asked." if chosen else "Nobody else could be asked; that is counted."
    messages.success(request, f"Passed on. {words}")
    return redirect("practice:second_looks")


@require_GET
@allow(may_look_again)
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Both decisions side by side, for the two who made them, with questions to talk about."""
    look = get_object_or_404(between(request.user), pk=pk)
    first = look.decision
    tell_read(by=request.user, record=look, persons=[first.line.person.key], what="read both looks")
    context: dict[str, Any] = {
        "look": look,
        "brief": first.brief.rebuilt() if first.brief else None,
        "other": _others(look, request.user),
        "task": getattr(look, "task", None),
    }
    return render(request, "practice/talk.html", context)


def _others(look: SecondLook, user: User) -> str:
    """Whom else this page is for, by name."""
    first = look.decision
    before = first.on_recommendation
    parties = [first.by, before.by if before else None, look.asked]
    names = dict.fromkeys(one.name for one in parties if one is not None and one.pk != user.pk)
    return ", ".join(names) or "your colleague"


@require_http_methods(["GET", "POST"])
@allow(may_set_second_looks)
def second_look_rule(request: HttpRequest) -> HttpResponse:
    """Publish another rule."""
    form = SecondLookRuleForm(request.POST or None, levels=current_levels(Authority.current()))
    rule = rule_in_force()
    if request.method == "POST" and form.is_valid():
        actions.set_second_looks(by=request.user, **form.cleaned_data)
        messages.success(request, "The rule is published. It holds for decisions recorded from now on.")
        return redirect("practice:second_looks")
    context = {"form": form, "rule": rule, "duty": duty_now(timezone.now())}
    return render(request, "practice/second_look_rule.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(may_set_second_looks)
def ask_again(request: HttpRequest) -> HttpResponse:
    """Ask again where nobody could be asked."""
    found = actions.ask_again(by=request.user)
    messages.success(request, f"{found} look{'' if found == 1 else 's'} found somebody.")
    return redirect("practice:second_looks")
