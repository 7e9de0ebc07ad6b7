"""Forms that render themselves as GOV.UK components: ``{{ form.level.as_field_group }}``.

The renderer serves every form of the site, those of other packages too (signing in).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import ChoiceWidget, Input, MultiWidget
from django.utils.functional import cached_property

from .fields import DayField, MomentField, YesNoNotKnownField
from .widgets import Checkboxes, DayInput, MomentInput, Radios, Select

__all__ = [
    "BoundField",
    "Checkboxes",
    "DayField",
    "DayInput",
    "DesignRenderer",
    "Form",
    "MomentField",
    "MomentInput",
    "Radios",
    "Select",
    "YesNoNotKnownField",
]

_CLASSES = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.CheckboxInput, "fl-choice__input"),
    (Input, "govuk-input"),
)


class BoundField(forms.BoundField):
    """A field of a form, with the classes, ids and descriptions that the components want."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        if isinstance(widget, ChoiceWidget) and widget.use_fieldset:
            # A radio has no validity of its own: the error is described by the fieldset.
            attrs.pop("aria-invalid", None)
            return attrs
        base = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
        wrong = f"{base}--error" if base.startswith("govuk") and self.errors else ""
        attrs["class"] = " ".join(filter(None, [base, wrong, widget.attrs.get("class", "")]))
        attrs["maxlength"] = False  # a browser would cut a pasted text short without a word
        if self.counted:
            attrs["class"] += " govuk-js-character-count"
            attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {self.auto_id}-info".strip()
        return attrs

    @property
    def first_id(self) -> str:
        """The id of the control that an error links to: the first radio, the first box of a date."""
        widget = self.field.widget
        id_ = widget.attrs.get("id") or self.auto_id
        if isinstance(widget, ChoiceWidget) and widget.use_fieldset and len(self):
            return str(self[0].id_for_label or id_)
        return f"{id_}_0" if isinstance(widget, MultiWidget) else str(id_)

    @property
    def counted(self) -> int:
        """The limit that a character count shows; 0 for none. A `Textarea` with ``max_length`` counts."""
        is_text = isinstance(self.field.widget, forms.Textarea)
        return (getattr(self.field, "max_length", 0) or 0) if is_text else 0

    @property
    def short_errors(self) -> list[str]:
        """The errors where the question stands right above: a missing answer need not repeat it."""
        missing = self.field.error_messages.get("required")
        return ["Choose an answer" if error == missing else error for error in self.errors]

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Key and label of each option that has a key."""
        return [(option.data["key"], option.choice_label) for option in self if option.data.get("key")]

    @property
    def is_single_checkbox(self) -> bool:
        """Whether this is one box with its label after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        """Whether the label says "(optional)"."""
        return not self.field.required and getattr(self.form, "mark_optional", False)


class DesignRenderer(DjangoTemplates):
    """Finds our templates of controls first, then Django's own."""

    field_template_name = "design/field.html"
    bound_field_class = BoundField

    @cached_property
    def engine(self) -> Any:
        folders = [Path(__file__).parent / "form_templates", Path(django.forms.__file__).parent / "templates"]
        return self.backend({"APP_DIRS": True, "DIRS": folders, "NAME": "design", "OPTIONS": {}})


class Form(forms.Form):
    """A form of this site: no preselected answer, errors in plain words, checked by the server alone.

    Set ``mark_optional = True`` to have "(optional)" after the labels of fields that may stay empty.
    """

    use_required_attribute = False
    mark_optional = False

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            self._refuse_default(name, field)
            if isinstance(field, forms.ChoiceField) and type(field.widget) is forms.Select:
                self._begin_on_no_choice(field)
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _ask(name, field)

    def _refuse_default(self, name: str, field: forms.Field) -> None:
        """Nothing is decided by default: a draft restores an answer (`initial=`), no form declares one."""
        answers = isinstance(field, forms.ChoiceField | forms.BooleanField)
        if answers and field.initial not in (None, "", [], (), False):
            raise TypeError(f"{type(self).__name__}.{name} declares a preselected answer")

    def _begin_on_no_choice(self, field: forms.ChoiceField) -> None:
        """A browser shows a list's first option as chosen: put the empty one first."""
        if not isinstance(field, forms.ModelChoiceField):
            field.widget = Select(field.widget.attrs)
            field.widget.choices = field.choices


def _ask(name: str, field: forms.Field) -> str:
    """The words for a missing answer, from the field's label."""
    label = str(field.label or name.replace("_", " "))
    if label.endswith("?") or isinstance(field, YesNoNotKnownField):
        return f"Answer: {label}"
    if isinstance(field, forms.BooleanField):
        return f"Tick the box: {label}"
    plain = label if label[1:2].isupper() or label[1:2] == " " else label[:1].lower() + label[1:]
    if isinstance(field, forms.ChoiceField | forms.FileField):
        return f"Choose {plain}"
    return f"Enter {plain}"
