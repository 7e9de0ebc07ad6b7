"""Reads of the front door."""

from fanlight.web.frontdoor.queries.brief import brief_of
from fanlight.web.frontdoor.queries.contacts import (
    ContactRow,
    hand_over,
    may_see_child,
    open_contacts,
    todays_contacts,
    visible_contacts,
)
from fanlight.web.frontdoor.queries.decisions import LineState, every_line, line_states
from fanlight.web.frontdoor.queries.finding import contacts_matching
from fanlight.web.frontdoor.queries.levels import current_levels
from fanlight.web.frontdoor.queries.record import as_record

__all__ = [
    "ContactRow",
    "LineState",
    "as_record",
    "brief_of",
    "contacts_matching",
    "current_levels",
    "every_line",
    "hand_over",
    "line_states",
    "may_see_child",
    "open_contacts",
    "todays_contacts",
    "visible_contacts",
]
