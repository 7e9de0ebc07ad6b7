"""Lists: today's contacts, the morning's hand-over, finding a contact."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority
from fanlight.web.audit.recording import tell_read
from fanlight.web.design.tables import table_as_csv
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.models import Contact
from fanlight.web.frontdoor.permissions import may_authorise, may_decide, may_read_contacts
from fanlight.web.frontdoor.queries import (
    ContactRow,
    contacts_matching,
    hand_over,
    todays_contacts,
    visible_contacts,
)
from fanlight.web.frontdoor.top import on_top_for

A_PAGE = 50
SHOWS = {
    "all": ("All", lambda row: True),
    "unread": ("Unread", lambda row: row.is_unread),
    "marked": ("Needing someone now", lambda row: bool(row.clock.urgent)),
    "authorise": ("Waiting for authorisation", lambda row: any(state.waiting for state in row.lines)),
    "waiting": ("Waiting for others", lambda row: bool(row.waiting)),
}


@require_GET
@allow(may_read_contacts)
def today(request: HttpRequest) -> HttpResponse:
    """Open contacts: whoever needs someone now first, then the oldest clock."""
    everything = todays_contacts(request.user, Authority.current(), timezone.now())
    show = request.GET.get("show", "all")
    title, wanted = SHOWS.get(show, SHOWS["all"])
    rows = [row for row in everything if wanted(row)]
    if request.GET.get("export") == "csv":
        _tell_list(request, rows, what="export")
        return table_as_csv("todays-contacts", COLUMNS, (_exported(row) for row in rows))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    _tell_list(request, page, what="list")
    filters = [
        {"code": code, "label": label, "count": sum(map(keep, everything)), "current": code == show}
        for code, (label, keep) in SHOWS.items()
    ]
    night = hand_over(request.user, Authority.current(), timezone.now()) if may_decide(request.user) else []
    return render(
        request,
        "frontdoor/today.html",
        {
            "page": page,
            "filters": filters,
            "show": show,
            "showing": title,
            "night": len(night),
            "on_top": on_top_for(request.user, timezone.now()),
            "opened_by_key": _next_up(request, page),
        },
    )


def _next_up(request: HttpRequest, rows: Iterable[ContactRow]) -> Contact | None:
    """What the key opens: the first contact on which this worker can decide something, else the first."""
    rows, authorises = list(rows), may_authorise(request.user)
    waiting = (row for row in rows if row.is_to_decide(authorises=authorises))
    first = next(waiting, rows[0] if rows else None)
    return first.contact if first else None


def _tell_list(request: HttpRequest, rows: Iterable[ContactRow], what: str) -> None:
    persons = [state.line.person.key for row in rows for state in row.lines]
    tell_read(by=request.user, record="list of today's contacts", what=what, persons=persons)


COLUMNS = (
    "Contact",
    "Received",
    "Source",
    "Children",
    "Unread",
    "Needs someone",
    "Clock",
    "State",
    "Waiting for",
)


def _exported(row: ContactRow) -> tuple[str, ...]:
    contact = row.contact
    return (
        contact.ref,
        f"{timezone.localtime(contact.received_at):%Y-%m-%d %H:%M}",
        contact.get_source_code_display() or contact.source_words,
        str(len(row.lines)),
        "unread" if row.is_unread else "",
        row.clock.urgent,
        row.clock.words,
        row.state_words,
        "; ".join(row.waiting),
    )


@require_http_methods(["GET", "POST"])
@allow(may_decide)
def night(request: HttpRequest) -> HttpResponse:
    """What the emergency duty team did, to be taken over by name each morning."""
    rows = hand_over(request.user, Authority.current(), timezone.now())
    if request.method == "POST":
        chosen = set(request.POST.getlist("contact"))
        taken = [row.contact for row in rows if str(row.contact.pk) in chosen]
        if taken:
            count = actions.take_hand_over(contacts=taken, by=request.user)
            messages.success(request, f"You took over {count} out-of-hours contact{'s' * (count != 1)}.")
            return redirect("frontdoor:night")
        messages.warning(request, "Tick the contacts that you take over.")
    persons = [state.line.person.key for row in rows for state in row.lines]
    tell_read(by=request.user, record="out-of-hours hand-over", what="list", persons=persons)
    return render(request, "frontdoor/night.html", {"rows": rows})


@require_GET
@allow(may_read_contacts)
def find(request: HttpRequest) -> HttpResponse:
    """Find a contact by a number, a name on it, a day of birth or an address."""
    words = request.GET.get("q", "").replace("\x00", "").strip()  # PostgreSQL looks for no NUL
    page = None
    if words:
        found = visible_contacts(request.user).filter(contacts_matching(words)).order_by("-received_at")
        found = found.prefetch_related("children__person__identifiers")
        page = Paginator(found, 25).get_page(request.GET.get("page"))
        persons = [line.person.key for contact in page for line in contact.children.all()]
        tell_read(by=request.user, record="search", what="search contacts", persons=persons)
    return render(request, "frontdoor/find.html", {"page": page, "q": words})
