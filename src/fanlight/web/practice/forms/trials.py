"""Planning a trial on one page, and what comes after: approval, numbers, departures, the end."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.practice.trial import NO, SERVICE, arms_of
from fanlight.terms.measures import MEASURES
from fanlight.web.accounts.models import Role, Team, User
from fanlight.web.design.forms import Checkboxes, DayField, Form, Radios, Select
from fanlight.web.practice.actions.trials import Number
from fanlight.web.practice.checklist_trials import list_tried, subject_words
from fanlight.web.practice.models import Hypothesis, Trial, TrialClosing

FALL, RISE = "fall", "rise"
SHORT = {"class": "govuk-input--width-5", "inputmode": "decimal"}
MOST_ROWS, LARGEST = 5_000, 1_000_000


def today() -> Any:
    return timezone.localdate()


def number(label: str, hint: str = "", **options: Any) -> forms.FloatField:
    return forms.FloatField(label=label, help_text=hint, widget=forms.TextInput(attrs=SHORT), **options)


def whole(label: str, hint: str = "", **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, widget=forms.TextInput(attrs=SHORT), **options)


def words(label: str, hint: str = "", **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=hint, max_length=1000, widget=widget, **options)


class TrialForm(Form):
    """What is tried, on whom, what is counted, and what is asked before any trial."""

    mark_optional = True

    title = forms.CharField(label="What is tried", help_text="A few words", max_length=120)
    subject = forms.CharField(
        label="What it is",
        help_text="A checklist version, a guard switched on, breaks, the digest on or off, or in your words",
        max_length=120,
    )
    hypothesis = words("What do you think will follow?", "What would be seen that is not seen now")
    why = words("Why should it?", required=False)
    of_hypothesis = forms.ModelChoiceField(
        queryset=Hypothesis.objects.none(),
        label="Which shared hypothesis does it test?",
        required=False,
        empty_label="None of them",
        widget=Select(none="None of them"),
    )
    unit_kind = forms.ChoiceField(
        label="What is drawn?", choices=Trial.UnitKind.choices, widget=Radios(hints={
            "teams": "Some teams work the new way, others as usual",
            "weeks": "The whole service works the new way in some weeks, as usual in others",
            "workers": "Workers of these teams, at least 10; figures of single workers are never shown",
        })
    )  # fmt: skip
    teams = forms.MultipleChoiceField(
        label="Which teams?", help_text="For teams and workers", widget=Checkboxes, required=False
    )
    schedule_kind = forms.ChoiceField(
        label="How?", choices=Trial.Kind.choices, widget=Radios(hints={
            "randomised": "Half of the teams, for the whole time; weeks and workers in each pair of periods",
            "alternating": "Everyone changes over each period; who begins how is drawn",
            "stepped_wedge": "Teams only; all end up working the new way",
        })
    )  # fmt: skip
    starts_on = DayField(label="First day", help_text="It is frozen before", earliest=today)
    period_days = whole("Days in a period", "7 for a week, 14 for two", min_value=1, max_value=92)
    periods = whole(
        "How many periods?",
        "In pairs 12 or more: with fewer nothing could be shown",
        min_value=2,
        max_value=104,
    )
    measure_code = forms.ChoiceField(
        label="What is counted?",
        help_text="From the catalogue of measures, or one of your own below",
        choices=[(code, one.title) for code, one in MEASURES.items()],
        widget=Select(none="One of our own"),
        required=False,
    )
    measure = forms.CharField(label="One of your own", help_text="In words", max_length=300, required=False)
    exposure_unit = forms.CharField(
        label="Out of what?", help_text="Contacts, decisions, days", max_length=80, required=False
    )
    events = number("How many in one period, as things are?", "All units together", min_value=0.01)
    exposure = number("Out of how many?", min_value=0.01)
    wanted = forms.ChoiceField(
        label="What would be better?",
        choices=[(FALL, "Fewer of them"), (RISE, "More of them")],
        widget=Radios,
    )
    percent = number(
        "How many more or fewer in 100 would matter?",
        "The smallest change that would make you go on",
        min_value=0.5,
        max_value=900,
    )
    variation = number(
        "How different are the teams by themselves?",
        "In 100: 20 if most lie within 20 in 100 of the middle. Empty: alike",
        required=False,
        min_value=0,
        max_value=500,
    )
    changes_help = forms.ChoiceField(
        label="Does it change whether or when any child or family is helped?",
        choices=Trial.ChangesHelp.choices,
        widget=Radios,
    )
    harm = words("Who could be harmed by it, and how would you notice?", required=False)
    equality = words(
        "Could it touch some children, families or workers otherwise than others? How do you watch that?",
        required=False,
    )
    stop_rule = words("When is it stopped early, and by whom?", required=False)
    told_how = words("How were the workers told?", required=False)
    told_on = DayField(label="When were they told?", latest=today, required=False)
    may_decline = forms.BooleanField(
        label="Each worker may decline without a reason, and nobody is shown who did", required=False
    )

    def __init__(self, *args: Any, held: Trial | None = None, **options: Any) -> None:
        """`held`: the plan to change; its choices are told and made again, never preselected."""
        self.held = held
        if held:
            options["initial"] = self.of(held)
        super().__init__(*args, **options)
        self.tried = self._list_tried()
        self.fields["teams"].choices = [(team.name, team.name) for team in Team.objects.order_by("name")]
        self.fields["of_hypothesis"].queryset = Hypothesis.objects.exclude(shared_at=None)
        for name, chosen in self.choices_of(held).items() if held else ():
            field = self.fields[name]
            field.help_text = f"{field.help_text}. Now: {chosen}" if field.help_text else f"Now: {chosen}"

    def _list_tried(self) -> str:
        """The list handed over or planned with, in words; its key is then sent along and not shown."""
        key = self["subject"].value() or ""
        if list_tried(key) is None:
            return ""
        self.fields["subject"].widget = forms.HiddenInput()
        return subject_words(key)

    def clean_changes_help(self) -> str:
        answer = self.cleaned_data["changes_help"]
        if answer != NO:
            raise forms.ValidationError(
                "Then it cannot be a trial here: a trial varies how staff work, never whether or when a "
                "child is helped"
            )
        return answer

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        code = given.get("measure_code")
        if not code and not given.get("measure") and "measure" not in self.errors:
            self.add_error("measure", "Say what is counted")
        if not code and not given.get("exposure_unit") and "exposure_unit" not in self.errors:
            self.add_error("exposure_unit", "Say out of what")
        if given.get("wanted") == FALL and (given.get("percent") or 0) > 95:
            self.add_error("percent", "At most 95 fewer in 100")
        if given.get("unit_kind") in {"teams", "workers"} and not given.get("teams"):
            self.add_error("teams", "Choose the teams")
        if not self.errors:
            try:
                _ = Trial(**self.entries()).plan()
            except ValueError as wrong:
                self.add_error(None, f"This cannot be worked with: {wrong}")
        return given

    def entries(self) -> dict[str, Any]:
        """What goes into the register."""
        given = dict(self.cleaned_data)
        wanted, part, teams = given.pop("wanted"), given.pop("percent") / 100, given.pop("teams")
        given["smallest_effect"] = round(1 - part if wanted == FALL else 1 + part, 6)
        given["variation"] = (given["variation"] or 0.0) / 100
        given["units"] = _units(given["unit_kind"], teams)
        given["seed"] = self.held.seed if self.held else _seed()
        if code := given["measure_code"]:
            measure = MEASURES[code]
            given["measure"] = measure.title
            given["exposure_unit"] = (
                measure.unit.removeprefix("percent of ") if measure.denominator else "days"
            )
        return given

    @staticmethod
    def of(trial: Trial) -> dict[str, Any]:
        """What a plan says, as the form asks it."""
        told = {name: getattr(trial, name) for name in TrialForm.base_fields if hasattr(trial, name)}
        for name in (
            "unit_kind",
            "schedule_kind",
            "measure_code",
            "changes_help",
            "may_decline",
            "of_hypothesis",
        ):
            del told[name]
        told["percent"] = round(100 * abs(1 - trial.smallest_effect), 4)
        told["variation"] = 100 * trial.variation or None
        return told

    @staticmethod
    def choices_of(trial: Trial) -> dict[str, str]:
        """What was chosen, in words."""
        return {
            "unit_kind": trial.get_unit_kind_display(),
            "schedule_kind": trial.get_schedule_kind_display(),
            "teams": ", ".join(trial.units)
            if trial.unit_kind == Trial.UnitKind.TEAMS
            else f"{len(trial.units)}",
            "measure_code": trial.measure,
            "wanted": "Fewer of them" if trial.wants_fall else "More of them",
            "changes_help": trial.get_changes_help_display(),
        }


def _units(kind: str, teams: Sequence[str]) -> list[str]:
    if kind == Trial.UnitKind.WEEKS:
        return [SERVICE]
    if kind == Trial.UnitKind.TEAMS:
        return list(teams)
    workers = User.objects.filter(team__name__in=teams, role=Role.PRACTITIONER, is_active=True)
    return list(workers.order_by("username").values_list("username", flat=True))


def _seed() -> int:
    """A new one for each plan, kept with it: the clock's, so that nobody picks it."""
    return int(timezone.now().timestamp() * 1000) % 2_000_000_000


class ApproveForm(Form):
    """Agreement of somebody who answers for the service."""

    words = words("Why you agree", "It is read by everyone in the register")
    read = forms.BooleanField(
        label="I have read the plan, its questions and what it could show, and I agree to it"
    )


class FreezeForm(Form):
    """The last look before the plan is frozen."""

    seen = forms.BooleanField(label="I have read what this trial could and could not show")


class NumberForm(Form):
    """A number of one unit in one period."""

    mark_optional = True

    unit = forms.ChoiceField(label="Of whom?", widget=Select)
    period = whole("Period", min_value=1, max_value=104)
    events = whole("How many?", min_value=0, max_value=10**8)
    exposure = number("Out of how many?", min_value=1e-6)
    because = forms.CharField(
        label="Why it is corrected", help_text="Only if there is a number", max_length=300, required=False
    )

    def __init__(self, *args: Any, trial: Trial, **options: Any) -> None:
        super().__init__(*args, **options)
        names = dict.fromkeys(name for at in (0, 1) for name in arms_of(trial.schedule(), at))
        self.fields["unit"].choices = [(name, name.capitalize() if name == "on" else name) for name in names]
        self.fields["exposure"].help_text = f"In {trial.exposure_unit}"

    def number(self) -> Number:
        return Number(**self.cleaned_data)


class NumbersForm(Form):
    """Many numbers at once: a CSV file, or columns pasted from a spreadsheet."""

    file = forms.FileField(label="A CSV file", required=False)
    pasted = forms.CharField(
        label="Or paste the columns",
        help_text="unit, period, events, exposure; and why, where a number is corrected",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        file, pasted = given.get("file"), given.get("pasted", "").strip()
        if bool(file) == bool(pasted):
            self.add_error("pasted", "Give a file or paste the columns: one of the two")
            return given
        where = "file" if file else "pasted"
        try:
            text = _text_of(file) if file else pasted
            given["numbers"] = _numbers(text)
        except ValueError as wrong:
            self.add_error(where, str(wrong))
        return given


def _text_of(file: Any) -> str:
    if file.size > LARGEST:
        raise ValueError("The file is larger than 1 MB")
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("The file is not text in UTF-8: save it as CSV UTF-8") from None


def _numbers(text: str) -> list[Number]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = next((one for one in "\t;," if one in first), ",")
    found = []
    for place, cells in enumerate(csv.reader(io.StringIO(text), delimiter=mark), 1):
        row = [cell.strip() for cell in cells]
        if not any(row) or (place == 1 and row[0].lower() == "unit"):
            continue
        if not 4 <= len(row) <= 5:
            raise ValueError(f"Line {place}: {len(row)} columns; give unit, period, events, exposure")
        try:
            period, events, exposure = int(row[1]), int(row[2]), float(row[3])
        except ValueError:
            raise ValueError(
                f"Line {place}: period and events are whole numbers, exposure a number"
            ) from None
        found.append(Number(row[0], period, events, exposure, row[4] if len(row) == 5 else ""))
        if len(found) > MOST_ROWS:
            raise ValueError(f"More than {MOST_ROWS:,} rows")
    if not found:
        raise ValueError("There is no row of numbers")
    return found


class DepartureForm(Form):
    """What went otherwise than planned."""

    words = forms.CharField(label="What went otherwise?", max_length=300)
    breaks_plan = forms.ChoiceField(
        label="Does it break the plan?",
        help_text="If the schedule was not kept, or what is counted changed, it does: the result is then "
        "“cannot tell”, whatever the numbers say",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(layout="inline"),
    )


class CloseForm(Form):
    """What follows from the result."""

    mark_optional = True

    adopted = forms.ChoiceField(
        label="What follows?",
        choices=[
            (TrialClosing.Adopted.ADOPT.value, "Adopt it"),
            (TrialClosing.Adopted.DROP.value, "Drop it"),
            (TrialClosing.Adopted.REPEAT.value, "Repeat the trial"),
        ],
        widget=Radios,
    )
    because = words("Why?")
    review_on = DayField(label="When is it looked at again?", earliest=today, required=False)
