"""Rooms above that take a part of what a file brings (contacts, past decisions).

The front door registers itself here at start-up: imports know no rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fanlight.exchange.reading import Reading, SetAside
from fanlight.web.casework.models import Person
from fanlight.web.exchange.models import ImportBatch


@dataclass(frozen=True)
class Received:
    """What a room made of a file: added to the record (and there to stay), held already, set aside."""

    added: Mapping[str, int] = field(default_factory=dict)
    held: Mapping[str, int] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()


Receiver = Callable[[Reading, ImportBatch, Mapping[str, Person]], Received]
receivers: list[Receiver] = []
# By a field of lists: the words that a room above knows for it, each with what it is called.
known_words: dict[str, Callable[[], Mapping[str, str]]] = {}


def register(receiver: Receiver) -> None:
    """Have `receiver` called inside the transaction of every import."""
    if receiver not in receivers:
        receivers.append(receiver)


def words_known(field: str) -> Mapping[str, str]:
    """The words that a room takes for a field, each with what it is called; {} where none says."""
    return known_words[field]() if field in known_words else {}
