"""Forms of guards and exercises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from fanlight.web.accounts.models import Team
from fanlight.web.design.forms import Form, Radios, Select


class SwitchForm(Form):
    """On or off for a team, and why."""

    team = forms.ChoiceField(label="Team", widget=Select())
    state = forms.ChoiceField(label="From now on", choices=[("on", "On"), ("off", "Off")], widget=Radios())
    why = forms.CharField(
        label="Why", help_text="Kept with your name and the date, for everybody to read", max_length=300
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self.fields["team"].choices = [
            ("", "Choose a team"),
            *((pk, str(one)) for pk, one in self.teams.items()),
        ]

    def clean_team(self) -> Team:
        return self.teams[self.cleaned_data["team"]]


class ExerciseForm(Form):
    """A number from 0 to 100."""

    said = forms.IntegerField(
        label="Your answer, of 100",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
