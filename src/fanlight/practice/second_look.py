"""Blind second looks: which decisions are drawn, where a second look lands, until when somebody must act.

The rule is published: of which levels, which share. Which single decision is drawn cannot be foreseen: the
draw is a keyed hash of the decision's number under a seed of its month, and the seed comes from a key that is
kept outside the database. The month's seed is bound beforehand by its fingerprint, and shown afterwards, so
that anybody can run the draws again and see that nothing but the rule chose.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, datetime
from enum import StrEnum

from fanlight.terms.working_days import WorkingCalendar

_WHOLE = 1 << 64


class Landing(StrEnum):
    """Where a second look lands beside the first decision."""

    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"
    OTHER = "other"


def seed_of_month(key: bytes, month: date) -> str:
    """The seed of a calendar month, from the installation's own key: 64 hexadecimal digits.

    Examples
    --------
    >>> seed_of_month(b"a key", date(2026, 11, 25)) == seed_of_month(b"a key", date(2026, 11, 1))
    True
    """
    return hmac.new(key, f"second looks {month:%Y-%m}".encode(), hashlib.sha256).hexdigest()


def fingerprint(seed: str) -> str:
    """What is published before the month: it binds the seed and tells nothing of it.

    Examples
    --------
    >>> fingerprint("00")[:16]
    'f1534392279bddbf'
    """
    return hashlib.sha256(seed.encode()).hexdigest()


def is_drawn(seed: str, decision: int, share: float) -> bool:
    """Whether a decision is looked at again: a share of all, none of them foreseeable without the seed.

    Parameters
    ----------
    seed
        That of the month in which the decision was recorded.
    decision
        The number of the decision's row.
    share
        Of the decisions that the rule speaks of, from 0 to 1.

    Examples
    --------
    >>> sum(is_drawn("a seed", number, 0.1) for number in range(10_000))
    974
    >>> is_drawn("a seed", 7, 0), is_drawn("a seed", 7, 1)
    (False, True)
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share of {share}; give one from 0 to 1")
    drawn = hmac.new(seed.encode(), f"decision {decision}".encode(), hashlib.sha256).digest()[:8]
    return int.from_bytes(drawn) < share * _WHOLE


def landing(first: str, first_steps: int | None, second: str, second_steps: int | None) -> Landing:
    """Where the second look lands, by the levels' codes and their coarse order.

    Levels without an order (missing, private fostering, already open …) are neither higher nor lower.

    Examples
    --------
    >>> landing("no_further_action", 0, "assessment", 3).value
    'higher'
    >>> landing("no_further_action", 0, "missing", None).value
    'other'
    """
    if first == second:
        return Landing.SAME
    if first_steps is None or second_steps is None or first_steps == second_steps:
        return Landing.OTHER
    return Landing.HIGHER if second_steps > first_steps else Landing.LOWER


def needs_the_duty_manager(landed: Landing) -> bool:
    """Whether somebody must act the same working day: higher, or elsewhere than a scale can tell.

    Of two levels that have no order nobody knows which asks for more, so a person looks.
    """
    return landed in {Landing.HIGHER, Landing.OTHER}


def due_the_same_working_day(opened: datetime, calendar: WorkingCalendar, *, within_hours: bool) -> datetime:
    """Until when an urgent task must be dealt with: the day's closing; at once while closed, or where a
    child may be hurt within hours.

    Parameters
    ----------
    opened
        English time without zone.
    within_hours
        The second look landed on immediate protection.

    Examples
    --------
    >>> due_the_same_working_day(datetime(2026, 11, 25, 10), WorkingCalendar(), within_hours=False)
    datetime.datetime(2026, 11, 25, 17, 0)
    >>> due_the_same_working_day(datetime(2026, 11, 28, 10), WorkingCalendar(), within_hours=False)
    datetime.datetime(2026, 11, 28, 10, 0)
    """
    if within_hours or not calendar.is_open(opened):
        return opened
    return calendar.close_of(opened.date())
