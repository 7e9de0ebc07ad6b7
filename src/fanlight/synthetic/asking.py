"""What other agencies are asked about a contact, and what they answer."""

from __future__ import annotations

from datetime import datetime

from fanlight.synthetic.authority import MadeUpContact, MadeUpRequest
from fanlight.synthetic.dice import Dice
from fanlight.synthetic.hours import WorkingHours

_ASKED = {
    "police": (
        "Calls to the address in the last 12 months",
        "What is known of the other adult",
        "Outcome of the visit",
    ),
    "school": (
        "How the child has been this term",
        "Attendance and any earlier worries",
        "Who collects the child",
    ),
    "health visitor": (
        "When the child was last seen",
        "Growth and development",
        "Home conditions at last visit",
    ),
    "GP": ("Recent attendances", "Mother's health as far as it bears on the child"),
    "housing": ("Who is on the tenancy", "Complaints about the address"),
    "probation": ("Licence conditions and risk of harm",),
}
_ANSWERS = (
    "Nothing held that bears on this.",
    "Two calls in the year, both verbal, no injuries. Children seen each time and well.",
    "Seen last week, no worries. Attendance 94 per cent.",
    "Worries logged in spring and again this month; chronology to follow.",
    "Not registered with us since the summer.",
    "Will reply fully tomorrow; nothing urgent held.",
    "Known to us. Engaging well with the worker.",
    "Two appointments missed, one attended with grandmother.",
)


def ask(
    dice: Dice,
    hours: WorkingHours,
    contact: MadeUpContact,
    by: str,
    at: datetime,
    stopped_at: datetime,
    *,
    of: str = "",
    answered: bool = True,
) -> MadeUpRequest:
    """Ask one agency; most answer within hours, some the next days, a few never."""
    asked_of = of or dice.pick(tuple(_ASKED))
    about = dice.pick(_ASKED[asked_of])
    if answered and dice.chance(0.93):
        back = hours.add(at, 15 + dice.waiting(170))
        if back < stopped_at:
            return MadeUpRequest(contact.contact_id, asked_of, about, by, at, back, dice.pick(_ANSWERS))
    return MadeUpRequest(contact.contact_id, asked_of, about, by, at)
