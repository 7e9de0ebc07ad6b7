"""Police notification: long header and footer, a grading, short sentences."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import Slots, named, story

_HEADER = """\
EXAMPLESHIRE CONSTABULARY - PUBLIC PROTECTION NOTICE (CHILD)
Reference: PPN/{number}        Handling: OFFICIAL-SENSITIVE
This notice is shared for the purpose of safeguarding under the Exampleshire information sharing agreement.
It must not be copied or passed on without the agreement of the originator.
Grading at source: {grade}
Officer: {rank} {number5} {name}        Attended: {attended}"""
_FOOTER = """\
--
This information was correct when it was recorded. It has not been checked against other systems.
The receiving agency should make its own enquiries before acting on it. Grading shows how urgent the officer
thought the matter at the time and is not an assessment of the child.
Central Referral Unit, Exampleshire Constabulary. Telephone 01632 960101. Office hours 0700-2200.
If a child is in danger now call 999."""
_GRADES = ("STANDARD", "STANDARD", "STANDARD", "MEDIUM", "MEDIUM", "HIGH")
_OPENINGS = (
    "Officers were deployed to the address following a call to the control room.",
    "Police attended a report from a member of the public.",
    "Log resulted after attendance. Circumstances as follows.",
    "Officers on routine patrol were asked to attend.",
    "Incident recorded. No crime complaint made.",
    "Call received by the control room, graded for prompt attendance.",
)
_ASIDES = (
    "Body worn video was activated.",
    "Door was opened by a lodger who was not involved.",
    "The address has a keysafe; the front light was out.",
    "Vehicle outside was checked, no trace of interest.",
    "Officers were called away to another deployment before all details were taken.",
    "A neighbour complained about parking, advice given.",
)
_CLOSINGS = (
    "No further police action at this time.",
    "Words of advice given. Log closed.",
    "Enquiries are going on. Officer in the case to update.",
    "Shared for the consideration of partner agencies.",
    "Voice of the child: see above. Home conditions: no concern noted.",
)


def write(dice: Dice, slots: Slots) -> str:
    """Write the notice."""
    body = [dice.pick(_OPENINGS), *story(dice, slots)]
    if slots.fullness:
        body.insert(dice.between(1, len(body)), dice.pick(_ASIDES))
    header = _HEADER.format(
        number=slots.number,
        grade=dice.pick(_GRADES),
        rank=dice.pick(("PC", "PC", "PC", "DC", "Sgt", "PCSO")),
        number5=dice.between(10100, 29999),
        name=slots.referrer.rpartition(" ")[2].upper(),
        attended=f"{slots.received_at:%d/%m/%Y}",
    )
    people = f"Child/children: {named(slots)}\nAdults at address: " + "; ".join(
        f"{a.name} ({a.words})" for a in slots.household.adults
    )
    return "\n\n".join((header, people, " ".join([*body, dice.pick(_CLOSINGS)]), _FOOTER))
