"""Tokens of case systems: made, seen once, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fanlight.web.accounts.access import allow
from fanlight.web.exchange.api.actions import make_token, revoke_token
from fanlight.web.exchange.api.forms import TokenForm
from fanlight.web.exchange.api.models import ApiToken
from fanlight.web.exchange.permissions import may_give_tokens


@require_http_methods(["GET", "POST"])
@allow(may_give_tokens)
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens there are; a new one is shown on this page once, and nowhere again."""
    form = TokenForm(request.POST or None)
    context = {"form": form, "status": 422 if form.is_bound else 200}
    if request.method == "POST" and form.is_valid():
        made, text = make_token(by=request.user, **form.cleaned_data)
        context = {"form": TokenForm(), "made": made, "text": text, "status": 200}
    today = timezone.localdate()
    held = ApiToken.objects.select_related("made_by")
    context["tokens"] = [(token, token.holds_on(today)) for token in held]
    return render(request, "exchange/tokens.html", context, status=context.pop("status"))


@require_POST
@allow(may_give_tokens)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token at once."""
    token = get_object_or_404(ApiToken, pk=pk)
    revoke_token(token=token, by=request.user)
    messages.success(request, f"The token of {token.name} no longer opens anything.")
    return redirect("exchange:tokens")
