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
from fanlight.exchange.looking import NOT_READ, broken_rules, cannot_tell, months_of, not_read
from fanlight.exchange.published_figures import authority_names, sources
from fanlight.exchange.published_shares import PUBLISHED, PublishedShare, beside_in_words, published_shares
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.recognise import read_any
from fanlight.figures import Figure
from fanlight.figures.monthly_figure import figure_of_a_file
from fanlight.web.accounts.access import allow
from fanlight.web.design.forms import Form
from fanlight.web.exchange.permissions import may_import, may_look
from fanlight.web.exchange.whose import authority_code

LARGEST_MB = 50
TABLES = ("c1", "c2", "c4", "neighbours")


def _authorities() -> list[tuple[str, str]]:
    named = sorted((name, code) for code, name in authority_names().items())
    return [
        ("", "As the file says, else our own authority"),
        *((code, f"{name} ({code})") for name, code in named),
    ]


class LookForm(Form):
    """One file."""

    file = forms.FileField(
        label="File",
        help_text="CIN Census XML, Annex A workbook, or a table of the Standard Safeguarding Dataset as CSV",
    )

    authority = forms.ChoiceField(
        label="Whose published figures to set beside it",
        choices=_authorities,
        required=False,
        help_text="An Annex A workbook or a table does not say whose it is; a CIN Census return does",
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
            told = _looked(file.file, file.name, form.cleaned_data["authority"]) | {
                "may_import": may_import(request.user)
            }
            return render(request, "exchange/looked.html", told)
        except Unreadable as refused:
            form.add_error("file", str(refused))
    return render(request, "exchange/look.html", {"form": form}, status=422 if form.is_bound else 200)


def _looked(file: object, name: str, asked: str) -> dict[str, object]:
    checked, reading = check_file(file, name), read_any(file, name)
    la_code = asked or reading.authority_code or authority_code()
    period = months_of(reading)
    measures = monthly_measures(reading.events, *period, complete_from=period[0]) if period else []
    return {
        "checked": checked,
        "seen": [_seen(one, la_code) for one in measures],
        "cannot": cannot_tell(reading, la_code),
        "broken": [(*rule, "; ".join(places)) for *rule, places in broken_rules(checked)],
        "columns": ("Rule", "Kind", "What it says", "Times", "First places"),
        "aside": not_read(checked),
        "not_read": NOT_READ,
        "sources": [sources()[table].sentence() for table in TABLES],
    }


def _seen(told: MonthlyMeasure, la_code: str) -> Seen:
    wanted = la_code and told.code in PUBLISHED
    return Seen(told, figure_of_a_file(told), published_shares(told.code, la_code) if wanted else ())
