"""Registering a pilot on one page, and a number a month."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.evidence.pilot import LONGEST, BadPilot
from fanlight.web.accounts.models import Team
from fanlight.web.design.forms import Form, Radios, Select
from fanlight.web.evidence.models import Pilot, PilotCount
from fanlight.web.evidence.queries.own_counts import OwnMonth, cases_of
from fanlight.web.evidence.queries.own_measures import offered

FALL, RISE = "fall", "rise"
SHORT = {"class": "govuk-input--width-5", "inputmode": "decimal"}
CONTROL = ("control_before_events", "control_before_exposure", "control_after_exposure")


class MonthField(forms.CharField):
    """A month as 2026-01; gives its first day."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-10"}))
        super().__init__(max_length=10, **options)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return date.fromisoformat(f"{text[:7]}-01")
        except ValueError:
            raise forms.ValidationError(f"{self.label} is written as 2026-01") from None


def number(label: str, hint: str = "", **options: Any) -> forms.FloatField:
    return forms.FloatField(label=label, help_text=hint, widget=forms.TextInput(attrs=SHORT), **options)


def whole(label: str, hint: str = "", **options: Any) -> forms.IntegerField:
    options.setdefault("min_value", 0)
    options.setdefault("max_value", 10**8)
    return forms.IntegerField(label=label, help_text=hint, widget=forms.TextInput(attrs=SHORT), **options)


def words(label: str, hint: str = "", **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=hint, max_length=1000, widget=widget, **options)


class PilotForm(Form):
    """What, where, compared with what, what is counted, per what."""

    mark_optional = True

    title = forms.CharField(
        label="What is tried", help_text="A few words: call back within a day", max_length=120
    )
    why = words("Why should it work?", "What would happen then that does not happen now?")
    for_whom = forms.CharField(label="For whom?", max_length=300)
    where = forms.CharField(label="Where?", help_text="A team, an area, the whole service", max_length=200)
    measure = forms.CharField(
        label="What is counted?",
        help_text="Something that is recorded anyway, such as re-referrals within 3 months",
        max_length=300,
    )
    exposure_unit = forms.CharField(
        label="Out of what?", help_text="What it is counted in: contacts, births, child-months", max_length=80
    )
    comparison = forms.ChoiceField(
        label="With what will it be compared?", choices=Pilot.Comparison.choices, widget=Radios
    )
    compared_words = forms.CharField(
        label="Which place or which time is that?", max_length=300, required=False
    )
    before_events = whole(
        "How many were counted there?",
        "Before the pilot. With another place at the same time: how many are expected there",
        min_value=1,
    )
    before_exposure = number("Out of how many?", "In the unit above", min_value=1e-6)
    control_before_events = whole("The other place before: how many?", "Only with both", required=False)
    control_before_exposure = number(
        "The other place before: out of how many?", required=False, min_value=1e-6
    )
    control_after_exposure = number(
        "The other place during the pilot: out of how many?", "An estimate", required=False, min_value=1e-6
    )
    starts_on = MonthField(label="First month of the pilot", help_text="Such as 2026-01")
    months = whole("For how many months?", min_value=1, max_value=LONGEST)
    after_exposure = number(
        "Out of how many in all these months?",
        "What you expect of the pilot, in the unit above",
        min_value=1e-6,
    )
    wanted = forms.ChoiceField(
        label="What would be better?",
        choices=[(FALL, "Fewer of them"), (RISE, "More of them")],
        widget=Radios,
    )
    percent = number(
        "How many more or fewer in 100 would matter?",
        "The smallest change that would make you go on: 20 means 20 in 100",
        min_value=0.5,
        max_value=900,
    )
    chosen = forms.ChoiceField(
        label="How was this place chosen?",
        help_text="A place that is chosen because it stood out falls back by itself",
        choices=Pilot.Chosen.choices,
        widget=Radios,
    )
    places = whole("The worst of how many places?", "Only if it stood out", required=False, min_value=2)
    typical_events = whole(
        "How many does an average one of them have?",
        "Out of as many as above; leave it empty if you do not know",
        required=False,
    )
    method = forms.ChoiceField(
        label="How the interval is worked out",
        help_text="Leave it empty for the usual one",
        choices=Pilot.Method.choices,
        widget=Select,
        required=False,
    )
    dispersion = number(
        "How unevenly do they come?",
        "Leave it empty if each comes by itself; 2 if several often come together, as siblings do",
        required=False,
        min_value=1,
        max_value=1000,
    )
    own_measure = forms.ChoiceField(
        label="Is it recorded here?",
        help_text="What is recorded then stands beside what you type, to be taken over month by month",
        required=False,
        widget=Select,
    )
    own_team = forms.ChoiceField(
        label="Of which team?",
        help_text="Empty for the whole service. Only contacts are recorded by team",
        required=False,
        widget=Select,
    )
    replication = words(
        "If it works, where will it be tried again?", "One success is a beginning", required=False
    )

    def __init__(self, *args: Any, held: Pilot | None = None, **options: Any) -> None:
        """`held`: the registration to change; its choices are told and made again, never preselected."""
        self.held = held
        if held:
            options["initial"] = self.of(held)
        super().__init__(*args, **options)
        nothing = [("", "No, or not as one of these")]
        recorded = [(one.code, one.title) for one in offered()]
        teams = [(str(pk), name) for pk, name in Team.objects.order_by("name").values_list("pk", "name")]
        for name, choices in (
            ("own_measure", nothing + recorded),
            ("own_team", [("", "The service"), *teams]),
        ):
            self.fields[name].choices = choices
        for name, chosen in self.choices_of(held).items() if held else ():
            field = self.fields[name]
            field.help_text = f"{field.help_text}. Now: {chosen}" if field.help_text else f"Now: {chosen}"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        both = given.get("comparison") == Pilot.Comparison.BOTH
        for name in CONTROL:
            if both and given.get(name) is None and name not in self.errors:
                self.add_error(name, "With both, the other place’s figures are needed")
        if (
            given.get("chosen") == Pilot.Chosen.WORST
            and not given.get("places")
            and "places" not in self.errors
        ):
            self.add_error("places", "Say among how many places it was the worst")
        if given.get("own_team"):
            self._check_team(given)
        if given.get("wanted") == FALL and (given.get("percent") or 0) > 95:
            self.add_error("percent", "At most 95 fewer in 100")
        if not self.errors:
            try:
                self.spec = Pilot(**self.entries()).spec
            except BadPilot as wrong:
                self.add_error(None, f"This cannot be worked with: {wrong}")
        return given

    def _check_team(self, given: dict[str, Any]) -> None:
        if not given.get("own_measure"):
            self.add_error("own_measure", "Say what is recorded of this team, or leave the team empty")
            return
        found = cases_of(given["own_measure"])
        if found is not None and found.team is None:
            self.add_error("own_team", "This measure is not recorded by team: leave it empty")

    @property
    def control_wrong(self) -> bool:
        """Whether the folded fields of the other place want something."""
        return any(name in self.errors for name in CONTROL)

    @property
    def analysis_wrong(self) -> bool:
        """Whether the folded fields of the analysis want something."""
        return "dispersion" in self.errors or "method" in self.errors

    def entries(self) -> dict[str, Any]:
        """What goes into the register."""
        given = dict(self.cleaned_data)
        wanted, part = given.pop("wanted"), given.pop("percent") / 100
        given["own_team_id"] = int(given.pop("own_team") or 0) or None
        given["method"] = given["method"] or (self.held.method if self.held else Pilot.Method.MID_P)
        given["dispersion"] = given["dispersion"] or 1.0
        given["smallest_effect"] = round(1 - part if wanted == FALL else 1 + part, 6)
        if given["comparison"] != Pilot.Comparison.BOTH:
            given |= dict.fromkeys(CONTROL)
        if given["chosen"] != Pilot.Chosen.WORST:
            given |= {"places": None, "typical_events": None}
        return given

    @staticmethod
    def of(pilot: Pilot) -> dict[str, Any]:
        """What a registration says, as the form asks it."""
        told = {name: getattr(pilot, name) for name in PilotForm.base_fields if hasattr(pilot, name)}
        for name in ("comparison", "chosen", "method"):
            del told[name]
        told["own_team"] = str(pilot.own_team_id or "")
        told["starts_on"] = f"{pilot.starts_on:%Y-%m}"
        told["percent"] = round(100 * abs(1 - pilot.smallest_effect), 4)
        return told

    @staticmethod
    def choices_of(pilot: Pilot) -> dict[str, str]:
        """What was chosen, in words."""
        return {
            "comparison": pilot.get_comparison_display(),
            "chosen": pilot.get_chosen_display(),
            "method": pilot.get_method_display(),
            "wanted": "Fewer of them" if pilot.wants_fall else "More of them",
        }


class FreezeForm(Form):
    """The last look before the registration is frozen."""

    seen = forms.BooleanField(label="I have read what this pilot could and could not show")


class CountForm(Form):
    """A month's number."""

    mark_optional = True

    kind = forms.ChoiceField(label="Which number is it?", choices=PilotCount.Kind.choices, widget=Radios)
    name = forms.CharField(
        label="Name of the process measure",
        help_text="Only for whether it is done",
        max_length=120,
        required=False,
    )
    month = MonthField(label="Month", help_text="Such as 2026-01")
    events = whole("How many?")
    exposure = number("Out of how many?", min_value=1e-6)
    because = forms.CharField(
        label="Why it is corrected",
        help_text="Only if the month has a number",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, pilot: Pilot, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pilot = pilot
        self.fields[
            "exposure"
        ].help_text = f"In {pilot.exposure_unit}; for a process measure, out of how many"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        kind, month, name = given.get("kind"), given.get("month"), given.get("name", "")
        if kind == PilotCount.Kind.PROCESS and not name:
            self.add_error("name", "Name what was done")
        if kind != PilotCount.Kind.PROCESS:
            given["name"] = ""
        if kind == PilotCount.Kind.COMPARED and self.pilot.comparison == Pilot.Comparison.KNOWN:
            self.add_error("kind", "A known rate is not counted by month")
        if month and kind:
            self._check_month(kind, month, given)
        return given

    def _check_month(self, kind: str, month: date, given: dict[str, Any]) -> None:
        first = self.pilot.starts_on.replace(day=1)
        if month > timezone.localdate().replace(day=1):
            self.add_error("month", "This month has not begun")
        before = kind == PilotCount.Kind.COMPARED and self.pilot.comparison == Pilot.Comparison.BEFORE
        if before and month >= first:
            self.add_error("month", f"What it is compared with lies before {first:%B %Y}")
        if not before and month < first:
            self.add_error("month", f"The pilot begins in {first:%B %Y}")
        after = (month.year - first.year) * 12 + month.month - first.month
        if not before and after >= self.pilot.months:
            self.add_error("month", f"The pilot was registered for {self.pilot.months} months")
        held = self.pilot.counts.filter(kind=kind, month=month, name=given.get("name", "")).exists()
        if held and not given.get("because"):
            self.add_error("because", "This month has a number: say why it is corrected. Both are kept")


class TakeForm(Form):
    """A month's number is taken over from the records, as a person saw it."""

    events = forms.IntegerField(widget=forms.HiddenInput)
    exposure = forms.FloatField(widget=forms.HiddenInput)
    because = forms.CharField(label="Why it takes the place of the number that stands", max_length=300)

    def __init__(self, *args: Any, own: OwnMonth, **options: Any) -> None:
        super().__init__(*args, **options, initial={"events": own.events, "exposure": own.exposure})
        self.own = own
        if own.stands is None:
            del self.fields["because"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if (given.get("events"), given.get("exposure")) != (self.own.events, self.own.exposure):
            self.add_error(None, "The records changed meanwhile: look again at what they count now")
            self.data = self.data.copy()
            self.data.update({"events": self.own.events, "exposure": self.own.exposure})
        return given
