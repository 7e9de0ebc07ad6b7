"""What other rooms offer on the page after a decision: the front door knows no rooms above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.models import Decision


@dataclass(frozen=True)
class Panel:
    """A short offer with one link."""

    title: str
    words: str
    url: str
    link: str


Offer = Callable[[User, list[Decision]], list[Panel]]
panels: list[Offer] = []


def offer(make: Offer) -> None:
    """Have `make` asked after every decision."""
    if make not in panels:
        panels.append(make)
