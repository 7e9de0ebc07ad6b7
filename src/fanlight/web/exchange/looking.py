"""A look at one file without importing it: what `fanlight look` makes, inside the site. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fanlight.casework.monthly import MonthlyMeasure, monthly_measures
from fanlight.exchange.checking import check_file
from fanlight.exchange.looking import broken_rules, cannot_tell, months_of
from fanlight.exchange.published_figures import sources
from fanlight.exchange.published_shares import PUBLISHED, PublishedShare, beside_in_words, published_shares
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.recognise import read_any
from fanlight.figures import Figure
from fanlight.figures.monthly_figure import figure_of_a_file
from fanlight.web.accounts.access import allow
from fanlight.web.design.forms import Form
from fanlight.web.exchange.permissions import may_import, may_look

LARGEST_MB = 50
MOST_SHOWN = 40
TABLES = ("c1", "c2", "c4", "neighbours")


class LookForm(Form):
    """One file."""

    file = forms.FileField(
        label="File",
        help_text="CIN Census XML, Annex A workbook, or a table of the Standard Safeguarding Dataset as CSV",
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MB * 1024 * 1024:
            raise forms.ValidationError(f"The file is larger than {LARGEST_MB} MB: use `fanlight look`")
        return file


@dataclass(frozen=True)
class Seen:
    """One measure of the file: its chart, and what is published beside it."""

    told: MonthlyMeasure
    figure: Figure
    shares: Sequence[PublishedShare]

    @property
    def in_part(self) -> bool:
        return not all(self.told.whole)

    @property
    def published(self) -> str:
        return beside_in_words(self.shares) if self.shares else ""


@require_http_methods(["GET", "POST"])
@allow(may_look)
def look(request: HttpRequest) -> HttpResponse:
    """Ask for a file, or show what it tells."""
    form = LookForm(request.POST, request.FILES) if request.method == "POST" else LookForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            told = _looked(file.file, file.name) | {"may_import": may_import(request.user)}
            return render(request, "exchange/looked.html", told)
        except Unreadable as refused:
            form.add_error("file", str(refused))
    return render(request, "exchange/look.html", {"form": form}, status=422 if form.is_bound else 200)


def _looked(file: object, name: str) -> dict[str, object]:
    checked, reading = check_file(file, name), read_any(file, name)
    period = months_of(reading)
    measures = monthly_measures(reading.events, *period, complete_from=period[0]) if period else []
    return {
        "checked": checked,
        "seen": [_seen(one, reading.authority_code) for one in measures],
        "cannot": cannot_tell(reading),
        "broken": [(*rule, "; ".join(places)) for *rule, places in broken_rules(checked)],
        "columns": ("Rule", "Kind", "What it says", "Times", "First places"),
        "aside": [(item.place, item.reason) for item in checked.set_aside[:MOST_SHOWN]],
        "sources": [sources()[table].sentence() for table in TABLES],
    }


def _seen(told: MonthlyMeasure, la_code: str) -> Seen:
    wanted = la_code and told.code in PUBLISHED
    return Seen(told, figure_of_a_file(told), published_shares(told.code, la_code) if wanted else ())
