"""Noise audits: the list, opening one, answering in private, closing, the report."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.reports.document import as_page
from fanlight.reports.pdf import TooLong, as_pdf
from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.practice.actions import noise as actions
from fanlight.web.practice.forms.noise import AnswerForm, AuditForm, VignetteForm
from fanlight.web.practice.models import AuditInvitation, NoiseAudit
from fanlight.web.practice.permissions import may_audit_noise
from fanlight.web.practice.queries import noise as queries


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def shown(request: HttpRequest, template: str, status: int = 200, **context: object) -> HttpResponse:
    context |= {"may_audit": may_audit_noise(request.user)}
    return render(request, f"practice/{template}.html", context, status=status)


@require_GET
@allow(signed_in)
def audits(request: HttpRequest) -> HttpResponse:
    """Every audit; my own invitations first to see."""
    return shown(request, "audits", audits=queries.audits_for(request.user))


@require_http_methods(["GET", "POST"])
@allow(may_audit_noise)
def vignettes(request: HttpRequest) -> HttpResponse:
    """The vignettes in use, and one more."""
    form = VignetteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.write_vignette(by=request.user, title=given["title"], text=given["text"])
        messages.success(request, "The vignette is kept.")
        return redirect("practice:vignettes")
    status = 422 if form.is_bound else 200
    return shown(request, "vignettes", status, form=form, vignettes=queries.vignettes())


@require_http_methods(["GET", "POST"])
@allow(may_audit_noise)
def audit_add(request: HttpRequest) -> HttpResponse:
    """One page, with how precisely it would measure before anybody is invited."""
    form = AuditForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "look":
            return shown(request, "audit_form", form=form, told=form.plan().sentence())
        audit = actions.open_audit(by=request.user, levels=queries.audit_levels(), **form.entries())
        messages.success(request, "The audit is open. Whoever is invited finds it under Practice.")
        return redirect("practice:audit", pk=audit.pk)
    return shown(request, "audit_form", 422 if form.is_bound else 200, form=form)


@require_GET
@allow(signed_in)
def audit(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, and at its end what it found."""
    held = get_object_or_404(NoiseAudit.objects.select_related("by"), pk=pk)
    mine = AuditInvitation.objects.filter(audit=held, worker=request.user).first()
    return shown(
        request,
        "audit",
        audit=held,
        mine=mine,
        next=queries.next_for(mine, timezone.now()) if mine and not held.closed_at else None,
        progress="" if held.closed_at else queries.progress_words(held),
        message=queries.message_of(held) if held.closed_at else "",
    )


def _mine(request: HttpRequest, pk: int) -> AuditInvitation:
    """The worker's own invitation: another's does not exist."""
    held = AuditInvitation.objects.select_related("audit").filter(audit_id=pk, worker=request.user).first()
    if held is None:
        raise Http404
    return held


@require_http_methods(["GET", "POST"])
@allow(signed_in)
def audit_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One vignette after the other."""
    mine = _mine(request, pk)
    now = queries.next_for(mine, timezone.now())
    if mine.audit.closed_at or now.vignette is None:
        return redirect("practice:audit", pk=pk)
    is_this = request.POST.get("turn") == f"{now.vignette.pk}-{now.occasion}"
    form = AnswerForm(posted(request) if is_this else None, audit=mine.audit)
    if request.method == "POST" and is_this and form.is_valid():
        try:
            actions.answer_vignette(
                worker=request.user,
                invitation=mine,
                vignette=now.vignette,
                occasion=now.occasion,
                level=form.cleaned_data["level"],
                judgement=form.cleaned_data.get("judgement"),
            )
        except actions.NotNow as refusal:
            messages.info(request, str(refusal))
        return redirect("practice:audit_answer", pk=pk)
    if request.method == "POST" and not is_this:
        messages.info(request, "You have answered that one; here is the next.")
    return shown(request, "audit_answer", 422 if form.is_bound else 200, form=form, audit=mine.audit, now=now)


@require_GET
@allow(signed_in)
def audit_mine(request: HttpRequest, pk: int) -> HttpResponse:
    """My own answers: shown to nobody else, and after the whole first round."""
    mine = _mine(request, pk)
    first = len(set(mine.order))
    ready = mine.audit.closed_at or mine.answers.count() >= len(mine.order)
    answers = queries.own_answers(mine) if ready else []
    return shown(request, "audit_mine", audit=mine.audit, answers=answers, ready=ready, first=first)


@require_POST
@allow(may_audit_noise)
def audit_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it: worked out once, before anything is written."""
    held = get_object_or_404(NoiseAudit, pk=pk)
    try:
        if held.closed_at:
            raise actions.NotNow("The audit is closed already.")
        result, answers = queries.result_of(held)
        actions.close_audit(by=request.user, audit=held, result=result, answers=answers)
    except actions.NotNow as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, "Closed.")
    return redirect("practice:audit", pk=pk)


@require_GET
@allow(signed_in)
def audit_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report: a page, or with `?as=pdf` or `?as=html` a file."""
    held = get_object_or_404(NoiseAudit, pk=pk)
    if not held.closed_at or held.result.get("too_few"):
        messages.info(request, "There is no result to report.")
        return redirect("practice:audit", pk=pk)
    made, wanted, refusal = queries.report_of(held), request.GET.get("as", ""), ""
    if wanted == "pdf":
        try:
            return _file(as_pdf(made), "application/pdf", f"noise-audit-{pk}.pdf")
        except TooLong as error:
            refusal = f"{error}. Print this page, or download it as HTML."
    if wanted == "html":
        return _file(as_page(made).encode(), "text/html; charset=utf-8", f"noise-audit-{pk}.html")
    parts = [(type(part).__name__, part) for part in made.parts]
    status = 422 if refusal else 200
    return shown(request, "audit_report", status, audit=held, document=made, parts=parts, refusal=refusal)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
