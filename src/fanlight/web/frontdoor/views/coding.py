"""Past contacts coded by hand: drawn, read one by one, answered blind, compared."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.frontdoor.enough_cases import cases_for_width, cases_needed
from fanlight.web.accounts.access import allow
from fanlight.web.audit.recording import tell_read
from fanlight.web.frontdoor.actions import coding as actions
from fanlight.web.frontdoor.forms.coding import CodeForm, SampleForm
from fanlight.web.frontdoor.models import CodingSample, SampledLine
from fanlight.web.frontdoor.permissions import may_code_contacts, may_test_checklists
from fanlight.web.frontdoor.queries.coding import drawn, next_to_code, sample_page
from fanlight.web.frontdoor.views.checklists import one_version, shown

SHARES = (5, 10, 20, 33)  # in 100 contacts with the outcome


@require_http_methods(["GET", "POST"])
@allow(may_code_contacts)
def checklist_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw past contacts; how many it takes is said before."""
    version = one_version(pk)
    form = SampleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data, seed = form.cleaned_data, secrets.randbits(48)
        lines = drawn(data["first_on"], data["last_on"], data["size"], seed)
        if lines:
            sample = actions.draw_sample(
                by=request.user,
                version=version,
                lines=lines,
                first_on=data["first_on"],
                last_on=data["last_on"],
                seed=seed,
            )
            return redirect("frontdoor:coding_sample", pk=sample.pk)
        form.add_error("first_on", "No decided contact with its text was received in this time")
    needed = [(f"{share} in 100", f"{cases_needed(share / 100):,}") for share in SHARES]
    return shown(
        request,
        "checklist_sample",
        422 if form.is_bound else 200,
        form=form,
        version=version,
        samples=version.samples.all(),
        needed=needed,
        for_agreement=cases_for_width(0.8, 0.1),
        columns=("With the outcome", "Contacts to code"),
    )


def one_sample(pk: int) -> CodingSample:
    return get_object_or_404(CodingSample.objects.select_related("version__checklist"), pk=pk)


@require_GET
@allow(may_test_checklists)
def coding_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a sample is coded; how far two people agree."""
    sample = one_sample(pk)
    page = sample_page(sample, request.user, may_code=may_code_contacts(request.user))
    columns = ("Question", "The same answer", "Beyond chance (Gwet’s AC1)", "Not known")
    rows = [(one.question, one.agree, one.beyond_chance, one.not_known) for one in page.rows]
    return shown(request, "coding_sample", page=page, version=sample.version, columns=columns, rows=rows)


@require_http_methods(["GET", "POST"])
@allow(may_code_contacts)
def code_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """One past contact as it arrived: no decision, no outcome, no other coder’s answer."""
    sample = one_sample(pk)
    form = CodeForm(request.POST if request.method == "POST" else None, version=sample.version)
    if request.method == "POST" and form.is_valid():
        sampled = get_object_or_404(SampledLine, sample=sample, pk=form.cleaned_data["sampled"])
        try:
            actions.code_line(sampled=sampled, coder=request.user, answers=form.answers())
        except actions.Closed:
            messages.info(request, "It was coded already. Nothing was changed.")
        return redirect("frontdoor:code_contact", pk=pk)
    sampled = _sampled(request, sample)
    if sampled is None:
        messages.success(request, "There is no contact left for you in this sample.")
        return redirect("frontdoor:coding_sample", pk=pk)
    if not form.is_bound:
        form.fields["sampled"].initial = sampled.pk
    tell_read(by=request.user, record=sampled, persons=[sampled.line.person.key])
    return shown(
        request,
        "code_contact",
        422 if form.is_bound else 200,
        form=form,
        sampled=sampled,
        sample=sample,
        version=sample.version,
        mine=sum(1 for _ in sample.lines.filter(coded__coder=request.user)),
        of=sample.lines.count(),
    )


def _sampled(request: HttpRequest, sample: CodingSample) -> SampledLine | None:
    """The line whose form was sent, so that what was answered stays with it; else the next."""
    sent = request.POST.get("sampled", "")
    if sent.isdecimal():
        found = sample.lines.select_related("line__contact", "line__person").filter(pk=sent).first()
        if found is not None:
            return found
    return next_to_code(sample, request.user)
