"""Series: the list, one series' page, its downloads, and the same series by who the children are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from numpy import isnat

from fanlight.exchange.published_series import ENGLAND, places
from fanlight.exchange.published_value import la_code_of
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority
from fanlight.web.design.tables import table_as_csv
from fanlight.web.design.workbooks import Cell, tables_as_workbook
from fanlight.web.evidence.permissions import may_read_evidence, may_write_evidence
from fanlight.web.evidence.queries.by_group import SPLITS, split_series
from fanlight.web.evidence.queries.catalogue import Entry, entry_of, groups
from fanlight.web.evidence.queries.charting import EARLY, SPANS, Options, options_of
from fanlight.web.evidence.queries.page import SeriesPage, page_of
from fanlight.web.evidence.queries.written import written_on


def found(key: str) -> Entry:
    """What a key in an address means, or not found."""
    entry = entry_of(key)
    if entry is None:
        raise Http404
    return entry


@require_GET
@allow(may_read_evidence)
def series_list(request: HttpRequest) -> HttpResponse:
    """Every series that can be looked at, by where it is from."""
    own = la_code_of(Authority.current().name) or ENGLAND
    place = request.GET.get("place", own)
    if place not in places():
        raise Http404
    context = {
        "part": "series",
        "groups": groups(place),
        "places": places().items(),
        "place": place,
        "may_write": may_write_evidence(request.user),
    }
    return render(request, "evidence/series_list.html", context)


@require_GET
@allow(may_read_evidence)
def one_series(request: HttpRequest, key: str) -> HttpResponse:
    """A series as a chart, with what people wrote on it."""
    entry = found(key)
    options, wrong = options_of(request.GET)
    page = page_of(entry, options)
    export = request.GET.get("export")
    if export == "csv":
        heads, *rows = _chart_rows(page)
        return table_as_csv(
            entry.key, [str(head) for head in heads], ([_text(cell) for cell in row] for row in rows)
        )
    if export == "xlsx":
        return tables_as_workbook(entry.key, _sheets(page))
    context = {
        "part": "series",
        "entry": entry,
        "page": page,
        "options": options,
        "wrong": wrong,
        "spans": SPANS,
        "early": EARLY,
        "splits": SPLITS.items() if page.loaded.splits else [],
        "beside": page.beside,
        "compare": _compared(entry.key),
        "csv": _address(options, "csv"),
        "xlsx": _address(options, "xlsx"),
        "may_write": may_write_evidence(request.user),
    }
    return render(request, "evidence/series.html", context)


@require_GET
@allow(may_read_evidence)
def by_group(request: HttpRequest, key: str, split: str) -> HttpResponse:
    """The same series for each group of children, with intervals; small numbers are not shown."""
    entry = found(key)
    if split not in SPLITS:
        raise Http404
    told = split_series(entry, split)
    if told is None:
        raise Http404
    context = {"part": "series", "entry": entry, "told": told, "split": split, "splits": SPLITS.items()}
    return render(request, "evidence/by_group.html", context)


def _compared(key: str) -> str:
    """Where this published series is compared with other areas; "" for one that cannot be."""
    origin, _, rest = key.partition("-")
    measure, _, place = rest.rpartition("-")
    if origin != "published" or not place.isdigit():
        return ""
    return f"{reverse('evidence:comparison_ask')}?{urlencode({'measure': measure, 'place': place})}"


def _address(options: Options, export: str) -> str:
    return f"?{urlencode({**options.query, 'export': export})}"


def _chart_rows(page: SeriesPage) -> Iterator[Sequence[Cell]]:
    yield (
        *("Period", "Value", "Out of", page.entry.unit_words.capitalize(), "Published on", "First figure"),
        *("Centre", "Lower", "Upper", "Mark"),
    )
    vintage, chart = page.charted.vintage, page.charted.chart
    for at, period in enumerate(vintage.period):
        told = (vintage.value[at], vintage.denominator[at], vintage.y[at])
        limits = (chart.centre[at], chart.lower[at], chart.upper[at]) if chart else ()
        yield (
            str(period),
            *map(_cell, told),
            "" if isnat(vintage.published_on[at]) else str(vintage.published_on[at]),
            "yes" if vintage.is_first[at] else "no",
            *map(_cell, limits),
            chart.mark[at] if chart else "",
        )


def _sheets(page: SeriesPage) -> dict[str, Iterator[Sequence[Cell]]]:
    return {
        "Chart": _chart_rows(page),
        "Every published value": _vintage_rows(page),
        "Written on it": _note_rows(page.entry.key),
        "What is counted": _words(page),
    }


def _vintage_rows(page: SeriesPage) -> Iterator[Sequence[Cell]]:
    yield ("Period", "Value", "Out of", "Published on")
    told = page.loaded.series
    for columns in zip(told.period, told.value, told.denominator, told.published_on, strict=True):
        period, value, below, published = columns
        yield (str(period), _cell(value), _cell(below), str(published))


def _note_rows(key: str) -> Iterator[Sequence[Cell]]:
    yield ("Day", "What it is", "Words", "By", "Written on", "Withdrawn because")
    written = written_on(key)
    for note in (*written.notes, *written.withdrawn):
        kind = note.get_kind_display()
        yield (f"{note.on}", kind, note.words, f"{note.by}", f"{note.at:%Y-%m-%d}", note.withdrawn_because)


def _words(page: SeriesPage) -> Iterator[Sequence[Cell]]:
    yield ("Series", page.entry.title)
    yield ("Source", page.entry.source)
    yield from (*page.entry.words, *page.options.query.items())
    yield page.which


def _cell(number: float) -> Cell:
    return round(float(number), 4) if isfinite(number) else None


def _text(cell: Cell) -> str:
    return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)
