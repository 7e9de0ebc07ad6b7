"""Lists of questions: the register, making one, its card, and each step from draft to retired."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.frontdoor.actions import checklists as actions
from fanlight.web.frontdoor.forms.checklists import (
    MakeForm,
    StepForm,
    WordsForm,
    from_version,
    from_words,
    moved_up,
)
from fanlight.web.frontdoor.models import ChecklistVersion
from fanlight.web.frontdoor.permissions import (
    may_audit_cues,
    may_code_contacts,
    may_govern_checklists,
    may_make_checklists,
    may_test_checklists,
)
from fanlight.web.frontdoor.queries import checklists as queries
from fanlight.web.frontdoor.queries.checklist_answers import COLUMNS as ANSWER_COLUMNS
from fanlight.web.frontdoor.queries.checklist_answers import answered_so_far
from fanlight.web.frontdoor.queries.list_tests import differences_of
from fanlight.web.frontdoor.trying import hand_overs

State = ChecklistVersion.State


def shown(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the lists, with what this worker may do."""
    context |= {
        "may_make": may_make_checklists(request.user),
        "may_govern": may_govern_checklists(request.user),
        "may_test": may_test_checklists(request.user),
        "may_code": may_code_contacts(request.user),
        "may_audit": may_audit_cues(request.user),
    }
    return render(request, f"frontdoor/{template}.html", context, status=status)


def one_version(pk: int) -> ChecklistVersion:
    return get_object_or_404(ChecklistVersion.objects.select_related("checklist", "made_by"), pk=pk)


@require_GET
@allow(signed_in)
def checklists(request: HttpRequest) -> HttpResponse:
    """Every list, whatever became of it."""
    return shown(request, "checklists", lists=queries.lists(), overdue=queries.overdue())


@require_http_methods(["GET", "POST"])
@allow(may_make_checklists)
def checklist_make(request: HttpRequest) -> HttpResponse:
    """A new list, on one page."""
    return _made(request, None)


@require_http_methods(["GET", "POST"])
@allow(may_make_checklists)
def checklist_change(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of a list, begun from an older one."""
    return _made(request, one_version(pk))


def _made(request: HttpRequest, before: ChecklistVersion | None) -> HttpResponse:
    asked_before, do = queries.asked_before(), request.POST.get("do", "")
    words, remarks, preview = WordsForm(), (), None
    if request.method != "POST":
        filled = from_version(before) if before else {}
        form = MakeForm(initial=filled, asked_before=asked_before, before=before)
    elif do == "read":
        words, typed = WordsForm(request.POST), {name: request.POST[name] for name in request.POST}
        if words.is_valid():
            remarks = words.read.remarks
            typed |= from_words(words.read)
        form = MakeForm(initial=typed, asked_before=asked_before, before=before)
    elif do.startswith("up-") and do[3:] in {"2", "3", "4", "5"}:
        form = MakeForm(initial=moved_up(request.POST, int(do[3:])), asked_before=asked_before, before=before)
    else:
        form = MakeForm(request.POST, asked_before=asked_before, before=before)
        if form.is_valid():
            if do == "keep":
                version = actions.keep_draft(
                    by=request.user, draft=form.draft(), author=form.cleaned_data["author"], before=before
                )
                messages.success(request, "The draft is kept. Nobody is asked it until it is on trial.")
                return redirect("frontdoor:checklist", pk=version.pk)
            draft = form.draft()
            tree = draft.tree.as_json() if draft.tree else []
            preview = queries.card(draft.title, draft.cues, tree, draft.positive_words, draft.negative_words)
    wrong = any(one.is_bound and not one.is_valid() for one in (form, words))
    return shown(
        request,
        "checklist_make",
        422 if wrong else 200,
        form=form,
        words_form=words,
        remarks=remarks,
        card=preview,
        before=before,
    )


@require_GET
@allow(signed_in)
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its questions, who made it and why, what it showed, how it came to its state."""
    version = one_version(pk)
    return shown(
        request,
        "checklist",
        version=version,
        card=queries.card_of(version),
        steps=version.steps.select_related("by", "test"),
        tests=list(version.tests.select_related("by")[:5]),
        others=version.checklist.versions.exclude(pk=pk).order_by("-number"),
        teams=list(version.asked_in.all()),
        hand_overs=hand_overs(request.user, version),
        answered=answered_so_far(version),
        columns=ANSWER_COLUMNS,
        next_states=[(state, State(state).label) for state in actions.NEXT[version.state]],
    )


@require_GET
@allow(signed_in)
def checklist_card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card to print."""
    version = one_version(pk)
    return shown(request, "checklist_card", version=version, card=queries.card_of(version))


@require_http_methods(["GET", "POST"])
@allow(may_govern_checklists)
def checklist_step(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    """Put a version on trial, into use, or retire it; into use only past what was shown of groups."""
    version = one_version(pk)
    if state not in set(State.values) - {State.DRAFT}:
        raise Http404
    if state not in actions.NEXT[version.state]:
        messages.info(request, f"It is {version.get_state_display().lower()} now.")
        return redirect("frontdoor:checklist", pk=pk)
    test, differences = differences_of(version) if state == State.IN_USE else (None, [])
    form = StepForm(
        request.POST if request.method == "POST" else None,
        asks=state in ChecklistVersion.ASKED,
        shows=bool(differences),
    )
    newest = str(test.pk) if test else ""
    if differences and form.is_bound and request.POST.get("test", "") != newest:
        form.add_error(
            "acknowledged", "Since you opened this page the list was tested again: read what is above"
        )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.take_step(
                version=version,
                state=state,
                by=request.user,
                why=data["why"],
                asked_in=form.chosen_teams,
                review_on=data.get("review_on"),
                acknowledged=data.get("acknowledged", ""),
            )
        except actions.NotAStep as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{version} is {State(state).label.lower()}.")
        return redirect("frontdoor:checklist", pk=pk)
    return shown(
        request,
        "checklist_step",
        422 if form.is_bound else 200,
        form=form,
        version=version,
        state=state,
        state_words=State(state).label.lower(),
        test=test,
        differences=differences,
    )
