"""Forms of people and teams."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts

from fanlight.web.accounts.forms import OurWords
from fanlight.web.accounts.models import Role, Team
from fanlight.web.design.forms import Form, Radios


class WorkerForm(Form):
    """What a person does here, and where."""

    name = forms.CharField(
        label="Name",
        max_length=150,
        help_text="As colleagues know them",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    role = forms.ChoiceField(label="Role", choices=Role, widget=Radios)
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"),
        label="Team",
        required=False,
        empty_label="No team",
        help_text="Social workers and team managers need one: it says which contacts they see",
    )


class NewWorkerForm(WorkerForm):
    """A person who is new here."""

    field_order = ["name", "username", "role", "team"]
    username = forms.CharField(
        label="User name", max_length=150, help_text="What they sign in with; it cannot be changed later"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].widget.attrs.update(
            {"class": "govuk-input--width-20"},
            autocapitalize="none",
            spellcheck="false",
            autocomplete="off",
        )


class CloseForm(Form):
    """Why an account is closed."""

    reason = forms.CharField(
        label="Why is it closed?",
        max_length=400,
        help_text="Such as: left on 30 June; they may read it",
    )


class TeamForm(Form):
    """What a team is called and which contacts its people see."""

    name = forms.CharField(label="Name", max_length=120)
    front_door = forms.BooleanField(label="Its people see every contact of the front door", required=False)
    out_of_hours = forms.BooleanField(
        label="It is the emergency duty team, out of hours; its people see them too", required=False
    )
    parent = forms.ModelChoiceField(
        Team.objects.order_by("name"),
        label="Part of",
        required=False,
        empty_label="No other team",
        help_text="Figures of fewer than five people are shown within the team that theirs is part of",
    )

    def __init__(self, *args: Any, team: Team | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if team is not None:
            self.fields["parent"].queryset = Team.objects.exclude(pk=team.pk).order_by("name")


class ChoosePasswordForm(OurWords, SetPasswordForm):
    """One's own first password, or the next after it was forgotten."""

    words = {
        "new_password1": ("Password", "Enter a password"),
        "new_password2": ("Password again", "Enter the password again"),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["new_password1"].help_text = " ".join(password_validators_help_texts())
