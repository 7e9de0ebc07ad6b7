"""A parent, a relative or a young person asking for themselves."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import Slots, story

_OPENINGS = (
    "Call from {me}, who is family. Notes taken during the call.",
    "{me} rang the contact centre asking for help with {c}.",
    "My name is {me} and I need somebody to help us with {c}.",
    "Walk-in at reception: {me}, family of {c}.",
    "Form sent through the website by {me}.",
    "{me} asked to speak to 'the lady from last time'.",
)
_ASIDES = (
    "Also asked about school transport.",
    "Has rung the GP, who said to ring us.",
    "The line was cut once and {me} rang back.",
    "Talked for some time about the benefit claim.",
    "Asked that we do not ring before ten because of night shifts.",
)
_CLOSINGS = (
    "Wants somebody to ring back today.",
    "Would accept help from early help.",
    "Asked that {m} is not told who called.",
    "Gave agreement to checks with school and health.",
    "Does not want school to know.",
)


def write(dice: Dice, slots: Slots) -> str:
    """Write the note or message."""
    words = {**slots.words, "me": slots.referrer}
    lines = [dice.pick(_OPENINGS).format_map(words), *story(dice, slots)]
    if dice.chance(0.5):
        lines.append(dice.pick(_ASIDES).format_map(words))
    ages = ", ".join(f"{c.forename} ({c.age(slots.day)})" for c in slots.children if c.age(slots.day) >= 0)
    return " ".join([*lines, f"Children: {ages or 'expecting'}.", dice.pick(_CLOSINGS).format_map(words)])
