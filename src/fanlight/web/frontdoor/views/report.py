"""The monthly report of the front door: page, workbook, the children behind a figure, faults in the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanlight.casework.cases import State, Tally
from fanlight.figures.monthly_figure import monthly_figure
from fanlight.terms.measures import MEASURES
from fanlight.terms.periods import add_months, month_of
from fanlight.web.accounts.access import allow
from fanlight.web.accounts.models import Authority
from fanlight.web.audit.recording import tell_read
from fanlight.web.casework.models import Person
from fanlight.web.design.tables import table_as_csv
from fanlight.web.design.workbooks import Cell, tables_as_workbook
from fanlight.web.exchange.permissions import may_import
from fanlight.web.frontdoor.permissions import may_list_children, may_see_report
from fanlight.web.frontdoor.queries.report import SUMMED, FrontDoorReport, front_door_report, months_to
from fanlight.web.frontdoor.queries.report_arrays import newest_day_held
from fanlight.web.frontdoor.queries.report_children import CaseRow, children_of, named
from fanlight.web.frontdoor.queries.report_faults import (
    broken_rules,
    faults_by_file,
    faults_by_team,
    rows_set_aside,
)

CHOOSABLE = 36  # months back
A_PAGE = 50
STATES = {
    "yes": ("Those that count", [State.YES]),
    "no": ("Those that do not", [State.NO]),
    "all": ("Both", [State.YES, State.NO]),
    "not_yet_known": ("Not yet known", [State.NOT_YET_KNOWN]),
    "left_out": ("Left out", [State.LEFT_OUT]),
}


@require_GET
@allow(may_see_report)
def report(request: HttpRequest) -> HttpResponse:
    """Each measure by month, and the last year by source, level and team."""
    last = _month(request)
    authority = Authority.current()
    found = front_door_report(last, authority, timezone.now())
    if request.GET.get("export") == "xlsx":
        return tables_as_workbook(f"front-door-{last:%Y-%m}", _sheets(found))
    context = {
        "report": found,
        "authority": authority,
        "month": last,
        "months": _choosable(last),
        "glance": [(one.measure, one.sentence(), one.sentence(SUMMED)) for one in found.told],
        "measures": [(one.code, one.measure, monthly_figure(one)) for one in found.told],
        "too_few": [MEASURES[code].title for code in found.too_few],
        "breakdowns": [
            (one.title, [MEASURES[code].title for code in one.codes], one.rows) for one in found.breakdowns
        ],
        "may_list": may_list_children(request.user),
        "may_import": may_import(request.user),
    }
    return render(request, "frontdoor/report.html", context)


def _month(request: HttpRequest) -> date:
    """The month asked for, else the last that is over and of which anything is held."""
    asked = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", request.GET.get("month", ""))
    if not asked:
        over = add_months(timezone.localdate().replace(day=1), -1)
        newest = newest_day_held()
        return min(over, newest.replace(day=1)) if newest else over
    return min(date(int(asked[1]), int(asked[2]), 1), timezone.localdate().replace(day=1))


def _choosable(chosen: date) -> list[date]:
    """Months one may choose, the newest first; the chosen one among them."""
    newest = timezone.localdate().replace(day=1)
    return sorted({chosen, *months_to(newest, CHOOSABLE)}, reverse=True)


def _sheets(found: FrontDoorReport) -> dict[str, Iterator[Sequence[Cell]]]:
    return {
        "By month": _by_month(found),
        **{one.title: _by_group(one.codes, one.rows) for one in found.breakdowns},
        "What is counted": _words(found),
    }


def _by_month(found: FrontDoorReport) -> Iterator[Sequence[Cell]]:
    yield ("Measure", "Month", "Counted", "Of", "Percent", "Not yet known", "Left out", "Told in full")
    for one in found.told:
        for month, tally, whole in zip(one.months, one.tallies, one.whole, strict=True):
            percent = None if tally.percent is None else round(tally.percent, 1)
            beside = (tally.not_yet_known, tally.left_out, "yes" if whole else "no")
            yield (one.measure.title, f"{month:%Y-%m}", tally.yes, tally.of, percent, *beside)


def _by_group(codes: Sequence[str], rows: Sequence[tuple[str, Sequence[Tally]]]) -> Iterator[Sequence[Cell]]:
    yield ("Group", "Measure", "Counted", "Of", "Percent", "Not yet known", "Left out")
    for name, tallies in rows:
        for code, tally in zip(codes, tallies, strict=True):
            percent = None if tally.percent is None else round(tally.percent, 1)
            beside = (tally.not_yet_known, tally.left_out)
            yield (name, MEASURES[code].title, tally.yes, tally.of, percent, *beside)


def _words(found: FrontDoorReport) -> Iterator[Sequence[Cell]]:
    yield ("Measure", *(name for name, _ in MEASURES["contacts"].parts))
    for one in found.told:
        yield (one.measure.title, *(words for _, words in one.measure.parts))
    up_to = f"{found.known.up_to:%Y-%m-%d}" if found.known else "no day: nothing was imported"
    yield (f"Events are known up to {up_to}", *[""] * 7)


@require_GET
@allow(may_list_children)
def report_children(request: HttpRequest) -> HttpResponse:
    """The children behind one figure of one month, as far as their contacts may be opened."""
    month = _month(request)
    found = front_door_report(month, Authority.current(), timezone.now())
    codes = [one.code for one in found.told] or ["contacts"]
    code = request.GET.get("measure", codes[0])
    state = request.GET.get("state", "yes")
    if code not in codes or state not in STATES:
        raise Http404
    listed = children_of(found, code, month, month_of(month).last_on, STATES[state][1], request.user)
    if request.GET.get("export") == "csv":
        rows = _rows(request, listed.rows, what="export")
        cells = ((child.name, f"{row.on}", row.state) for child, row in rows)
        return table_as_csv(f"{code}-{month:%Y-%m}", ("Child", "Day", "In the figure"), cells)
    page = Paginator(listed.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(request, page.object_list, what="list"),
        "not_listed": listed.not_listed,
        "month": month,
        "months": _choosable(month),
        "measure": MEASURES[code],
        "state": state,
        "states": [(name, words) for name, (words, _) in STATES.items()],
    }
    return render(request, "frontdoor/report_children.html", context)


def _rows(request: HttpRequest, rows: Sequence[CaseRow], what: str) -> list[tuple[Person, CaseRow]]:
    """The children by name, told to the audit log."""
    children = named(rows)
    record = "children behind a figure of the monthly report"
    tell_read(by=request.user, record=record, what=what, persons=[child.key for child in children.values()])
    return [(children[row.person_id], row) for row in rows]


@require_GET
@allow(may_see_report)
def report_faults(request: HttpRequest) -> HttpResponse:
    """What to mend: faults by team and by file; no child is named."""
    month = _month(request)
    found = front_door_report(month, Authority.current(), timezone.now())
    page = Paginator(rows_set_aside(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "report": found,
        "month": month,
        "months": _choosable(month),
        "by_team": faults_by_team(found),
        "by_file": faults_by_file(found),
        "broken": broken_rules(),
        "columns": ("Rule", "Kind", "What it says", "Times"),
        "page": page,
        "may_open": may_import(request.user),
        "may_list": may_list_children(request.user),
    }
    return render(request, "frontdoor/report_faults.html", context)
