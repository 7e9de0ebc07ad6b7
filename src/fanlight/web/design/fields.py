"""Fields for what the front door writes down: days, moments, and answers that may be "not known"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from .typed import TypedError, place, read_day, read_time
from .widgets import DayInput, MomentInput, Radios

YES_NO_NOT_KNOWN = (("yes", "Yes"), ("no", "No"), ("not_known", "Not known"))


class _TypedField(forms.Field):
    """A day or a moment: an error names the field and says what is wrong; bounds are asked for at each use.

    Parameters
    ----------
    earliest, latest
        A bound, or a function without arguments that gives it when the form is checked.
    """

    def __init__(self, *, earliest: Any = None, latest: Any = None, **options: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, date):
            return value
        if not any(value):
            return None
        try:
            return self.read(value)
        except TypedError as error:
            raise self.wrong(str(error)) from None

    def read(self, parts: list[str]) -> Any:
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        raise NotImplementedError

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        earliest, latest = _now(self.earliest), _now(self.latest)
        if earliest is not None and value < earliest:
            raise self.wrong(f"must be {self.shown(earliest)} or later")
        if latest is not None and value > latest:
            raise self.wrong(f"must be {self.shown(latest)} or earlier")

    def wrong(self, what: str) -> ValidationError:
        return ValidationError(f"{self.label or 'The date'} {what}", code="invalid")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


class DayField(_TypedField):
    """A calendar day, in three boxes or pasted whole; cleans to `datetime.date`."""

    widget = DayInput

    def read(self, parts: list[str]) -> date:
        return read_day(*parts[:3])

    def shown(self, value: date) -> str:
        return f"{value.day} {value:%B %Y}"


class MomentField(_TypedField):
    """A day and a local time; cleans to the instant, an aware `datetime` in UTC."""

    widget = MomentInput

    def read(self, parts: list[str]) -> datetime:
        day, clock = read_day(*parts[:3]), parts[3]
        if not clock:
            raise TypedError("must include a time")
        return place(day, read_time(clock), timezone.get_current_timezone())

    def shown(self, value: datetime) -> str:
        local = timezone.localtime(value)
        return f"{local.day} {local:%B %Y at %H:%M}"


def _now(bound: Any) -> Any:
    return bound() if isinstance(bound, Callable) else bound


class YesNoNotKnownField(forms.ChoiceField):
    """Yes, no or not known, none chosen beforehand; cleans to ``yes``, ``no``, ``not_known`` or ``""``."""

    def __init__(self, *, keys: str = "ynk", choices: Any = YES_NO_NOT_KNOWN, **options: Any) -> None:
        options.setdefault("widget", Radios(layout="inline", keys=keys))
        super().__init__(choices=choices, **options)
