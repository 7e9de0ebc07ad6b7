"""The audit log: by child, or by worker with a recorded reason. There is no activity report."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.web.accounts.access import allow, signed_in
from fanlight.web.accounts.models import User
from fanlight.web.audit import actions
from fanlight.web.audit.chain import verify
from fanlight.web.audit.keys import noted_heads
from fanlight.web.audit.models import AuditEvent, AuditSubject, WorkerSearch
from fanlight.web.audit.permissions import may_search_audit
from fanlight.web.audit.recording import tell_read
from fanlight.web.audit.subjects import key_of, keys_of
from fanlight.web.design.forms import Form


class ChildSearchForm(Form):
    """Which child's record."""

    child = forms.CharField(
        label="Case-system number of the child",
        help_text="Or a contact’s number and, where it has several children, which of them: C-000123 2",
        max_length=60,
    )


class WorkerSearchForm(Form):
    """Which worker, and why."""

    worker = forms.CharField(label="User name of the worker", max_length=150)
    reason = forms.CharField(
        label="Reason",
        help_text="The worker is told who searched, when and why",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_worker(self) -> User:
        found = User.objects.filter(username=self.cleaned_data["worker"].strip()).first()
        if found is None:
            raise forms.ValidationError("Nobody has this user name")
        return found


@require_http_methods(["GET", "POST"])
@allow(may_search_audit)
def log(request: HttpRequest) -> HttpResponse:
    """Search the log."""
    which = request.POST.get("search", "")
    child = ChildSearchForm(request.POST if which == "child" else None, prefix="c")
    worker = WorkerSearchForm(request.POST if which == "worker" else None, prefix="w")
    if which == "child" and child.is_valid():
        key = key_of(child.cleaned_data["child"])
        if key:
            actions.search_by_child(by=request.user, person_key=key)
            return redirect("audit:child", key=key)
        child.add_error("child", "Nobody has this number, or the contact has several children: say which")
    if which == "worker" and worker.is_valid():
        found = worker.cleaned_data["worker"]
        search = actions.search_by_worker(by=request.user, worker=found, reason=worker.cleaned_data["reason"])
        return redirect("audit:worker", pk=search.pk)
    forms_shown = {"child": child, "worker": worker, "forms": [child, worker]}
    return render(request, "audit/log.html", forms_shown, status=422 if which else 200)


@require_GET
@allow(may_search_audit)
def child(request: HttpRequest, key: str) -> HttpResponse:
    """Who saw or changed one child's record."""
    if len(key) > AuditSubject._meta.get_field("person_key").max_length:
        raise Http404
    tell_read(by=request.user, record="audit log", persons=[key], what="read the log of a child")
    events = AuditEvent.objects.filter(subjects__person_key__in=keys_of(key)).distinct().order_by("-seq")
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    return render(request, "audit/events.html", {"page": page, "of": "one child’s record"})


@require_GET
@allow(may_search_audit)
def worker(request: HttpRequest, pk: int) -> HttpResponse:
    """What one worker did, for the reason that was recorded by the same person."""
    search = get_object_or_404(WorkerSearch.objects.select_related("worker"), pk=pk, by=request.user)
    events = AuditEvent.objects.filter(actor=search.worker.username, at__lte=search.at).order_by("-seq")
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    return render(request, "audit/events.html", {"page": page, "of": f"{search.worker}: {search.reason}"})


@require_http_methods(["GET", "POST"])
@allow(may_search_audit)
def whole(request: HttpRequest) -> HttpResponse:
    """Verify the chain now."""
    verdict = verify(anchors=noted_heads()) if request.method == "POST" else None
    return render(request, "audit/whole.html", {"verdict": verdict})


@require_GET
@allow(signed_in)
def searches_of_me(request: HttpRequest) -> HttpResponse:
    """Searches of the log for this worker, with who and why."""
    searches = WorkerSearch.objects.filter(worker=request.user).select_related("by").order_by("-at")
    return render(request, "audit/searches_of_me.html", {"searches": searches})


@require_POST
@allow(signed_in)
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """The worker says that they have read it."""
    search = get_object_or_404(WorkerSearch, pk=pk, worker=request.user)
    if search.told_at is None:
        actions.told(search=search, worker=request.user)
        messages.success(request, "Noted that you have read it.")
    return redirect("audit:searches_of_me")
