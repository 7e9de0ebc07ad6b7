"""The page of one contact: the brief beside a form for each child; nothing typed is lost."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from fanlight.frontdoor.brief import Brief
from fanlight.web.accounts import drafts
from fanlight.web.accounts.models import Authority
from fanlight.web.audit.recording import tell_read
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.asked import asked_of
from fanlight.web.frontdoor.clock import DoorClock
from fanlight.web.frontdoor.forms import AskForm, DecisionForm, UrgencyForm
from fanlight.web.frontdoor.guarding import Guarding, guards_on
from fanlight.web.frontdoor.models import Contact, Decision
from fanlight.web.frontdoor.permissions import may_decide
from fanlight.web.frontdoor.queries import (
    LineState,
    brief_of,
    current_levels,
    every_line,
    visible_contacts,
)

WORDS = ("reasons", "missing", "options_considered", "child_words", "parents_words", "checks_words")
_shown = signing.Signer(salt="fanlight.brief-shown")


def one_contact(request: HttpRequest, pk: int) -> Contact:
    """The contact, if this worker may see it; otherwise it does not exist for them."""
    return get_object_or_404(visible_contacts(request.user).select_related("team"), pk=pk)


class DecisionPage:
    """The page with the brief and one form a child."""

    def __init__(self, request: HttpRequest, found: Contact) -> None:
        self.request, self.contact = request, found
        self._read_lines()
        self.again = request.GET.get("again", "")
        self.authority = Authority.current()
        self.guarding: Guarding = guards_on(request.user.team)

    def _read_lines(self) -> None:
        every = every_line(self.contact)
        self.states = [state for state in every if state.line.mistaken_at is None]
        self.mistaken = [state for state in every if state.line.mistaken_at]

    def show(
        self, *, forms: list[DecisionForm] | None = None, status: int = 200, **more: Any
    ) -> HttpResponse:
        now = timezone.now()
        prefetch_related_objects([self.contact], "requests")  # in the brief, and beside it
        brief = brief_of(self.contact, now)
        # Here, not in the views: whatever makes this page show, whoever stands in the brief was read.
        persons = [one.ref for one in brief.people] + [state.line.person.key for state in self.mistaken]
        tell_read(by=self.request.user, record=self.contact, persons=persons)
        clock = DoorClock(self.authority, now)
        restored = None
        if forms is None:
            restored = drafts.restore(owner=self.request.user, page=self.request.path)
            forms = self.forms(drafts.as_query(restored) if restored else None, bound=False)
        context = {
            "contact": self.contact,
            "brief": brief,
            "events_known_to": brief.known_up_to,
            "brief_shown": _shown.sign_object([now.isoformat(), brief.facts_hash(), list(self.guarding.on)]),
            "clock": clock.of(self.contact),
            "states": self.states,
            "mistaken": [(state, self._named(state)) for state in self.mistaken],
            "stranded": self._stranded(restored),
            "forms": forms if may_decide(self.request.user) else [],
            "submission": self.request.POST.get("submission") or uuid.uuid4().hex,
            "restored": restored,
            "owner_token": drafts.owner_token(self.request.user),
            "urgency_form": UrgencyForm(ladder=clock.ladder),
            "ask_form": AskForm(initial={"submission": uuid.uuid4()}),
            "may_decide": may_decide(self.request.user),
            "opens": self._opens(brief),
            "starts_at_referral": self.authority.clock_starts == Authority.ClockStart.REFERRAL,
            "duty_manager": self.authority.duty_manager,
        }
        return render(self.request, "frontdoor/contact.html", context | more, status=status)

    def _opens(self, brief: Brief) -> dict[str, str]:
        """Addresses of the other contacts in the brief that this worker may open."""
        others = {int(one.ref.removeprefix("C-")) for one in (*brief.earlier_contacts, *brief.perhaps_same)}
        mine = visible_contacts(self.request.user).filter(pk__in=others).only("pk") if others else []
        return {one.ref: reverse("frontdoor:contact", args=[one.pk]) for one in mine}

    def forms(self, data: Any, *, bound: bool) -> list[DecisionForm]:
        """One form for each line that is open for deciding, or was when its form was shown."""
        shared = {
            "user": self.request.user,
            "levels": current_levels(self.authority),
            "checklist": asked_of(self.request.user),
            "guarding": self.guarding,
        }
        made = []
        # Who has no decision at all comes first: keys and eyes must not land on a child who has one.
        for state in sorted(self.states, key=lambda one: one.newest is not None):
            prefix = f"line-{state.place}"
            if not (self._is_open(state) or (bound and f"{prefix}-last_seen" in data)):
                continue
            form = DecisionForm(
                data if bound else None, prefix=prefix, state=state, anchors=not made, **shared
            )
            if data is not None and not bound:
                form.initial = drafts.initial(form, data)
            made.append(form)
        return made

    def _named(self, state: LineState) -> dict[str, Any]:
        """By whom and when this child was named on the contact."""
        before = next((one.line for one in self.mistaken if one.line.right_line_id == state.line.pk), None)
        if before is not None:
            return {"by": before.mistaken_by, "at": before.mistaken_at}
        return {"by": self.contact.entered_by, "at": self.contact.entered_at}

    def _stranded(self, restored: Any) -> list[tuple[LineState, list[str]]]:
        """Words typed for a child who was put right before they were sent: shown, for nobody else's form."""
        data = drafts.as_query(restored) if restored else self.request.POST
        found = []
        for state in self.mistaken:
            named = (f"line-{state.place}-{name}" for name in WORDS)
            if words := [data[name].strip() for name in named if data.get(name, "").strip()]:
                found.append((state, words))
        return found

    def _is_open(self, state: LineState) -> bool:
        return not state.is_decided or str(state.line.pk) == self.again

    def decide(self) -> HttpResponse:
        """Record what was decided, or show again what is wrong; nothing typed is lost."""
        if again := self._recorded_before():
            return redirect("frontdoor:recorded", pk=again.pk)
        shown_at, facts = self._as_shown()
        forms = self.forms(self.request.POST, bound=True)
        if overtaken := next((form for form in forms if form.is_overtaken), None):
            return self._decided_meanwhile(overtaken.state.newest)
        valid = [form.is_valid() for form in forms]  # each is checked, so that every error shows
        if not all(valid):
            return self.show(forms=forms, status=422)
        filled = [form for form in forms if form.is_filled]
        if not filled:
            stranded = bool(self._stranded(None))
            return self.show(forms=forms, status=409 if stranded else 422, nothing_filled=not stranded)
        if brief_of(self.contact, timezone.now()).facts_hash() != facts:
            return self.show(forms=forms, status=409, brief_changed=True)
        try:
            recorded = actions.record_decisions(
                contact=self.contact,
                by=self.request.user,
                lines=[form.line_decision() for form in filled],
                brief=brief_of(self.contact, shown_at),
                submission=self._submission() or uuid.uuid4().hex,
            )
        except actions.DecidedMeanwhile as meanwhile:
            return self._decided_meanwhile(meanwhile.newest)
        except actions.NamedByMistake:
            self._read_lines()
            return self.show(forms=self.forms(self.request.POST, bound=True), status=409, brief_changed=True)
        drafts.forget(owner=self.request.user, page=self.request.path)
        return redirect("frontdoor:recorded", pk=recorded[0].pk)

    def _recorded_before(self) -> Decision | None:
        """What a first click on the same form recorded."""
        submission = self._submission()
        mine = Decision.objects.filter(line__contact=self.contact, by=self.request.user)
        return (
            mine.filter(submission__startswith=f"{submission}-").order_by("id").first()
            if submission
            else None
        )

    def _submission(self) -> str:
        return self.request.POST.get("submission", "")[:32]

    def _as_shown(self) -> tuple[datetime, str]:
        """When the brief was shown, and the hash of its facts; a broken token counts as shown never.

        The guards are those that were shown with it, whatever was switched since.
        """
        try:
            at, facts, *guards = _shown.unsign_object(self.request.POST.get("brief_shown", ""))
        except signing.BadSignature:
            return timezone.now(), ""
        self.guarding = guards_on(self.request.user.team, guards[0] if guards else [])
        return datetime.fromisoformat(at), facts

    def _decided_meanwhile(self, newest: Decision) -> HttpResponse:
        """Both keep their words: the other's is recorded, one's own is still in the form."""
        self._read_lines()
        kept = self.forms(self.request.POST, bound=True)
        for form in kept:
            # The worker has now been shown the other's decision: sending again supersedes it knowingly.
            form.data = form.data.copy()
            newest_seen = form.state.newest
            form.data[form.add_prefix("last_seen")] = newest_seen.pk if newest_seen else ""
            form.is_valid()
        return self.show(forms=kept, status=409, meanwhile=newest, submission=uuid.uuid4().hex)
