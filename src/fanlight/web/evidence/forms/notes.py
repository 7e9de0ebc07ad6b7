"""Writing on a chart."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from fanlight.web.design.forms import DayField, Form, Radios, Select
from fanlight.web.evidence.models import SeriesNote, SeriesTarget


def today() -> date:
    return timezone.localdate()


class NoteForm(Form):
    """Something that happened, a change of definition or boundary, or limits anew."""

    kind = forms.ChoiceField(label="What it is", choices=SeriesNote.Kind.choices, widget=Radios)
    on = DayField(
        label="When", help_text="For limits that begin anew: the first month of the new limits", latest=today
    )
    words = forms.CharField(
        label="In your words",
        help_text="For limits that begin anew: why the process itself changed, and how you know",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    everywhere = forms.BooleanField(label="Show it on every series", required=False)

    def clean(self) -> dict[str, object]:
        given = super().clean()
        if given.get("everywhere") and given.get("kind") == SeriesNote.Kind.REBASE:
            self.add_error("everywhere", "Limits begin anew on one series at a time")
        return given


class WithdrawForm(Form):
    """Why a note is taken off the charts."""

    because = forms.CharField(label="Why it is withdrawn", max_length=300)


class TargetForm(Form):
    """What is aimed at, and which way is better."""

    value = forms.FloatField(
        label="Target",
        help_text="A number in the unit of the chart. Leave it empty for no target",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
    )
    better = forms.ChoiceField(
        label="Which way is better", choices=SeriesTarget.Better.choices, widget=Select
    )
    reason = forms.CharField(label="Who set it, and why", max_length=300)
