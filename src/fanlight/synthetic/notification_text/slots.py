"""What a notifier's sentences are filled with, and how sentences are put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.people import Adult, Child, Household
from fanlight.synthetic.scenarios import Scenario

_PLACES = (
    "the bus station", "Weir Park", "the retail park", "the library", "the skate ramp", "the precinct",
    "the swimming baths", "the market square", "the leisure centre", "the footbridge", "the chip shop",
)  # fmt: skip
_PARTS = (
    "in the morning",
    "at about midday",
    "in the afternoon",
    "after school",
    "in the evening",
    "late at night",
)
_OLDER = re.compile(
    r"\b(said|term|school|class|swimming|football|homework|boxer|excluded)\b|{c} (came|told|has worn)"
)
_INFANT = (
    "{c} was asleep in a cot.",
    "{c} was held by {m} throughout and looked content.",
    "{c} cried when put down and settled when picked up.",
    "{c} was with a grandparent.",
    "{c} was playing on the floor with bricks.",
    "It is not recorded where {c} was at the time.",
    "{m} said that {c} had been poorly and was on the mend.",
    "{c} was in a pushchair, warmly dressed.",
)
_PRONOUNS = {"M": ("he", "him", "his"), "F": ("she", "her", "her")}


@dataclass(frozen=True, slots=True)
class Slots:
    """One notification's facts.

    `words` fills the braces of the sentences; `fullness` is 0 (thin), 1 (ordinary) or 2 (full).
    """

    scenario: Scenario
    household: Household
    children: tuple[Child, ...]
    received_at: datetime
    referrer: str
    organisation: str
    number: str
    words: dict[str, str]
    fullness: int

    @property
    def day(self) -> date:
        """Day of the notification."""
        return self.received_at.date()


def fill(
    dice: Dice,
    scenario: Scenario,
    household: Household,
    children: tuple[Child, ...],
    received_at: datetime,
    *,
    referrer: str,
    organisation: str,
    number: str,
    school: str,
) -> Slots:
    """Choose what this notification says about the people, the place and the time."""
    child = children[0]
    unborn = child.age(received_at.date()) < 0
    he, him, his = _PRONOUNS[child.sex] if not unborn else ("the baby", "the baby", "the baby's")
    other = next((a for a in household.adults if a.words != "mother"), None)
    words = {
        "c": "the unborn baby" if unborn else child.forename,
        "he": he,
        "him": him,
        "his": his,
        "m": f"{household.adults[0].name}",
        "o": _other(dice, other),
        "when": _when(dice, received_at),
        "place": dice.pick(_PLACES),
        "school": school,
        "nth": dice.pick(("second", "third", "fourth", "fifth")),
        "n": str(dice.between(2, 7)),
    }
    fullness = 0 if (u := dice.unit()) < 0.25 else 1 if u < 0.75 else 2
    return Slots(scenario, household, children, received_at, referrer, organisation, number, words, fullness)


def _other(dice: Dice, adult: Adult | None) -> str:
    if adult is None:
        return dice.pick(("her ex-partner", "a former partner", "the children's father", "a family friend"))
    return adult.name if dice.chance(0.6) else f"{adult.name} ({adult.words})"


def _when(dice: Dice, at: datetime) -> str:
    back = dice.between(0, 4)
    if back == 0 and at.hour > 13:
        return dice.pick(("earlier today", "this morning", "today"))
    day = at - timedelta(max(back, 1))
    return dice.pick(
        (f"on {day:%A} {dice.pick(_PARTS)}", f"on {day.day} {day:%B}", f"last {day:%A}", f"on {day:%d/%m/%Y}")
    )


def story(dice: Dice, slots: Slots) -> list[str]:
    """Sentences for the body: more of them the fuller the notification."""
    s = slots.scenario
    happened, heard, known = ((1, 1, 0), (1, 1, 1), (2, 2, 2))[slots.fullness]
    infant = 0 <= slots.children[0].age(slots.day) < 4
    chosen = (
        dice.some(_fitting(s.happened) if infant else s.happened, happened)
        + dice.some(_INFANT if infant else s.heard, heard)
        + dice.some(_fitting(s.known) if infant else s.known, known)
    )
    return [sentence(line, slots.words) for line in chosen]


@cache
def _fitting(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what an infant does not do (all of them, if that would leave nothing)."""
    return tuple(line for line in lines if not _OLDER.search(line)) or lines


def sentence(line: str, words: dict[str, str]) -> str:
    """Fill one sentence and begin it with a capital.

    Examples
    --------
    >>> sentence("{o} was seen near {place}.", {"o": "a family friend", "place": "the library"})
    'A family friend was seen near the library.'
    """
    filled = line.format_map(words)
    return filled[0].upper() + filled[1:]


def named(slots: Slots) -> str:
    """Name the children with dates of birth, as forms do.

    A thin notification leaves the dates out.
    """
    return "; ".join(
        f"unborn baby {c.surname} (expected {c.born_on:%d/%m/%Y})"
        if c.age(slots.day) < 0
        else f"{c.forename} {c.surname}" + (f" ({c.born_on:%d/%m/%Y})" if slots.fullness else "")
        for c in slots.children
    )


def with_slips(dice: Dice, text: str) -> str:
    """Add one to three typing slips: two neighbouring letters change places."""
    letters = list(text)
    for _ in range(dice.between(1, 3)):
        at = dice.between(1, len(letters) - 2)
        if letters[at].isalpha() and letters[at + 1].isalpha() and letters[at].islower():
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)
