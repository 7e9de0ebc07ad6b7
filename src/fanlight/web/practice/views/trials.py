"""Trials: the register, one page to plan one, approval, freezing, numbers, the end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.design.tables import table_as_csv
from fanlight.web.practice.actions import trials as actions
from fanlight.web.practice.forms import trials as forms
from fanlight.web.practice.models import Hypothesis, Trial, TrialCount
from fanlight.web.practice.permissions import may_approve_trials, may_plan_trials
from fanlight.web.practice.queries import trials as queries


def shown(request: HttpRequest, template: str, status: int = 200, **context: object) -> HttpResponse:
    context |= {"may_plan": may_plan_trials(request.user), "may_approve": may_approve_trials(request.user)}
    return render(request, f"practice/{template}.html", context, status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, if anything was: also a form without an answer."""
    return request.POST if request.method == "POST" else None


def found(pk: int) -> Trial:
    return get_object_or_404(Trial.objects.select_related("by", "approved_by", "frozen_by", "closing"), pk=pk)


@require_GET
@allow(signed_in)
def trials(request: HttpRequest) -> HttpResponse:
    """The register: every trial, whatever became of it."""
    return shown(request, "trials", trials=queries.register())


@require_http_methods(["GET", "POST"])
@allow(may_plan_trials)
def trial_add(request: HttpRequest) -> HttpResponse:
    """One page; `?subject=checklist:7&title=…` or `?of_hypothesis=3` brings what another page hands over."""
    return _written(request, None)


@require_http_methods(["GET", "POST"])
@allow(may_plan_trials)
def trial_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a plan that is not frozen."""
    trial = found(pk)
    if trial.frozen_at:
        messages.info(request, "This trial is frozen: not a word of it changes.")
        return redirect("practice:trial", pk=pk)
    return _written(request, trial)


def _handed_over(asked: QueryDict) -> dict[str, object]:
    """What another page brings: a subject and its words, or a shared hypothesis with its own."""
    names = ("subject", "title", "hypothesis")
    given: dict[str, object] = {name: asked[name][:120] for name in names if name in asked}
    key = asked.get("of_hypothesis", "")
    shared = Hypothesis.objects.exclude(shared_at=None)
    idea = shared.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 10 else None
    if idea is None:
        return given
    words = {"hypothesis": idea.expected[:1000], "why": idea.reason[:1000], "measure": idea.measure[:300]}
    return {**words, "of_hypothesis": idea.pk, **given}


def _written(request: HttpRequest, trial: Trial | None) -> HttpResponse:
    handed = _handed_over(request.GET)
    form, told = forms.TrialForm(posted(request), held=trial, initial=handed), None
    if request.method == "POST" and form.is_valid():
        entries = form.entries()
        if request.POST.get("do") == "look":
            told = queries.foretold_of(Trial(**entries).plan())
            return shown(request, "trial_form", form=form, trial=trial, told=told.sentences())
        if trial is None:
            trial = actions.plan_trial(by=request.user, **entries)
            messages.success(request, "The trial stands in the register. Next: somebody else approves it.")
        else:
            try:
                actions.change_trial(by=request.user, trial=trial, entries=entries)
            except actions.NotAllowed as refusal:
                messages.error(request, str(refusal))
        return redirect("practice:trial", pk=trial.pk)
    return shown(request, "trial_form", 422 if form.is_bound else 200, form=form, trial=trial, told=told)


@require_GET
@allow(signed_in)
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """A trial: plan, schedule, numbers by arm, and the result in fixed words."""
    held = found(pk)
    sees = may_plan_trials(request.user) or may_approve_trials(request.user)
    page = queries.trial_page(held, request.user, sees_units=sees)
    if request.GET.get("as") == "csv" and page.units:
        return table_as_csv(f"trial-{pk}-schedule", ("unit", "period", "first day", "on"), _rows(page))
    return shown(request, "trial", page=page, trial=held)


def _rows(page: queries.TrialPage) -> list[tuple[str, ...]]:
    return [
        (unit, str(at + 1), str(page.plan.days_of(at)[0]), "1" if on else "0")
        for unit, row in page.units
        for at, on in enumerate(row)
    ]


@require_http_methods(["GET", "POST"])
@allow(may_approve_trials)
def trial_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a whole, and somebody's name under it: never of who planned it."""
    held = found(pk)
    form = forms.ApproveForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.approve_trial(by=request.user, trial=held, words=form.cleaned_data["words"])
        except actions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Approved. It can be frozen now.")
            return redirect("practice:trial", pk=pk)
    page = queries.trial_page(held, request.user, sees_units=True)
    told = held.foretold or queries.foretold_of(page.plan).sentences()
    return shown(
        request, "trial_approve", 422 if form.is_bound else 200, form=form, trial=held, page=page, told=told
    )


@require_http_methods(["GET", "POST"])
@allow(may_plan_trials)
def trial_freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """What it could show, read once more; then the schedule is drawn and all is frozen."""
    held = found(pk)
    if held.frozen_at:
        messages.info(request, "This trial is frozen already.")
        return redirect("practice:trial", pk=pk)
    told = queries.foretold_of(held.plan())
    form = forms.FreezeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.freeze_trial(by=request.user, trial=held, foretold=told)
        except actions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Frozen. The schedule is drawn.")
            return redirect("practice:trial", pk=pk)
    page = queries.trial_page(held, request.user, sees_units=True)
    return shown(
        request,
        "trial_freeze",
        422 if form.is_bound else 200,
        form=form,
        trial=held,
        page=page,
        told=told.sentences(),
    )


@require_http_methods(["GET", "POST"])
@allow(may_plan_trials)
def trial_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Numbers: one, many from a file, or those that the service's own records hold."""
    held = found(pk)
    if not held.frozen_at:
        messages.info(request, "Freeze the plan before counting: the plan comes before the data.")
        return redirect("practice:trial", pk=pk)
    do = request.POST.get("do", "")
    one = forms.NumberForm(request.POST if do == "one" else None, trial=held)
    many = forms.NumbersForm(
        *((request.POST, request.FILES) if request.method == "POST" and do != "one" and do != "own" else ())
    )
    if request.method == "POST":
        numbers, source, form = [], TrialCount.Source.ENTERED, one
        if do == "own":
            numbers, source = _of_records(held), TrialCount.Source.OWN
        elif do == "one" and one.is_valid():
            numbers = [one.number()]
        elif do != "one" and many.is_valid():
            numbers, source, form = many.cleaned_data["numbers"], TrialCount.Source.FILE, many
        if numbers:
            try:
                actions.count_trial(by=request.user, trial=held, numbers=numbers, source=source)
            except actions.NotAllowed as refusal:
                if not form.is_bound:
                    messages.error(request, str(refusal))
                    return redirect("practice:trial", pk=pk)
                form.add_error(None, str(refusal))
            else:
                many_words = (
                    "One number is kept." if len(numbers) == 1 else f"{len(numbers)} numbers are kept."
                )
                messages.success(request, many_words)
                return redirect("practice:trial", pk=pk)
        elif do == "own":
            messages.info(request, "The records hold no period of this trial in full yet.")
            return redirect("practice:trial", pk=pk)
    status = 422 if one.is_bound or many.is_bound else 200
    return shown(
        request,
        "trial_count",
        status,
        one=one,
        many=many,
        trial=held,
        own=queries.counts_itself(held),
    )


def _of_records(trial: Trial) -> list[actions.Number]:
    """Numbers not kept yet; one that changed since takes over, and says why."""
    because = "Counted again in the service’s own records"
    return [
        actions.Number(one.unit, one.period, one.events, one.exposure, because)
        for one in queries.counted_in_records(trial)
    ]


@require_http_methods(["GET", "POST"])
@allow(may_plan_trials)
def trial_depart(request: HttpRequest, pk: int) -> HttpResponse:
    """Something went otherwise than planned."""
    held = found(pk)
    form = forms.DepartureForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.note_departure(
                by=request.user, trial=held, words=given["words"], breaks_plan=given["breaks_plan"] == "yes"
            )
        except actions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is written down.")
            return redirect("practice:trial", pk=pk)
    return shown(request, "trial_depart", 422 if form.is_bound else 200, form=form, trial=held)


@require_http_methods(["GET", "POST"])
@allow(may_plan_trials)
def trial_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The end: the result, and adopt, drop or repeat."""
    held = found(pk)
    if not held.frozen_at or hasattr(held, "closing"):
        messages.info(request, "Only a trial that runs can be closed.")
        return redirect("practice:trial", pk=pk)
    report = queries.report_of(held, stopped=True)
    if report.is_over:
        report = queries.report_of(held)
    form = forms.CloseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_trial(by=request.user, trial=held, report=report, **form.cleaned_data)
        except actions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Closed. It stays in the register.")
            return redirect("practice:trial", pk=pk)
    return shown(request, "trial_close", 422 if form.is_bound else 200, form=form, trial=held, report=report)


@require_POST
@allow(signed_in)
def trial_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Work as usual in this trial, or take that back: the worker's own choice, shown to nobody."""
    held = found(pk)
    declines = request.POST.get("declines") == "yes"
    actions.decline_trial(worker=request.user, trial=held, declines=declines)
    messages.success(
        request,
        "You work as usual in this trial. Nobody is shown that you declined."
        if declines
        else "You take part as drawn.",
    )
    return redirect(f"{reverse('practice:trial', args=[pk])}#mine")
