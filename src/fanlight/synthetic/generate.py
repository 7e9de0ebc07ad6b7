"""Make an authority from a seed: plan the arrivals, then tell, decide and follow each contact in turn."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np

from fanlight.casework.event import EventKind
from fanlight.synthetic.afterwards import Aftermath
from fanlight.synthetic.arrivals import Arrival, arrivals
from fanlight.synthetic.authority import Authority, MadeUpContact, MadeUpDecision
from fanlight.synthetic.deciding import Desk, Staff
from fanlight.synthetic.dice import Dice
from fanlight.synthetic.hours import WorkingHours
from fanlight.synthetic.people import (
    AUTHORITY_CODE,
    Child,
    Household,
    adult_record,
    child_record,
    relationships,
    settle,
)
from fanlight.synthetic.published import england
from fanlight.synthetic.teams import TEAMS, staff, thresholds
from fanlight.synthetic.telling import choose_scenario, choose_source, tell

# Assumed: shares of contacts marked as needing someone now, and about a household expecting a child.
_RED, _EXPECTING = 0.012, 0.035
_SOURCE_OF = {"waiting_police": "6", "unborn": "3F"}


def make_authority(*, contacts: int = 20_000, years: int = 5, until: date, seed: int) -> Authority:
    """Make up a children's service, the same for the same arguments.

    Parameters
    ----------
    contacts
        How many contacts (each may concern several children); at least 1. England publishes no count of
        contacts: about three child-level contacts for each referral is assumed.
    years
        How many years they are spread over, at least 1.
    until
        The story stops at the beginning of this day. The contacts of the last day and a half of work
        before it are today's list: mostly undecided.
    seed
        For `numpy.random.default_rng`.

    Raises
    ------
    ValueError
        If `contacts` or `years` is below 1.

    Examples
    --------
    >>> made = make_authority(contacts=60, years=1, until=date(2026, 11, 23), seed=1)
    >>> len(made.contacts), made == make_authority(contacts=60, years=1, until=date(2026, 11, 23), seed=1)
    (60, True)
    """
    if contacts < 1 or years < 1:
        raise ValueError(f"contacts and years must be at least 1, not {contacts} and {years}")
    return _Story(contacts, years, until, seed).told()


class _Story:
    """What is known so far while an authority is being made."""

    def __init__(self, contacts: int, years: int, until: date, seed: int) -> None:
        self.count, self.until, self.seed = contacts, until, seed
        self.start = date(until.year - years, until.month, min(until.day, 28))
        self.stopped_at = datetime.combine(until, time())
        self.dice = Dice(np.random.default_rng(seed))
        # Room before for the run-in, after for durations that begin before the end.
        self.hours = WorkingHours(self.start - timedelta(800), until + timedelta(2000))
        self.workers = staff(self.dice)
        self.truth = thresholds(self.dice, self.workers)
        self.desk = Desk(self.dice, self.hours, Staff.of(self.workers, self.truth), self.stopped_at)
        self.after = Aftermath(self.dice, self.hours, self.stopped_at)
        self.households: list[Household] = []
        self.known: dict[int, Household] = {}
        self.next_child = 100001
        self.contacts: list[MadeUpContact] = []

    def told(self) -> Authority:
        """Tell the whole story and freeze it."""
        plan = arrivals(self.dice, self.hours, contacts=self.count, start=self.start, until=self.until)
        for number, arrival in enumerate(plan, 1):
            self._happens(number, arrival)
        decisions = tuple(sorted(self.desk.decisions, key=lambda d: d.at))
        referrals = sum(e.kind is EventKind.REFERRAL for e in self.after.events)
        days = (self.until - self.start).days
        published = england()
        rate = published["referrals_2024"]["referral_count"] / published["population"]["children_0_17"]
        return Authority(
            name="Exampleshire",
            code=AUTHORITY_CODE,
            seed=self.seed,
            starts_on=self.start,
            stopped_at=self.stopped_at,
            child_population=round(referrals * 365 / days / rate),
            teams=TEAMS,
            workers=self.workers,
            households=tuple(h.record() for h in self.households),
            persons=tuple(child_record(c, self.until) for h in self.households for c in h.children),
            adults=tuple(adult_record(a) for h in self.households for a in h.adults),
            relationships=tuple(r for h in self.households for r in relationships(h)),
            contacts=tuple(self.contacts),
            decisions=decisions,
            information_requests=tuple(sorted(self.desk.requests, key=lambda r: r.asked_at)),
            events=tuple(sorted(self.after.events, key=lambda e: (e.on, e.person_id, e.kind, e.key))),
            open_contacts=still_open(self.contacts, decisions),
            truth=self.truth,
        )

    def _happens(self, number: int, arrival: Arrival) -> None:
        day, state = arrival.at.date(), arrival.state
        open_now = self.hours.is_open(arrival.at)
        household = self._household(arrival)
        children = self._concerned(household, day, state)
        eldest = max(c.age(day) for c in children)
        source = choose_source(self.dice, arrival.at, eldest, open_now=open_now)
        if state in _SOURCE_OF:
            source = _SOURCE_OF[state]
        elif source in ("2A", "3C"):  # the one at school comes first: the notifier knows that child
            children = tuple(sorted(children, key=lambda c: c.age(day) < 4))
        scenario = choose_scenario(self.dice, source, household, children[0], day)
        contact = tell(
            self.dice,
            household,
            children,
            scenario,
            contact_id=f"EX-{number:06}",
            at=arrival.at,
            source=source,
            open_now=open_now,
            urgent=state == "red" or (not state and self.dice.chance(_RED)),
        )
        self.contacts.append(contact)
        for child in children:
            self.after.contact(child, day, source, contact.contact_id)
        for line in self.desk.decide(contact, scenario, household, children, state):
            self.after.follow(line.child, line.level, line.at.date(), source, scenario)

    def _household(self, arrival: Arrival) -> Household:
        """Find the household, or let one move in: a known one whose children have grown up is replaced."""
        day = arrival.at.date()
        household = self.known.get(arrival.household)
        if household and household.young(day):
            return household
        siblings = arrival.state in ("two_children", "half_decided")
        unborn = arrival.state == "unborn" or (not siblings and self.dice.chance(_EXPECTING))
        while True:
            household = settle(self.dice, len(self.households), self.next_child, day, unborn=unborn)
            if not siblings or len(household.young(day)) > 1:
                break
        self.next_child += len(household.children)
        self.households.append(household)
        self.known[arrival.household] = household
        return household

    def _concerned(self, household: Household, day: date, state: str) -> tuple[Child, ...]:
        """Choose the children the contact is about: all of them in most cases, otherwise one."""
        young = household.young(day)
        if state in ("two_children", "half_decided"):
            return tuple(young[:2])
        if state == "unborn" or (len(young) > 1 and self.dice.chance(0.45)):
            return (young[0] if state == "unborn" or self.dice.chance(0.6) else self.dice.pick(young),)
        return tuple(young)


def still_open(contacts: list[MadeUpContact], decisions: tuple[MadeUpDecision, ...]) -> tuple[str, ...]:
    """Contact ids with a child's line that nobody has authorised at a level other than awaiting."""
    settled = {
        (d.contact_id, d.person_id)
        for d in decisions
        if d.step != "recommended" and d.level != "awaiting_information"
    }
    return tuple(
        c.contact_id for c in contacts if any((c.contact_id, child) not in settled for child in c.children)
    )
