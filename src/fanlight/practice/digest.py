"""The weekly digest: which decisions have something new, and what; never whether it was good.

News is what came to be *known* in a week, whenever it happened: a file read on Tuesday may tell of spring.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.linking import KIND_CODE, EventArrays, Indices
from fanlight.practice.outcome import CARRIED_OUT_BY, ONE_DAY, DecidedArrays
from fanlight.practice.outcome_table import Known, OutcomeTable
from fanlight.terms.months_each import add_months_each

MONTHS = 12
"""How long after a decision news of the child still belongs to it."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new about which decision: pairs, by decision and then by day of the event.

    Parameters
    ----------
    decision, event
        Positions in the decisions and in the events that were given; one pair a row.
    decisions
        How many decisions were looked at.
    """

    decision: Indices
    event: Indices
    decisions: int

    def __len__(self) -> int:
        return len(self.decision)

    @property
    def with_news(self) -> int:
        """How many decisions have something new."""
        return len(np.unique(self.decision))

    def columns(self) -> dict[str, NDArray[Any]]:
        """Names → arrays, a row a pair."""
        return {"decision": self.decision, "event": self.event}

    def sentence(self) -> str:
        """The headline, as a natural frequency; nothing new is said in words."""
        return news_sentence(self.with_news, self.decisions)


def news_sentence(with_news: int, decisions: int) -> str:
    """How many of one's decisions have something new.

    Examples
    --------
    >>> news_sentence(6, 143)
    '6 of your 143 decisions have something new.'
    >>> news_sentence(1, 143)
    '1 of your 143 decisions has something new.'
    >>> news_sentence(0, 143)
    'Nothing new came back on your 143 decisions.'
    >>> news_sentence(0, 0)
    'You have no decisions on which something could come back.'
    """
    if not decisions:
        return "You have no decisions on which something could come back."
    of = f"your {decisions:,} decisions" if decisions > 1 else "your one decision"
    if not with_news:
        return f"Nothing new came back on {of}."
    return f"{with_news:,} of {of} {'has' if with_news == 1 else 'have'} something new."


def news(decisions: DecidedArrays, events: EventArrays, *, months: int = MONTHS) -> News:
    """Which of these events, all newly known, belong to which decision.

    An event belongs to a decision about its child when it is dated after the day of the decision and at most
    `months` calendar months after it; or when it carried the decision out, which may be dated from the day
    before the contact (see `outcome.CARRIED_OUT_BY`).

    Parameters
    ----------
    decisions, events
        In any order; persons under the same identifiers.
    months
        Whole months, above 0.

    Raises
    ------
    ValueError
        For `months` below 1.

    Examples
    --------
    >>> from datetime import date
    >>> from fanlight.casework.event import Event, EventKind
    >>> day = np.array(["2025-06-08", "2025-06-09"], "datetime64[D]")
    >>> decided = DecidedArrays(np.array(["c1", "c2"]), day, day, np.array(["no_further_action"] * 2))
    >>> came = EventArrays.of([Event("c2", EventKind.CONTACT, date(2025, 10, 1))])
    >>> found = news(decided, came)
    >>> found.sentence()
    '1 of your 2 decisions has something new.'
    >>> found.decision.tolist(), found.event.tolist()
    ([1], [0])
    """
    if months < 1:
        raise ValueError(f"{months} months; at least 1")
    decision, event = _same_person(decisions.person, events.person)
    on, decided_on = events.on[event], decisions.decided_on[decision]
    carries = _carries_out(decisions.level_kind[decision], events.kind[event])
    from_contact = on >= decisions.received_on[decision] - ONE_DAY
    begun = (on > decided_on) | (carries & from_contact)
    kept = begun & (on <= add_months_each(decided_on, months))
    decision, event, on = decision[kept], event[kept], on[kept]
    order = np.lexsort((event, on, decision))
    return News(decision[order], event[order], len(decisions))


def _same_person(left: NDArray[Any], right: NDArray[Any]) -> tuple[Indices, Indices]:
    """Every pair of positions that hold the same person."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    first, last = np.searchsorted(ordered, left, "left"), np.searchsorted(ordered, left, "right")
    counts = last - first
    at = np.repeat(np.arange(len(left)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return at.astype(np.int64), order[np.repeat(first, counts) + within].astype(np.int64)


def _carries_out(level_kind: NDArray[Any], kind: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    asked = np.zeros(len(kind), np.bool_)
    for level, kinds in CARRIED_OUT_BY.items():
        codes = [KIND_CODE[one] for one in kinds]
        asked |= (level_kind == level) & np.isin(kind, codes)
    return asked


def newly_silent(before: OutcomeTable | None, after: OutcomeTable, months: int) -> NDArray[np.bool_]:
    """Whose time is now over, and known to be, with nothing recorded: silence, not an all-clear.

    Parameters
    ----------
    before
        The same decisions as they were known a week earlier; None when nothing was known.
    months
        One of the horizons of both tables.
    """
    at = after.horizon(months)
    over: NDArray[np.bool_] = (after.known[:, at] == Known.WHOLE) & (after.furthest[:, at] == 0)
    if before is not None:
        over &= before.known[:, before.horizon(months)] != Known.WHOLE
    return over
