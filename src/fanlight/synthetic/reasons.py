"""Words that made-up workers give for their decisions."""

from __future__ import annotations

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text.slots import sentence

_LEVEL = {
    "no_further_action": (
        "Nothing here suggests that {c} needs a service beyond what school and health already offer.",
        "Single incident, dealt with by the referrer; no wish for support.",
        "Information is second-hand and does not fit what school reports.",
        "Does not reach a level of need. Recorded for the history.",
    ),
    "information_advice": (
        "Advice given to the referrer and a link to local support sent to {m}.",
        "{m} would like to know what help there is; signposted to the family hub.",
        "Need can be met by universal services with advice.",
        "Referrer asked to talk to the parents first and come back if worries grow.",
    ),
    "early_help": (
        "{m} agrees to early help. Practical support and a lead person should be enough.",
        "Several needs that more than one agency can meet with a plan; no sign of significant harm.",
        "Family worked well with early help before and has asked for it again.",
        "Needs are growing but parents are open to help.",
    ),
    "assessment": (
        "{c} may be a child in need; life at home is not known well enough without an assessment.",
        "Repeated worries from different people; early help was tried.",
        "The effect on {c} of what the adults are doing needs to be understood by seeing {him}.",
        "Parents' account and the referrer's differ and {c} has not been heard.",
    ),
    "strategy_discussion": (
        "Reasonable cause to suspect that {c} may suffer significant harm; police and health to share today.",
        "{c} has said something that needs a joint plan before anyone speaks to the parents.",
        "Mark and explanation do not fit well; medical view needed.",
        "The pattern of the last weeks needs a multi-agency discussion today.",
    ),
    "immediate_protection": (
        "{c} cannot safely stay where {he} is tonight. Duty manager told by phone.",
        "Nobody safe is at home. Police asked to attend now, worker on the way.",
    ),
    "already_open": (
        "{c} has an allocated worker, who was rung and sent this.",
        "Open case. Passed to the allocated worker and team manager for their plan.",
    ),
    "other_authority": (
        "{c} lives in another area; passed to its front door, receipt confirmed.",
        "The other authority holds the plan; details exchanged.",
    ),
    "private_fostering": (
        "Arrangement has lasted or will last over 28 days; notification visit to be arranged.",
        "Carer is not a close relative. Private fostering worker told.",
    ),
    "missing": (
        "Return home interview to be offered within 72 hours.",
        "Missing episode recorded; pattern to be looked at in the daily missing meeting.",
    ),
    "adult_or_other": (
        "The need described is the adult's; passed to adult services with agreement.",
        "No worry about {c}. Sent to the service that can help.",
    ),
    "awaiting_information": (
        "Cannot be decided safely without what the police hold. Asked.",
        "School's view of {c} is needed first. Safe for today by all accounts.",
        "Waiting for the health visitor to say when {c} was last seen.",
    ),
}
_WEIGHED = (
    "There were earlier contacts of the same kind.",
    "No earlier contacts are known.",
    "{c} was seen by the referrer and seemed well.",
    "{c} has not been seen by anyone since.",
    "The referrer knows the family well.",
    "The source did not see it themselves.",
    "School describes {c} as settled.",
    "{m} was open about difficulties when rung.",
    "{m} could not be reached.",
    "{o} is not living at the address.",
    "The age of {c} was weighed.",
    "What went well before was weighed: grandparents step in.",
    "Checks with health brought nothing new.",
    "Police hold no further information.",
)
_DOUBTS = (
    "Not sure about this one; would like it looked at again if there is another contact.",
    "Considered a lower level; the history decided it.",
    "Considered a higher level; the protective adults decided it.",
    "To be reviewed if {m} changes her mind.",
    "The picture may change when the school replies.",
)
_MISSING = (
    "Who lives in the household.", "When {c} was last seen.", "{o}'s full name and date of birth.",
    "What {c} says.", "School's view.", "Whether parents know.", "GP and health visitor.",
)  # fmt: skip
_OPTIONS = (
    "Advice only; early help.", "Early help; assessment.", "Assessment; strategy discussion.",
    "Waiting for the police.", "A call to the family first.",
)  # fmt: skip
_DISSENT = (
    "I still think this needs an assessment: the third contact in a few weeks.",
    "I would have offered early help; the family asked for it.",
    "In my view the information is too thin for this level.",
    "I hear the worker's worry; on what we know today the level is not reached.",
    "I put more weight on what {c} said.",
)


def reasons(dice: Dice, level: str, words: dict[str, str]) -> str:
    """Give one to three sentences."""
    lines = [dice.pick(_LEVEL[level])]
    if dice.chance(0.75):
        lines.append(dice.pick(_WEIGHED))
    if dice.chance(0.25):
        lines.append(dice.pick(_DOUBTS))
    return " ".join(sentence(line, words) for line in lines)


def missing_information(dice: Dice, words: dict[str, str]) -> str:
    """Say what is missing, or nothing."""
    if dice.chance(0.5):
        return ""
    return " ".join(dice.some(_MISSING, dice.between(1, 2))).format_map(words)


def options_considered(dice: Dice) -> str:
    """Say what else was considered, or nothing."""
    return dice.pick(_OPTIONS) if dice.chance(0.4) else ""


def dissent(dice: Dice, words: dict[str, str]) -> str:
    """Say where one saw it differently."""
    return dice.pick(_DISSENT).format_map(words)
