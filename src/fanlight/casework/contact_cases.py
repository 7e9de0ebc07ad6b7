"""Measures of contacts: how many, followed by a referral, about a child known before, decided in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.cases import Cases, Days, Indices, State
from fanlight.casework.child_days import ChildDays
from fanlight.casework.event import EventKind
from fanlight.casework.linking import LinkWindows
from fanlight.terms.months_each import add_months_each

REPEATS = {"repeat_contact_3m": 3, "repeat_contact_6m": 6, "repeat_contact_12m": 12}
Times = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Referrals:
    """Referrals of some children, in any order.

    Parameters
    ----------
    person
        Identifiers as the contacts have them, shape (n,).
    on, ended_on
        `datetime64[D]`, shape (n,); `ended_on` NaT while open.
    known_from, known_up_to
        The days between which every referral is held.
    """

    person: NDArray[Any]
    on: Days
    ended_on: Days
    known_from: date
    known_up_to: date


def contacts(received_on: Days, known_from: date | None = None, known_up_to: date | None = None) -> Cases:
    """Every contact, one a child, with the days between which all are held; None for no such bound."""
    count = len(received_on)
    every = np.full(count, State.YES, np.int8)
    return Cases("contacts", np.arange(count), received_on, every, known_from, known_up_to)


def followed_by_referral(
    person: NDArray[Any], received_on: Days, referrals: Referrals, windows: LinkWindows | None = None
) -> Cases:
    """Contacts with a referral of the same child within the linking window.

    Parameters
    ----------
    person, received_on
        Of each contact, shape (n,).
    referrals
        What is held of referrals. A contact whose window is not wholly within the days known is not yet
        known (at the end) or left out (at the beginning).
    windows
        Defaults to `LinkWindows()`.

    Examples
    --------
    >>> def days(*texts): return np.array(texts, "datetime64[D]")
    >>> known = date(2026, 1, 1), date(2026, 6, 30)
    >>> held = Referrals(np.array(["c1"]), days("2026-05-04"), days("NaT"), *known)
    >>> received_on = days("2026-05-03", "2026-05-20", "2026-06-30")
    >>> cases = followed_by_referral(np.array(["c1", "c1", "c2"]), received_on, held)
    >>> [State(code).name for code in cases.state]
    ['YES', 'LEFT_OUT', 'NOT_YET_KNOWN']
    """
    begins, ends = (windows or LinkWindows()).days[EventKind.REFERRAL]
    first, last = received_on + np.timedelta64(begins, "D"), received_on + np.timedelta64(ends, "D")
    of_child = ChildDays(referrals.person, referrals.on, person)
    followed = of_child.up_to(person, last) > of_child.up_to(person, first - np.timedelta64(1, "D"))
    state = np.where(followed, State.YES, State.NO).astype(np.int8)
    state[last > np.datetime64(referrals.known_up_to, "D")] = State.NOT_YET_KNOWN
    state[of_child.lasting(person, first, received_on, referrals.ended_on)] = State.LEFT_OUT
    state[first < np.datetime64(referrals.known_from, "D")] = State.LEFT_OUT
    return Cases(
        "contact_to_referral_conversion",
        np.arange(len(person)),
        received_on,
        state,
        referrals.known_from,
        referrals.known_up_to,
    )


def repeats(person: NDArray[Any], received_on: Days, held_from: date) -> dict[str, Cases]:
    """Contacts with an earlier one about the same child 3, 6 and 12 months before, by code.

    Parameters
    ----------
    person, received_on
        Of each contact, shape (n,); several about a child on one day are one case.
    held_from
        The day from which every contact is held: those of the first months after it are left out.

    Examples
    --------
    >>> person, on = np.array(["c1", "c1"]), np.array(["2026-01-31", "2026-04-30"], "datetime64[D]")
    >>> repeats(person, on, date(2020, 1, 1))["repeat_contact_3m"].tally().sentence()
    '1 of 2 (50 %)'
    """
    row = _one_a_day(person, received_on)
    child, on = person[row], received_on[row]
    before = ChildDays(child, on, child).before(child, on)
    held = np.array([held_from], "datetime64[D]")
    found = {}
    for code, months in REPEATS.items():
        state = np.where(add_months_each(before, months) >= on, State.YES, State.NO).astype(np.int8)
        state[on < add_months_each(held, months)] = State.LEFT_OUT
        found[code] = Cases(code, row, on, state)
    return found


def _one_a_day(person: NDArray[Any], on: Days) -> Indices:
    """The first row of each child and day."""
    _, child = np.unique(person, return_inverse=True)
    days = on.astype(np.int64)
    span = int(days.max(initial=0)) - int(days.min(initial=0)) + 1
    _, row = np.unique(child * span + days - days.min(initial=0), return_index=True)
    return np.sort(row)


def decided_in_time(received_on: Days, due_at: Times, decided_at: Times, now: datetime) -> Cases:
    """Contacts decided by the time their clock ran out.

    Parameters
    ----------
    received_on
        Shape (n,).
    due_at
        English wall-clock times, `datetime64[s]`; NaT where no clock is told (a date without time of day,
        or a referral that was not accepted yet): left out.
    decided_at
        The same; NaT where it is not decided.
    now
        Wall-clock time.

    Examples
    --------
    >>> due = np.array(["2026-11-23T17:00", "2026-11-23T17:00", "2026-11-24T17:00"], "datetime64[s]")
    >>> decided = np.array(["2026-11-23T09:00", "NaT", "NaT"], "datetime64[s]")
    >>> cases = decided_in_time(due.astype("datetime64[D]"), due, decided, datetime(2026, 11, 24, 9))
    >>> cases.tally().sentence()
    '1 of 2 (50 %); 1 not yet known'
    """
    state = np.where(decided_at <= due_at, State.YES, State.NO).astype(np.int8)
    state[np.isnat(decided_at) & (np.datetime64(now, "s") <= due_at)] = State.NOT_YET_KNOWN
    state[np.isnat(due_at)] = State.LEFT_OUT
    return Cases("decided_in_one_working_day", np.arange(len(due_at)), received_on, state)
