"""A page of values to decide, and a mapping brought as a file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms

from fanlight.exchange.mapping import BadMapping, CodeMapping
from fanlight.terms.codes import Code
from fanlight.web.design.forms import Form, Select
from fanlight.web.exchange.mappings.models import Where
from fanlight.web.exchange.mappings.queries import LocalValue

NONE_FITS = "none"
LARGEST_KB = 1024


class DecideForm(Form):
    """One value, one list: what is suggested, that none fits, every code. Nothing is chosen beforehand.

    Its control is named after the value, so that a page that grew meanwhile changes no other value.
    """

    code = forms.ChoiceField(widget=Select(none="Not decided"))

    def __init__(self, local: LocalValue, data: Any = None) -> None:
        self.local = local
        self.suggested = local.suggestions() if local.code is None else ()
        super().__init__(data, prefix=prefix_of(local))
        field = self.fields["code"]
        field.required = local.code is not None  # what was decided is changed, never quietly dropped
        field.choices = _choices(local, self.suggested)
        field.label = f"Code for {local.value[:80]}"
        self.error_prefix = f"{local.value[:80]}: "
        if local.code is not None:
            self.initial["code"] = local.code or NONE_FITS

    @property
    def decision(self) -> tuple[Where, str] | None:
        """The value and its code, "" where none fits; None when it was left undecided."""
        chosen = self.cleaned_data["code"]
        if not chosen:
            return None
        return self.local.where, "" if chosen == NONE_FITS else chosen


def prefix_of(local: LocalValue) -> str:
    """The name of a value's control."""
    return "v" + hashlib.sha256("\n".join(local.where).encode()).hexdigest()[:16]


def _choices(local: LocalValue, suggested: Sequence[Code]) -> list[Any]:
    every = [(code.code, _said(code)) for code in local.code_set]
    like = [("Words alike", [(code.code, _said(code)) for code in suggested])] if suggested else []
    return [*like, (NONE_FITS, "No code fits: leave unmapped"), (local.code_set.name, every)]


def _said(code: Code) -> str:
    return f"{code.code} {code.label}" + ("" if code.in_use else " (no longer used)")


class MappingFileForm(Form):
    """A mapping that this or another authority saved."""

    file = forms.FileField(label="Mapping saved from Fanlight (JSON)")

    def clean_file(self) -> CodeMapping:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_KB * 1024:
            raise forms.ValidationError(f"The file is larger than {LARGEST_KB} KB: this is no mapping")
        try:
            return CodeMapping.from_json(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("The file is not text in UTF-8") from None
        except BadMapping as fault:
            raise forms.ValidationError(str(fault)) from None
