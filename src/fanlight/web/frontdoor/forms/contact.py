"""A contact as typed or pasted: the text first, then who and whence."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.web.casework.models import Person
from fanlight.web.design.forms import DayField, Form, MomentField, Radios, Select, YesNoNotKnownField
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.forms.small import rungs
from fanlight.web.frontdoor.models import Contact


def soon() -> datetime:
    """A sender's clock may run a little ahead of ours."""
    return timezone.now() + timedelta(minutes=5)


class ContactForm(Form):
    """What arrived, from whom, when."""

    raw_text = forms.CharField(
        label="What was said or written",
        help_text="Paste the e-mail whole, or write what the caller said. It is kept exactly as it is.",
        widget=forms.Textarea(attrs={"rows": 10}),
        strip=False,
    )
    received_at = MomentField(label="When it was received", latest=soon)
    channel = forms.ChoiceField(
        label="How it came", choices=Contact._meta.get_field("channel").choices, widget=Select
    )
    source_code = forms.ChoiceField(
        label="Source", choices=Contact._meta.get_field("source_code").choices, widget=Select
    )
    child_seen = YesNoNotKnownField(label="Somebody saw the child since", required=False)
    organisation = forms.CharField(label="Organisation", required=False, max_length=200)
    referrer_name = forms.CharField(label="Name of the referrer", required=False, max_length=120)
    case_system_id = forms.CharField(
        label="Number of the contact in the case system", required=False, max_length=60
    )
    consent = forms.ChoiceField(
        label="Consent to share information",
        choices=Contact.Consent.choices,
        required=False,
        widget=Select(none="Not answered"),
    )
    consent_words = forms.CharField(label="Why it was dispensed with", required=False, max_length=400)
    address = forms.CharField(label="Address of the household", required=False, max_length=300)
    out_of_hours_action = forms.CharField(
        label="What the emergency duty team did",
        help_text="Only for a contact that came out of hours",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    urgency = forms.ChoiceField(label="Does somebody need to act now?", widget=Radios, required=False)

    def __init__(self, *args: Any, ladder: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["urgency"].choices = rungs(ladder)


class PersonForm(Form):
    """Someone the contact names. Wholly empty: nobody."""

    forename = forms.CharField(label="First name", required=False, max_length=100)
    surname = forms.CharField(label="Last name", required=False, max_length=100)

    @property
    def is_filled(self) -> bool:
        return any(self.cleaned_data.values())


class ChildForm(PersonForm):
    """A child the contact concerns: born, or expected."""

    local_id = forms.CharField(label="Number in the case system", required=False, max_length=60)
    born_on = DayField(label="Date of birth", required=False)
    expected_on = DayField(label="Expected date of birth, if not yet born", required=False)
    sex = forms.ChoiceField(
        label="Sex", choices=Person.Sex.choices, required=False, widget=Select(none="Not answered")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("born_on") and data.get("expected_on"):
            self.add_error("expected_on", "Give the date of birth or the expected date, not both")
        if data.get("born_on") and data["born_on"] > timezone.localdate():
            self.add_error("born_on", "Date of birth must not be in the future: is it the expected date?")
        return data

    def compare(self, held: Person) -> None:
        """A number that means somebody else than was typed is asked about, never followed."""
        names = ("forename", "surname", "born_on")
        pairs = ((self.cleaned_data.get(name), getattr(held, name)) for name in names)
        if any(typed and known and not is_same(typed, known) for typed, known in pairs):
            born = f", born {held.born_on:%-d %B %Y}" if held.born_on else ""
            self.add_error(
                "local_id",
                f"This number is held for {held.name}{born}. If it is the same child, empty the name and the "
                "date of birth; if not, correct the number or leave it empty",
            )

    def named(self) -> NamedPerson:
        return NamedPerson(**self.cleaned_data)


def is_same(typed: object, held: object) -> bool:
    """Whether what was typed is what is held, whatever the capitals."""
    return str(typed).strip().casefold() == str(held).strip().casefold()


class AdultForm(PersonForm):
    """A parent, carer or other adult."""

    words = forms.CharField(
        label="Who they are to the child",
        help_text="Such as mother, stepfather, lodger",
        required=False,
        max_length=60,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.is_filled and not data.get("words"):
            self.add_error("words", "Say who this adult is to the child, or “not known”")
        return data

    def named(self) -> NamedPerson:
        return NamedPerson(**self.cleaned_data)
