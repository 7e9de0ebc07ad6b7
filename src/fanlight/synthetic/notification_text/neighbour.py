"""Neighbour, friend of the family or other acquaintance."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import Slots, story

_OPENINGS = (
    "I live a few doors away and I don't like doing this but I am worried about {c}.",
    "hi i am a friend of {m} and i think she needs help",
    "I have thought long and hard before contacting you about the family at number {n}.",
    "Call from {me}, neighbour. Happy to be named to us but not to the family.",
    "I run the club that {c} comes to on a {day}.",
    "We share a wall with this family and hear a good deal of what goes on.",
)
_ASIDES = (
    "I know how hard it is, I brought up {n} on my own.",
    "Their fence has been down since the storm as well.",
    "My husband says I should keep out of it.",
    "I told the housing but they did nothing.",
    "I am not a busybody.",
)
_CLOSINGS = (
    "Please don't say it was me.",
    "I just want somebody to check they are all right.",
    "You can ring me after five.",
    "I hope I am wrong.",
    "Sorry if this is not your department.",
)


def write(dice: Dice, slots: Slots) -> str:
    """Write the message."""
    words = {**slots.words, "me": slots.referrer, "day": f"{slots.received_at:%A}"}
    lines = [dice.pick(_OPENINGS).format_map(words), *story(dice, slots)]
    if dice.chance(0.6):
        lines.append(dice.pick(_ASIDES).format_map(words))
    end = f"The children are {' and '.join(c.forename for c in slots.children)}, {slots.household.address}."
    return " ".join([*lines, end, dice.pick(_CLOSINGS)]) + f"\n{slots.referrer}"
