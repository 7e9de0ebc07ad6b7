"""What services recorded next: referrals, assessments, enquiries, conferences, plans, care.

Durations are drawn from the published bands (tables c2 and c4); shares were set so that the ratios to
referrals come out near the published ones. Everything that would fall after the story stops is left out, and
what would end after it is left open.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fanlight.casework.event import Event, EventKind
from fanlight.synthetic.dice import Dice, Table
from fanlight.synthetic.hours import WorkingHours
from fanlight.synthetic.people import Child
from fanlight.synthetic.published import england
from fanlight.synthetic.scenarios import Scenario

_ASSESSMENT = Table({(a, b): n for a, b, n in england()["assessments"]["working_days"]})
_CONFERENCE = Table({(a, b): n for a, b, n in england()["enquiries"]["working_days"]})
# Mean days on a plan: stock over flow of table d1 (49,900 at 31 March / 62,870 ended in the year).
_PLAN_MEAN = 365 * england()["plans"]["at_31_march"] / england()["plans"]["ended"]
# Assumed: categories are published in a table that is not among our sources.
_CATEGORY = Table({"NEG": 48, "EMO": 37, "PHY": 8, "SAB": 4, "MUL": 3})
_REFERRED = ("assessment", "strategy_discussion", "immediate_protection", "private_fostering")
# Set against the published shares of referrals; see the page *made-up beside published*.
_NFA = 0.083
_LATER_ENQUIRY = 0.19
_CONFERENCE_SHARE = 0.325
_PLAN_SHARE = 0.86
_CARE = {"assessment": 0.032, "strategy_discussion": 0.15, "immediate_protection": 0.55}
_NOT_IN_NEED = 0.40
_SECOND_ASSESSMENT = 0.10


class Aftermath:
    """Follows each settled line through the services and keeps the events."""

    def __init__(self, dice: Dice, hours: WorkingHours, stopped_at: datetime) -> None:
        self.dice, self.hours, self.until = dice, hours, stopped_at.date()
        self.events: list[Event] = []
        self._last = dict.fromkeys(EventKind, 0)

    def contact(self, child: Child, on: date, source: str, contact_id: str) -> None:
        """Record the contact itself."""
        self.events.append(
            Event(child.id, EventKind.CONTACT, on, detail={"source_code": source}, key=contact_id)
        )

    def follow(self, child: Child, level: str, on: date, source: str, scenario: Scenario) -> None:
        """Record what the level led to."""
        if level == "early_help":
            if self.dice.chance(0.6):
                self._early_help(child, on + timedelta(self.dice.between(3, 25)))
        elif level in _REFERRED or (level == "other_authority" and self.dice.chance(0.2)):
            if child.open_until > on:
                self._enquire_open(child, on)
            else:
                self._refer(child, level, on, source, scenario)

    def _refer(self, child: Child, level: str, on: date, source: str, scenario: Scenario) -> None:
        dice = self.dice
        need = scenario.needs[0] if dice.chance(0.8) else dice.pick(scenario.needs)
        detail = {"source_code": source, "need_code": need, "nfa": "no"}
        if level in ("assessment", "private_fostering") and dice.chance(_NFA):
            # Closed on the day: RC7, services ceased for any other reason.
            self._add(child, EventKind.REFERRAL, on, on, detail | {"nfa": "yes", "closure_reason": "RC7"})
            child.open_until = on
            return
        ended, reason = self._episode(child, level, on, scenario)
        eighteenth = _eighteenth(child)
        if ended >= eighteenth:
            ended, reason = max(eighteenth, on), "RC7"
        child.open_until = ended
        if ended < self.until:
            detail["closure_reason"] = reason
        self._add(child, EventKind.REFERRAL, on, ended, detail)

    def _episode(self, child: Child, level: str, on: date, scenario: Scenario) -> tuple[date, str]:
        """Record assessment, enquiry, plans and care; return when and why the case closes.

        No case closes before its last assessment, enquiry or plan has ended.
        """
        dice, hours = self.dice, self.hours
        begun = hours.add_days(on, 0 if dice.chance(0.7) else dice.between(1, 3))
        assessed = busy = self._assess(child, begun, scenario)
        if dice.chance(_SECOND_ASSESSMENT):
            busy = self._assess(child, hours.add_days(assessed, dice.between(10, 90)), scenario)
        plan_from: date | None = None
        if level in ("strategy_discussion", "immediate_protection"):
            if dice.chance(0.88):
                enquired, plan_from = self._enquire(child, hours.add_days(on, 0))
                busy = max(busy, enquired)
        elif dice.chance(_LATER_ENQUIRY):
            enquired, plan_from = self._enquire(child, hours.add_days(begun, dice.between(3, 30)))
            busy = max(busy, enquired)
        if dice.chance(_CARE.get(level, 0.0)):
            if plan_from:
                busy = max(busy, self._protect(child, plan_from, 90, date.max))
            ended, reason = self._look_after(child, on)
            return max(ended, busy), reason
        if plan_from:
            ended = self._protect(child, plan_from, _PLAN_MEAN, date.max)
            stepped_down = max(busy, ended + timedelta(int(40 + dice.waiting(90))))
            self._add(child, EventKind.CIN_PLAN, ended, stepped_down)
            return stepped_down, "RC7"
        if dice.chance(_NOT_IN_NEED):
            if dice.chance(0.3):
                self._early_help(child, busy + timedelta(dice.between(1, 20)))
                return busy, "RC9"
            return busy, "RC8"
        planned = assessed + timedelta(dice.between(3, 12))
        ended = max(busy, planned + timedelta(int(45 + dice.waiting(150))))
        self._add(child, EventKind.CIN_PLAN, planned, ended)
        return ended, "RC5" if dice.chance(0.04) else "RC7"

    def _assess(self, child: Child, on: date, scenario: Scenario) -> date:
        low, high = self.dice.draw(_ASSESSMENT)
        ended = self.hours.add_days(on, self.dice.between(low, high))
        detail = {"child_seen": "yes" if self.dice.chance(0.97) and child.born_on < ended else "no"}
        if ended < self.until:
            factors = sorted(self.dice.some(scenario.factors, self.dice.between(1, 3)))
            detail["factors"] = " ".join(factors)
        self._add(child, EventKind.ASSESSMENT, on, ended, detail)
        return ended

    def _enquire(self, child: Child, on: date) -> tuple[date, date | None]:
        """Record a section 47 enquiry; return its last day and when a plan begins, if one does."""
        dice = self.dice
        if not dice.chance(_CONFERENCE_SHARE):
            ended = self.hours.add_days(on, dice.between(2, 12))
            self._add(child, EventKind.SECTION_47, on, ended, {"icpc_not_required": "yes"})
            return ended, None
        low, high = dice.draw(_CONFERENCE)
        met = self.hours.add_days(on, dice.between(max(low, 3), high))
        self._add(child, EventKind.SECTION_47, on, met, {"icpc_not_required": "no"})
        led = dice.chance(_PLAN_SHARE)
        self._add(child, EventKind.ICPC, met, None, {"led_to_plan": "yes" if led else "no"})
        return met, met if led else None

    def _enquire_open(self, child: Child, on: date) -> None:
        """Enquire about a child whose case is open already (no new referral), unless it is about to close."""
        on = self.hours.add_days(on, 0)
        if child.looked_after or child.plans or on + timedelta(90) >= child.open_until:
            return
        _, plan_from = self._enquire(child, on)
        if plan_from:
            self._protect(child, plan_from, _PLAN_MEAN, child.open_until)

    def _protect(self, child: Child, on: date, mean: float, latest: date) -> date:
        """Record a child protection plan of 60 days or more on average `mean`; return its last day."""
        ended = min(on + timedelta(int(60 + self.dice.waiting(mean - 60))), latest)
        first = self.dice.draw(_CATEGORY)
        last = self.dice.draw(_CATEGORY) if self.dice.chance(0.1) else first
        child.plans += 1
        self._add(child, EventKind.CP_PLAN, on, ended, {"initial_category": first, "latest_category": last})
        return ended

    def _look_after(self, child: Child, on: date) -> tuple[date, str]:
        began = max(on + timedelta(self.dice.between(0, 60)), child.born_on)
        ended = began + timedelta(int(20 + self.dice.waiting(800)))
        child.looked_after = True
        self._add(child, EventKind.LOOKED_AFTER, began, ended)
        reason = self.dice.draw(Table({"RC7": 70, "RC4": 14, "RC1": 8, "RC3": 8}))
        return ended + timedelta(self.dice.between(0, 60)), reason

    def _early_help(self, child: Child, on: date) -> None:
        self._add(child, EventKind.EARLY_HELP, on, on + timedelta(int(40 + self.dice.waiting(110))))

    def _add(
        self,
        child: Child,
        kind: EventKind,
        on: date,
        ended: date | None,
        detail: dict[str, str] | None = None,
    ) -> None:
        """Keep an event that has happened by the end, its end only if that has happened too."""
        eighteenth = _eighteenth(child)
        if on >= self.until or on >= eighteenth:
            return
        if ended is not None:
            ended = min(ended, eighteenth)
            ended = ended if ended < self.until else None
        self._last[kind] += 1
        key = f"{_LETTER[kind]}{self._last[kind]:06}"
        self.events.append(Event(child.id, kind, on, ended, detail or {}, key))


_LETTER = {
    EventKind.CONTACT: "K", EventKind.EARLY_HELP: "E", EventKind.REFERRAL: "R", EventKind.ASSESSMENT: "S",
    EventKind.SECTION_47: "Q", EventKind.ICPC: "I", EventKind.CIN_PLAN: "N", EventKind.CP_PLAN: "P",
    EventKind.PRE_PROCEEDINGS: "G", EventKind.LOOKED_AFTER: "L",
}  # fmt: skip


def _eighteenth(child: Child) -> date:
    born = child.born_on
    return date(born.year + 18, born.month, min(born.day, 28))
