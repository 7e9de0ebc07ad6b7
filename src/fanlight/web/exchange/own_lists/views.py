"""Pages of the lists of one's own: say what a file's columns hold, read it as a list, look at the lists."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanlight.exchange.mapping import FIELDS, ColumnMapping
from fanlight.exchange.sampling import TableSample
from fanlight.web.accounts.access import allow
from fanlight.web.audit.recording import tell_read
from fanlight.web.exchange import jobs
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.own_lists import queries
from fanlight.web.exchange.own_lists.actions import describe_list, have_read_as
from fanlight.web.exchange.own_lists.forms import ColumnsForm, RowsForm
from fanlight.web.exchange.own_lists.models import OwnListVersion
from fanlight.web.exchange.own_lists.words import FIELD_WORDS, ROWS
from fanlight.web.exchange.permissions import may_import
from fanlight.web.exchange.read_batch import mapping_of

SHOWN_VALUES = 3
NOT_NOW = "This file does not wait to be described: it was read, or given up."


@require_http_methods(["GET", "POST"])
@allow(may_import)
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a row of the file is, then which of its columns holds what."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    tables = queries.tables_of(batch) if queries.can_be_described(batch) else ()
    if not tables:
        messages.info(request, NOT_NOW)
        return redirect("exchange:batch", pk=pk)
    held = _held(request, batch)
    rows = request.GET.get("rows", held.format if held else "")
    table = _table(request.GET.get("sheet"), held, tables)
    if rows not in ROWS or table is None:
        asked = RowsForm(tables, request.GET if "asked" in request.GET else None)
        context = {"batch": batch, "form": asked, "fitting": queries.lists_that_fit(tables)}
        return render(request, "exchange/list_rows.html", context, status=422 if asked.is_bound else 200)
    form = ColumnsForm(rows, table, held if held and held.format == rows else None, request.POST or None)
    if form.is_valid() and not form.asks_more:
        return _read(request, batch, describe_list(by=request.user, mapping=form.mapping()))
    tell_read(by=request.user, record=batch, persons=(), what="see the top of a file")
    top = [(heading, list(islice(table.values[heading], SHOWN_VALUES))) for heading in table.header]
    context = {"batch": batch, "form": form, "table": table, "top": top, "row": ROWS[rows]}
    context["asks_more"] = form.is_bound and form.asks_more
    return render(request, "exchange/list_columns.html", context, status=422 if form.is_bound else 200)


@require_POST
@allow(may_import)
def read_as(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Have a file read as a list that was described before."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    return _read(request, batch, get_object_or_404(OwnListVersion, pk=version))


@require_GET
@allow(may_import)
def own_lists(request: HttpRequest) -> HttpResponse:
    """The lists that were described, each with its versions."""
    versions = OwnListVersion.objects.select_related("by")
    told = [(version, _columns_told(version.as_mapping())) for version in versions]
    return render(request, "exchange/own_lists.html", {"told": told, "words": ROWS})


@require_GET
@allow(may_import)
def list_file(request: HttpRequest, version: int) -> HttpResponse:
    """One version as JSON: for `fanlight import --mapping`, and for others with such a list."""
    found = get_object_or_404(OwnListVersion, pk=version)
    return HttpResponse(
        found.mapping,
        content_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="list-{found.pk}-version-{found.number}.json"'
        },
    )


def _read(request: HttpRequest, batch: ImportBatch, version: OwnListVersion) -> HttpResponse:
    if have_read_as(batch=batch, version=version, by=request.user):
        batch.refresh_from_db()
        jobs.start(batch)
    else:
        messages.info(request, NOT_NOW)
    return redirect("exchange:batch", pk=batch.pk)


def _held(request: HttpRequest, batch: ImportBatch) -> ColumnMapping | None:
    """The description to begin from: the list asked for, or the one by which the file was read."""
    asked = request.GET.get("list", "")
    if asked.isdecimal():
        return get_object_or_404(OwnListVersion, pk=int(asked)).as_mapping()
    return mapping_of(batch.mapping) if batch.mapping else None


def _table(
    title: str | None, held: ColumnMapping | None, tables: Sequence[TableSample]
) -> TableSample | None:
    """The table asked for; the only one; the one that has most of the columns described before."""
    if title is not None:
        return next((table for table in tables if table.title == title), None)
    if held is not None:
        return max(tables, key=lambda table: len(set(held.columns.values()) & set(table.header)))
    return tables[0] if len(tables) == 1 else None


def _columns_told(mapping: ColumnMapping) -> list[tuple[str, str]]:
    said = mapping.columns
    return [(said[field], FIELD_WORDS[field]) for field in FIELDS[mapping.format] if field in said]
