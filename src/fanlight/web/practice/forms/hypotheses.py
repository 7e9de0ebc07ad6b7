"""Forms of the notebook and of hypotheses."""

from __future__ import annotations

from typing import Any

from django import forms

from fanlight.web.design.forms import Form, Radios
from fanlight.web.practice.actions import HypothesisWords
from fanlight.web.practice.actions.hypotheses import MOVES
from fanlight.web.practice.models import Hypothesis

FIELDS = ("change", "expected", "reason", "measure", "smallest_difference")


def _words(label: str, hint: str, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": 2}), **more)


class NoteForm(Form):
    """A note that belongs to no decision."""

    lesson = forms.CharField(label="A note for myself", widget=forms.Textarea(attrs={"rows": 3}))


class HypothesisForm(Form):
    """If we, then, because, measured by."""

    change = _words("If we …", "What staff would do differently. Such as: ring the school before we decide")
    expected = _words(
        "then …", "What should happen. Such as: fewer of these children come back within 6 months"
    )
    reason = _words("because …", "Why you think so. Such as: the school has seen the child every day")
    measure = _words(
        "measured by …", "What would be counted, of how many. Such as: contacts that came back, of 100"
    )
    smallest_difference = _words(
        "The smallest difference that would matter (optional)",
        "Less than this and it is not worth the work. Such as: 5 fewer of 100",
        required=False,
    )

    def hypothesis_words(self) -> HypothesisWords:
        return HypothesisWords(**{name: self.cleaned_data[name] for name in FIELDS})


class ShareHypothesisForm(HypothesisForm):
    """A new one, which may be shared at once."""

    shared = forms.BooleanField(label="Share it with everyone in the authority", required=False)
    with_name = forms.BooleanField(label="Show my name with it", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("with_name") and not data.get("shared"):
            self.add_error("with_name", "Your name is shown only with what you share: tick both, or none")
        return data


class MoveForm(Form):
    """What is done with a hypothesis now."""

    state = forms.ChoiceField(label="What is done with it", widget=Radios())
    why = _words("Why", "Kept with your name and the date, for everybody to read")

    def __init__(self, *args: Any, hypothesis: Hypothesis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        follows = MOVES[hypothesis.state]
        self.fields["state"].choices = [(c, label) for c, label in Hypothesis.State.choices if c in follows]
