"""Which child of the case system a typed child is: said by a person, never guessed."""

from __future__ import annotations

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.casework.models import LocalIdentifier, Person


@action
def give_number(*, child: Person, number: str, by: User) -> None:
    """The case system knows the child under a number that nobody here has: events will find it."""
    _no_number_yet(child)
    LocalIdentifier.objects.create(person=child, value=number)
    tell(by=by, action="give a case-system number", record=child, persons=[child.key])


@action
def join_records(*, record: Person, child: Person, by: User) -> None:
    """A child typed without a number is one who has one: its contacts then show with that child."""
    _no_number_yet(record)
    if child.is_unborn or child.is_adult or child.joined_into_id or child.pk == record.pk:
        raise ValueError("Join a record to a child who was born and stands under a number")
    record.joined_into = child
    record.save(update_fields=["joined_into"])
    tell(by=by, action="join two records of a child", record=record, persons=[record.key, child.key])


def _no_number_yet(child: Person) -> None:
    if child.joined_into_id or child.identifiers.filter(scheme=LocalIdentifier.CASE_SYSTEM).exists():
        raise ValueError("This child stands under a number already")
