"""An answer about fatigue in words for those who decide: natural frequencies, coarse, with the reason."""

from __future__ import annotations

from math import exp, log

from fanlight.practice.fatigue import Fatigue
from fanlight.practice.fatigue_gate import SHOWN, SHOWN_ABSENT

FURTHER, WIDEST = 10, 40  # decisions; in 100
NOT_SEEN = (
    "What this cannot see: contacts may be dealt out over the day by something that nobody records, and that "
    "also decides what follows. A fall can then be called shown although nobody tires. Only a trial of "
    "breaks, drawn by lot, can tell."
)


def plain_words(found: Fatigue) -> str:
    """What was found, for a page: no figure finer than 1 in 100.

    Examples
    --------
    >>> from fanlight.practice.fatigue import DecisionTable, decision_fatigue
    >>> import numpy as np
    >>> few, who = np.zeros(3), np.zeros(3, dtype=int)
    >>> plain_words(decision_fatigue(DecisionTable(who, who, few, few, few, few, few)))
    'We cannot tell: too few decisions, or too few sessions with decisions of both kinds.'
    """
    one = found.odds_ratio
    if one is None:
        return f"We cannot tell: {_why(found)}."
    value, low, high = (_of_even(end) for end in (one.value, one.low, one.high))
    told = (
        f"where 50 in 100 contacts would go further, about {value} in 100 would {FURTHER} decisions later "
        f"({low} to {high})"
    )
    if high - low > WIDEST:
        return (
            f"Not shown, and it could hardly have been: where 50 in 100 contacts would go further, it may be "
            f"anything from {low} to {high} in 100 {FURTHER} decisions later."
        )
    if found.verdict == SHOWN:
        return f"Shown: {told}."
    if found.verdict == SHOWN_ABSENT:
        return f"Shown absent: {told}. A change that would matter is ruled out."
    return f"Not shown: {told}. That is no evidence that there is none."


def _why(found: Fatigue) -> str:
    trend = found.gate.trend
    if trend is None:
        if "severity" in found.gate.why:
            return "how urgent a contact is was marked too seldom, or the mark alone settles what follows"
        return "too few decisions, or too few sessions with decisions of both kinds"
    if trend.low > 0 or trend.high < 0:
        return (
            "urgent and less urgent contacts did not come evenly over the sessions, and that alone can look "
            "like fatigue"
        )
    return "there are too few decisions to rule out that the mix of contacts explains what is seen"


def _of_even(odds_ratio: float) -> int:
    """Of 100 contacts with even odds, how many after `FURTHER` decisions more.

    >>> _of_even(1.0), _of_even(0.95)
    (50, 37)
    """
    return round(100 / (1 + exp(-min(max(FURTHER * log(odds_ratio), -30.0), 30.0))))
