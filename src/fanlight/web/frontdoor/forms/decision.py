"""The decision about one child: a level on the authority's own anchors, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from fanlight.frontdoor.decision import Step
from fanlight.web.accounts.models import User
from fanlight.web.design.forms import Form, Radios, Select, YesNoNotKnownField
from fanlight.web.design.widgets import KEYS
from fanlight.web.frontdoor.actions import LineDecision
from fanlight.web.frontdoor.guarding import Asked, Guarding
from fanlight.web.frontdoor.models import ChecklistVersion, Decision, Level
from fanlight.web.frontdoor.permissions import may_authorise
from fanlight.web.frontdoor.queries import LineState
from fanlight.web.frontdoor.queries.checklists import card_of

AGREE, DIFFER = "agree", "differ"
BESIDE = (
    "missing",
    "options_considered",
    "child_seen",
    "child_heard",
    "child_words",
    "parents_told",
    "parents_words",
    "checks_basis",
    "checks_words",
    "referrer_acknowledged",
    "referrer_told",
)


def words_field(label: str, rows: int = 2) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}))


def _of_guard(asked: Asked) -> str:
    return f"guard_{asked.guard}_{asked.name}"


class DecisionForm(Form):
    """One child's line. A line left wholly empty is not decided now."""

    last_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    stance = forms.ChoiceField(
        label="The recommendation",
        required=False,
        widget=Radios(keys="+-"),
        choices=[(AGREE, "I agree with it"), (DIFFER, "I decide differently: my level and reasons below")],
    )
    level = forms.ChoiceField(label="Level", required=False, widget=Radios(keys=KEYS, layout="three"))
    reasons = words_field("Reasons", rows=3)
    missing = words_field("What is missing")
    options_considered = words_field("Options considered")
    child_seen = YesNoNotKnownField(label="Child seen", required=False)
    child_heard = YesNoNotKnownField(label="Child heard", required=False)
    child_words = words_field("What the child said, in whose words", rows=1)
    parents_told = YesNoNotKnownField(label="Parents told or asked", required=False)
    parents_words = words_field("Why not, or what they said", rows=1)
    checks_basis = forms.ChoiceField(
        label="Basis for agency checks",
        required=False,
        choices=Decision.ChecksBasis.choices,
        widget=Select(none="Not answered"),
    )
    checks_words = words_field("Why without consent", rows=1)
    referrer_acknowledged = YesNoNotKnownField(label="Referrer acknowledged", required=False)
    referrer_told = YesNoNotKnownField(label="Referrer told the outcome", required=False)

    def __init__(
        self,
        *args: Any,
        state: LineState,
        user: User,
        levels: Sequence[Level],
        checklist: ChecklistVersion | None,
        anchors: bool = True,
        guarding: Guarding | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.state, self.user, self.checklist = state, user, checklist
        self.error_prefix = f"{state.line.person.name}: "
        self.levels = {str(level.pk): level for level in levels}
        self.fields["level"].choices = [(key, level.label) for key, level in self.levels.items()]
        self.fields["level"].widget.hints = (
            {} if not anchors else {key: level.anchor for key, level in self.levels.items()}
        )
        self.fields["last_seen"].initial = state.newest.pk if state.newest else None
        self.authorises = state.waiting is not None and may_authorise(user)
        if not self.authorises:
            del self.fields["stance"]
        self.guarding = guarding or Guarding()
        for asked in self.guarding.asked:
            self.fields[_of_guard(asked)] = words_field(asked.words)
            self.fields[_of_guard(asked)].help_text = asked.hint
        for line in card_of(checklist).questions if checklist else []:
            leads = f"{line.leaves} → the list says: {line.leads_to}" if line.leads_to else ""
            self.fields[f"cue_{line.code}"] = YesNoNotKnownField(
                label=line.question,
                help_text=". ".join(filter(None, [line.help.rstrip("."), leads])),
                required=False,
            )

    @property
    def person(self) -> Any:
        return self.state.line.person

    @property
    def beside_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in BESIDE]

    @property
    def guard_fields(self) -> list[forms.BoundField]:
        return [self[_of_guard(asked)] for asked in self.guarding.asked]

    @property
    def cue_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("cue_")]

    @property
    def list_ends(self) -> str:
        """What the list says of all who are left after its last question; "" where it only asks."""
        return card_of(self.checklist).rest if self.checklist else ""

    @property
    def is_overtaken(self) -> bool:
        """Whether words were sent for a line that somebody decided after its form was shown."""
        seen = self.data.get(self.add_prefix("last_seen"), "")
        newest = self.state.newest
        names = (self.add_prefix(name) for name in self.fields if name != "last_seen")
        names = (*names, self.add_prefix("stance"))  # the recommendation to agree with may be gone
        typed = (self.data.get(name, "").strip() for name in names)
        return newest is not None and str(newest.pk) != seen and any(typed)

    @property
    def is_filled(self) -> bool:
        """Whether anything was said about this child."""
        return any(value for name, value in getattr(self, "cleaned_data", {}).items() if name != "last_seen")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("stance") == AGREE and data.get("level") not in {"", None, self._recommended}:
            self.add_error("stance", "You agree, but chose another level than the recommended one: which?")
        if not self.is_filled or data.get("stance") == AGREE:
            return data
        if self.authorises and not data.get("stance"):
            self.add_error("stance", "Say whether you agree with the recommendation")
        if "level" not in self.errors and not data.get("level"):
            self.add_error("level", "Choose a level")
        if not data.get("reasons", "").strip():
            self.add_error("reasons", "Give your reasons")
        return data

    @property
    def _recommended(self) -> str:
        return str(self.state.waiting.level_id) if self.state.waiting else ""

    def line_decision(self) -> LineDecision:
        """What was said, for the action that records it."""
        data = self.cleaned_data
        agrees = data.get("stance") == AGREE
        waiting = self.state.waiting
        return LineDecision(
            line=self.state.line,
            step=self._step(),
            level=waiting.level if agrees and waiting else self.levels[data["level"]],
            reasons=data["reasons"] or ("Agrees with the recommendation" if agrees else ""),
            last_seen=data["last_seen"],
            checklist=self.checklist,
            answers={name.removeprefix("cue_"): data[name] for name in data if name.startswith("cue_")},
            beside={name: data[name] for name in BESIDE},
            guards=self.guarding.with_answers(
                {(one.guard, one.name): data[_of_guard(one)] for one in self.guarding.asked}
            ),
        )

    def _step(self) -> Step:
        if self.authorises:
            return Step.AUTHORISED
        return Step.BOTH if may_authorise(self.user) else Step.RECOMMENDED
