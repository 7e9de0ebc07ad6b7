"""Hospital: an emergency department's or ward's safeguarding slip."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import Slots, named, story

_TRIAGE = ("Triage 3.", "Triage 4.", "Streamed to the urgent treatment centre.", "Seen by the on-call team.")
_EXAMS = (
    "Alert, playing with toys in the waiting area.",
    "Obs within normal limits. No treatment needed.",
    "Examined with a chaperone. See separate note.",
    "Left before being seen; called back by telephone.",
    "Discharged home with advice leaflet.",
    "Admitted overnight for observation.",
)
_CHECKS = (
    "CP-IS checked: no plan shown.",
    "CP-IS not available at time of attendance.",
    "{n} attendances in 12 months across sites.",
    "First attendance at this site.",
)
_FOOT = """\
[auto-generated from the department system - do not reply - fields not completed are left blank]
Exampleshire General Hospital Safeguarding Children Team ext 960222"""


def write(dice: Dice, slots: Slots) -> str:
    """Write the slip."""
    seen = f"{slots.organisation} / SAFEGUARDING INFORMATION SHARING / {slots.number}"
    brought = dice.pick(("mother", "father", "ambulance crew", "grandparent", "school staff", "self"))
    parts = [
        seen,
        f"Pt: {named(slots)}   Attended {slots.received_at:%d/%m/%Y}   Brought by: {brought}",
        dice.pick(_TRIAGE) + " PC: " + " ".join(story(dice, slots)),
        "O/E: " + dice.pick(_EXAMS),
    ]
    if slots.fullness:
        parts.append("Checks: " + dice.pick(_CHECKS).format_map(slots.words))
    parts.append(
        f"Completed by: {slots.referrer}, {dice.pick(('ED nurse', 'ward sister', 'paediatric SHO'))}"
    )
    return "\n".join([*parts, _FOOT])
