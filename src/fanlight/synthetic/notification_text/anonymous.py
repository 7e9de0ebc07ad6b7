"""Anonymous or unknown caller, as noted by whoever took the call."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import Slots, story

_OPENINGS = (
    "Caller would not give a name. Female, sounded upset.",
    "Anon call, male, poor line.",
    "Caller wished to remain anonymous as they live close by.",
    "Message left on the answer machine overnight, no name.",
    "Online form with name and number left blank.",
    "Caller rang off when asked how they know the family.",
)
_LINKS = ("Caller states: ", "Said: ", "Reports as follows. ", "Quoting: ", "In caller's words: ")
_ASIDES = (
    "Caller has rung the council about bins as well.",
    "Caller also said the family get everything for free.",
    "Caller thinks the school should have done something.",
    "A television was on in the background.",
    "Caller heard most of this from someone else.",
)
_CLOSINGS = (
    "Told caller we cannot feed back. Number withheld.",
    "Advised to ring the police if worried tonight.",
    "Caller did not know dates of birth.",
    "No way to call back.",
    "Asked where the child was now; caller did not know.",
)


def write(dice: Dice, slots: Slots) -> str:
    """Write the call note: no dates of birth, sometimes only a first name."""
    names = " and ".join(c.forename for c in slots.children if c.age(slots.day) >= 0) or "a baby on the way"
    lines = [dice.pick(_OPENINGS), f"About {names} at {slots.household.address}."]
    lines.append(dice.pick(_LINKS) + " ".join(story(dice, slots)))
    if dice.chance(0.5):
        lines.append(dice.pick(_ASIDES))
    return " ".join([*lines, dice.pick(_CLOSINGS)]) + f" Call log {slots.number}."
