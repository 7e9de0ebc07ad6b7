"""Measures of what services recorded: referrals, assessments, section 47 enquiries and conferences."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.cases import Cases, Days, Indices, State
from fanlight.casework.child_days import ChildDays
from fanlight.terms.months_each import add_months_each
from fanlight.terms.working_days import WorkingCalendar
from fanlight.terms.working_days_each import working_days_between_each

ASSESSMENT_DAYS, CONFERENCE_DAYS, AGAIN_MONTHS = 45, 15, 12
_ENGLAND = WorkingCalendar()


def referrals(
    person: NDArray[Any], on: Days, nfa: NDArray[Any], *, known_from: date, known_up_to: date
) -> tuple[Cases, Cases, Cases]:
    """Referrals, re-referrals within 12 months, and referrals with no further action.

    Parameters
    ----------
    person, on
        Of each referral, shape (n,). Two of a child on one day are one: the one that was taken further.
    nfa
        "yes", "no" or "" where it is not said, shape (n,).
    known_from, known_up_to
        The days between which every referral is held. Re-referrals of the first 12 months are left out.

    Examples
    --------
    >>> person, on = np.array(["c1", "c1"]), np.array(["2026-01-08", "2026-05-20"], "datetime64[D]")
    >>> bounds = {"known_from": date(2024, 4, 1), "known_up_to": date(2026, 6, 30)}
    >>> [cases.tally().sentence() for cases in referrals(person, on, np.array(["", "yes"]), **bounds)]
    ['2', '1 of 2 (50 %)', '1 of 1 (100 %)']
    """
    row = _one_a_day(person, on, nfa)
    child, day, said = person[row], on[row], nfa[row]
    before = ChildDays(child, day, child).before(child, day)
    again = np.where(add_months_each(before, AGAIN_MONTHS) >= day, State.YES, State.NO).astype(np.int8)
    begins = add_months_each(np.array([known_from], "datetime64[D]"), AGAIN_MONTHS)
    again[day < begins] = State.LEFT_OUT
    ended = np.select([said == "yes", said == "no"], [State.YES, State.NO], State.LEFT_OUT).astype(np.int8)
    every = np.full(len(row), State.YES, np.int8)
    return (
        Cases("referrals", row, day, every, known_from, known_up_to),
        Cases("re_referral_12m", row, day, again, begins[0].item(), known_up_to),
        Cases("referral_no_further_action", row, day, ended, known_from, known_up_to),
    )


def _one_a_day(person: NDArray[Any], on: Days, nfa: NDArray[Any]) -> Indices:
    """A row a child and day: of two, the first that was taken further, else the first."""
    order = np.lexsort((np.arange(len(on)), nfa == "yes", on, person))
    child, day = person[order], on[order]
    is_first = np.ones(len(order), np.bool_)
    is_first[1:] = (child[1:] != child[:-1]) | (day[1:] != day[:-1])
    return order[is_first]


def assessments(
    started_on: Days,
    completed_on: Days,
    *,
    known_from: date,
    known_up_to: date,
    calendar: WorkingCalendar = _ENGLAND,
) -> Cases:
    """Assessments completed within 45 working days of their start.

    Parameters
    ----------
    started_on, completed_on
        Of each completed assessment, shape (n,). One completed before it started is a fault: left out.
    known_from, known_up_to
        The days between which every completed assessment is held.
    calendar
        England's working days.

    Examples
    --------
    >>> begun = np.array(["2026-01-05", "2026-01-05"], "datetime64[D]")
    >>> done = np.array(["2026-03-09", "2026-03-10"], "datetime64[D]")
    >>> known = {"known_from": date(2025, 4, 1), "known_up_to": date(2026, 3, 31)}
    >>> assessments(begun, done, **known).tally().sentence()
    '1 of 2 (50 %)'
    """
    took = working_days_between_each(started_on, completed_on, calendar)
    state = np.where(took <= ASSESSMENT_DAYS, State.YES, State.NO).astype(np.int8)
    state[completed_on < started_on] = State.LEFT_OUT
    rows = np.arange(len(state))
    return Cases("assessment_in_45_working_days", rows, completed_on, state, known_from, known_up_to)


def conferences(
    person: NDArray[Any],
    held_on: Days,
    enquiry_person: NDArray[Any],
    enquiry_on: Days,
    *,
    known_from: date,
    known_up_to: date,
    calendar: WorkingCalendar = _ENGLAND,
) -> Cases:
    """Conferences within 15 working days of the child's latest section 47 enquiry begun by that day.

    Parameters
    ----------
    person, held_on
        Of each conference, shape (n,). One without an enquiry is left out.
    enquiry_person, enquiry_on
        Of each enquiry, shape (m,), in any order.
    known_from, known_up_to
        The days between which every conference is held.
    calendar
        England's working days.

    Examples
    --------
    >>> def days(*texts): return np.array(texts, "datetime64[D]")
    >>> known = {"known_from": date(2025, 4, 1), "known_up_to": date(2026, 3, 31)}
    >>> child = np.array(["c1"])
    >>> conferences(child, days("2026-01-26"), child, days("2026-01-05"), **known).tally().sentence()
    '1 of 1 (100 %)'
    """
    begun = ChildDays(enquiry_person, enquiry_on, person).on_or_before(person, held_on)
    has_none = np.isnat(begun)
    took = working_days_between_each(np.where(has_none, held_on, begun), held_on, calendar)
    state = np.where(took <= CONFERENCE_DAYS, State.YES, State.NO).astype(np.int8)
    state[has_none] = State.LEFT_OUT
    rows = np.arange(len(state))
    return Cases("section_47_to_conference_15", rows, held_on, state, known_from, known_up_to)
