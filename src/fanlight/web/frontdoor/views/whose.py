"""Which child of the case system a child of a contact is, born meanwhile or typed without a number."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from fanlight.web.accounts.access import allow
from fanlight.web.audit.recording import tell_read
from fanlight.web.casework.models import Person
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.forms import JoinForm
from fanlight.web.frontdoor.permissions import may_decide
from fanlight.web.frontdoor.queries import visible_contacts

UNBORN = Q(born_on=None, expected_on__isnull=False)


@require_http_methods(["GET", "POST"])
@allow(may_decide)
def join(request: HttpRequest, key: str) -> HttpResponse:
    """Say under which number the case system holds a child; shown what that means, say it again."""
    record = get_object_or_404(
        Person.objects.filter(
            contact_lines__contact__in=visible_contacts(request.user), contact_lines__mistaken_at=None
        )
        .filter(UNBORN | Q(identifiers=None))
        .distinct(),
        key=key,
        joined_into=None,
    )
    form = JoinForm(request.POST or None, record=record, user=request.user)
    asked = form.is_bound and form.is_valid()
    if asked and form.is_agreed:
        messages.success(request, _kept(form, request))
        return redirect("frontdoor:contact", pk=record.contact_lines.latest("id").contact_id)
    known = form.known if asked else None
    tell_read(by=request.user, record=record, persons=[record.key, *([known.key] if known else [])])
    context = {"form": form, "record": record, "asked": asked, "known": known}
    status = 422 if form.is_bound and not asked else 200
    return render(request, "frontdoor/join.html", context, status=status)


def _kept(form: JoinForm, request: HttpRequest) -> str:
    record, child = form.record, form.known
    if child is None:
        actions.give_number(child=record, number=form.cleaned_data["number"], by=request.user)
        return "Kept: what services record under this number will show here."
    if record.is_unborn:
        actions.join_after_birth(unborn=record, born=child, by=request.user)
    else:
        actions.join_records(record=record, child=child, by=request.user)
    return "Joined: earlier contacts now show with the child."
