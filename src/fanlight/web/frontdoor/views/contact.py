"""One contact: read it, decide, mark how soon somebody is needed, accept it as a referral."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority
from fanlight.web.audit.recording import tell_read
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.after import panels
from fanlight.web.frontdoor.clock import DoorClock
from fanlight.web.frontdoor.forms import UrgencyForm
from fanlight.web.frontdoor.models import Decision
from fanlight.web.frontdoor.permissions import may_decide, may_enter_contacts, may_read_contacts
from fanlight.web.frontdoor.queries import (
    as_record,
    line_states,
    visible_contacts,
)
from fanlight.web.frontdoor.views.decision_page import DecisionPage, one_contact


@require_http_methods(["GET", "POST"])
@allow(may_read_contacts)
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the brief; decide for each child."""
    found = one_contact(request, pk)
    page = DecisionPage(request, found)
    if request.method == "POST":
        if not may_decide(request.user):
            return redirect(request.path)
        return page.decide()
    # Who typed it in has not read it for the others: the night tells the day, business support the worker.
    if found.first_read_at is None and may_decide(request.user) and found.entered_by_id != request.user.pk:
        actions.note_first_read(contact=found, by=request.user)
    return page.show()


@require_GET
@allow(may_decide)
def recorded(request: HttpRequest, pk: int) -> HttpResponse:
    """After a decision: its plain text for the case system, and what other rooms may ask now."""
    decision = get_object_or_404(
        Decision.objects.filter(line__contact__in=visible_contacts(request.user)), pk=pk, by=request.user
    )
    made = Decision.objects.filter(line__contact=decision.line.contact, at__gte=decision.at, by=request.user)
    texts = [as_record(one) for one in made.order_by("line__position", "id")]
    persons = [one.line.person.key for one in made]
    tell_read(by=request.user, record=decision, persons=persons, what="read own decision")
    states = line_states(decision.line.contact)
    undecided = [state.line.person.name for state in states if state.newest is None]
    context = {
        "contact": decision.line.contact,
        "undecided": undecided,
        "undecided_words": f"Nothing is decided yet for {', '.join(undecided)}. The contact stays open.",
        "text": "\n\n".join(texts),
        "panels": [panel for offer in panels for panel in offer(request.user, list(made))],
        "next": "frontdoor:today",
    }
    return render(request, "frontdoor/recorded.html", context)


@require_POST
@allow(may_decide)
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark how soon somebody is needed."""
    found = one_contact(request, pk)
    ladder = DoorClock(Authority.current(), timezone.now()).ladder
    form = UrgencyForm(request.POST, ladder=ladder)
    if not form.is_valid():
        return DecisionPage(request, found).show(status=422, urgency_form=form)
    actions.mark_urgency(contact=found, by=request.user, urgency=form.cleaned_data["urgency"])
    messages.success(request, "Marked.")
    return redirect("frontdoor:contact", pk=pk)


@require_POST
@allow(may_enter_contacts)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the contact as a referral."""
    found = one_contact(request, pk)
    if found.referral_at is None:
        actions.accept_as_referral(contact=found, by=request.user, at=timezone.now())
    return redirect("frontdoor:contact", pk=pk)
