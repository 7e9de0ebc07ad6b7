"""Letter from a general practice."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import Slots, named, story

_OPENINGS = (
    "Thank you for seeing this family, registered with us for {n} years.",
    "I would be grateful for your consideration of the following.",
    "I saw {m} in surgery {when} and felt that you should know of our discussion.",
    "This letter follows a discussion at our practice safeguarding meeting.",
    "Please accept this as a referral made after discussion with the practice lead.",
)
_ASIDES = (
    "Past history includes hay fever and a fractured toe.",
    "A routine blood test was unremarkable.",
    "The practice has merged with the surgery in Testwick; please amend your records.",
    "I was covering for a colleague and had not met the family before.",
    "A repeat prescription for emollient was issued.",
)
_CLOSINGS = (
    "I would value being told of the outcome.",
    "{m} is aware that I am writing.",
    "I have not been able to reach the family to tell them of this letter.",
    "Please do not hesitate to contact the surgery between 8.30 and 6.",
)


def write(dice: Dice, slots: Slots) -> str:
    """Write the letter."""
    words = slots.words
    lines = [dice.pick(_OPENINGS).format_map(words), *story(dice, slots)]
    if slots.fullness and dice.chance(0.6):
        lines.insert(dice.between(1, len(lines)), dice.pick(_ASIDES))
    title = dice.pick(("Dr", "Dr", "Dr", "Sister"))
    return "\n\n".join(
        (
            f"{slots.organisation}\n{slots.received_at:%d %B %Y}\nOur ref: {slots.number}",
            f"Re: {named(slots)}\n{slots.household.address}",
            "Dear colleague,",
            " ".join(lines),
            dice.pick(_CLOSINGS).format_map(words),
            f"Yours sincerely,\n{title} {slots.referrer}\nDictated but not signed to avoid delay.",
        )
    )
