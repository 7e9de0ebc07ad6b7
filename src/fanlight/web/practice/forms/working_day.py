"""Agreeing to a team figure until a day; which half-year of which team is worked out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import Team
from fanlight.web.design.forms import DayField, Form, Select
from fanlight.web.practice.queries.team_days import half_years

MOST_MONTHS = 12


def today() -> Any:
    return timezone.localdate()


def in_a_year() -> Any:
    return add_months(timezone.localdate(), MOST_MONTHS)


class AgreeForm(Form):
    """Until which day one's word stands."""

    until = DayField(
        label="My decisions may be counted until",
        help_text="At most a year; you may withdraw on any day",
        earliest=today,
        latest=in_a_year,
    )


class FigureForm(Form):
    """A team and a half-year that is over."""

    team = forms.ChoiceField(label="Team", widget=Select())
    first = forms.ChoiceField(label="Half-year", widget=Select())

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self.spans = {first.isoformat(): (first, last) for first, last in half_years(timezone.localdate())}
        self.fields["team"].choices = [
            ("", "Choose a team"),
            *((pk, str(one)) for pk, one in self.teams.items()),
        ]
        self.fields["first"].choices = [
            ("", "Choose a half-year"),
            *((code, _words(first, last)) for code, (first, last) in self.spans.items()),
        ]

    def clean_team(self) -> Team:
        return self.teams[self.cleaned_data["team"]]

    def clean_first(self) -> tuple[date, date]:
        return self.spans[self.cleaned_data["first"]]


def _words(first: date, last: date) -> str:
    return f"{first:%B} to {last:%B %Y}"
