"""On which past cases a list is tested, and what counts as the outcome."""

from __future__ import annotations

from typing import Any

from django import forms

from fanlight.web.design.forms import Form, Radios
from fanlight.web.frontdoor.forms.checklists import text
from fanlight.web.frontdoor.models import ChecklistTest, ChecklistVersion
from fanlight.web.frontdoor.queries.past_cases import OUTCOMES

LARGEST_MB = 20
Source = ChecklistTest.Source
OF_FILE = "Column of the file that says the outcome"


class TestForm(Form):
    """Recorded answers, a sample coded by hand, or a file."""

    mark_optional = True

    source = forms.ChoiceField(label="On which past cases?", widget=Radios)
    outcome = forms.ChoiceField(
        label="What should the list catch?",
        help_text="What services recorded next, as imported. For a file, name its column below",
        choices=[(code, f"{told.words[:1].upper()}{told.words[1:]}") for code, told in OUTCOMES.items()],
        widget=Radios,
        required=False,
    )
    file = forms.FileField(
        label="File",
        help_text="A table, one case a row: a column for each question (its words, or its code), "
        "answered 1, 0 or blank. Columns named ethnic_group, sex, age_band or disability are told apart. "
        "Its rows are not kept",
        required=False,
    )
    column = text(OF_FILE, "With 1 or 0 in each row", most=120, required=False)

    def __init__(self, *args: Any, version: ChecklistVersion, **options: Any) -> None:
        super().__init__(*args, **options)
        self.samples = {f"sample-{one.pk}": one for one in version.samples.all()}
        self.fields["source"].choices = [
            (Source.RECORDED.value, "Answers recorded with past decisions"),
            *(
                (key, f"Contacts coded by hand, drawn on {one.at:%-d %B %Y}")
                for key, one in self.samples.items()
            ),
            (Source.FILE.value, "A file"),
        ]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_MB * 1024 * 1024:
            raise forms.ValidationError(
                f"The file is larger than {LARGEST_MB} MB: use `fanlight checklist test`"
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("source") == Source.FILE:
            if not data.get("file") and "file" not in self.errors:
                self.add_error("file", "Choose the file")
            if not data.get("column"):
                self.add_error("column", "Name the column that says the outcome")
        elif data.get("source") and not data.get("outcome"):
            self.add_error("outcome", "Choose what the list should catch")
        return data
