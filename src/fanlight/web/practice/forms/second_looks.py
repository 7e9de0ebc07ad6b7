"""Forms of second looks and of urgent tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.web.accounts.models import Role, User
from fanlight.web.design.forms import DayField, Form, Radios
from fanlight.web.design.widgets import KEYS
from fanlight.web.frontdoor.models import Level
from fanlight.web.practice.actions.second_looks import LookWords
from fanlight.web.practice.models import SecondLookRule


class SecondLookForm(Form):
    """An independent decision: a level on its anchor, and why. Nothing of the first one stands here."""

    level = forms.ChoiceField(label="Level", widget=Radios(keys=KEYS, layout="three"))
    reasons = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 3}))
    missing = forms.CharField(
        label="What is missing", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, levels: Sequence[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = {str(level.pk): level for level in levels}
        self.fields["level"].choices = [(key, level.label) for key, level in self.levels.items()]
        self.fields["level"].widget.hints = {key: level.anchor for key, level in self.levels.items()}

    def words(self) -> LookWords:
        data = self.cleaned_data
        return LookWords(self.levels[data["level"]], data["reasons"], data["missing"])


class SecondLookRuleForm(Form):
    """Which decisions, how many of them, by whom."""

    kinds = forms.MultipleChoiceField(
        label="Decisions on which levels are mainly drawn", widget=forms.CheckboxSelectMultiple, required=True
    )
    share = forms.IntegerField(
        label="Of 100 decisions on these levels, how many are looked at again",
        help_text="0 draws none",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    share_others = forms.IntegerField(
        label="Of 100 decisions on any other level",
        help_text="Without some of these, whoever is asked knows what was decided, and the look is not blind",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
    asked_of = forms.ChoiceField(label="Who is asked", choices=SecondLookRule.AskedOf.choices, widget=Radios)
    source = forms.CharField(
        label="Who decided on this, and where", help_text="Such as minutes, with their date", max_length=300
    )
    words = forms.CharField(
        label="What workers are told about it",
        help_text="Shown to everybody with the rule",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *args: Any, levels: Sequence[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {level.kind: level.label for level in levels if not level.keeps_open}
        self.fields["kinds"].choices = list(kinds.items())


class CloseTaskForm(Form):
    """What was done."""

    done = forms.CharField(
        label="What was done",
        help_text="Who was spoken with, what was agreed, who acts next. It is kept with the task.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def today() -> date:
    return timezone.localdate()


class DutyForm(Form):
    """Who is duty manager on a day."""

    on = DayField(label="Day", earliest=today)
    managers = forms.ModelMultipleChoiceField(
        label="Duty manager",
        help_text="None ticked: every team manager of the front door",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = User.objects.filter(is_active=True, role__in=(Role.TEAM_MANAGER, Role.PRACTICE_LEAD))
        self.fields["managers"].queryset = able.order_by("name")
