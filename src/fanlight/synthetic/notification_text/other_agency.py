"""Another authority, the court service, probation, or a voluntary organisation."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import Slots, named, story

_OPENINGS = (
    "We write to tell you of a family now living in your area.",
    "Please find below a request for checks and information about {c}.",
    "In the course of our work with {m} the following came to light.",
    "Our service user {o} has contact with {c}.",
    "This is a notification under our safeguarding policy, section {n}.",
    "We support {m} through our helpline and have her agreement to write.",
)
_CLOSINGS = (
    "Please reply within five working days quoting our reference.",
    "Our involvement ends on closing this notification.",
    "We hold {n} earlier records and can send them on request.",
    "Our worker can be reached on the number above on weekdays.",
    "We are a charity and do not investigate.",
)
_FOOT = (
    "Sent securely. Views expressed are those of the author and do not bind the organisation.",
    "Registered office: 1 Specimen Bridge, Exampleton EX95 1ZZ.",
    "Please complete our two-minute survey about this notification.",
)


def write(dice: Dice, slots: Slots) -> str:
    """Write the letter."""
    words = slots.words
    lines = [
        dice.pick(_OPENINGS).format_map(words),
        *story(dice, slots),
        dice.pick(_CLOSINGS).format_map(words),
    ]
    return "\n\n".join(
        (
            f"{slots.organisation}\nOur reference {slots.number}, {slots.received_at:%d %B %Y}",
            f"Concerning: {named(slots)}, {slots.household.address}",
            " ".join(lines),
            f"{slots.referrer}\n{dice.pick(_FOOT)}",
        )
    )
