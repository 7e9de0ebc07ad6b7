"""A contact as a case system sends it, and the room that takes it.

The front door registers itself here at start-up: imports know no rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


class NotTaken(Exception):
    """A contact that cannot be taken; nothing of it is kept."""

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(f"{place}: {reason}" if place else reason)


@dataclass(frozen=True)
class SentChild:
    """A child that a sent contact concerns: born, or expected."""

    case_system_id: str = ""
    forename: str = ""
    surname: str = ""
    born_on: date | None = None
    expected_on: date | None = None
    sex: str = ""


@dataclass(frozen=True)
class SentContact:
    """What arrived at the case system, as `POST /api/v1/contacts` brings it."""

    case_system_id: str
    received_at: datetime
    channel: str
    text: str
    children: Sequence[SentChild]
    source_code: str = ""
    source_words: str = ""
    organisation: str = ""
    referrer_name: str = ""
    address: str = ""
    consent: str = ""
    consent_words: str = ""
    child_seen: str = ""
    out_of_hours_action: str = ""


@dataclass(frozen=True)
class Taken:
    """What people call the contact here, and whether it was held before."""

    ref: str
    held_already: bool


Taker = Callable[[SentContact], Taken]
_takers: list[Taker] = []


def register(taker: Taker) -> None:
    """Have `taker` record contacts that are sent."""
    _takers[:] = [taker]


def take(sent: SentContact) -> Taken:
    """Have a contact recorded; raises `NotTaken`."""
    if not _takers:
        raise NotTaken("", "contacts are not taken here")
    return _takers[0](sent)
