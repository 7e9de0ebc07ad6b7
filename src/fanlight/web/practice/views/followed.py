"""Records that have no other after them: how many, why it may be, which children; the windows set."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from fanlight.casework.followed import STEPS
from fanlight.web.accounts.access import allow
from fanlight.web.audit.recording import tell_read
from fanlight.web.casework.models import FollowWindow, Person
from fanlight.web.casework.windows import set_window, windows_in_force
from fanlight.web.design.tables import table_as_csv
from fanlight.web.practice.forms import WindowForm
from fanlight.web.practice.permissions import may_list_unmatched, may_see_team, may_set_windows
from fanlight.web.practice.queries.followed import Unmatched, followed_records, persons_of, unmatched_of

A_PAGE = 50


@require_GET
@allow(may_see_team)
def followed(request: HttpRequest) -> HttpResponse:
    """Each step: how many have the record after, and the likely reasons of the others. No child is named."""
    known, told = followed_records()
    context = {
        "known": known,
        "told": told,
        "may_list": may_list_unmatched(request.user),
        "may_set": may_set_windows(request.user),
        "history": FollowWindow.objects.select_related("by"),
    }
    return render(request, "practice/followed.html", context)


@require_GET
@allow(may_list_unmatched)
def unmatched(request: HttpRequest, step: str) -> HttpResponse:
    """The children of one step without the record after, as far as the reader may see them."""
    if step not in STEPS:
        raise Http404
    _, told = followed_records([step])
    rows, hidden = unmatched_of(told[0], request.user) if told else ([], 0)
    if request.GET.get("export") == "csv":
        named = _named(request, rows, what="export")
        cells = ((str(person), row.on.isoformat(), row.why) for person, row in named)
        return table_as_csv(f"unmatched-{step}", ("Child", "Day", "Likely reason"), cells)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "step": STEPS[step],
        "told": told[0] if told else None,
        "page": page,
        "rows": _named(request, page.object_list, what="list"),
        "hidden": hidden,
    }
    return render(request, "practice/unmatched.html", context)


def _named(request: HttpRequest, rows: Sequence[Unmatched], what: str) -> list[tuple[Person, Unmatched]]:
    """The children by name, told to the audit log."""
    persons = persons_of(rows)
    keys = [person.key for person in persons.values()]
    tell_read(by=request.user, record="children without the next record", what=what, persons=keys)
    return [(persons[row.person_id], row) for row in rows]


@require_http_methods(["GET", "POST"])
@allow(may_set_windows)
def window(request: HttpRequest, step: str) -> HttpResponse:
    """Say within how many days the record of a step is looked for, and why."""
    if step not in STEPS:
        raise Http404
    first, last = windows_in_force()[step]
    form = WindowForm(request.POST or None, initial={"first_day": first, "last_day": last})
    if request.method == "POST" and form.is_valid():
        set_window(by=request.user, step=step, **form.cleaned_data)
        messages.success(request, "The window is set from now on.")
        return redirect("practice:followed")
    status = 422 if form.is_bound else 200
    return render(request, "practice/window.html", {"form": form, "step": STEPS[step]}, status=status)
