"""What people do at the front door. Each function is one transaction with its audit row."""

from fanlight.web.frontdoor.actions.contacts import (
    accept_as_referral,
    add_child,
    join_after_birth,
    mark_urgency,
    note_first_read,
    record_contact,
    take_hand_over,
)
from fanlight.web.frontdoor.actions.decisions import (
    DecidedMeanwhile,
    LineDecision,
    NamedByMistake,
    record_decisions,
)
from fanlight.web.frontdoor.actions.numbers import give_number, join_records
from fanlight.web.frontdoor.actions.put_right import NotNow, PutRightMeanwhile, put_right
from fanlight.web.frontdoor.actions.requests import ask_for_information, record_answer
from fanlight.web.frontdoor.actions.signatures import name_signature, retire_signature

__all__ = [
    "DecidedMeanwhile",
    "LineDecision",
    "NamedByMistake",
    "NotNow",
    "PutRightMeanwhile",
    "accept_as_referral",
    "add_child",
    "ask_for_information",
    "give_number",
    "join_after_birth",
    "join_records",
    "mark_urgency",
    "name_signature",
    "note_first_read",
    "put_right",
    "record_answer",
    "record_contact",
    "record_decisions",
    "retire_signature",
    "take_hand_over",
]
