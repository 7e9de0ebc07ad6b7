"""Forms of the practice room."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.web.accounts.models import Team, User
from fanlight.web.design.forms import DayField, Form, Select
from fanlight.web.frontdoor.permissions import sees_the_whole_door
from fanlight.web.practice.models import WordBack


def today() -> date:
    return timezone.localdate()


def in_three_months() -> date:
    return today() + timedelta(days=92)


class ForecastForm(Form):
    """A probability for each question, in per cent; an empty one is not answered."""

    def __init__(self, *args: Any, questions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {question.code: question for question in questions}
        for question in questions:
            self.fields[question.code] = forms.IntegerField(
                label=question.words,
                help_text="0 (certainly not) to 100 (certainly)",
                min_value=0,
                max_value=100,
                required=False,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
            )

    def answers(self) -> dict[Any, int]:
        return {
            self.questions[code]: probability
            for code, probability in self.cleaned_data.items()
            if probability is not None
        }


class LessonForm(Form):
    """What I learned."""

    lesson = forms.CharField(label="What I learned", widget=forms.Textarea(attrs={"rows": 3}))


class QuestionForm(Form):
    """What I wonder."""

    words = forms.CharField(
        label="What I wonder",
        help_text="One sentence is enough. Without names or details of a child",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shared = forms.BooleanField(label="Share it with everyone in the authority", required=False)
    with_name = forms.BooleanField(label="Show my name with it", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("with_name") and not data.get("shared"):
            self.add_error(
                "with_name", "Your name is shown only with a question that you share: tick both, or none"
            )
        return data


class ShareForm(Form):
    """Show this page to one named person until a day."""

    shared_with = forms.CharField(
        label="User name of the person",
        help_text="Or first and last name, where one person here is called so",
        max_length=150,
    )
    until = DayField(label="Until", help_text="At most three months", earliest=today, latest=in_three_months)

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner

    def clean_shared_with(self) -> User:
        words = self.cleaned_data["shared_with"].strip()
        working = User.objects.filter(is_active=True)
        called = list(working.filter(username=words)) or list(working.filter(name__iexact=words)[:2])
        if not called:
            raise forms.ValidationError("Nobody has this user name or name")
        if len(called) > 1:
            raise forms.ValidationError("Several people are called so: give the user name")
        [found] = called
        if found == self.owner:
            raise forms.ValidationError("This is your own user name")
        if not sees_the_whole_door(found):
            raise forms.ValidationError("Only people of the front door can be shown a page with its contacts")
        return found


class WordBackForm(Form):
    """What somebody said afterwards."""

    kind = forms.ChoiceField(label="What it is", choices=WordBack.Kind.choices, widget=Select)
    from_whom = forms.CharField(label="From whom", help_text="Such as mother, head teacher", max_length=120)
    words = forms.CharField(label="In their words", widget=forms.Textarea(attrs={"rows": 3}))
    received_on = DayField(label="When", latest=today)


class TeamForm(forms.ModelForm):
    """How often a team is asked for a forecast."""

    class Meta:
        model = Team
        fields = ["forecast_one_in"]
        labels = {"forecast_one_in": "Ask for a forecast after one decision in"}
        help_texts = {"forecast_one_in": ""}

    def clean_forecast_one_in(self) -> int:
        one_in = self.cleaned_data["forecast_one_in"]
        if one_in > 100:
            raise forms.ValidationError("Enter a whole number from 0 to 100")
        return one_in


class WindowForm(Form):
    """From which day to which day after a record another one belongs to it, and why."""

    first_day = forms.IntegerField(
        label="From day",
        help_text="0 is the day of the first record; -1 the day before it",
        min_value=-30,
        max_value=365,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    last_day = forms.IntegerField(
        label="To day",
        min_value=0,
        max_value=730,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    reason = forms.CharField(label="Why", help_text="Kept with the date and your name", max_length=300)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first is not None and last is not None and last < first:
            self.add_error("last_day", "The last day must not come before the first")
        return data
