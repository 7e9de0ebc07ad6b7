"""A child was named on a contact by mistake: whoever decides says so, and who is right."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from fanlight.web.accounts import drafts
from fanlight.web.accounts.access import allow
from fanlight.web.audit.recording import tell_read
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.forms import PutRightForm, RightChildForm
from fanlight.web.frontdoor.models import Contact, ContactChild
from fanlight.web.frontdoor.permissions import may_authorise, may_decide
from fanlight.web.frontdoor.queries import LineState, every_line
from fanlight.web.frontdoor.views.arrival import compare_numbers
from fanlight.web.frontdoor.views.decision_page import one_contact


@require_http_methods(["GET", "POST"])
@allow(may_decide)
def put_right(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Why it is the wrong child, and who is the right one; all of it, or nothing."""
    contact = one_contact(request, pk)
    found = get_object_or_404(ContactChild.ever.select_related("person"), contact=contact, pk=line)
    state = next(one for one in every_line(contact) if one.line.pk == found.pk)
    return PutRightPage(request, contact, state).answer()


class PutRightPage:
    """The form about one line, shown and received."""

    def __init__(self, request: HttpRequest, contact: Contact, state: LineState) -> None:
        self.request, self.contact, self.state = request, contact, state
        self.others = list(contact.children.exclude(pk=state.line.pk).select_related("person"))
        self.may = may_authorise(request.user) or state.in_force is None

    def answer(self) -> HttpResponse:
        if self.state.line.mistaken_at:
            return self._done(self.state.line)
        if self.request.method != "POST" or not self.may:
            restored = drafts.restore(owner=self.request.user, page=self.request.path)
            return self._show(
                self._forms(self.request.POST or None, restored), status=self._closed, restored=restored
            )
        forms = form, child = self._forms(self.request.POST)
        valid = [one.is_valid() for one in forms]  # each is checked, so that every error shows
        if "instead" not in form.errors:
            child.check(wanted=form.names_another)
        compare_numbers(self.request.user, [child])
        if not all(valid) or child.errors:
            return self._show(forms, status=422)
        try:
            line = actions.put_right(
                line=self.state.line,
                by=self.request.user,
                why=form.cleaned_data["why"],
                last_seen=form.cleaned_data["last_seen"],
                submission=form.cleaned_data["submission"],
                right=form.right(child),
            )
        except actions.PutRightMeanwhile as meanwhile:
            return self._done(meanwhile.line)
        except actions.DecidedMeanwhile as meanwhile:
            return self._show(forms, status=409, meanwhile=meanwhile.newest)
        except actions.NotNow as first:
            return self._show(forms, status=409, first=str(first))
        return self._done(line)

    @property
    def _closed(self) -> int:
        return 200 if self.request.method == "GET" else 403

    def _forms(self, data: object, restored: object = None) -> tuple[PutRightForm, RightChildForm]:
        form = PutRightForm(data, state=self.state, others=self.others, initial={"submission": uuid.uuid4()})
        child = RightChildForm(data, prefix="right", wrong=self.state.line.person)
        if restored is not None:
            kept = drafts.as_query(restored)
            form.initial |= drafts.initial(form, kept)
            child.initial = drafts.initial(child, kept)
        return form, child

    def _show(
        self, forms: tuple[PutRightForm, RightChildForm], *, status: int = 200, **more: object
    ) -> HttpResponse:
        persons = [self.state.line.person.key, *(line.person.key for line in self.others)]
        tell_read(by=self.request.user, record=self.contact, persons=persons)
        form, child = forms
        context = {
            "contact": self.contact,
            "state": self.state,
            "others": self.others,
            "form": form,
            "child": child,
            "forms": forms,
            "may": self.may,
            "owner_token": drafts.owner_token(self.request.user),
        }
        return render(self.request, "frontdoor/put_right.html", context | more, status=status)

    def _done(self, line: ContactChild) -> HttpResponse:
        drafts.forget(owner=self.request.user, page=self.request.path)
        whose = "" if line.mistaken_by == self.request.user else f", by {line.mistaken_by}"
        messages.success(
            self.request, f"{line.person.name} was named by mistake: put right{whose}. It is in the history."
        )
        return redirect("frontdoor:contact", pk=self.contact.pk)
