"""Housing officer's memorandum."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import Slots, named, story

_REASONS = (
    "a routine tenancy visit", "a gas safety visit", "a complaint of noise", "an arrears interview",
    "a homelessness application", "a repair visit", "a viewing that was missed",
)  # fmt: skip
_STATES = (
    "Property condition: fair. Garden overgrown.",
    "Property condition: good.",
    "Property condition: damp to rear bedroom, repair ordered.",
    "No access to upper floor.",
    "Smoke alarm tested and working.",
    "Tenancy type: secure. Rent account in credit.",
)


def write(dice: Dice, slots: Slots) -> str:
    """Write the memorandum."""
    lines = [
        f"MEMO  From: {slots.referrer}, {slots.organisation}  To: Children's front door  Ref: {slots.number}",
        f"Tenant: {slots.household.adults[0].name}, {slots.household.address}",
        f"Household includes: {named(slots)}",
        f"The following was noted during {dice.pick(_REASONS)}. " + " ".join(story(dice, slots)),
    ]
    if slots.fullness:
        lines.append(dice.pick(_STATES))
    lines.append("Passed on under our duty to co-operate. Not discussed with the tenant unless stated above.")
    return "\n".join(lines)
