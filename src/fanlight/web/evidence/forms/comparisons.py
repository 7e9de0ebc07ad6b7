"""Asking for a comparison of areas: whom, from when, and which comparison areas are left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from fanlight.evidence.comparison.specified import ALL, NEIGHBOURS, specified
from fanlight.evidence.finding import CannotRun
from fanlight.evidence.specification import Specification
from fanlight.exchange.published_panel import panel_of
from fanlight.web.design.forms import Form, Radios
from fanlight.web.evidence.forms.claims import MonthField, _Narrow
from fanlight.web.evidence.models import AreaComparison


class AskForm(Form):
    """What is compared, once measure and area are chosen.

    Each statistical neighbour can be ticked off; a reason is then asked for.
    """

    change = forms.CharField(
        label="What changed there?",
        help_text="What was done, or what somebody says brought it about. For example: a new front door",
        max_length=200,
    )
    begins = MonthField(
        label="First month with the change",
        help_text="For example April 2020. A date chosen after looking at the figures finds too much",
        widget=_Narrow(10),
    )
    until = MonthField(
        label="Last month to look at (optional)",
        help_text="Empty for the newest that is published",
        required=False,
        widget=_Narrow(10),
    )
    chosen = forms.ChoiceField(label="Why this area?", choices=AreaComparison.Chosen.choices, widget=Radios)
    everyone = forms.BooleanField(
        label="Compare with all other authorities, not with the statistical neighbours alone", required=False
    )

    def __init__(
        self, *args: Any, measure: str, place: str, near: Sequence[tuple[str, str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.measure, self.place, self.near = measure, place, near
        for code, name, _ in near:
            self.fields[f"out_{code}"] = forms.BooleanField(label=f"Leave out {name}", required=False)
            self.fields[f"why_{code}"] = forms.CharField(
                label=f"Why {name} is left out", max_length=200, required=False
            )

    def donors(self) -> Iterator[tuple[str, str, BoundField, BoundField]]:
        """For the page: name, closeness, the box that leaves it out, the reason."""
        for code, name, closeness in self.near:
            yield name, closeness, self[f"out_{code}"], self[f"why_{code}"]

    @property
    def out_wrong(self) -> bool:
        """Whether something is typed or wrong there, so that it stands open."""
        return self.is_bound and any(
            self[f"out_{code}"].value() or self[f"why_{code}"].value() for code, _, _ in self.near
        )

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        for code, name, _ in self.near:
            out, why = held.get(f"out_{code}"), held.get(f"why_{code}")
            if out and not why:
                self.add_error(f"why_{code}", f"Say why {name} is left out")
            if why and not out:
                self.add_error(f"out_{code}", f"Tick the box to leave {name} out, or remove the reason")
        if not self.errors:
            try:
                panel_of(self.specification())
            except CannotRun as refusal:
                self.add_error("begins", f"It cannot be compared: {refusal}")
        return held

    def left_out(self) -> list[dict[str, str]]:
        """Areas left out, each with the reason."""
        return [
            {"code": code, "name": name, "because": self.cleaned_data[f"why_{code}"]}
            for code, name, _ in self.near
            if self.cleaned_data.get(f"out_{code}")
        ]

    def specification(self) -> Specification:
        """The comparison as it can be run again."""
        held = self.cleaned_data
        return specified(
            self.measure,
            self.place,
            held["begins"],
            until=held.get("until", ""),
            left_out=[one["code"] for one in self.left_out()],
            pool=ALL if held.get("everyone") else NEIGHBOURS,
        )
