"""Rooms above that take a part of what a file brings (contacts, past decisions).

The front door registers itself here at start-up: imports know no rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fanlight.exchange.reading import Reading, SetAside
from fanlight.web.casework.models import Person
from fanlight.web.exchange.models import ImportBatch

Receiver = Callable[[Reading, ImportBatch, Mapping[str, Person]], tuple[dict[str, int], list[SetAside]]]
receivers: list[Receiver] = []


def register(receiver: Receiver) -> None:
    """Have `receiver` called inside the transaction of every import."""
    if receiver not in receivers:
        receivers.append(receiver)
