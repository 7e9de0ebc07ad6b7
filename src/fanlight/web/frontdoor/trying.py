"""How a list goes on trial properly: rooms above offer a link; the front door knows no trials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.models import ChecklistVersion


@dataclass(frozen=True)
class HandOver:
    """One link, and what it is for."""

    words: str
    url: str
    link: str


Offer = Callable[[User, ChecklistVersion], HandOver | None]
offers: list[Offer] = []


def register(offer: Offer) -> None:
    """Have `offer` asked on the page of every list that may be tried."""
    if offer not in offers:
        offers.append(offer)


def hand_overs(user: User, version: ChecklistVersion) -> list[HandOver]:
    """What is offered to this worker for a draft, or for a list on trial."""
    if version.state not in (ChecklistVersion.State.DRAFT, ChecklistVersion.State.ON_TRIAL):
        return []
    return [made for offer in offers if (made := offer(user, version)) is not None]
