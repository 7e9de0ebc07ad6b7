"""The menu: each role sees the rooms it may enter, by the rooms' own permissions."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from fanlight.web.accounts.access import Predicate, signed_in
from fanlight.web.accounts.models import User
from fanlight.web.audit.permissions import may_search_audit
from fanlight.web.evidence.permissions import may_read_evidence, may_read_investigations
from fanlight.web.exchange.permissions import may_give_tokens, may_import, may_look
from fanlight.web.frontdoor.permissions import (
    may_hold_texts,
    may_name_signatures,
    may_read_contacts,
    may_see_report,
)
from fanlight.web.frontdoor.queries.report_arrays import newest_day_held
from fanlight.web.practice.permissions import may_learn, may_see_team


@dataclass(frozen=True)
class Item:
    """One entry of the menu."""

    label: str
    address: str
    allowed: Predicate
    key: str = ""
    day_begins: bool = True


def _may_read_findings_alone(user: User) -> bool:
    """Who may not open series begins at the investigations, which everyone may read."""
    return may_read_investigations(user) and not may_read_evidence(user)


# The first that a role may open, and that a day begins with, is where its day begins.
MENU = (
    Item("Today", "frontdoor:today", may_read_contacts, "t"),
    Item("My learning", "practice:learning", may_learn, "l"),
    Item("Team", "practice:team", may_see_team),
    Item("Practice", "practice:room", signed_in, day_begins=False),
    Item("Report", "frontdoor:report", may_see_report),
    Item("Evidence", "evidence:series", may_read_evidence),
    Item("Imports", "exchange:imports", may_import),
    Item("Look at a file", "exchange:look", may_look),
    Item("Export", "exchange:exports", signed_in, day_begins=False),
    Item("Checklists", "frontdoor:checklists", signed_in, day_begins=False),
    Item("Audit", "audit:log", may_search_audit),
    Item("Holds", "frontdoor:holds", may_hold_texts, day_begins=False),
    Item("Levels and clock", "frontdoor:levels", signed_in),
    Item("People here", "staff:people", signed_in, day_begins=False),
    Item("Case systems", "exchange:tokens", may_give_tokens),
    Item("Signatures", "frontdoor:signatures", may_name_signatures),
    Item("Evidence", "evidence:claims", _may_read_findings_alone, day_begins=False),
)


def menu(user: User, path: str) -> list[dict[str, object]]:
    """The entries for this worker, the open one marked."""
    items = [item for item in MENU if item.allowed(user)]
    addresses = [reverse(item.address) for item in items]
    current = max((address for address in addresses if path.startswith(address)), key=len, default="")
    return [
        {"label": item.label, "url": address, "current": address == current, "key": item.key, "count": None}
        for item, address in zip(items, addresses, strict=True)
    ]


def where_a_day_begins(user: User) -> str:
    """The first entry of the worker's menu that a day begins with."""
    return next(item.address for item in MENU if item.day_begins and item.allowed(user))


def first_page(user: User) -> str:
    """Where this worker's day begins; with a file for who begins with figures, while nothing is held."""
    begins = where_a_day_begins(user)
    if begins == "practice:team" and may_look(user) and newest_day_held() is None:
        return "exchange:look"
    return begins
