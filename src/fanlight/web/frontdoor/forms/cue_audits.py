"""What an analyst asks of the questions."""

from __future__ import annotations

from typing import Any

from django import forms

from fanlight.web.design.forms import Form, Radios, Select
from fanlight.web.frontdoor.forms.checklists import MOST_QUESTIONS
from fanlight.web.frontdoor.models import ChecklistVersion
from fanlight.web.frontdoor.queries.past_cases import OUTCOMES

SEED = 20_140_401


class AuditForm(Form):
    """Which outcome, how many questions, how often chance is tried."""

    mark_optional = True

    outcome = forms.ChoiceField(
        label="What should a list catch?",
        choices=[(code, f"{told.words[:1].upper()}{told.words[1:]}") for code, told in OUTCOMES.items()],
        widget=Radios,
    )
    most_cues = forms.TypedChoiceField(
        label="How many questions may it ask at most?",
        choices=[(number, str(number)) for number in range(1, MOST_QUESTIONS + 1)],
        coerce=int,
        widget=Radios(layout="inline"),
    )
    permutations = forms.TypedChoiceField(
        label="How often is chance tried?",
        help_text="Outcomes are shuffled over the cases; a thousand takes some minutes",
        choices=[(0, "Not at all"), (200, "200 times"), (1000, "1,000 times")],
        coerce=int,
        widget=Radios(layout="inline"),
    )
    version = forms.ModelChoiceField(
        label="Beside which list of your own?",
        queryset=ChecklistVersion.objects.none(),
        widget=Select(none="None"),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        with_exits = ChecklistVersion.objects.exclude(tree=[]).select_related("checklist")
        self.fields["version"].queryset = with_exits.order_by("checklist__title", "-number")
