"""Footers and signatures to fold: named, and retired, by those who read contacts."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from fanlight.web.accounts.access import allow
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.forms import RetireForm, SignatureForm
from fanlight.web.frontdoor.models import SignatureRule
from fanlight.web.frontdoor.permissions import may_name_signatures


@require_http_methods(["GET", "POST"])
@allow(may_name_signatures)
def signatures(request: HttpRequest) -> HttpResponse:
    """Those in use and those retired; name another."""
    form = SignatureForm(request.POST) if request.method == "POST" else SignatureForm(initial=_again(request))
    if request.method == "POST" and form.is_valid():
        try:
            rule = actions.name_signature(by=request.user, **form.cleaned_data)
        except IntegrityError:  # two people named it at once
            form.add_error("name", "A rule of this name is in use already")
        else:
            messages.success(request, f"“{rule.name}” is folded from now on, wherever it stands.")
            return redirect("frontdoor:signatures")
    rules = SignatureRule.objects.select_related("made_by", "retired_by")
    context = {
        "form": form,
        "rules": rules.filter(retired_at=None).order_by("name"),
        "retired": rules.exclude(retired_at=None).order_by("-retired_at"),
    }
    return render(request, "frontdoor/signatures.html", context, status=422 if form.is_bound else 200)


def _again(request: HttpRequest) -> dict[str, str]:
    """The words of a retired rule, to name it again."""
    again = request.GET.get("again", "")
    fields = ("name", "begins", "ends")
    return SignatureRule.objects.filter(pk=again).values(*fields).first() or {} if again.isdigit() else {}


@require_http_methods(["GET", "POST"])
@allow(may_name_signatures)
def signature_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Fold it no longer, and say why."""
    rule = get_object_or_404(SignatureRule.objects.select_related("retired_by"), pk=pk)
    if rule.retired_at:
        return _retired(request, rule)
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _retired(
            request, actions.retire_signature(rule=rule, by=request.user, why=form.cleaned_data["why"])
        )
    context = {"form": form, "rule": rule}
    status = 422 if form.is_bound else 200
    return render(request, "frontdoor/signature_retire.html", context, status=status)


def _retired(request: HttpRequest, rule: SignatureRule) -> HttpResponse:
    whose = "" if rule.retired_by in {None, request.user} else f", by {rule.retired_by}"
    messages.success(request, f"“{rule.name}” is retired{whose}: it is shown in full again.")
    return redirect("frontdoor:signatures")
