"""A new token: for which system, for what, until when."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from fanlight.web.design.forms import Checkboxes, DayField, Form
from fanlight.web.exchange.api.models import ApiToken, Scope

LONGEST_DAYS = 366


def in_a_year() -> date:
    return timezone.localdate() + timedelta(days=LONGEST_DAYS)


class TokenForm(Form):
    """Nothing is chosen beforehand, the day least of all."""

    name = forms.CharField(
        label="Which system it is for",
        help_text="The audit log names it so",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    scopes = forms.MultipleChoiceField(
        label="What it may be used for", choices=Scope.choices, widget=Checkboxes
    )
    expires_on = DayField(
        label="The last day on which it holds",
        help_text="A year from today at most",
        earliest=timezone.localdate,
        latest=in_a_year,
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if ApiToken.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError("There was a token of this name already: give another")
        return str(name)
