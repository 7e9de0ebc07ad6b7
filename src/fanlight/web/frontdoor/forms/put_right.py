"""A child was named by mistake: why, and who the contact is about instead."""

from __future__ import annotations

from typing import Any

from django import forms

from fanlight.web.casework.models import LocalIdentifier, Person
from fanlight.web.casework.queries import by_identifier
from fanlight.web.design.forms import Form, Radios
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.forms.contact import ChildForm, is_same
from fanlight.web.frontdoor.models import ContactChild
from fanlight.web.frontdoor.queries import LineState

ANOTHER, NOBODY = "another", "nobody"


class PutRightForm(Form):
    """Why, and who instead. With one child on the contact there is no choice: name the right one."""

    why = forms.CharField(
        label="Why it is the wrong child",
        help_text="How it came about and how you know, such as “number misread; the school confirmed”",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    instead = forms.ChoiceField(label="Who is the contact about instead?", widget=Radios)
    last_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, state: LineState, others: list[ContactChild], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(line.pk): line for line in others}
        self.fields["last_seen"].initial = state.newest.pk if state.newest else None
        twice = ((key, f"{line.person.name}: one child was named twice") for key, line in self.others.items())
        self.fields["instead"].choices = [
            (ANOTHER, "Another child, named below"),
            *twice,
            (NOBODY, "Nobody else: it is about the other children alone"),
        ]
        if not others:
            del self.fields["instead"]

    @property
    def names_another(self) -> bool:
        return not self.others or self.cleaned_data.get("instead") == ANOTHER

    def right(self, child: RightChildForm) -> NamedPerson | ContactChild | None:
        """The right child, for the action that records it."""
        if self.names_another:
            return child.named()
        return self.others.get(self.cleaned_data["instead"])


class RightChildForm(ChildForm):
    """The right child, as children are entered with a contact; never the one who was named by mistake."""

    def __init__(self, *args: Any, wrong: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wrong = wrong

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        typed = [(data.get(name), getattr(self.wrong, name)) for name in ("forename", "surname", "born_on")]
        typed.append((data.get("expected_on"), self.wrong.expected_on))
        said = [(one, held) for one, held in typed if one]
        if (
            len(said) > 1
            and not data.get("local_id")
            and all(held and is_same(one, held) for one, held in said)
        ):
            self.add_error("forename", f"This is {self.wrong.name} again, the child named by mistake")
        number = data.get("local_id")
        held = by_identifier([number], LocalIdentifier.CASE_SYSTEM).get(number) if number else None
        if held is not None and held.pk in {self.wrong.pk, self.wrong.joined_into_id}:
            self.add_error("local_id", f"This is the number of {self.wrong.name}, the child named by mistake")
        elif held is not None and held.is_adult:
            self.add_error("local_id", "This number is an adult’s")
        return data

    def check(self, *, wanted: bool) -> None:
        """Named if, and only if, the contact is said to be about another child; to be called once valid."""
        if wanted and not self.is_filled:
            self.add_error("forename", "Name the right child, or give a date of birth or an expected date")
        elif not wanted and self.is_filled:
            self.add_error(
                "forename", "You name a child here, but chose another answer above: choose, or empty these"
            )
