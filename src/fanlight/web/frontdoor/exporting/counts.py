"""Counts for sharing: contacts, referrals, assessments and conferences by month, small numbers hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from fanlight.casework import contact_cases
from fanlight.casework.cases import Cases
from fanlight.casework.shared_counts import Groups, by_state, shared_counts
from fanlight.casework.team_groups import groups_of_teams
from fanlight.exchange.export_table import Column, Row
from fanlight.terms.measures import MEASURES
from fanlight.terms.periods import reporting_year_of
from fanlight.web.accounts.models import Team
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.frontdoor.queries import report_arrays as read
from fanlight.web.frontdoor.queries.report import (
    OF_EVENTS,
    ONLY_IN_FILES,
    cases_of_events,
    levels_of,
    sources_of,
)

YEARS = 10  # told back, with the one under way


def counts(taking: Taking) -> Iterator[Row]:
    """Year by year; of the months that are over."""
    last = timezone.localdate(taking.now).replace(day=1) - timedelta(days=1)
    for subject, cases, cuts, end in _subjects(last):
        for year in shared_counts(subject, cases, cuts, end):
            for row, rounded in zip(year.rows(), year.rows(base=10), strict=True):
                yield *row, rounded[-1]


def _subjects(last: date) -> Iterator[tuple[str, Cases, dict[str, Groups], date]]:
    known = read.known()
    for first, end in _years(last, known):
        found = read.contact_columns(first, end)
        cases = contact_cases.contacts(found.received_on)
        yield "Contacts", cases, _cuts(found, first, end, known), end
    if known is None:
        return
    told = min(last, known.up_to)
    first = _first(last, known)
    referrals = read.referral_columns(read.looking_back(first), last)
    by_code, events = cases_of_events(referrals, first, last, known)
    for code in OF_EVENTS:
        cases = by_code[code]
        states: dict[str, Groups] = {"What became of it": by_state(cases, len(events[code].pk))}
        yield MEASURES[code].title, cases, states if MEASURES[code].denominator else {}, told


def _years(last: date, known: read.Known | None) -> Iterator[tuple[date, date]]:
    """First and last day of each financial year, the last one as far as its months are over."""
    first = _first(last, known)
    while first <= last:
        year = reporting_year_of(first)
        yield year.first_on, min(year.last_on, last)
        first = year.last_on + timedelta(days=1)


def _first(last: date, known: read.Known | None) -> date:
    held = [day for day in (read.contacts_held_from(), known and known.first_on) if day]
    earliest = date(reporting_year_of(last).first_on.year - YEARS + 1, 4, 1)
    return max(earliest, reporting_year_of(min(held, default=last)).first_on)


def _cuts(found: read.ContactColumns, first: date, end: date, known: read.Known | None) -> dict[str, Groups]:
    decided = read.decided_columns(found, first, end)
    cuts = {
        "Source": _numbered(*sources_of(found)),
        "Level decided": _numbered(*levels_of(found, decided)),
    }
    if teams := _teams(found, decided.people):
        cuts["Team"] = teams
    if known is not None:
        referrals = read.referral_columns(read.looking_back(first), end)
        followed = contact_cases.followed_by_referral(
            found.person, found.received_on, read.as_referrals(referrals, known)
        )
        cuts[MEASURES[followed.code].title] = by_state(followed, len(found.line))
    return cuts


def _teams(found: read.ContactColumns, people: read.Deciders) -> Groups | None:
    """Teams of at least five who decided in the year; smaller ones stand together. None: all are too few."""
    names = dict(Team.objects.order_by("name").values_list("pk", "name"))
    decided_by: dict[int, set[int]] = {}
    for team, _, by in people:
        decided_by.setdefault(team, set()).add(by)
    held = set(found.team.tolist()) - {-1}
    groups = groups_of_teams({team: decided_by.get(team, set()) for team in names if team in held})
    if not groups:
        return None
    called = {-1: ONLY_IN_FILES}
    for group in groups:
        called |= dict.fromkeys(group, " and ".join(names[team] for team in group))
    named = np.array([called[team] for team in found.team.tolist()], object)
    return _numbered(list(dict.fromkeys(called.values())), named)


def _numbered(names: list[str], named: NDArray[Any]) -> Groups:
    place = {name: at for at, name in enumerate(names)}
    return names, np.array([place[name] for name in named.tolist()], np.int64)


COUNTS = (
    TableOfRoom(
        Kind.SHARED,
        "counts",
        "One row a number: what is counted, by what, in which month of which financial year, of which group.",
        (
            Column("subject", "What is counted"),
            Column("by", "What the groups are; All: no groups"),
            Column("financial_year", "April to March"),
            Column("month", "The month; year: all twelve"),
            Column("group", "Which group; All: every one of them"),
            Column("count", "The number; c: not shown"),
            Column("rounded_to_10", "The same to the nearest 10; c: not shown"),
        ),
        counts,
        measures=("contacts", "contact_to_referral_conversion", *OF_EVENTS),
    ),
)
