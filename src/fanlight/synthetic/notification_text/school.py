"""E-mail of a school's designated safeguarding lead, with a signature."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.names import email
from fanlight.synthetic.notification_text.slots import Slots, named, story

_GREETINGS = ("Dear team,", "Good morning,", "Hello,", "Dear MASH,", "Hi all,", "Good afternoon,")
_OPENINGS = (
    "I am writing about {c}, who is a pupil with us.",
    "Following our telephone conversation I would like to refer {c}.",
    "We are becoming more worried about {c} and would like your advice.",
    "Please see below what {c}'s class teacher has recorded.",
    "I would be grateful if you could look at the following about {c}.",
    "This is to follow up a concern logged by our pastoral team about {c}.",
)
_ASIDES = (
    "{c} is a lovely member of the class and is doing well in art.",
    "We break up on Friday and the office closes at noon.",
    "Please note that our telephone system is being replaced this week.",
    "{c} is on free school meals and comes to breakfast club.",
    "The chronology from our recording system runs to {n} pages and can be sent.",
    "The school play is next week and {c} has a part.",
)
_ASKS = (
    "Could you let me know what happens next?",
    "We have spoken to {m} and she knows that we are contacting you.",
    "We have not spoken to home, as we would like your advice first.",
    "{m} agreed to this on the phone but would like somebody to ring her.",
    "I am in school until 4 pm and on my mobile after that.",
    "Please acknowledge receipt.",
)
_SIGNATURE = """\
Kind regards,
{name}
Designated Safeguarding Lead
{school} | {mail} | 01632 960{digits}
Learning together, growing together
This e-mail and any attachment is confidential and meant only for the person it is addressed to. If it has
reached you in error please tell the sender and delete it. Please think of the environment before printing."""


def write(dice: Dice, slots: Slots) -> str:
    """Write the e-mail."""
    words = slots.words
    lines = [dice.pick(_OPENINGS).format_map(words), *story(dice, slots)]
    if dice.chance(0.5):
        lines.insert(dice.between(1, len(lines)), dice.pick(_ASIDES).format_map(words))
    signature = _SIGNATURE.format(
        name=slots.referrer,
        school=slots.organisation,
        mail=email(slots.referrer),
        digits=f"{sum(map(ord, slots.organisation)) % 1000:03}",
    )
    subject = f"Subject: {dice.pick(('Concern', 'Referral', 'Safeguarding concern', 'FAO duty worker'))}: "
    subject += f"{slots.children[0].forename[0]}.{slots.children[0].surname[0]}. ref {slots.number}"
    return "\n\n".join(
        (
            subject,
            dice.pick(_GREETINGS),
            " ".join(lines) + " " + dice.pick(_ASKS).format_map(words),
            f"Children: {named(slots)}",
            signature,
        )
    )
