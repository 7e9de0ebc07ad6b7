"""Pages of the imports: hand in a file, see what it would change, write it, undo it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from fanlight.exchange.accounting import ACCOUNT_COLUMNS
from fanlight.exchange.reading import Unreadable
from fanlight.web.accounts.access import allow
from fanlight.web.audit.recording import tell_read
from fanlight.web.design.tables import table_as_csv
from fanlight.web.exchange import actions, jobs, whose
from fanlight.web.exchange.forms import AnswersForm, ImportForm
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.own_lists.queries import lists_that_fit, tables_of
from fanlight.web.exchange.permissions import may_import, may_map_codes
from fanlight.web.exchange.shown import examples, in_a_sentence, rows_and_values
from fanlight.web.exchange.undoing import CannotUndo, undo, what_stands_in_the_way

State = ImportBatch.State
SHORT, MOST_REASONS = 10, 12  # rows set aside that are read at a glance; reasons that are told
FINDINGS = ("Rule", "Kind", "What it says", "Times")


@require_http_methods(["GET", "POST"])
@allow(may_import)
def imports(request: HttpRequest) -> HttpResponse:
    """Hand in a file; the imports so far."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            mapping = form.cleaned_data["mapping"]
            batch = actions.hand_in(by=request.user, file=file.file, name=file.name, mapping=mapping)
        except Unreadable as refused:
            form.add_error("file", str(refused))
        else:
            jobs.start(batch)
            return redirect("exchange:batch", pk=batch.pk)
    held = ImportBatch.objects.select_related("by", "source", "sent__token")
    page = Paginator(held, 25).get_page(request.GET.get("page"))
    status = 422 if form.is_bound else 200
    context = {"form": form, "page": page, "may_map": may_map_codes(request.user)}
    return render(request, "exchange/imports.html", context, status=status)


@require_GET
@allow(may_import)
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an import is, what it would change or brought, what it set aside and why."""
    found = _find(pk)
    if request.GET.get("export") == "csv":
        rows = found.set_aside.values_list("place", "reason", "value")
        return table_as_csv(f"set-aside-{found.pk}", ("Place", "Reason", "Value"), rows)
    if request.htmx and not found.is_under_way:
        return HttpResponseClientRefresh()  # the whole account, not its upper part alone
    if found.state != State.STAGED:
        return _page(request, found, None)
    persons = found.shown["persons"]
    tell_read(by=request.user, record=found, persons=persons, what="see what a file changes")
    return _page(request, found, AnswersForm(batch=found))


@require_POST
@allow(may_import)
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was shown, with the answers given."""
    found = _find(pk)
    if found.state != State.STAGED:
        return redirect("exchange:batch", pk=pk)
    form = AnswersForm(request.POST, batch=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    if actions.agree(batch=found, by=request.user, **form.cleaned_data):
        found.refresh_from_db()
        jobs.start(found)
    return redirect("exchange:batch", pk=pk)


@require_POST
@allow(may_import)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an import before it writes."""
    actions.ask_to_cancel(batch=get_object_or_404(ImportBatch, pk=pk), by=request.user)
    messages.success(request, "Asked to stop. Once it writes, it finishes within seconds.")
    return redirect("exchange:batch", pk=pk)


@require_http_methods(["GET", "POST"])
@allow(may_import)
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before an import is undone; or tell what stands in the way."""
    found = _find(pk)
    if request.method == "POST":
        try:
            undo(batch=found, by=request.user)
        except CannotUndo as refused:
            messages.error(request, str(refused))
        return redirect("exchange:batch", pk=pk)
    return render(
        request, "exchange/undo.html", {"batch": found, "in_the_way": what_stands_in_the_way(found)}
    )


def _find(pk: int) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.select_related("by", "source", "sent__token"), pk=pk)


def _page(
    request: HttpRequest, found: ImportBatch, form: AnswersForm | None, status: int = 200
) -> HttpResponse:
    reasons = found.set_aside.order_by().values_list("reason").annotate(rows=Count("pk")).order_by("-rows")
    page = Paginator(found.set_aside.all(), 50).get_page(request.GET.get("page"))
    part = "exchange/state.html" if request.htmx else "exchange/batch.html"
    context = {"batch": found, "page": page, "form": form, "findings_columns": FINDINGS}
    context["reason_columns"] = ("Reason", "Times")
    account = found.shown.get("account", [])
    context |= {"account_columns": ACCOUNT_COLUMNS, "account": [_told(row) for row in account]}
    context["aside"] = rows_and_values(account, page.paginator.count)
    if page.paginator.count > SHORT:
        context["reasons"] = [(words, f"{rows:,}") for words, rows in reasons[:MOST_REASONS]]
    if found.state == State.UNCHANGED:
        context["first"] = ImportBatch.objects.filter(sha256=found.sha256, state=State.DONE).last()
    context["may_map"] = may_map_codes(request.user) and found.unmapped.exists()
    if found.state == State.UNKNOWN:
        context["fitting"] = lists_that_fit(tables_of(found))
    if form is not None:
        context |= {"difference": in_a_sentence(found.shown), "examples": examples(found.shown)}
        context["another"] = whose.another_authority(found.shown.get("authority", ""))
    return render(request, part, context, status=status)


def _told(row: list[Any]) -> list[str]:
    return [row[0], *(f"{count:,}" for count in row[1:])]
