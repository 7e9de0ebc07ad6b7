"""The short forms of the front door."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from fanlight.frontdoor.fold import SignatureRule as Signature
from fanlight.terms.clocks import UrgencyLevel
from fanlight.web.accounts.models import Authority, User
from fanlight.web.casework.models import LocalIdentifier, Person
from fanlight.web.design.forms import Form, Radios
from fanlight.web.design.typed import TypedError, read_day, split_day
from fanlight.web.frontdoor.models import ContactChild, Level, LevelSet, SignatureRule
from fanlight.web.frontdoor.queries import may_see_child

CODES = ("red", "amber", "green", "blue", "grey")  # what a contact's mark refers to, whatever the words


class AskForm(Form):
    """Ask somebody something."""

    asked_of = forms.CharField(label="Asked of", max_length=80)
    about = forms.CharField(label="What was asked", max_length=400)
    submission = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(Form):
    """Their answer."""

    answer = forms.CharField(label="Their answer, in their words", widget=forms.Textarea(attrs={"rows": 3}))


def rungs(ladder: dict[str, Any]) -> list[tuple[str, str]]:
    """The authority's own words for how soon somebody is needed, with their hours."""
    return [(code, f"{one.words} (within {one.hours} h)") for code, one in ladder.items() if one.hours]


class UrgencyForm(Form):
    """Whether somebody is needed now, on the authority's own ladder."""

    urgency = forms.ChoiceField(label="Does somebody need to act now?", widget=Radios, required=False)

    def __init__(self, *args: Any, ladder: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["urgency"].choices = [*rungs(ladder), ("none", "No mark: by the clock")]

    def clean_urgency(self) -> str:
        if not self.cleaned_data["urgency"]:
            raise forms.ValidationError("Choose how soon somebody is needed")
        return "" if self.cleaned_data["urgency"] == "none" else self.cleaned_data["urgency"]


class SignatureForm(Form):
    """A footer that need not be read each time."""

    name = forms.CharField(label="Name of the rule", help_text="Such as “Police footer”", max_length=80)
    begins = forms.CharField(label="Begins with a line that starts", max_length=200)
    ends = forms.CharField(
        label="Ends with a line that contains",
        help_text="Empty: to the end of the text",
        max_length=200,
        required=False,
    )

    def clean_name(self) -> str:
        if SignatureRule.objects.filter(name=self.cleaned_data["name"], retired_at=None).exists():
            raise forms.ValidationError("A rule of this name is in use already")
        return self.cleaned_data["name"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                Signature(name=data["name"], begins=data["begins"], ends=data["ends"])
            except ValueError as wrong:
                self.add_error("begins", str(wrong))
        return data


class RetireForm(Form):
    """Why a footer is to be read again."""

    why = forms.CharField(label="Why", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class JoinForm(Form):
    """Which child of the case system a child of a contact is; asked twice: nothing parts two again."""

    number = forms.CharField(label="Number of the child in the case system", max_length=60)
    agreed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Person, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.user = record, user

    def clean_number(self) -> str:
        number = self.cleaned_data["number"].strip()
        found = LocalIdentifier.objects.filter(value=number).select_related("person__joined_into").first()
        self.known = (found.person.joined_into or found.person) if found else None
        if self.known is None and self.record.identifiers.exists():
            raise forms.ValidationError(f"No person has the case-system number {number}")
        if self.known is not None:
            self._may_be(self.known)
        return number

    def _may_be(self, known: Person) -> None:
        if not may_see_child(self.user, known):
            raise forms.ValidationError("This number is held by another team: ask them")
        if known.is_adult:
            raise forms.ValidationError("This is the number of an adult")
        if known.is_unborn:
            raise forms.ValidationError(f"{known.name} is not born either")
        records = [known.pk, *known.joined_from.values_list("pk", flat=True)]
        contacts = self.record.contact_lines.values("contact")
        if ContactChild.objects.filter(person__in=records, contact__in=contacts).exists():
            raise forms.ValidationError(f"{known.name} is on the same contact: this is another child")

    @property
    def is_agreed(self) -> bool:
        """Whether the person was shown what this number means, and sent it again."""
        return bool(self.cleaned_data["agreed"] == self.cleaned_data["number"])


class AnchorsForm(Form):
    """The authority's own words for each level, taken from its threshold document."""

    title = forms.CharField(label="Name of your threshold document", max_length=120)
    edition = forms.CharField(label="Its edition", help_text="Such as “April 2026”", max_length=120)

    def __init__(self, *args: Any, levels: list[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = levels
        for level in levels:
            self.fields[f"label_{level.code}"] = forms.CharField(
                label=f"{level.label}: its name", initial=level.label, max_length=120
            )
            self.fields[f"anchor_{level.code}"] = forms.CharField(
                label="When it is this level",
                initial=level.anchor,
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=400,
            )

    def words(self) -> dict[str, tuple[str, str]]:
        """Level code to its name and anchor."""
        data = self.cleaned_data
        return {one.code: (data[f"label_{one.code}"], data[f"anchor_{one.code}"]) for one in self.levels}


class DaysField(forms.CharField):
    """Days, a line each, as 24/12/2026."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in value)

    def clean(self, value: Any) -> list[str]:
        days = []
        for number, line in enumerate((super().clean(value) or "").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                days.append(read_day(*split_day(line)).isoformat())
            except TypedError as wrong:
                raise forms.ValidationError(f"Line {number}, “{line.strip()}” {wrong}") from None
        return sorted(set(days))


class LadderField(forms.CharField):
    """The authority's own urgency levels, a line each: words = hours, most urgent first."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{rung['words']} = {rung['hours']:g}" for rung in value if rung["hours"])

    def clean(self, value: Any) -> list[dict[str, Any]]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return [self._rung(order, line) for order, line in enumerate(lines)]

    def _rung(self, order: int, line: str) -> dict[str, Any]:
        words, _, hours = (part.strip() for part in line.rpartition("="))
        try:
            level = UrgencyLevel(CODES[order], words, float(hours), order)
        except (ValueError, IndexError):
            raise forms.ValidationError(
                f"Line {order + 1}, “{line}”: write words = hours, such as “Someone now = 4”; "
                f"at most {len(CODES)} lines"
            ) from None
        if not words:
            raise forms.ValidationError(f"Line {order + 1} has no words")
        return {"code": level.code, "words": words, "hours": level.hours, "order": order}


SHORTEST_KEPT, LONGEST_KEPT = 12, 1200  # months: My learning looks back 12; 100 years for adoption records
LONGEST_CLOCK = 45  # working days: the longest statutory clock, an assessment's


class DoorForm(forms.ModelForm):
    """How the door works: clock, hours, duty manager, level set."""

    level_set = forms.ChoiceField(label="Levels in force")
    closed_days = DaysField(
        label="Days you are closed beside weekends and bank holidays",
        help_text="A line each, such as 24/12/2026",
        required=False,
    )
    urgency_levels = LadderField(
        label="How soon somebody is needed",
        help_text="A line each: words = real hours from when the contact was received; most urgent first",
    )

    class Meta:
        model = Authority
        fields = [
            "name",
            "opens_at",
            "closes_at",
            "closed_days",
            "clock_starts",
            "clock_working_days",
            "clock_source",
            "out_of_hours_counts_from",
            "urgency_levels",
            "level_set",
            "duty_manager",
            "text_kept_months",
            "text_kept_source",
        ]
        widgets = {
            "opens_at": forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
            "closes_at": forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
            "clock_working_days": forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            "clock_source": forms.Textarea(attrs={"rows": 2}),
            "text_kept_months": forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        }
        help_texts = {
            "duty_manager": "",
            "text_kept_months": "Counted from the last activity about any child on it. Empty: no text ends. "
            "Nothing ends until somebody runs the command “fanlight retention --end”",
            "text_kept_source": "Such as your retention schedule and its line",
        }
        labels = {
            "name": "Name of the authority",
            "opens_at": "The front door opens at",
            "closes_at": "The front door closes at",
            "clock_starts": "The clock starts",
            "clock_working_days": "Working days until a decision is due",
            "clock_source": "Source of this clock",
            "out_of_hours_counts_from": "A contact that came out of hours counts",
            "duty_manager": "Who is called when a child may be in danger now",
            "text_kept_months": "Months that the text of a contact is kept",
            "text_kept_source": "Source of this rule",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level_set"].choices = LevelSet.objects.values_list("code", "title")

    def clean_clock_working_days(self) -> int:
        days = self.cleaned_data["clock_working_days"]
        if not 1 <= days <= LONGEST_CLOCK:
            raise forms.ValidationError(f"Enter a whole number from 1 to {LONGEST_CLOCK}")
        return days

    def clean_text_kept_months(self) -> int | None:
        months = self.cleaned_data["text_kept_months"]
        if months is not None and not SHORTEST_KEPT <= months <= LONGEST_KEPT:
            raise forms.ValidationError(f"Enter a whole number from {SHORTEST_KEPT} to {LONGEST_KEPT}")
        return months

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("text_kept_months") and not data.get("text_kept_source"):
            self.add_error("text_kept_source", "Say which rule of yours sets these months")
        opens_at, closes_at = data.get("opens_at"), data.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", f"Closing time must be after {opens_at:%H:%M}, when it opens")
        return data
