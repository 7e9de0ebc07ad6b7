"""The analyst's extra: how good any list of the questions asked could be. No team is asked it unasked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.web.accounts.access import allow
from fanlight.web.frontdoor import cue_audit_jobs
from fanlight.web.frontdoor.actions.cue_audits import ask_for_audit, ask_to_stop
from fanlight.web.frontdoor.forms.cue_audits import SEED, AuditForm
from fanlight.web.frontdoor.models import CueAudit
from fanlight.web.frontdoor.permissions import may_audit_cues
from fanlight.web.frontdoor.queries.cue_audits import COLUMNS, audit_page
from fanlight.web.frontdoor.views.checklists import shown


@require_http_methods(["GET", "POST"])
@allow(may_audit_cues)
def cue_audits(request: HttpRequest) -> HttpResponse:
    """Those asked for before; ask for one."""
    form = AuditForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = ask_for_audit(by=request.user, seed=SEED, **form.cleaned_data)
        cue_audit_jobs.start(asked)
        return redirect("frontdoor:cue_audit", pk=asked.pk)
    audits = CueAudit.objects.select_related("by")[:20]
    return shown(request, "cue_audits", 422 if form.is_bound else 200, form=form, audits=audits)


@require_GET
@allow(may_audit_cues)
def cue_audit(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, or what came of it. The page renews itself while it is under way."""
    audit = get_object_or_404(CueAudit.objects.select_related("by", "version__checklist"), pk=pk)
    template = "cue_audit_state" if request.htmx and audit.is_under_way else "cue_audit"
    response = shown(request, template, audit=audit, page=audit_page(audit), columns=COLUMNS)
    if request.htmx and not audit.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@allow(may_audit_cues)
def cue_audit_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it."""
    audit = get_object_or_404(CueAudit, pk=pk)
    ask_to_stop(audit=audit, by=request.user)
    return redirect("frontdoor:cue_audit", pk=pk)
