"""What a row of a list is, and which of its columns holds what."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms

from fanlight.casework.event import EVENT_WORDS
from fanlight.exchange.extract_dates import read_moment_as
from fanlight.exchange.mapping import FIELDS, NEEDED, ColumnMapping
from fanlight.exchange.mapping_suggestions import suggest_columns
from fanlight.exchange.sampling import TableSample
from fanlight.exchange.values import Refused
from fanlight.web.design.forms import Form, Radios, Select
from fanlight.web.exchange.own_lists.words import DAY_FIELDS, DAY_FIRST, DAYS, FIELD_WORDS, ROWS
from fanlight.web.exchange.receiving import words_known

MOST_WORDS = 60


class RowsForm(Form):
    """What a row of the file is, and in which sheet the list stands."""

    rows = forms.ChoiceField(label="What is one row of the list?", choices=[*ROWS.items()], widget=Radios)
    sheet = forms.ChoiceField(label="In which sheet does it stand?", widget=Radios)

    def __init__(self, tables: Sequence[TableSample], data: Any = None) -> None:
        super().__init__(data)
        if len(tables) < 2:
            del self.fields["sheet"]
        else:
            self.fields["sheet"].choices = [(table.title, table.title) for table in tables]


class ColumnsForm(Form):
    """Which column holds what. Words that are alike are put first; none is chosen beforehand.

    Parameters
    ----------
    rows
        What a row is: a key of `FIELDS`.
    table
        The top of the table.
    held
        A description to begin from, where one is changed or comes near.
    """

    name = forms.CharField(
        label="What do you call this list?",
        max_length=100,
        help_text="Such as “Contact log”. The name of a list described before makes this its next version",
    )

    def __init__(
        self, rows: str, table: TableSample, held: ColumnMapping | None = None, data: Any = None
    ) -> None:
        self.rows, self.table, self.held = rows, table, held
        super().__init__(data, initial=_initial(held, table))
        self.needed = FIELDS[rows][: NEEDED[rows]]
        suggested = suggest_columns(table.header, rows)
        for field in FIELDS[rows]:
            alike = [found.target for found in suggested[field]]
            self.fields[f"column_{field}"] = self._column(field, alike)
        if rows == "events":
            self.fields["kind"] = forms.ChoiceField(
                label="Or is every row the same?",
                choices=[*EVENT_WORDS.items()],
                required=False,
                widget=Select(none="No: a column says it"),
            )
        if set(FIELDS[rows]) & set(DAY_FIELDS):
            self.fields["days"] = forms.ChoiceField(
                label="How are days written?", choices=_ways(held), widget=Radios, required=False
            )
        self.words = self._words_to_ask()
        for key, value in self.words.items():
            self.fields[key] = self._word(value)

    def _column(self, field: str, alike: Sequence[str]) -> forms.ChoiceField:
        every = [(heading, heading) for heading in self.table.header]
        like = [("Words alike", [(heading, heading) for heading in alike])] if alike else []
        needed = field in self.needed and field != "kind"
        return forms.ChoiceField(
            label=FIELD_WORDS[field],
            choices=[*like, ("Every column", every)],
            required=needed,
            widget=Select(none="Choose" if needed else "Not in the list"),
            error_messages={"required": f"Choose the column: {FIELD_WORDS[field].lower()}"},
        )

    def _word(self, value: str) -> forms.ChoiceField:
        held = self.held.codes.get("level", {}).get(value, "") if self.held else ""
        return forms.ChoiceField(
            label=f"“{value[:80]}” means",
            choices=[*words_known("level").items()],
            required=False,
            initial=held,
            widget=Select(none="Not decided: such rows are set aside"),
        )

    def _words_to_ask(self) -> dict[str, str]:
        """Words of the column of levels that are no level here, by the control that asks for each."""
        column = self["column_level"].value() if "column_level" in self.fields else ""
        known = {word.casefold() for pair in words_known("level").items() for word in pair}
        values = self.table.values.get(column or "", ())
        asked = [value for value in values if value.casefold() not in known][:MOST_WORDS]
        return {f"level_{hashlib.sha256(value.encode()).hexdigest()[:12]}": value for value in asked}

    @property
    def asks_more(self) -> bool:
        """Whether words came up that the page sent had not asked about."""
        return any(key not in self.data for key in self.words)

    @property
    def column_fields(self) -> list[Any]:
        """The controls of the columns, those that are needed first."""
        return [self[f"column_{field}"] for field in FIELDS[self.rows]]

    @property
    def word_fields(self) -> list[Any]:
        """The controls of words to be told."""
        return [self[key] for key in self.words]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.rows == "events" and bool(data.get("column_kind")) == bool(data.get("kind")):
            both = data.get("kind")
            words = "either" if both else "which column says it, or what every row is"
            self.add_error(
                "column_kind", f"What was recorded: choose {words}" + (" one, not both" if both else "")
            )
        for field in DAY_FIELDS:
            self._check_days(field, data.get(f"column_{field}") or "", data.get("days") or "")
        return data

    def _check_days(self, field: str, column: str, days: str) -> None:
        """None of the days can be read so: the way is wrong, or the column is."""
        values = self.table.values.get(column, ())
        if not (column and values):
            return
        if not days:
            if "days" not in self.errors:
                self.add_error("days", "Say how days are written")
            return
        if not any(_is_day(value, _format(days)) for value in values):
            self.add_error(f"column_{field}", f"{column}: “{values[0][:40]}” is no day written as you say")

    def mapping(self) -> ColumnMapping:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        codes = {name: dict(values) for name, values in (self.held.codes if self.held else {}).items()}
        words = {value: said[key] for key, value in self.words.items() if said[key]}
        if words:
            codes["level"] = {**codes.get("level", {}), **words}
        return ColumnMapping(
            said["name"],
            self.rows,
            {field: said[f"column_{field}"] for field in FIELDS[self.rows] if said[f"column_{field}"]},
            codes,
            _format(said.get("days") or DAY_FIRST),
            said.get("kind") or "",
        )


def _initial(held: ColumnMapping | None, table: TableSample) -> dict[str, str]:
    if held is None:
        return {}
    columns = {f"column_{field}": column for field, column in held.columns.items() if column in table.header}
    return {"name": held.name, "kind": held.kind, "days": held.date_format or DAY_FIRST, **columns}


def _ways(held: ColumnMapping | None) -> list[tuple[str, str]]:
    """The ways in which days can be written; a way of a mapping that came as a file stays."""
    own = held.date_format if held else ""
    return [*DAYS.items(), *([(own, f"As in {own}")] if own and own not in DAYS else [])]


def _format(days: str) -> str:
    return "" if days == DAY_FIRST else days


def _is_day(text: str, written: str) -> bool:
    try:
        read_moment_as(text, written)
    except Refused:
        return False
    return True
