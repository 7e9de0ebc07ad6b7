"""A contact arrives by hand: typed while somebody is on the phone, or pasted from an e-mail."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fanlight.web.accounts import drafts
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority, Team, User
from fanlight.web.audit.recording import tell_read
from fanlight.web.casework.models import LocalIdentifier
from fanlight.web.casework.queries import by_identifier
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.clock import DoorClock
from fanlight.web.frontdoor.forms import AdultForm, ChildForm, ContactForm
from fanlight.web.frontdoor.permissions import may_enter_contacts
from fanlight.web.frontdoor.queries import may_see_child, visible_contacts

MOST = 12


@require_http_methods(["GET", "POST"])
@allow(may_enter_contacts)
def add(request: HttpRequest) -> HttpResponse:
    """One page: what was said, who it is about, where it came from."""
    if request.method == "POST":
        return _add(request)
    restored = drafts.restore(owner=request.user, page=request.path)
    data = drafts.as_query(restored) if restored else None
    children, adults = _count(data, "children"), _count(data, "adults")
    forms = _forms(None, children, adults)
    if data is not None:
        for form in forms:
            form.initial = drafts.initial(form, data)
    return _show(request, forms, children, restored=restored)


def _add(request: HttpRequest) -> HttpResponse:
    children, adults = _count(request.POST, "children"), _count(request.POST, "adults")
    more = request.POST.get("more")
    if more:  # without JavaScript, "another child" comes back with one more row and every word kept
        children, adults = children + (more == "child"), adults + (more == "adult")
        forms = _forms(None, min(children, MOST), min(adults, MOST))
        for form in forms:
            form.initial = drafts.initial(form, request.POST)
        return _show(request, forms, children)
    forms = _forms(request.POST, children, adults)
    contact_form, people = forms[0], forms[1:]
    if all(form.is_valid() and not form.is_filled for form in people[:children]):
        people[0].add_error(
            "forename", "Name at least one child, or give a date of birth or an expected date"
        )
    valid = [form.is_valid() for form in forms]  # each is checked, so that every error shows
    compare_numbers(request.user, forms[1 : 1 + children])
    valid = [one and not form.errors for one, form in zip(valid, forms, strict=True)]
    if not all(valid):
        return _show(request, forms, children, status=422)
    named = [form.named() for form in people[:children] if form.is_filled]
    what = dict(contact_form.cleaned_data)
    urgency = what.pop("urgency")
    clock = DoorClock(Authority.current(), timezone.now())
    contact = actions.record_contact(
        by=request.user,
        team=request.user.team or Team.objects.filter(is_front_door=True).first(),
        submission=_submission(request),
        children=named,
        adults=[form.named() for form in people[children:] if form.is_filled],
        out_of_hours=clock.arrived_out_of_hours(what["received_at"]),
        **what,
    )
    if urgency:
        actions.mark_urgency(contact=contact, by=request.user, urgency=urgency)
    drafts.forget(owner=request.user, page=request.path)
    return redirect("frontdoor:contact", pk=contact.pk)


@require_http_methods(["GET", "POST"])
@allow(may_enter_contacts)
def add_child(request: HttpRequest, pk: int) -> HttpResponse:
    """A child of whom one learned after the contact came: a sibling at home, an unborn one."""
    contact = get_object_or_404(visible_contacts(request.user), pk=pk)
    form = ChildForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not form.is_filled:
            form.add_error("forename", "Name the child, or give a date of birth or an expected date")
        compare_numbers(request.user, [form])
        if not form.errors:
            added = actions.add_child(contact=contact, named=form.named(), by=request.user)
            drafts.forget(owner=request.user, page=request.path)
            messages.success(request, f"{added.person.name} is on {contact.ref}, not decided yet.")
            return redirect("frontdoor:contact", pk=pk)
    restored = None if form.is_bound else drafts.restore(owner=request.user, page=request.path)
    if restored:
        form.initial = drafts.initial(form, drafts.as_query(restored))
    lines = contact.children.select_related("person").prefetch_related("person__identifiers")
    children = [line.person for line in lines]
    tell_read(by=request.user, record=contact, persons=[one.key for one in children])
    context = {
        "contact": contact,
        "children": children,
        "form": form,
        "restored": restored,
        "owner_token": drafts.owner_token(request.user),
    }
    return render(request, "frontdoor/add_child.html", context, status=422 if form.is_bound else 200)


def compare_numbers(user: User, children: list[ChildForm]) -> None:
    """Numbers that find a child already known: the same child as typed, and one whom this worker may see."""
    typed = {form.cleaned_data.get("local_id"): form for form in children}
    for number, held in by_identifier(filter(None, typed), LocalIdentifier.CASE_SYSTEM).items():
        if may_see_child(user, held):
            typed[number].compare(held)
        else:
            typed[number].add_error("local_id", "This number is held by another team: leave it empty")


def _forms(data: object, children: int, adults: int) -> list[ContactForm | ChildForm | AdultForm]:
    return [
        ContactForm(data, ladder=DoorClock(Authority.current(), timezone.now()).ladder),
        *(ChildForm(data, prefix=f"child-{position}") for position in range(children)),
        *(AdultForm(data, prefix=f"adult-{position}") for position in range(adults)),
    ]


def _count(data: object, name: str) -> int:
    try:
        return min(max(int(data[name]), 1), MOST)
    except (KeyError, TypeError, ValueError):
        return 1


def _submission(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid.uuid4()


def _show(
    request: HttpRequest, forms: list, children: int, *, status: int = 200, restored: object = None
) -> HttpResponse:
    context = {
        "form": forms[0],
        "children": forms[1 : 1 + children],
        "adults": forms[1 + children :],
        "forms": forms,
        "submission": request.POST.get("submission") or uuid.uuid4(),
        "owner_token": drafts.owner_token(request.user),
        "restored": restored,
        "duty_manager": Authority.current().duty_manager,
    }
    return render(request, "frontdoor/add.html", context, status=status)
