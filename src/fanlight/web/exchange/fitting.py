"""What is too long for its place in the database is set aside and told: never cut, never refused late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from fanlight.casework.person import PersonRecord
from fanlight.exchange.reading import Reading, SetAside

LONGEST_ID = 60  # `LocalIdentifier.value`, `Contact.case_system_id`, `Event.key`
_LONGEST = {"forename": 100, "surname": 100, "sex": 1, "ethnicity": 4, "upn": 13, "source_words": 200}
_IDS = ("person_id", "contact_id", "key")
Row = TypeVar("Row")


def fitting(reading: Reading) -> Reading:
    """The reading without what does not fit; that stands among what was set aside."""
    aside: list[SetAside] = list(reading.set_aside)
    return replace(
        reading,
        persons=tuple(_values(row, aside) for row in _rows(reading.persons, aside)),
        contacts=tuple(_values(row, aside) for row in _rows(reading.contacts, aside)),
        events=tuple(_rows(reading.events, aside)),
        past_decisions=tuple(_rows(reading.past_decisions, aside)),
        set_aside=tuple(aside),
    )


def _rows(rows: Iterable[Row], aside: list[SetAside]) -> Iterable[Row]:
    """Rows whose identifiers fit."""
    for row in rows:
        long = next((name for name in _IDS if len(getattr(row, name, "")) > LONGEST_ID), None)
        if long is None:
            yield row
        else:
            aside.append(_told(row, long, LONGEST_ID, whole_row=True))


def _values(row: Any, aside: list[SetAside]) -> Any:
    """The row without values that do not fit."""
    for name, most in _LONGEST.items():
        if len(getattr(row, name, "")) > most:
            aside.append(_told(row, name, most, whole_row=False))
            row = replace(row, **{name: ""})
    return row


def _told(row: Any, name: str, most: int, *, whole_row: bool) -> SetAside:
    what = "person" if isinstance(row, PersonRecord) else "row"
    reason = f"{name.replace('_', ' ')} is longer than {most} characters"
    return SetAside(row.place or what, reason, getattr(row, name)[:200], whole_row=whole_row)
