"""Whose texts are kept, on whose word, and why it ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from fanlight.web.casework.models import LocalIdentifier, Person
from fanlight.web.casework.queries import by_identifier
from fanlight.web.design.forms import DayField, Form
from fanlight.web.frontdoor.queries.finding import lines_meant


class HoldForm(Form):
    """A child by number; where the case system has none yet, every child of a contact."""

    child = forms.CharField(
        label="Case-system number of the child",
        help_text="Without one: a contact and the child’s place, such as C-000123 2; C-000123 alone is every "
        "child on it",
        max_length=60,
    )
    source = forms.CharField(
        label="On whose word",
        help_text="Such as “Independent inquiry, order of 3 November 2026” or a court and its case number",
        max_length=300,
    )
    since_on = DayField(label="Date from which it holds")
    reason = forms.CharField(
        label="Why the texts are kept", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def clean_child(self) -> list[Person]:
        number = self.cleaned_data["child"].strip()
        held = by_identifier([number], LocalIdentifier.CASE_SYSTEM).get(number)
        if held is not None and held.is_adult:
            raise forms.ValidationError("This number is an adult’s: a hold is for a child")
        found = [held] if held else [line.person for line in lines_meant(number)]
        if not found:
            raise forms.ValidationError("No child and no contact has this number")
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("since_on") and data["since_on"] > timezone.localdate():
            self.add_error("since_on", "It holds from the moment you set it: give today or an earlier day")
        return data


class EndHoldForm(Form):
    """Why the rule may count again."""

    why = forms.CharField(label="Why it ends", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
