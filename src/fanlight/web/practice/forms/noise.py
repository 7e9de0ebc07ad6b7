"""Opening a noise audit, writing a vignette, answering one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from fanlight.practice.noise_planner import NoisePlan, plan_noise_audit
from fanlight.web.accounts.models import Role, Team, User
from fanlight.web.design.forms import Checkboxes, Form, Radios
from fanlight.web.practice.models import NoiseAudit, Vignette
from fanlight.web.practice.queries.noise import vignettes

SHORT = {"class": "govuk-input--width-3", "inputmode": "numeric"}


def whole(label: str, hint: str = "", **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, widget=forms.TextInput(attrs=SHORT), **options)


class VignetteForm(Form):
    """A contact made up from nothing."""

    title = forms.CharField(label="Its name", help_text="A few words", max_length=120)
    text = forms.CharField(
        label="The contact as it comes in",
        help_text="Made up from nothing: never a real contact with other names",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    made_up = forms.BooleanField(label="No child, family or worker in it is real, changed or combined")


class AuditForm(Form):
    """Which vignettes, who, how many again."""

    title = forms.CharField(label="Name of the audit", max_length=120)
    vignettes = forms.ModelMultipleChoiceField(
        queryset=Vignette.objects.none(), label="Which vignettes?", widget=Checkboxes(layout="columns")
    )
    teams = forms.ModelMultipleChoiceField(
        queryset=Team.objects.none(),
        label="Whom do you invite?",
        help_text="Social workers and managers of these teams; each may leave it",
        widget=Checkboxes,
    )
    repeated = whole(
        "How many of them come again weeks later?",
        "Without repeats what is stable and what is of the day cannot be told apart",
        min_value=0,
        max_value=100,
    )
    repeat_after_days = whole(
        "After how many days?", "21 or more: so that it is not remembered", min_value=1, max_value=365
    )
    with_scale = forms.BooleanField(label="Ask for a judgement from 0 to 100 as well", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["vignettes"].queryset = Vignette.objects.filter(pk__in=[one.pk for one in vignettes()])
        self.fields["teams"].queryset = Team.objects.order_by("name")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        chosen = given.get("vignettes")
        if chosen is not None and len(chosen) < 2:
            self.add_error("vignettes", "Choose at least two")
        if chosen is not None and given.get("repeated") is not None and given["repeated"] > len(chosen):
            self.add_error("repeated", "No more than there are vignettes")
        if given.get("teams") is not None and len(self.workers()) < 5 and "teams" not in self.errors:
            self.add_error("teams", "At least five workers: fewer would be a figure about single ones")
        return given

    def workers(self) -> list[User]:
        """Who is invited."""
        roles = (Role.PRACTITIONER, Role.TEAM_MANAGER)
        return list(User.objects.filter(team__in=self.cleaned_data["teams"], role__in=roles, is_active=True))

    def plan(self) -> NoisePlan:
        """How precisely it would measure, if everyone answered."""
        given = self.cleaned_data
        return plan_noise_audit(len(self.workers()), len(given["vignettes"]), given["repeated"])

    def entries(self) -> dict[str, Any]:
        """What opens the audit."""
        given = self.cleaned_data
        return {
            **{name: given[name] for name in ("title", "repeated", "repeat_after_days", "with_scale")},
            "vignettes": list(given["vignettes"]),
            "workers": self.workers(),
            "seed": int(timezone.now().timestamp() * 1000) % 2_000_000_000,
        }


class AnswerForm(Form):
    """A level on its absolute anchor; a judgement from 0 to 100 where it is asked."""

    def __init__(self, *args: Any, audit: NoiseAudit, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["level"] = forms.ChoiceField(
            label="Which level?",
            help_text="Against the words beside each level, not against the vignette before",
            choices=[(one["code"], one["label"]) for one in audit.levels],
            widget=Radios(hints={one["code"]: one["anchor"] for one in audit.levels}),
            error_messages={"required": "Choose a level"},
        )
        if audit.with_scale:
            self.fields["judgement"] = whole(
                "How much does this child need somebody now, from 0 to 100?",
                "0: not at all; 100: nothing could be more urgent. It may stay empty",
                min_value=0,
                max_value=100,
                required=False,
            )
