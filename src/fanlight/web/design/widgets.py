"""Controls that write GOV.UK markup and never choose for anyone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from .typed import split_day, split_moment

# A letter would choose an answer when somebody begins to write while standing in the question.
KEYS = "1234567890-=abcdefghijklmnopqrstuvwxyz"


class Choices:
    """What radios and checkboxes share: hints, option keys, layout.

    Parameters
    ----------
    hints
        Option value to a sentence shown under its label (a level's anchor).
    layout
        ``"stacked"``, ``"inline"``, or on a wide screen ``"columns"`` (two) or ``"three"``.
    keys
        The characters that choose the options, in order; ``""`` for none. Shown beside each label.
    """

    use_fieldset = True

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Sequence[Any] = (),
        *,
        hints: Mapping[Any, str] | None = None,
        layout: str = "stacked",
        keys: str = "",
    ) -> None:
        super().__init__(attrs, choices)
        if layout not in {"stacked", "inline", "columns", "three"}:
            raise ValueError(f"layout must be stacked, inline, columns or three, not {layout!r}")
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.layout = layout
        self.keys = keys

    def create_option(self, name: str, value: Any, label: Any, selected: Any, index: Any, **rest: Any) -> Any:
        option = super().create_option(name, value, label, selected, index, **rest)
        option["hint"] = self.hints.get(str(value), "")
        if option["hint"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = option["attrs"]["id"] + "_hint"
        return option

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        options = [option for _, group, _ in groups for option in group]
        for key, option in zip(self.keys, options, strict=False):
            option["attrs"]["data-option-key"] = option["key"] = key
        return groups

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["layout"] = self.layout
        return context


class Radios(Choices, forms.RadioSelect):
    """One of several, none chosen beforehand. No option means "no answer": not known is an answer."""


class Checkboxes(Choices, forms.CheckboxSelectMultiple):
    """Any of several."""


class Select(forms.Select):
    """A list to choose from that starts on no choice."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, choices: Any = (), *, none: str = "Choose"
    ) -> None:
        super().__init__(attrs, choices)
        self.none = none

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        if any(str(option["value"]) == "" for _, options, _ in groups for option in options):
            return groups
        blank = self.create_option(name, "", self.none, "" in value or not value, 0, attrs=attrs)
        return [(None, [blank], 0), *groups]


class _Parts(forms.MultiWidget):
    """Several text boxes under one legend, each with its own short label."""

    template_name = "design/widgets/parts.html"
    use_fieldset = True
    parts: dict[str, tuple[str, int]] = {}  # name: (label, width in characters)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = {}
        for name, (_, width) in self.parts.items():
            classes = f"govuk-input govuk-date-input__input govuk-input--width-{width}"
            mode = {} if name == "time" else {"inputmode": "numeric"}
            boxes[name] = forms.TextInput(attrs={"class": classes, "autocomplete": "off", **mode})
        super().__init__(boxes, attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        wrong = attrs.pop("aria-invalid", None)
        attrs.pop("class", None)
        context = super().get_context(name, value, attrs)
        for box, (label, _) in zip(context["widget"]["subwidgets"], self.parts.values(), strict=True):
            box["label"] = label
            box["attrs"].pop("required", None)
            if wrong:
                box["attrs"]["class"] += " govuk-input--error"
                box["attrs"]["aria-invalid"] = "true"
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        typed = [str(part or "").strip() for part in super().value_from_datadict(data, files, name)]
        if not any(typed) and data.get(name):  # an address such as ?since=2026-11-21
            typed[0] = str(data[name])
        return self._take_apart(typed) if typed[0] and not any(typed[1:3]) else typed

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)

    def _take_apart(self, typed: list[str]) -> list[str]:
        """A whole value in the first box, put into its boxes; untouched if it is not one."""
        return [*split_day(typed[0])]


class DayInput(_Parts):
    """Day, month and year; a whole date pasted into the first box is taken apart."""

    parts = {"day": ("Day", 2), "month": ("Month", 2), "year": ("Year", 4)}

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]


class MomentInput(_Parts):
    """Day, month, year and a time of day."""

    parts = DayInput.parts | {"time": ("Time, like 14:05", 5)}

    def decompress(self, value: Any) -> list[Any]:
        if not isinstance(value, datetime):
            return ["", "", "", ""]
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
        clock = f"{local:%H:%M %Z}" if twice else f"{local:%H:%M}"
        return [local.day, local.month, local.year, clock]

    def _take_apart(self, typed: list[str]) -> list[str]:
        *day, clock = split_moment(typed[0])
        return [*day, clock or typed[3]]
