"""Handing in a file."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from fanlight.web.design.forms import DayField, Form, Radios

LARGEST_MB = 200


def today() -> date:
    return timezone.localdate()


class ImportForm(Form):
    """A file, and what the file itself may not say."""

    file = forms.FileField(
        label="File",
        help_text="CIN Census XML, Annex A workbook, a table of the Standard Safeguarding Dataset as CSV, "
        "or a CSV of past decisions",
    )
    known_up_to = DayField(
        label="The file is complete up to",
        help_text="Needed for Annex A, tables and past decisions; a CIN Census says it itself",
        required=False,
        latest=today,
    )
    contacts = forms.ChoiceField(
        label="Contacts in the file",
        choices=[
            ("history", "All are history: nothing goes on today’s list"),
            ("open", "Those received since a day wait for a decision: put them on today’s list"),
        ],
        widget=Radios,
        required=False,
        help_text="Only asked of files with contacts",
    )
    open_from = DayField(label="Received since", required=False, latest=today)

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MB * 1024 * 1024:
            raise forms.ValidationError(f"The file is larger than {LARGEST_MB} MB: use `fanlight import`")
        return file

    def clean(self) -> dict[str, object]:
        data = super().clean() or self.cleaned_data
        if data.get("contacts") == "open" and not data.get("open_from") and "open_from" not in self.errors:
            self.add_error("open_from", "Enter the day since which contacts wait for a decision")
        if data.get("contacts") != "open":
            data["open_from"] = None
        return data
