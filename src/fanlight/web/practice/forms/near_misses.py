"""Forms of near misses and of the pulse."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from fanlight.practice.near_miss import FIELDS
from fanlight.practice.pulse import ANSWERS, ITEMS
from fanlight.web.design.forms import Checkboxes, Form, Radios
from fanlight.web.practice.models import Hypothesis, NearMissChange, NearMissTheme, Trial

LONGEST = 2000
IN_DANGER = (("yes", "Yes, or I am not sure"), ("no", "No"))


def _area(label: str, hint: str = "", rows: int = 3, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, widget=area, **more)


class DangerForm(Form):
    """Asked first; what is answered is kept nowhere."""

    danger = forms.ChoiceField(label="Is a child in danger now?", choices=IN_DANGER, widget=Radios())


class ReportForm(Form):
    """What happened, what nearly went wrong, what helped."""

    mark_optional = True
    token = forms.CharField(widget=forms.HiddenInput, max_length=40)
    names_seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4().hex
        for field in FIELDS:
            self.fields[field.name] = _area(
                field.words, field.hint, rows=4 if field.required else 2, max_length=LONGEST
            )
            self.fields[field.name].required = field.required
            self.fields[field.name].error_messages["required"] = "Say in a sentence or two what happened"

    def clean_token(self) -> str:
        token = self.cleaned_data["token"]
        if not all(letter in "0123456789abcdef" for letter in token):
            raise forms.ValidationError("Open the page again and send the report from there")
        return token

    def told(self) -> dict[str, str]:
        """The report's words by field."""
        return {field.name: self.cleaned_data.get(field.name, "") for field in FIELDS}


class OwnForm(Form):
    """What a reporter does with one of their own."""

    ACTS = ("withdraw", "alone", "forget", "answer")
    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    token = forms.CharField(max_length=40)
    question = forms.IntegerField(required=False)
    words = forms.CharField(required=False, max_length=LONGEST)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("act") == "answer" and not data.get("words", "").strip():
            self.add_error("words", "Enter your answer")
        return data


class ThemeForm(Form):
    """A theme of several reports."""

    title = forms.CharField(label="Name of the theme", max_length=120)
    words = _area("What the reports have in common", "For everybody to read: nothing that tells one report")


class CodeForm(Form):
    """The themes of a report."""

    themes = forms.MultipleChoiceField(label="Themes of this report", required=False, widget=Checkboxes())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = [(str(one.pk), one.title) for one in NearMissTheme.objects.all()]


class AskForm(Form):
    """A question back."""

    words = _area(
        "Ask whoever reported it",
        "About what happened, never about who. They need not answer",
        max_length=LONGEST,
    )


class LeaveOutForm(Form):
    """A passage that may say who somebody is."""

    passage = forms.CharField(label="The words to leave out, as they stand in the report", max_length=500)
    why = forms.CharField(
        label="Why",
        help_text="Such as: a name. Kept with your name and the day; do not repeat it here",
        max_length=200,
    )


class ChangeForm(Form):
    """What was changed, and whether it worked."""

    mark_optional = True
    words = _area("What was changed")
    worked = forms.ChoiceField(label="Did it work?", choices=NearMissChange.Worked.choices, widget=Radios())
    worked_words = _area("How do you know?", rows=2, required=False)
    hypothesis = forms.ModelChoiceField(
        label="A hypothesis that came of it",
        queryset=Hypothesis.objects.exclude(shared_at=None),
        required=False,
        empty_label="None",
    )
    trial = forms.ModelChoiceField(
        label="A trial of it", queryset=Trial.objects.all(), required=False, empty_label="None"
    )


class PulseForm(Form):
    """Four sentences."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ITEMS:
            self.fields[item.code] = forms.ChoiceField(
                label=item.words, choices=ANSWERS, widget=Radios(layout="inline")
            )
            self.fields[item.code].error_messages["required"] = f"Answer: {item.words}"
