"""Health visitor or school nurse: a form with headings."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import Slots, named, story

_HEAD = """\
Exampleshire Community Health - Inter-agency referral
Form ICH-7 version 4. Complete every box. Boxes left empty will be returned.
1. Practitioner: {name} ({role})    Base: {base}    Ref: {number}"""
_FOOT = """\
9. Declaration: I have discussed this referral with my safeguarding supervisor. Y / N / not yet
Exampleshire Community Health is a made-up trust. Form owner: records department. Review date: none."""
_GROWTH = (
    "Weight follows the 25th centile. Immunisations up to date.",
    "Weight has moved down one centile since the last contact. Next weigh-in booked.",
    "Development age-appropriate on observation. Good eye contact.",
    "Two-year review not brought. Third invitation sent.",
    "Not weighed today as the scales were at another clinic.",
    "School entry health check completed; glasses advised.",
)
_STRENGTHS = (
    "Strengths: warm handling seen between {m} and {c}.",
    "Strengths: {m} keeps most appointments and asks for advice.",
    "Strengths: extended family nearby.",
    "Strengths: not discussed.",
)
_PLANS = (
    "Plan: continue universal plus contacts, await your reply.",
    "Plan: joint visit would be welcome.",
    "Plan: to be seen again in {n} weeks.",
    "Plan: liaise with GP and nursery.",
)


def write(dice: Dice, slots: Slots) -> str:
    """Write the form."""
    words = slots.words
    parts = [
        _HEAD.format(
            name=slots.referrer,
            role="School nurse" if slots.children[0].age(slots.day) > 4 else "Health visitor",
            base=slots.organisation,
            number=slots.number,
        ),
        f"2. Child(ren): {named(slots)}",
        "3. Reason for referral: " + " ".join(story(dice, slots)),
    ]
    if slots.fullness:
        parts.append("4. Health: " + dice.pick(_GROWTH))
        parts.append("5. " + dice.pick(_STRENGTHS).format_map(words))
    parts.append("6. " + dice.pick(_PLANS).format_map(words))
    return "\n".join([*parts, _FOOT])
