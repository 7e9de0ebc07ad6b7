"""The monthly report of the front door: each measure by month, and by source, level and team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework import contact_cases, event_cases
from fanlight.casework.cases import Cases, MonthlyTally, Tally
from fanlight.casework.team_groups import groups_of_teams
from fanlight.terms.codes import REFERRAL_SOURCE
from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.terms.due_each import due_at_each
from fanlight.terms.periods import add_months, month_of
from fanlight.web.accounts.models import Authority, Team
from fanlight.web.audit.remembered import remembered
from fanlight.web.frontdoor.clock import DoorClock
from fanlight.web.frontdoor.queries import report_arrays as read

SHOWN, SUMMED = 24, 12  # months drawn; months summed, the last ones
DECIDED = "decided_in_one_working_day"
OF_CONTACTS = (
    "contacts",
    "contact_to_referral_conversion",
    *contact_cases.REPEATS,
    DECIDED,
)
OF_EVENTS = (
    "referrals",
    "re_referral_12m",
    "referral_no_further_action",
    "assessment_in_45_working_days",
    "section_47_to_conference_15",
)
_NOT_RECORDED = "Not recorded"
ONLY_IN_FILES = "Known from files alone"
_NOT_DECIDED = "Not decided"


@dataclass(frozen=True)
class Breakdown:
    """Sums of some months by group: for each group, a tally a measure."""

    title: str
    codes: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Tally]]]


@dataclass(frozen=True)
class FrontDoorReport:
    """The report, and the cases behind it.

    Attributes
    ----------
    months
        First days of the months told, `SHOWN` of them.
    told
        Each measure by month; `OF_EVENTS` are missing before any import, `OF_CONTACTS` before any contact.
    too_few
        Fewer than five people decided: nothing is told of how fast.
    breakdowns
        Of the last `SUMMED` months.
    cases, events, contacts
        What a list of children is made from: cases by measure, and the events or contacts they point to.
    teams, closed_at
        Of each contact: its team as it is shown, and when it was decided (NaT for not yet).
    """

    months: Sequence[date]
    known: read.Known | None
    told: Sequence[MonthlyTally]
    too_few: Sequence[str]
    breakdowns: Sequence[Breakdown]
    cases: Mapping[str, Cases]
    events: Mapping[str, read.EventColumns]
    contacts: read.ContactColumns
    teams: NDArray[Any]
    closed_at: NDArray[np.datetime64]
    has_contacts: bool = True

    @property
    def summed_from(self) -> date:
        return self.months[-SUMMED]

    @property
    def last_on(self) -> date:
        return month_of(self.months[-1]).last_on

    def people_of(self, code: str) -> NDArray[np.int64]:
        """The child of each row that cases of a measure point to."""
        return self.events[code].person if code in self.events else self.contacts.person


def months_to(last: date, count: int = SHOWN) -> list[date]:
    """First days of so many months, the month of `last` at the end."""
    return [add_months(last.replace(day=1), ago) for ago in range(1 - count, 1)]


def front_door_report(last: date, authority: Authority, now: datetime) -> FrontDoorReport:
    """The report whose last month is that of `last`."""
    months = months_to(last)
    first, end = months[0], month_of(last).last_on
    known = read.known()
    contacts, decided = remembered(f"contacts decided {first} {end}", lambda: _read_contacts(first, end))
    held = read.contacts_held()
    since = held or read.ContactsHeld(first, None)
    cases = _cases_of_contacts(contacts, decided, first, since, DoorClock(authority, now))
    events: dict[str, read.EventColumns] = {}
    if known is not None:
        found, more, events = remembered(
            f"cases of events {first} {end}", lambda: _read_events(first, end, known)
        )
        cases["contact_to_referral_conversion"] = contact_cases.followed_by_referral(
            contacts.person, contacts.received_on, read.as_referrals(found, known)
        )
        cases |= more
    codes = (*OF_CONTACTS, *OF_EVENTS) if held else OF_EVENTS
    by_month = {code: cases[code].by_month(months) for code in codes if code in cases}
    too_few = []
    if DECIDED in by_month and _fewest(decided.people, months) < MINIMUM_TEAM:
        too_few = [DECIDED]
        by_month.pop(DECIDED)
    teams = _team_groups(contacts, decided.people, months[-SUMMED])
    return FrontDoorReport(
        months=months,
        known=known,
        told=list(by_month.values()),
        too_few=too_few,
        breakdowns=_breakdowns(cases, contacts, decided, (months[-SUMMED], end), teams) if held else [],
        has_contacts=held is not None,
        cases=cases,
        events=events,
        contacts=contacts,
        teams=teams.of,
        closed_at=decided.closed_at,
    )


def _read_contacts(first: date, last: date) -> tuple[read.ContactColumns, read.DecidedColumns]:
    contacts = read.contact_columns(read.looking_back(first), last)
    return contacts, read.decided_columns(contacts, first, last)


def _read_events(
    first: date, last: date, known: read.Known
) -> tuple[read.EventColumns, dict[str, Cases], dict[str, read.EventColumns]]:
    found = read.referral_columns(read.looking_back(first), last)
    return found, *cases_of_events(found, first, last, known)


def _cases_of_contacts(
    contacts: read.ContactColumns,
    decided: read.DecidedColumns,
    first: date,
    held: read.ContactsHeld,
    clock: DoorClock,
) -> dict[str, Cases]:
    starts = contacts.received_at.copy()
    if clock.statutory.starts == Authority.ClockStart.REFERRAL:
        starts = contacts.referral_at.copy()
    starts[~contacts.time_known | ~contacts.since(first)] = np.datetime64("NaT", "s")
    due = due_at_each(starts, clock.statutory, clock.calendar)
    return {
        "contacts": contact_cases.contacts(contacts.received_on, held.first_on, held.up_to),
        **contact_cases.repeats(contacts.person, contacts.received_on, held.first_on),
        DECIDED: contact_cases.decided_in_time(contacts.received_on, due, decided.closed_at, clock.now),
    }


def cases_of_events(
    found: read.EventColumns, first: date, last: date, known: read.Known
) -> tuple[dict[str, Cases], dict[str, read.EventColumns]]:
    """Cases of the measures of events, and the events that their rows are."""
    bounds = {"known_from": known.first_on, "known_up_to": known.up_to}
    done = read.completed_assessments(first, last)
    held, begun = read.conferences_held(first, last)
    cases = [
        *event_cases.referrals(found.person, found.on, found.said, **bounds),
        event_cases.assessments(done.on, done.ended_on, **bounds),
        event_cases.conferences(held.person, held.on, begun.person, begun.on, **bounds),
    ]
    events = dict(zip(OF_EVENTS, (found, found, found, done, held), strict=True))
    return {one.code: one.within(first, min(last, known.up_to)) for one in cases}, events


def _fewest(people: read.Deciders, months: Sequence[date]) -> int:
    """The fewest people who decided in any of the months in which anybody did; 0 for none at all."""
    by_month: dict[date, set[int]] = {}
    for _, month, by in people:
        by_month.setdefault(month, set()).add(by)
    return min((len(by_month[month]) for month in months if month in by_month), default=0)


@dataclass(frozen=True)
class _TeamGroups:
    """The group of each contact, the groups in order, and whether they are of five people each."""

    of: NDArray[Any]
    names: Sequence[str]
    enough: bool


def _breakdowns(
    cases: Mapping[str, Cases],
    contacts: read.ContactColumns,
    decided: read.DecidedColumns,
    days: tuple[date, date],
    teams: _TeamGroups,
) -> list[Breakdown]:
    within = {code: cases[code].within(*days) for code in OF_CONTACTS if code in cases}
    untimed = {code: one for code, one in within.items() if code != DECIDED}
    source_names, sources = sources_of(contacts)
    level_names, levels = levels_of(contacts, decided)
    return [
        _breakdown("By source", untimed, sources, source_names),
        _breakdown("By level decided", untimed, levels, level_names),
        _breakdown("By team", within if teams.enough else untimed, teams.of, teams.names),
    ]


def sources_of(contacts: read.ContactColumns) -> tuple[list[str], NDArray[Any]]:
    """The sources there are, in their order, and that of each contact."""
    words = {code.code: code.label for code in REFERRAL_SOURCE}
    named = {code: _source(code, words) for code in (*words, *set(contacts.source.tolist()))}
    return list(dict.fromkeys(named.values())), np.array(
        [named[one] for one in contacts.source.tolist()], object
    )


def levels_of(contacts: read.ContactColumns, decided: read.DecidedColumns) -> tuple[list[str], NDArray[Any]]:
    """The levels there are, from low to high, and that of each contact; or that it is not decided."""
    undecided = np.where(contacts.line < 0, ONLY_IN_FILES, _NOT_DECIDED)
    levels = np.where(decided.level == "", undecided, decided.level)
    order = dict(zip(levels.tolist(), decided.order.tolist(), strict=True))
    return sorted(order, key=lambda one: (order[one], one)), levels


def _source(code: str, words: Mapping[str, str]) -> str:
    return f"{code} {words[code]}" if code in words else code or _NOT_RECORDED


def _breakdown(
    title: str, cases: Mapping[str, Cases], group: NDArray[Any], names: Sequence[str]
) -> Breakdown:
    place = {name: at for at, name in enumerate(names)}
    at = np.array([place[name] for name in group.tolist()], np.int64)
    tallies = {code: one.by_group(at, len(names)) for code, one in cases.items()}
    rows = [(name, [tallies[code][row] for code in cases]) for row, name in enumerate(names)]
    return Breakdown(title, list(cases), [row for row in rows if row[1][0].of])


def _team_groups(contacts: read.ContactColumns, people: read.Deciders, first: date) -> _TeamGroups:
    held = set(contacts.team.tolist())
    names = dict(Team.objects.filter(pk__in=held).order_by("name").values_list("pk", "name"))
    decided_by: dict[int, set[int]] = {team: set() for team in names}
    for team, month, by in people:
        if month >= first and team in decided_by:
            decided_by[team].add(by)
    groups = groups_of_teams(decided_by)
    called = {-1: ONLY_IN_FILES}
    for group in groups or [tuple(decided_by)]:
        called |= dict.fromkeys(group, " and ".join(names[team] for team in group))
    order = list(dict.fromkeys(called[team] for team in (*decided_by, -1)))
    of = np.array([called[team] for team in contacts.team.tolist()], object)
    return _TeamGroups(of, order, bool(groups))
