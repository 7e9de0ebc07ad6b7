"""Decisions: each child's line is recommended by a practitioner and authorised by a manager."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fanlight.frontdoor.checklist import example_checklist
from fanlight.frontdoor.decision import Answer, Step
from fanlight.synthetic.asking import ask
from fanlight.synthetic.authority import MadeUpContact, MadeUpDecision, MadeUpRequest, MadeUpWorker
from fanlight.synthetic.dice import Dice, Table
from fanlight.synthetic.hours import WorkingHours
from fanlight.synthetic.people import Child, Household
from fanlight.synthetic.reasons import dissent, missing_information, options_considered, reasons
from fanlight.synthetic.scenarios import Scenario

CUES = tuple(cue.code for cue in example_checklist().cues)
# Where an impression becomes the next level (no unit). Set so that one line in three becomes a referral.
_CUTS = (
    (-0.75, "no_further_action"), (-0.1, "information_advice"), (0.35, "early_help"), (1.95, "assessment"),
    (4.2, "strategy_discussion"), (math.inf, "immediate_protection"),
)  # fmt: skip
# How the made-up answers go with the made-up concern: chance of "not known", then of yes among the known at
# no concern, and how fast that grows with it. Assumed, so that a list tested on them tells something.
_ANSWER_OF = {
    "under_1": (0.0, 0.0, 0.0), "before": (0.0, 0.0, 0.0),  # taken from the story itself
    "seen": (0.22, 0.62, -0.45), "someone_now": (0.25, 0.30, 0.9), "unlike": (0.30, 0.35, 0.35),
}  # fmt: skip
_ANSWERED = {
    "child_seen": Table({Answer.YES: 40, Answer.NO: 30, Answer.NOT_KNOWN: 30}),
    "child_heard": Table({Answer.YES: 28, Answer.NO: 40, Answer.NOT_KNOWN: 32}),
    "parents_told": Table({Answer.YES: 58, Answer.NO: 24, Answer.NOT_KNOWN: 18}),
    "agency_checks_basis": Table({Answer.YES: 74, Answer.NO: 12, Answer.NOT_KNOWN: 14}),
    "referrer_acknowledged": Table({Answer.YES: 76, Answer.NO: 16, Answer.NOT_KNOWN: 8}),
}
_NOTES = {
    ("child_heard", Answer.YES): (
        "'I like it at nan's.'",
        "'They shout but it's ok.'",
        "'I don't want to say.'",
    ),
    ("parents_told", Answer.NO): (
        "Might put {c} at more risk.",
        "Could not be reached.",
        "Referrer will tell them first.",
    ),
    ("agency_checks_basis", Answer.YES): (
        "Consent of {m}.",
        "Dispensed with: safeguarding.",
        "Public task; told.",
    ),
    ("referrer_acknowledged", Answer.NO): ("Anonymous.", "No address to reply to.", "To be done today."),
}


@dataclass(frozen=True, slots=True)
class Staff:
    """Who decides, and each one's hidden shift of threshold."""

    practitioners: dict[str, list[MadeUpWorker]]
    managers: dict[str, MadeUpWorker]
    shift: dict[str, float]

    @classmethod
    def of(cls, workers: Sequence[MadeUpWorker], shift: dict[str, float]) -> Staff:
        """Sort the workers by team."""
        practitioners: dict[str, list[MadeUpWorker]] = {}
        for worker in workers:
            if worker.role == "practitioner":
                practitioners.setdefault(worker.team, []).append(worker)
        return cls(practitioners, {w.team: w for w in workers if w.role == "team_manager"}, shift)


@dataclass(frozen=True, slots=True)
class Settled:
    """Level a child's line ended at, and when."""

    child: Child
    level: str
    at: datetime


class Desk:
    """Decides contacts, keeping what was decided and asked.

    One object a made-up authority: it holds the dice, the hours and the staff so that the steps below stay
    short.
    """

    def __init__(self, dice: Dice, hours: WorkingHours, staff: Staff, stopped_at: datetime) -> None:
        self.dice, self.hours, self.staff, self.stopped_at = dice, hours, staff, stopped_at
        self.decisions: list[MadeUpDecision] = []
        self.requests: list[MadeUpRequest] = []

    def decide(
        self,
        contact: MadeUpContact,
        scenario: Scenario,
        household: Household,
        children: Sequence[Child],
        state: str = "",
    ) -> list[Settled]:
        """Decide every child's line as far as the day allows; return the lines that were settled."""
        dice, hours = self.dice, self.hours
        team = self._team(contact, scenario)
        worker = dice.pick(self.staff.practitioners[team])
        manager = self.staff.managers.get(team, self.staff.managers["T2"])
        at = contact.received_at if team == "T4" else hours.add(contact.received_at, 0)
        self._requests(contact, worker, at, state)
        if state in ("red", "edt", "waiting_police", "waiting_health", "two_children", "unborn"):
            return []
        if state == "new" and dice.chance(0.75):
            return []
        looked = self._later(team, at, self._minutes(contact, state))
        impression = scenario.concern + household.strain + dice.normal(0, 0.8)
        if state == "awaiting" or (not state and dice.chance(0.05)):
            looked = self._await(contact, children, household, worker, manager, looked)
            if state:
                return []
        lines = children[:1] if state == "half_decided" else children
        settled = []
        for child in lines:
            own = impression + (dice.normal(0, 0.7) if child is not children[0] and dice.chance(0.2) else 0.0)
            line = self._line(contact, scenario, household, child, worker, manager, own, looked, state)
            if line and line.at < self.stopped_at:
                settled.append(line)
        return settled

    def _team(self, contact: MadeUpContact, scenario: Scenario) -> str:
        if contact.urgency and contact.out_of_hours:
            return "T4"
        if scenario.code == "disability_support" and self.dice.chance(0.8):
            return "T5"
        return self.dice.pick(("T1", "T2", "T3"))

    def _minutes(self, contact: MadeUpContact, state: str) -> float:
        """Opening time until the recommendation: hours for most, a day or more for about one in ten."""
        if contact.urgency:
            return 15 + self.dice.waiting(40)
        minutes = math.exp(self.dice.normal(math.log(150), 0.8))
        if state:
            return min(minutes, 200)
        return minutes + (self.dice.between(300, 1500) if self.dice.chance(0.08) else 0)

    def _later(self, team: str, at: datetime, minutes: float) -> datetime:
        """Go on in opening time; the emergency duty team works through the night."""
        return at + timedelta(minutes=int(minutes)) if team == "T4" else self.hours.add(at, minutes)

    def _requests(self, contact: MadeUpContact, worker: MadeUpWorker, at: datetime, state: str) -> None:
        waiting = {"waiting_police": "police", "waiting_health": "health visitor", "awaiting": "school"}.get(
            state
        )
        unread = state in ("red", "edt", "two_children", "unborn")
        count = 1 if waiting else 0 if unread else int(self.dice.chance(0.3)) + int(self.dice.chance(0.1))
        for _ in range(count):
            asked_at = self.hours.add(at, 10 + self.dice.waiting(30))
            if asked_at < self.stopped_at:
                self.requests.append(
                    ask(self.dice, self.hours, contact, worker.id, asked_at, self.stopped_at,
                        of=waiting or "", answered=not waiting)
                )  # fmt: skip

    def _await(
        self,
        contact: MadeUpContact,
        children: Sequence[Child],
        household: Household,
        worker: MadeUpWorker,
        manager: MadeUpWorker,
        at: datetime,
    ) -> datetime:
        """Record that information is awaited for every child; return when it is looked at again."""
        level = "awaiting_information"
        signed = self.hours.add(at, 20)
        for child in children:
            why = reasons(self.dice, level, _words(household, child, at))
            self._record(contact, child, Step.RECOMMENDED, worker, at, level, why, household)
            self._record(contact, child, Step.AUTHORISED, manager, signed, level, "Agreed.", household)
        return self.hours.add(signed, 240 + self.dice.waiting(400))

    def _line(
        self,
        contact: MadeUpContact,
        scenario: Scenario,
        household: Household,
        child: Child,
        worker: MadeUpWorker,
        manager: MadeUpWorker,
        impression: float,
        at: datetime,
        state: str,
    ) -> Settled | None:
        dice, shift = self.dice, self.staff.shift
        special = self._special(scenario, child, contact)
        seen = special or _level(impression + shift[worker.id] + dice.normal(0, 0.35))
        if child.open_until > at.date() and seen not in ("strategy_discussion", "immediate_protection"):
            seen = "already_open"
        words = _words(household, child, at)
        why = reasons(dice, seen, words)
        if dice.chance(0.06) and not state:
            self._record(
                contact, child, Step.BOTH, manager, at, seen, why, household, concern=scenario.concern
            )
            return Settled(child, seen, at)
        signed = self.hours.add(at, 8 + dice.waiting(50))
        if contact.urgency and contact.out_of_hours:
            signed = at + timedelta(minutes=10)
        final, answer, protest = seen, dice.pick(("Agreed.", "Agreed, with thanks.", "I agree. " + why)), ""
        if not special and seen != "already_open" and dice.chance(0.12):
            final = _level(impression + shift[manager.id] + dice.normal(0, 0.35))
            if final != seen:
                answer = reasons(dice, final, words)
                protest = dissent(dice, words) if dice.chance(0.3) else ""
        self._record(
            contact, child, Step.RECOMMENDED, worker, at, seen, why, household,
            concern=scenario.concern, dissent_words=protest,
        )  # fmt: skip
        if state == "recommended":
            return None
        self._record(contact, child, Step.AUTHORISED, manager, signed, final, answer, household)
        return Settled(child, final, signed)

    def _special(self, scenario: Scenario, child: Child, contact: MadeUpContact) -> str:
        """Levels that the situation itself suggests, whatever the impression."""
        if scenario.special and self.dice.chance(0.6):
            return scenario.special
        if self.dice.chance(0.12 if contact.source_code == "5C" else 0.015):
            return "other_authority"
        return ""

    def _record(
        self,
        contact: MadeUpContact,
        child: Child,
        step: Step,
        by: MadeUpWorker,
        at: datetime,
        level: str,
        why: str,
        household: Household,
        *,
        concern: float = 0.0,
        dissent_words: str = "",
    ) -> None:
        """Keep one step, unless the story has stopped before it."""
        if at >= self.stopped_at:
            return
        dice = self.dice
        concern += household.strain
        if step is Step.AUTHORISED:
            self.decisions.append(MadeUpDecision(contact.contact_id, child.id, step, by.id, at, level, why))
            return
        words = _words(household, child, at)
        answers = {code: dice.draw(table) for code, table in _ANSWERED.items()}
        notes = {
            code: dice.pick(_NOTES[code, answer]).format_map(words)
            for code, answer in answers.items()
            if (code, answer) in _NOTES
        }
        checklist = {code: _answer(dice.unit(), code, concern) for code in CUES}
        checklist["under_1"] = Answer.YES if child.age(at.date()) < 1 else Answer.NO
        checklist["before"] = Answer.YES if len(household.tellings) > 1 else Answer.NO
        self.decisions.append(
            MadeUpDecision(
                contact.contact_id, child.id, step, by.id, at, level, why, checklist, answers, notes,
                missing_information(dice, words), options_considered(dice), dissent_words,
            )
        )  # fmt: skip


def _answer(unit: float, code: str, concern: float) -> Answer:
    """A made-up answer: more often yes (or no) the more concern there is in the story.

    Examples
    --------
    >>> _answer(0.1, "seen", 0.0), _answer(0.5, "someone_now", 3.0), _answer(0.5, "someone_now", -1.0)
    (<Answer.NOT_KNOWN: 'not_known'>, <Answer.YES: 'yes'>, <Answer.NO: 'no'>)
    """
    not_known, at_none, slope = _ANSWER_OF[code]
    if unit < not_known:
        return Answer.NOT_KNOWN
    odds = math.exp(slope * concern) * at_none / (1 - at_none)
    known = (unit - not_known) / (1 - not_known)
    return Answer.YES if known < odds / (1 + odds) else Answer.NO


def _level(impression: float) -> str:
    """Level whose stretch of the scale holds the impression.

    Examples
    --------
    >>> _level(-2.0), _level(1.0)
    ('no_further_action', 'assessment')
    """
    return next(level for cut, level in _CUTS if impression < cut)


def _words(household: Household, child: Child, at: datetime) -> dict[str, str]:
    he, him = {"M": ("he", "him"), "F": ("she", "her")}[child.sex]
    name = child.forename
    if child.age(at.date()) < 0:
        name = he = him = "the baby"
    other = household.adults[1].name if len(household.adults) > 1 else "The other parent"
    return {"c": name, "he": he, "him": him, "m": household.adults[0].name, "o": other}
