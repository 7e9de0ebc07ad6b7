"""Forms of an investigation: the claim, a rival, the lock, tests, the verdict, the review."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.evidence.claim import QUESTIONS
from fanlight.evidence.comparison.specified import COMPARISON
from fanlight.evidence.rivals import RivalKind
from fanlight.evidence.running import KINDS
from fanlight.evidence.specification import Specification
from fanlight.evidence.verdict import READING_WORDS, VERDICT_WORDS, Verdict, Word
from fanlight.web.design.forms import DayField, Form, Radios, Select
from fanlight.web.evidence.models import AreaComparison, Claim, VerdictReview
from fanlight.web.evidence.queries.comparisons import offered

_MONTHS = [date(2000, month, 1).strftime("%B").lower() for month in range(1, 13)]
NO_CHILD = "Name no child and no family."
_SHORT = {"rows": 2}
_LONG = {"rows": 3}


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


class ClaimForm(Form):
    """A claim; it may be sent half written, and is then not yet one."""

    mark_optional = True

    words = forms.CharField(
        label="The claim, in one sentence",
        help_text="What was done or happened, and what it brought about. For example: re-referrals fell "
        "because we see families sooner",
        max_length=300,
        widget=forms.Textarea(attrs=_SHORT),
    )
    said_by = forms.CharField(label="Who says it, and where", max_length=200, required=False)
    figure = forms.CharField(
        label="Which number moved, from when to when",
        help_text="For example: 412 referrals in March 2025, 371 in March 2026",
        max_length=300,
        required=False,
    )
    reason = forms.CharField(
        label="Reason", help_text=QUESTIONS["reason"], required=False, widget=forms.Textarea(attrs=_LONG)
    )
    mechanism = forms.CharField(
        label="Mechanism",
        help_text=QUESTIONS["mechanism"],
        required=False,
        widget=forms.Textarea(attrs=_LONG),
    )
    measure = forms.CharField(
        label="Measure", help_text=QUESTIONS["measure"], required=False, widget=forms.Textarea(attrs=_LONG)
    )
    must_see = forms.CharField(
        label="What must be seen if the claim is true",
        help_text="In the figures, or in what people do. Before you look",
        required=False,
        widget=forms.Textarea(attrs=_SHORT),
    )
    hardly_otherwise = forms.CharField(
        label="What would hardly be seen if it were not true",
        help_text="Something that the other explanations would not bring about",
        required=False,
        widget=forms.Textarea(attrs=_SHORT),
    )


class RivalForm(Form):
    """A rival in one's own words, with the questions of its kind."""

    name = forms.CharField(label="What to call it", max_length=120)
    mechanism = forms.CharField(
        label="How would it have worked here?",
        help_text="Who did what, or what happened, and why would that move the number?",
        required=False,
        widget=forms.Textarea(attrs=_LONG),
    )
    must_see = forms.CharField(
        label="What must be seen if it were true?",
        help_text="A sign in the figures, or in what people do",
        required=False,
        widget=forms.Textarea(attrs=_SHORT),
    )
    hardly_otherwise = forms.CharField(
        label="What would hardly be seen otherwise?",
        help_text="Something that the other explanations would not bring about",
        required=False,
        widget=forms.Textarea(attrs=_SHORT),
    )

    def __init__(
        self, *args: Any, kind: RivalKind | None = None, whole: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if kind:
            self.fields["mechanism"].help_text = kind.mechanism
            self.fields["must_see"].help_text = f"As a rule: {kind.must_see}"
            self.fields["hardly_otherwise"].help_text = f"As a rule: {kind.hardly}"
        if whole:
            for name in ("mechanism", "must_see", "hardly_otherwise"):
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = f"Answer: {self.fields[name].label}"


class LockForm(Form):
    """The lock asks one thing."""

    seen_before = forms.ChoiceField(
        label="Had anybody here looked at the figures before this was written?",
        help_text="Either answer is fine. The report says it.",
        choices=Claim.SeenBefore.choices,
        widget=Radios,
    )


class MonthField(forms.CharField):
    """A month as people write it, cleaned to ``2013-07``; a census year (2013-14) is its first month."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip().lower()
        if not text and not self.required:
            return ""
        year, month = _year_and_month(text)
        if not (1900 <= year <= 2100 and 1 <= month <= 12):
            raise forms.ValidationError(f"{self.label}: write a month, such as July 2013 or 2013-07")
        return f"{year}-{month:02}"


def _year_and_month(text: str) -> tuple[int, int]:
    if found := re.fullmatch(r"(\d{4})[-/. ](\d{2})", text):
        year, second = int(found[1]), int(found[2])
        return (year, 4) if second == (year + 1) % 100 and second > 12 else (year, second)
    if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", text):
        return int(found[2]), int(found[1])
    if found := re.fullmatch(r"([a-z]{3,9})\.? (\d{4})", text):
        months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(found[1])]
        return (int(found[2]), months[0]) if len(months) == 1 else (0, 0)
    return 0, 0


class KindForm(Form):
    """Which kind of test; those that speak to the rival stand first."""

    kind = forms.ChoiceField(label="How is it looked at?", widget=Radios)

    def __init__(self, *args: Any, first: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        codes = [*first, *(code for code in KINDS if code not in first)]
        self.fields["kind"].choices = [(code, KINDS[code].words) for code in codes]
        self.fields["kind"].widget.hints = {code: KINDS[code].plain for code in codes}


class _Narrow(forms.TextInput):
    def __init__(self, width: int) -> None:
        super().__init__(attrs={"class": f"govuk-input--width-{width}"})


class TestForm(Form):
    """The settings of one kind of test, and how its result is read."""

    __test__ = False  # no test of this program

    def __init__(
        self, *args: Any, kind: str, series: Any = (), reading: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        wanted = KINDS[kind].settings
        if KINDS[kind].run is not None:
            self.fields["series"] = forms.ChoiceField(label="Series", choices=series, widget=Select)
            self.fields["series"].widget.choices = series
        if kind == COMPARISON:
            self.fields["comparison"] = forms.ChoiceField(
                label="Which comparison?", choices=[("", "Choose"), *offered()], widget=Select
            )
        for name in wanted:
            self.fields[name] = _setting(name)
        if KINDS[kind].run is not None:
            self.fields["known_on"] = DayField(
                label="Figures as known on (optional)",
                help_text="Leave it empty for the newest",
                required=False,
            )
        if kind == "by_hand":
            self.fields["found"] = forms.CharField(
                label="What was found, and where",
                help_text=f"Say where somebody else can look it up. {NO_CHILD}",
                max_length=1000,
                widget=forms.Textarea(attrs=_LONG),
            )
        if reading or kind == "by_hand":
            self.fields["reading"] = forms.ChoiceField(
                label="Was its sign seen: what was written beforehand as what must be seen?",
                choices=[(one.value, words) for one, words in READING_WORDS.items()],
                widget=Radios,
            )
            self.fields["because"] = forms.CharField(
                label="Why is it read so?", max_length=500, widget=forms.Textarea(attrs=_SHORT)
            )

    def specification(self) -> Specification:
        """The test as it can be run again."""
        held = self.cleaned_data
        if self.kind == COMPARISON:
            return AreaComparison.objects.get(pk=held["comparison"]).spec
        settings = {
            name: held[name] for name in KINDS[self.kind].settings if held.get(name) not in (None, "")
        }
        settings = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in settings.items()
        }
        if held.get("known_on"):
            settings["known_on"] = held["known_on"].isoformat()
        return Specification(self.kind, held.get("series", ""), settings)


def _setting(name: str) -> forms.Field:
    if name in {"from", "to"}:
        label = {"from": "From month", "to": "To month"}[name]
        return MonthField(label=label, help_text="For example July 2013", widget=_Narrow(10))
    if name == "on":
        return DayField(label="The date")
    words = {
        "back": (
            "How many months earlier is the month it is compared with?",
            "Empty for 12: the year before",
        ),
        "months": ("How many months on each side?", "Empty for 4"),
        "years": ("How many years after?", "Empty for 2"),
        "fell": ("How many places fell", ""),
        "rose": ("How many places rose", ""),
        "same": ("How many stayed the same", "Empty for none"),
    }
    label, hint = words[name]
    counts = name in {"fell", "rose", "same"}
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=name in {"fell", "rose"},
        min_value=0 if counts else 1,
        max_value=10_000 if counts else 600,
        widget=_Narrow(4),
    )


class UntestedForm(Form):
    """Why a rival is not tested."""

    because = forms.CharField(
        label="Why is it not tested?",
        help_text="For example: nobody publishes these figures by month",
        max_length=300,
        widget=forms.Textarea(attrs=_SHORT),
    )


class VerdictForm(Form):
    """A verdict in fixed words."""

    word = forms.ChoiceField(
        label="Verdict",
        choices=[(word.value, words[0]) for word, words in VERDICT_WORDS.items()],
        widget=Radios(hints={word.value: words[1] for word, words in VERDICT_WORDS.items()}),
    )
    because = forms.CharField(label="Reasons", widget=forms.Textarea(attrs=_LONG), max_length=2000)
    will_show = forms.CharField(
        label="What will be so on the day you look again?",
        help_text="Something that will plainly be so or not so. For example: fewer than 400 referrals in May",
        max_length=300,
    )
    probability = forms.IntegerField(
        label="How likely is that, out of 100?",
        help_text="50 means: as likely as not",
        min_value=0,
        max_value=100,
        widget=_Narrow(3),
    )
    review_on = DayField(label="When will somebody look again?", earliest=tomorrow)

    def verdict(self) -> Verdict:
        """As the library knows it."""
        held = self.cleaned_data
        return Verdict(**held | {"word": Word(held["word"])})


class ReviewForm(Form):
    """What came of a verdict."""

    came_about = forms.ChoiceField(
        label="Did it come about?", choices=VerdictReview.CameAbout.choices, widget=Radios
    )
    words = forms.CharField(label="How do you know?", max_length=500, widget=forms.Textarea(attrs=_SHORT))
