"""Handing in a file, and answering what it does not say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.exchange.reading import Unreadable
from fanlight.terms.periods import reporting_year_of
from fanlight.web.design.forms import DayField, Form, Radios
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.read_batch import mapping_of

LARGEST_MB = 200
LARGEST_MAPPING_KB = 1024


def today() -> date:
    return timezone.localdate()


class ImportForm(Form):
    """A file. What it does not say itself is asked once it is read."""

    file = forms.FileField(
        label="File",
        help_text="CIN Census XML, Annex A workbook, a table of the Standard Safeguarding Dataset as CSV, "
        "a CSV of past decisions, or a list of your own",
    )
    mapping = forms.FileField(
        label="Or with what a list holds, saved from Fanlight (JSON)",
        required=False,
        help_text="Described here before, or by an authority with the same list",
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MB * 1024 * 1024:
            raise forms.ValidationError(f"The file is larger than {LARGEST_MB} MB: use `fanlight import`")
        return file

    def clean_mapping(self) -> str:
        """The mapping as text; "" for none."""
        file = self.cleaned_data["mapping"]
        if not file:
            return ""
        if file.size > LARGEST_MAPPING_KB * 1024:
            raise forms.ValidationError(f"The mapping is larger than {LARGEST_MAPPING_KB} KB")
        try:
            text = file.read().decode("utf-8-sig")
            mapping_of(text)
        except UnicodeDecodeError:
            raise forms.ValidationError("The mapping is not JSON") from None
        except Unreadable as refused:
            raise forms.ValidationError(str(refused)) from None
        return str(text)


class AnswersForm(Form):
    """What only a person can say of a file that was read. Nothing is chosen beforehand."""

    known_up_to = DayField(
        label="The file is complete up to",
        help_text="What happened after this day is not in the file",
        latest=today,
        error_messages={"required": "Enter the day up to which the file is complete"},
    )
    contacts_are = forms.ChoiceField(
        label="Contacts in the file",
        choices=ImportBatch.Contacts.choices,
        widget=Radios,
        error_messages={"required": "Say whether the contacts are history or wait for a decision"},
    )
    open_from = DayField(label="Received since", required=False, latest=today)
    complete_from = DayField(
        label="The file holds everything recorded since",
        required=False,
        latest=today,
        help_text="If you give a day: what earlier files of this kind told since then and this one does not "
        "is marked no longer present. If you leave it blank, what the file does not say changes nothing.",
    )
    take_over = forms.BooleanField(
        label="Where the file and Fanlight differ on a person, the file is right", required=False
    )

    def __init__(self, *arguments: Any, batch: ImportBatch, **more: Any) -> None:
        asked = {name: getattr(batch, name) for name in self.base_fields}
        super().__init__(*arguments, initial=asked, **more)
        if batch.format == "cin_census" and (up_to := batch.shown.get("reference_on")):
            begins = reporting_year_of(date.fromisoformat(up_to)).first_on
            more_told = f" A CIN Census return tells the year from {begins:%-d %B %Y}."
            self.fields["complete_from"].help_text += more_told
        wanted = set(batch.shown.get("asks", []))
        if "contacts_are" in wanted:
            wanted.add("open_from")
        if batch.shown.get("contradictions"):
            wanted.add("take_over")
        for name in set(self.fields) - wanted:
            del self.fields[name]

    def clean(self) -> dict[str, object]:
        data = super().clean() or self.cleaned_data
        if "contacts_are" not in self.fields:
            return data
        is_open = data.get("contacts_are") == ImportBatch.Contacts.OPEN
        if is_open and not data.get("open_from") and "open_from" not in self.errors:
            self.add_error("open_from", "Enter the day since which contacts wait for a decision")
        if not is_open:
            data["open_from"] = None
        return data
