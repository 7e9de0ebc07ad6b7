"""My learning: seen by the worker alone, unless that worker shows a page to somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.terms.periods import add_months
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import tell_read
from fanlight.web.audit.remembered import remembered
from fanlight.web.casework.queries import current_events, records_of
from fanlight.web.frontdoor.models import Decision
from fanlight.web.frontdoor.permissions import may_read_contacts
from fanlight.web.frontdoor.queries import visible_contacts
from fanlight.web.practice import actions
from fanlight.web.practice.forms import LessonForm, ShareForm, WordBackForm
from fanlight.web.practice.models import Lesson, PageShare, WordBack
from fanlight.web.practice.permissions import may_learn
from fanlight.web.practice.queries import learning_of, open_shares, resolve_forecasts
from fanlight.web.practice.queries.guards import guards_on_for
from fanlight.web.practice.queries.learning import HORIZONS, decisions_of
from fanlight.web.practice.queries.second_looks import between

A_PAGE = 20
PERIODS = {"6": 6, "12": 12, "24": 24, "all": None}
PARTS = (("recommended", "What I recommended"), ("authorised", "What I authorised"))


@require_GET
@allow(may_learn)
def learning(request: HttpRequest) -> HttpResponse:
    """What services recorded next for my decisions."""
    context = _summary(request, request.user) | {
        "share_form": ShareForm(owner=request.user),
        "my_shares": open_shares().filter(owner=request.user),
        "exercises_on": "debiasing_practice" in guards_on_for(request.user.team),
        "forecasts": resolve_forecasts(request.user)[:A_PAGE],
    }
    return render(request, "practice/learning.html", context)


def _summary(request: HttpRequest, owner: User) -> dict[str, object]:
    """The summary page of one worker, for that worker or for whom it is shown to."""
    months = PERIODS.get(request.GET.get("period", ""), 24)
    found = remembered(
        f"learning {owner.pk} {months}", lambda: learning_of(decisions_of(owner, since=months_ago(months)))
    )
    page = Paginator(range(len(found)), A_PAGE).get_page(request.GET.get("page"))
    rows = found.rows(page.start_index() - 1, page.end_index()) if len(found) else []
    if owner != request.user:
        rows = _readable(request.user, rows)
    tell_read(
        by=request.user,
        record="list of own decisions",
        what="list",
        persons=[decision.line.person.key for decision, _ in rows],
    )
    return {
        "owner": owner,
        "period": months,
        "periods": PERIODS,
        "learning": found,
        "parts": [(title, found.summaries(part), found.became(part)) for part, title in PARTS],
        "page": page,
        "rows": [(decision, list(zip(HORIZONS, words, strict=True))) for decision, words in rows],
        "horizons": HORIZONS,
    }


def _readable(reader: User, rows: list[tuple[Decision, list[str]]]) -> list[tuple[Decision, list[str]]]:
    """A shared page names no child of a contact that its reader may not read."""
    contacts = visible_contacts(reader).filter(pk__in=[decision.line.contact_id for decision, _ in rows])
    seen = set(contacts.values_list("pk", flat=True))
    return [(decision, words) for decision, words in rows if decision.line.contact_id in seen]


def months_ago(months: int | None) -> date | None:
    """The first day of the period; None for all time."""
    return None if months is None else add_months(timezone.localdate(), -months)


@require_http_methods(["GET", "POST"])
@allow(may_learn)
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision of mine: reasons and brief as they then were; then what was recorded next."""
    mine = get_object_or_404(
        decisions_of(request.user).select_related("brief", "by", "line__contact", "line__person"), pk=pk
    )
    form = LessonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_lesson(worker=request.user, decision=mine, words=form.cleaned_data["lesson"])
        messages.success(request, "Kept, for you alone.")
        return redirect("practice:decision", pk=pk)
    context = _decision_page(request, mine) | {
        "form": form,
        "share_form": ShareForm(owner=request.user),
        "my_shares": open_shares().filter(owner=request.user, decision=mine),
        "lessons": Lesson.objects.filter(worker=request.user, decision=mine),
        "looked_again": between(request.user).filter(decision=mine).first(),
    }
    return render(request, "practice/decision.html", context, status=422 if form.is_bound else 200)


def _decision_page(request: HttpRequest, found: Decision) -> dict[str, object]:
    person = found.line.person
    tell_read(by=request.user, record=found, persons=[person.key], what="read a past decision")
    after = learning_of(Decision.objects.filter(pk=found.pk))
    person_id = person.joined_into_id or person.pk
    received_on = timezone.localdate(found.line.contact.received_at)
    return {
        "decision": found,
        "brief": found.brief.rebuilt() if found.brief else None,
        "known_up_to": after.known_up_to,
        "authorised": found.authorisations.select_related("by").order_by("at"),
        "outcomes": list(zip(HORIZONS, after.words(0), strict=True)),
        # From the contact's day, as the outcomes count: a referral often bears the day of its contact.
        "events": current_events(records_of([person_id])).filter(on__gte=received_on).reverse(),
        "words_back": WordBack.objects.filter(contact=found.line.contact).order_by("received_on"),
    }


@require_POST
@allow(may_learn)
def share(request: HttpRequest) -> HttpResponse:
    """Show the summary, or one decision's page, to one named person for a time."""
    chosen = request.POST.get("decision")
    own = Decision.objects.filter(by=request.user)
    mine = get_object_or_404(own, pk=chosen if chosen.isdecimal() else 0) if chosen else None
    back = redirect("practice:decision", pk=mine.pk) if mine else redirect("practice:learning")
    form = ShareForm(request.POST, owner=request.user)
    if not form.is_valid():
        return render(
            request, "practice/share.html", {"share_form": form, "form": form, "decision": mine}, status=422
        )
    data = form.cleaned_data
    actions.share_page(owner=request.user, decision=mine, **data)
    messages.success(request, f"{data['shared_with']} can see this page until {data['until']:%-d %B %Y}.")
    return back


@require_POST
@allow(may_learn)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a shared page back."""
    actions.withdraw_share(share=get_object_or_404(PageShare, pk=pk, owner=request.user), owner=request.user)
    messages.success(request, "Taken back.")
    return redirect("practice:learning")


@require_GET
@allow(may_read_contacts)
def shared_with_me(request: HttpRequest) -> HttpResponse:
    """Pages that others chose to show me; nothing tells who has not."""
    shares: Sequence[PageShare] = open_shares().filter(shared_with=request.user).order_by("-shared_at")
    return render(request, "practice/shared_with_me.html", {"shares": shares})


@require_GET
@allow(may_read_contacts)
def shared(request: HttpRequest, pk: int) -> HttpResponse:
    """One page that somebody shows me: the same page, without their notes and forecasts."""
    found = get_object_or_404(open_shares(), pk=pk, shared_with=request.user)
    if found.decision:
        if not visible_contacts(request.user).filter(pk=found.decision.line.contact_id).exists():
            return redirect("practice:shared_with_me")
        context = _decision_page(request, found.decision)
        return render(request, "practice/decision.html", context | {"share": found})
    return render(request, "practice/learning.html", _summary(request, found.owner) | {"share": found})


@require_http_methods(["GET", "POST"])
@allow(may_learn)
def word_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a family or a referrer said afterwards."""
    found = get_object_or_404(visible_contacts(request.user), pk=pk)
    form = WordBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.record_word_back(contact=found, by=request.user, **form.cleaned_data)
        messages.success(request, "Kept with the contact, for everyone who decided on it.")
        return redirect("practice:learning")
    return render(
        request,
        "practice/word_back.html",
        {"form": form, "contact": found},
        status=422 if form.is_bound else 200,
    )
