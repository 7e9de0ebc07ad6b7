"""Another part of the authority: early help stepping up, an allocated worker, the youth service."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import Slots, named, story

_OPENINGS = (
    "Step-up request. I have worked with {m} and {c} for {n} months under an early help plan.",
    "I discussed this family in supervision and we agreed to ask for a threshold decision.",
    "Team around the family met {when}; professionals felt that the plan is not enough.",
    "Sharing information for the record from my last visit to {c}.",
    "I picked this up while covering duty for the family hub.",
    "The early help assessment for {c} is attached; the scaling question went from {n} to 3.",
)
_TRIED = (
    "Tried so far: parenting course, school meeting, food parcels.",
    "Tried so far: weekly visits, of which {n} were missed.",
    "Tried so far: referral to the domestic abuse service, not taken up.",
    "Tried so far: a family meeting that worked well until summer.",
    "Nothing has been tried yet as the family has just moved in.",
)
_CLOSINGS = (
    "{m} knows and agrees.",
    "{m} knows and does not agree.",
    "I have not told the family yet as I wanted a view first.",
    "Happy to do a joint visit.",
    "I am on leave from Thursday; my manager has the file.",
)


def write(dice: Dice, slots: Slots) -> str:
    """Write the request."""
    words = slots.words
    lines = [dice.pick(_OPENINGS).format_map(words), *story(dice, slots)]
    if slots.fullness:
        lines.append(dice.pick(_TRIED).format_map(words))
    lines.append(dice.pick(_CLOSINGS).format_map(words))
    return (
        f"{slots.organisation} - case note {slots.number}\nFamily: {named(slots)}\n\n"
        + " ".join(lines)
        + (f"\n\n{slots.referrer}")
    )
