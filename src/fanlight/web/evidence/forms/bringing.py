"""A table of figures from a file or pasted: two columns at least, each row read or refused with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.exchange.analysis_table import read_day_or_month, read_number
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.rows_of_any import rows_of_any
from fanlight.exchange.values import Refused, clean
from fanlight.web.design.forms import DayField, Form, Select
from fanlight.web.evidence.actions import Told
from fanlight.web.evidence.models import ImportedSeries

LARGEST = 2 * 1024 * 1024
MOST_ROWS = 5_000
PERIOD, VALUE, DENOMINATOR, PUBLISHED = "period", "value", "denominator", "published_on"
_ALSO = {
    PERIOD: ("month", "date", "year", "quarter"),
    VALUE: ("count", "number", "numerator"),
    DENOMINATOR: ("of", "population"),
    PUBLISHED: ("published", "published on"),
}


def today() -> date:
    return timezone.localdate()


class ValuesForm(Form):
    """Figures, and when they were published."""

    mark_optional = True
    file = forms.FileField(label="A CSV file or workbook", required=False)
    pasted = forms.CharField(
        label="Or paste two columns: month and number",
        help_text="One row a month, as copied from a spreadsheet: 2025-04 and 843. A third column can say "
        "what the number is out of, a fourth when it was published",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    published_on = DayField(
        label="When these figures were published",
        help_text="Needed where the rows do not say it themselves",
        required=False,
        latest=today,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        file, pasted = given.get("file"), (given.get("pasted") or "").strip()
        if bool(file) == bool(pasted):
            self.add_error("pasted", "Give a file or paste the columns: one of the two")
            return given
        if file and file.size > LARGEST:
            self.add_error("file", "The file is larger than 2 MB")
            return given
        try:
            rows = _of_file(file) if file else _of_pasted(pasted)
            given["rows"] = _told(rows, given.get("published_on"))
        except Unreadable as wrong:
            self.add_error("file" if file else "pasted", str(wrong))
        return given


class BringForm(ValuesForm):
    """A new series."""

    field_order = ("title", "unit", "source", "file", "pasted", "published_on")
    title = forms.CharField(label="Name of the series", max_length=120)
    unit = forms.ChoiceField(label="What the numbers are", choices=ImportedSeries.Unit.choices, widget=Select)
    source = forms.CharField(
        label="Where they are from", help_text="The report, the return or the person", max_length=300
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        lacking = [row for row in given.get("rows", []) if row.value is not None and row.denominator is None]
        if given.get("unit") == ImportedSeries.Unit.RATE and lacking and len(lacking) < len(given["rows"]):
            self.add_error("pasted", "Some rows say what the number is out of and others do not")
        return given


Row = tuple[str, str, str, str, str]  # place, period, value, denominator, published on


def _of_file(file: Any) -> list[Row]:
    """Rows of a file whose headings are those wanted, or close to them."""
    with rows_of_any(file, lambda header: bool(_called(PERIOD, header) and _called(VALUE, header))) as table:
        named = {want: _called(want, table.header) for want in _ALSO}
        if not named[PERIOD] or not named[VALUE]:
            wanted = "a column period (or month, date) and a column value (or count)"
            raise Unreadable(table.name, f"give {wanted}; it has {', '.join(table.header)}")
        at = {want: list(table.header).index(name) for want, name in named.items() if name}
        rows: list[Row] = []
        for place, raw in table.rows:
            cells = [clean(cell) for cell in raw]
            if not any(cells):
                continue
            told = [cells[at[want]] if want in at and at[want] < len(cells) else "" for want in _ALSO]
            rows.append((f"row {place}", *told))
    return rows


def _called(want: str, header: Sequence[str]) -> str:
    names = {name.strip().lower(): name for name in header}
    return next((names[one] for one in (want, *_ALSO[want]) if one in names), "")


def _of_pasted(text: str) -> list[Row]:
    """Rows as a spreadsheet copies them: tabs, else semicolons or commas between the columns."""
    first = text.splitlines()[0]
    mark = next((one for one in "\t;," if one in first), " ")
    if mark == " ":
        lines = [line.split() for line in text.splitlines()]
    else:
        lines = list(csv.reader(io.StringIO(text), delimiter=mark))
    rows: list[Row] = []
    for number, cells in enumerate(lines, 1):
        trimmed = [cell.strip() for cell in cells]
        if not any(trimmed):
            continue
        if not 2 <= len(trimmed) <= 4:
            raise Unreadable(f"line {number}", f"{len(trimmed)} columns; give two to four")
        if number == 1 and not any(letter.isdigit() for letter in "".join(trimmed)):
            continue  # headings
        period, value, below, published = [*trimmed, "", ""][:4]
        rows.append((f"line {number}", period, value, below, published))
    return rows


def _told(rows: list[Row], published_on: date | None) -> list[Told]:
    """Rows as they will be kept; the first that cannot be read stops it, with its place."""
    if not rows:
        raise Unreadable("the table", "there is no row of figures")
    if len(rows) > MOST_ROWS:
        raise Unreadable("the table", f"{len(rows):,} rows; at most {MOST_ROWS:,}")
    told: dict[tuple[date, date], Told] = {}
    for place, period, value, below, published in rows:
        try:
            month = read_day_or_month(period).replace(day=1)
        except Refused as wrong:
            raise Unreadable(place, f"{wrong}: {period[:40]}") from None
        number, out_of = _number(place, value), _number(place, below)
        day = published_on
        if published:
            try:
                day = read_day_or_month(published)
            except Refused as wrong:
                raise Unreadable(place, f"{wrong}: {published[:40]}") from None
        if day is None:
            raise Unreadable(place, "it does not say when it was published: answer below for all rows")
        if day < month:
            raise Unreadable(place, f"{month:%B %Y} cannot have been published on {day:%-d %B %Y}")
        if (month, day) in told:
            raise Unreadable(place, f"{month:%B %Y} stands twice with the same day of publication")
        told[month, day] = Told(month, number, out_of, day)
    return list(told.values())


def _number(place: str, text: str) -> float | None:
    try:
        number = read_number(text)
    except Refused as wrong:
        raise Unreadable(place, f"{wrong}: {text[:40]}") from None
    return None if number != number else number
