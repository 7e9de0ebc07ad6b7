"""A list of questions on one page: words, order, and where each answer leads. No answer is preselected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, NotATree, TreeLevel
from fanlight.frontdoor.tree_words import ReadWords, read_words
from fanlight.web.accounts.models import Team
from fanlight.web.design.forms import Checkboxes, DayField, Form, Radios, Select
from fanlight.web.frontdoor.actions.checklists import Draft
from fanlight.web.frontdoor.models import ChecklistVersion

MOST_QUESTIONS = 5
ROWS = range(1, MOST_QUESTIONS + 1)
EXITS: Mapping[str, tuple[bool, bool]] = {  # answer, class
    "yes_first": (True, True),
    "no_first": (False, True),
    "yes_second": (True, False),
    "no_second": (False, False),
}
_OF_EXIT = {pair: name for name, pair in EXITS.items()}
SHORT = {"class": "govuk-input--width-5", "inputmode": "decimal"}


def text(label: str, hint: str = "", *, most: int = 200, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=most, **options)


def paragraph(label: str, hint: str = "", *, rows: int = 2, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=2000, widget=widget, **options)


class WordsForm(Form):
    """The list as people say it."""

    said = paragraph(
        "Say it in words",
        "One rule a line: “if not seen in 10 days and under 1: assess”. It fills the questions below; "
        "change them there.",
        rows=3,
    )

    def clean_said(self) -> str:
        try:
            self.read = read_words(self.cleaned_data["said"])
        except NotATree as wrong:
            raise forms.ValidationError(f"{str(wrong)[:1].upper()}{str(wrong)[1:]}") from None
        if len(self.read.cues) > MOST_QUESTIONS:
            raise forms.ValidationError(f"A list has at most {MOST_QUESTIONS} questions; these are more")
        return self.cleaned_data["said"]


class MakeForm(Form):
    """Up to five questions; a row left empty is none."""

    title = text("What the list is called", "A few words: Before you close a contact", most=120)
    author = text("Who makes it", "The people or the team, as they want to be named", most=150)
    reasons = paragraph("Why these questions?", "What was seen that they should help with")
    positive_words = text(
        "First way out", "What is then done, in your own words: assess", most=80, required=False
    )
    negative_words = text("Second way out", "Such as: advise and close", most=80, required=False)
    otherwise = forms.ChoiceField(
        label="And all who are left after the last question?",
        choices=[("first", "First way out"), ("second", "Second way out")],
        widget=Radios(layout="inline"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        asked_before: Sequence[tuple[str, str]] = (),
        before: ChecklistVersion | None = None,
        **options: Any,
    ) -> None:
        """`before`: the version to change; its choices are told and made again, never preselected."""
        super().__init__(*args, **options)
        self.asked_before = dict(asked_before)
        for row in ROWS:
            self.fields |= self._row(row, asked_before)
        for name, field in self.fields.items():
            if name.startswith("exit_") or name == "otherwise":
                field.choices = [(value, self._in_their_words(label)) for value, label in field.choices]
        if before and before.tree:
            self._tell_choices_of(before)

    def _row(self, row: int, asked_before: Sequence[tuple[str, str]]) -> dict[str, forms.Field]:
        return {
            f"question_{row}": text(f"Question {row}", required=False),
            f"help_{row}": text(f"What to look for in question {row}", most=300, required=False),
            f"above_{row}": forms.FloatField(
                label="Yes, if more than", widget=forms.TextInput(attrs=SHORT), required=False
            ),
            f"unit_{row}": text("Counted in", most=30, required=False),
            f"taken_{row}": forms.ChoiceField(
                label=f"Or a question asked before, as number {row}",
                choices=asked_before,
                widget=Select(none="None"),
                required=False,
            ),
            f"exit_{row}": forms.ChoiceField(
                label="Who leaves the list here?",
                choices=[
                    ("yes_first", "Yes → First way out"),
                    ("no_first", "No → First way out"),
                    ("yes_second", "Yes → Second way out"),
                    ("no_second", "No → Second way out"),
                ],
                widget=Radios(layout="inline"),
                required=False,
            ),
        }

    def _tell_choices_of(self, before: ChecklistVersion) -> None:
        said = f"In version {before.number}:"
        *levels, rest = before.tree
        for row, level in zip(ROWS, levels, strict=False):
            words = before.words(bool(level["then"]))
            self.fields[f"exit_{row}"].help_text = f"{said} {'yes' if level['when'] else 'no'} → {words}"
        self.fields["otherwise"].help_text = f"{said} {before.words(bool(rest['else']))}"

    def _in_their_words(self, label: str) -> str:
        """A choice with the team's own words, once they are known."""
        for name, said in (("positive_words", "First way out"), ("negative_words", "Second way out")):
            if words := str(self[name].value() or "").strip():
                label = label.replace(said, words)
        return label

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each question, for the page."""
        names = ("question", "help", "above", "unit", "taken", "exit")
        return [{"number": row, **{name: self[f"{name}_{row}"] for name in names}} for row in ROWS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        filled = [row for row in ROWS if data.get(f"question_{row}") or data.get(f"taken_{row}")]
        for row in ROWS:
            if row not in filled and (data.get(f"exit_{row}") or data.get(f"above_{row}") is not None):
                self.add_error(f"question_{row}", f"Write question {row}, or leave the whole row empty")
            if data.get(f"question_{row}") and data.get(f"taken_{row}"):
                self.add_error(f"taken_{row}", f"Question {row}: write it or take one over, not both")
        if not filled:
            self.add_error("question_1", "Write at least one question")
        self._check_exits(data, filled)
        if not self.errors:
            self.cues = [self._cue(row) for row in filled]
            asked = [cue["question"] for cue in self.cues]
            for row, question in zip(filled, asked, strict=True):
                if asked.count(question) > 1:
                    self.add_error(f"question_{row}", f"“{question}” stands twice")
                    break
        return data

    def _check_exits(self, data: Mapping[str, Any], filled: Sequence[int]) -> None:
        """All exits or none: a list that leads somewhere leads there from every question."""
        if not any(data.get(f"exit_{row}") for row in ROWS) and not data.get("otherwise"):
            return
        for row in filled:
            if not data.get(f"exit_{row}") and f"exit_{row}" not in self.errors:
                self.add_error(f"exit_{row}", f"Say who leaves the list at question {row}")
        for name, what in (
            ("positive_words", "Say in your own words what the first way out is"),
            ("negative_words", "Say in your own words what the second way out is"),
            ("otherwise", "Say what becomes of all who are left"),
        ):
            if not data.get(name):
                self.add_error(name, what)
        words = data.get("positive_words"), data.get("negative_words")
        if words[0] and words[0] == words[1]:
            self.add_error("negative_words", "Both ways out say the same")

    def _cue(self, row: int) -> dict[str, Any]:
        data = self.cleaned_data
        if code := data[f"taken_{row}"]:
            return {"code": code, "question": self.asked_before[code], "help": data[f"help_{row}"]}
        question, above = data[f"question_{row}"].strip(), data[f"above_{row}"]
        if above is None:
            return {"question": question, "help": data[f"help_{row}"]}
        unit = data[f"unit_{row}"].strip()
        asked = f"{question.rstrip('?')}: more than {above:g}{' ' * bool(unit)}{unit}?"
        return {
            "question": asked,
            "help": data[f"help_{row}"],
            "measured": question,
            "above": above,
            "unit": unit,
        }

    def draft(self) -> Draft:
        """What was written, for the action that keeps it."""
        data = self.cleaned_data
        return Draft(
            data["title"],
            data["reasons"],
            self.cues,
            self._tree(),
            data["positive_words"] if data["otherwise"] else "",
            data["negative_words"] if data["otherwise"] else "",
        )

    def _tree(self) -> FastAndFrugalTree | None:
        if not self.cleaned_data["otherwise"]:
            return None
        chosen = [self.cleaned_data[f"exit_{row}"] for row in ROWS if self.cleaned_data.get(f"exit_{row}")]
        levels = tuple(TreeLevel(str(place), *EXITS[name]) for place, name in enumerate(chosen))
        return FastAndFrugalTree(levels, self.cleaned_data["otherwise"] == "first")


def from_version(version: ChecklistVersion) -> dict[str, Any]:
    """What the form is filled with when a version is changed: words, and no choice."""
    filled: dict[str, Any] = {
        "title": version.checklist.title,
        "positive_words": version.positive_words,
        "negative_words": version.negative_words,
    }
    for row, cue in zip(ROWS, version.cues, strict=False):
        if cue.get("measured"):
            filled |= {
                f"question_{row}": cue["measured"],
                f"above_{row}": f"{cue['above']:g}",
                f"unit_{row}": cue["unit"],
            }
        else:
            filled[f"question_{row}"] = cue["question"]
        filled[f"help_{row}"] = cue.get("help", "")
    return filled


def from_words(read: ReadWords) -> dict[str, Any]:
    """What the form is filled with from a text."""
    filled: dict[str, Any] = {
        "positive_words": read.positive,
        "negative_words": read.negative,
        "otherwise": "first" if read.tree.otherwise else "second",
    }
    for row, level in zip(ROWS, read.tree.levels, strict=False):
        filled[f"question_{row}"] = f"{level.cue[:1].upper()}{level.cue[1:]}?"
        filled[f"exit_{row}"] = _OF_EXIT[level.when, level.then]
    return filled


def moved_up(sent: Mapping[str, Any], row: int) -> dict[str, Any]:
    """What was sent, with a question and the one before it changed about."""
    moved = {name: sent[name] for name in sent}
    for name in ("question", "help", "above", "unit", "taken", "exit"):
        above, below = f"{name}_{row - 1}", f"{name}_{row}"
        moved[above], moved[below] = sent.get(below, ""), sent.get(above, "")
    return moved


class StepForm(Form):
    """A version is put on trial, into use, or retired."""

    why = paragraph("Why?")
    asked_in = forms.MultipleChoiceField(
        label="Which teams are asked it?",
        help_text="None ticked: every team",
        widget=Checkboxes,
        required=False,
    )
    review_on = DayField(
        label="When will it be looked at again?",
        help_text="After this day the page says that the review is overdue",
        earliest=timezone.localdate,
    )
    acknowledged = paragraph(
        "What do you say to this?",
        "It is kept with your name: what it may come from, and why the list is used all the same",
    )

    def __init__(self, *args: Any, asks: bool, shows: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if asks:
            teams = Team.objects.order_by("name")
            self.teams = {str(team.pk): team for team in teams}
            self.fields["asked_in"].choices = [(key, team.name) for key, team in self.teams.items()]
        else:
            del self.fields["asked_in"], self.fields["review_on"]
        if not shows:
            del self.fields["acknowledged"]

    @property
    def chosen_teams(self) -> list[Team]:
        return [self.teams[key] for key in self.cleaned_data.get("asked_in", ())]
