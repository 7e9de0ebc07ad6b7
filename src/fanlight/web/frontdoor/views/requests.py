"""What is asked of others about a contact, and what they answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fanlight.web.accounts import drafts
from fanlight.web.accounts.access import allow
from fanlight.web.audit.recording import tell_read
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.forms import AnswerForm, AskForm
from fanlight.web.frontdoor.models import InformationRequest
from fanlight.web.frontdoor.permissions import may_decide
from fanlight.web.frontdoor.queries import visible_contacts
from fanlight.web.frontdoor.views.decision_page import DecisionPage, one_contact


@require_POST
@allow(may_decide)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody for information."""
    found = one_contact(request, pk)
    form = AskForm(request.POST)
    if not form.is_valid():
        return DecisionPage(request, found).show(status=422, ask_form=form)
    actions.ask_for_information(contact=found, by=request.user, **form.cleaned_data)
    return redirect("frontdoor:contact", pk=pk)


@require_http_methods(["GET", "POST"])
@allow(may_decide)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what they answered."""
    asked = get_object_or_404(
        InformationRequest.objects.filter(contact__in=visible_contacts(request.user)), pk=pk
    )
    form = AnswerForm(request.POST or None)
    if asked.answered_at:
        return _answered_already(request, asked, form)
    if request.method == "POST" and form.is_valid():
        actions.record_answer(request=asked, by=request.user, answer=form.cleaned_data["answer"])
        drafts.forget(owner=request.user, page=request.path)
        messages.success(request, f"The answer of {asked.asked_of} is kept.")
        return redirect("frontdoor:contact", pk=asked.contact_id)
    return _show_answer(request, asked, form, status=422 if form.is_bound else 200)


def _answered_already(request: HttpRequest, asked: InformationRequest, form: AnswerForm) -> HttpResponse:
    """A double click goes on; other words stay on the page, beside what was kept."""
    if not form.is_valid() or form.cleaned_data["answer"] == asked.answer:
        return redirect("frontdoor:contact", pk=asked.contact_id)
    messages.warning(
        request,
        f"{asked.answer_entered_by} wrote down an answer meanwhile: “{asked.answer}”. Yours was not kept: "
        "ask again to add it.",
    )
    return _show_answer(request, asked, form, status=409)


def _show_answer(
    request: HttpRequest, asked: InformationRequest, form: AnswerForm, *, status: int
) -> HttpResponse:
    persons = list(asked.contact.children.values_list("person__key", flat=True))
    tell_read(by=request.user, record=asked, persons=persons, what="read a request")
    restored = None if form.is_bound else drafts.restore(owner=request.user, page=request.path)
    if restored:
        form.initial = drafts.initial(form, drafts.as_query(restored))
    context = {
        "form": form,
        "asked": asked,
        "restored": restored,
        "owner_token": drafts.owner_token(request.user),
    }
    return render(request, "frontdoor/answer.html", context, status=status)
