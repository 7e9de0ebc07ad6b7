"""What other rooms put on top of Today: the front door knows no rooms above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fanlight.web.accounts.models import User


@dataclass(frozen=True)
class OnTop:
    """One thing for this worker, with one link; an urgent one stands before all contacts, with its clock."""

    title: str
    words: str
    url: str
    link: str
    urgent: bool = False
    clock: str = ""


Put = Callable[[User, datetime], list[OnTop]]
puts: list[Put] = []


def put_on_top(make: Put) -> None:
    """Have `make` asked whenever somebody opens Today."""
    if make not in puts:
        puts.append(make)


def on_top_for(user: User, now: datetime) -> list[OnTop]:
    """Everything for this worker, what is urgent first."""
    return sorted((one for put in puts for one in put(user, now)), key=lambda one: not one.urgent)
