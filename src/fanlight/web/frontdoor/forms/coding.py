"""How many past contacts are drawn, and the answers to one of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from fanlight.web.design.forms import DayField, Form, YesNoNotKnownField
from fanlight.web.frontdoor.models import ChecklistVersion

MOST = 2000


class SampleForm(Form):
    """From when, until when, how many."""

    first_on = DayField(label="Contacts received from", latest=timezone.localdate)
    last_on = DayField(label="Until", latest=timezone.localdate)
    size = forms.IntegerField(
        label="How many?",
        min_value=2,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("first_on") and data.get("last_on") and data["last_on"] < data["first_on"]:
            self.add_error("last_on", "The last day comes before the first")
        return data


class CodeForm(Form):
    """Every question is answered; not known is an answer."""

    sampled = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: ChecklistVersion, **options: Any) -> None:
        super().__init__(*args, **options)
        for cue in version.cues:
            self.fields[f"cue_{cue['code']}"] = YesNoNotKnownField(
                label=cue["question"], help_text=cue.get("help", "")
            )

    @property
    def cue_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("cue_")]

    def answers(self) -> dict[str, str]:
        """Question to answer."""
        return {
            name.removeprefix("cue_"): said
            for name, said in self.cleaned_data.items()
            if name.startswith("cue_")
        }
