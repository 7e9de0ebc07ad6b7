"""Outcomes: what services recorded next after a decision, at 3, 6 and 12 months.

They say what was recorded, never whether the decision was a good one: silence may mean safe, moved or
unseen, and a plan may come from a change that nobody could know of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.event import EventKind
from fanlight.casework.linking import Days, EventArrays, LinkWindows, Timeline, check_days
from fanlight.practice.outcome_table import LADDER, STEPPED_UP, Codes, Known, Left, OutcomeTable
from fanlight.terms.level_set import LevelKind
from fanlight.terms.months_each import add_months_each, months_later

ONE_DAY = np.timedelta64(1, "D")

_INTO_SOCIAL_CARE = (EventKind.REFERRAL, EventKind.ASSESSMENT, EventKind.SECTION_47)
CARRIED_OUT_BY: Mapping[LevelKind, tuple[EventKind, ...]] = MappingProxyType(
    {
        "early_help": (EventKind.EARLY_HELP,),
        "assessment": _INTO_SOCIAL_CARE,
        "strategy_discussion": (*_INTO_SOCIAL_CARE, EventKind.ICPC),
        "immediate_protection": (*_INTO_SOCIAL_CARE, EventKind.ICPC, EventKind.LOOKED_AFTER),
    }
)
"""Kind of level → the events that carry the decision out. Other levels ask for no recorded event."""


@dataclass(frozen=True, slots=True)
class DecidedArrays:
    """Decisions as arrays of one length, one for each child and decision.

    Parameters
    ----------
    person
        Local identifiers, as the events have them.
    received_on, decided_on
        The contact's day and the decision's (`datetime64[D]`).
    level_kind
        Kind of the level decided (`terms.level_set.LevelKind`); "" where a file's word is not mapped yet.
    born_on, died_on, moved_on
        Days, NaT where not known; None when known for nobody. `moved_on`: to another authority.

    Raises
    ------
    ValueError
        For arrays of different lengths, a missing `received_on` or `decided_on`, or a kind of level that
        is none, with the index.
    """

    person: NDArray[Any]
    received_on: Days
    decided_on: Days
    level_kind: NDArray[Any]
    born_on: Days | None = None
    died_on: Days | None = None
    moved_on: Days | None = None

    def __post_init__(self) -> None:
        size = len(self.person)
        check_days("decision", size, received_on=self.received_on, decided_on=self.decided_on)
        for name in ("level_kind", "born_on", "died_on", "moved_on"):
            values = getattr(self, name)
            if values is not None and len(values) != size:
                raise ValueError(f"{name}: {len(values)} values for {size} decisions")
        levels = self.level_kind.tolist()
        if unknown := set(levels) - {"", *get_args(LevelKind)}:
            at = next(at for at, level in enumerate(levels) if level in unknown)
            known = ", ".join(get_args(LevelKind))
            raise ValueError(f"decision {at}: level kind {levels[at]!r}; known: {known}")

    def __len__(self) -> int:
        return len(self.person)


def outcomes(
    decisions: DecidedArrays,
    events: EventArrays,
    known_up_to: date,
    *,
    horizons_months: Sequence[int] = (3, 6, 12),
    windows: LinkWindows | None = None,
) -> OutcomeTable:
    """What services recorded next after each decision.

    Counted are events after the day of the decision, and those that carried the decision out, which may
    be dated on that day or before it (a referral often carries the contact's day): the first of each kind
    in `CARRIED_OUT_BY` within its linking window from the contact. Events after `known_up_to` (a planned
    conference) are not counted. All bounds are inclusive, in calendar months from the decision.

    Parameters
    ----------
    decisions, events
        In any order.
    known_up_to
        The day up to which events are known.
    horizons_months
        Whole months, above 0.
    windows
        Linking windows; defaults to `LinkWindows()`.

    Raises
    ------
    ValueError
        For no horizon or one below 1 month.

    Examples
    --------
    >>> import numpy as np
    >>> from fanlight.casework.event import Event
    >>> day = np.array(["2025-06-08"], "datetime64[D]")
    >>> decided = DecidedArrays(np.array(["c1"]), day, day, np.array(["assessment"]))
    >>> events = EventArrays.of([Event("c1", EventKind.REFERRAL, date(2025, 6, 8)),
    ...                          Event("c1", EventKind.CONTACT, date(2025, 10, 1))])
    >>> table = outcomes(decided, events, date(2025, 12, 31))
    >>> for name in ("next_step", "recorded_6m", "known_6m", "came_back_3m", "came_back_6m", "known_12m"):
    ...     print(name, table.columns()[name][0])
    next_step referral
    recorded_6m referral
    known_6m whole
    came_back_3m False
    came_back_6m True
    known_12m so_far
    """
    if not horizons_months or min(horizons_months) < 1:
        raise ValueError(f"horizons of {list(horizons_months)} months; at least one, each 1 or more")
    known_on = np.datetime64(known_up_to, "D")
    timeline = Timeline(decisions.person, events)
    steps = _steps(decisions, timeline, windows or LinkWindows(), known_on)
    after = decisions.decided_on + ONE_DAY
    later = np.stack([timeline.first_from(kind, after)[1] for kind in LADDER], axis=1)
    days = np.fmin(later, steps)

    ends_on = np.stack([add_months_each(decisions.decided_on, months) for months in horizons_months], axis=1)
    left, left_on = _left(decisions, known_on)
    limit = np.fmin(np.fmin(ends_on, left_on[:, None]), known_on)
    codes = np.arange(1, len(LADDER) + 1, dtype=np.int8)
    furthest = np.stack([(codes * (days <= end[:, None])).max(axis=1) for end in limit.T], axis=1)
    next_step, next_step_on = _first(steps)
    return OutcomeTable(
        known_up_to=known_up_to,
        horizons_months=tuple(horizons_months),
        ends_on=ends_on,
        known=_known(furthest, ends_on, left_on, known_on),
        furthest=furthest,
        left=left,
        left_on=left_on,
        next_step=next_step,
        next_step_on=next_step_on,
        came_back_on=_came_back_on(decisions, timeline, steps, np.fmin(left_on, known_on)),
        stepped_up_on=_stepped_up_on(decisions, later, np.fmin(left_on, known_on)),
    )


def _steps(decisions: DecidedArrays, timeline: Timeline, windows: LinkWindows, known_on: Any) -> Days:
    """Days of the events that carried each decision out, a column a kind of `LADDER`; NaT for none."""
    steps = np.full((len(decisions), len(LADDER)), np.datetime64("NaT", "D"))
    for at, kind in enumerate(LADDER):
        levels = [level for level, kinds in CARRIED_OUT_BY.items() if kind in kinds]
        if not levels or kind not in windows.days:
            continue
        begins, ends = windows.days[kind]
        _, day = timeline.first_from(kind, decisions.received_on + np.timedelta64(begins, "D"))
        asked = np.isin(decisions.level_kind, levels)
        within = asked & (day <= decisions.received_on + np.timedelta64(ends, "D")) & (day <= known_on)
        steps[within, at] = day[within]
    return steps


def _first(steps: Days) -> tuple[Codes, Days]:
    """The first step of each decision; of several on one day the furthest."""
    on = np.fmin.reduce(steps, axis=1, initial=np.datetime64("NaT", "D"))
    codes = np.arange(1, len(LADDER) + 1, dtype=np.int8)
    return (codes * (steps == on[:, None])).max(axis=1), on


def _left(decisions: DecidedArrays, known_on: Any) -> tuple[Codes, Days]:
    """Why and when each child left, as far as known; of two reasons on one day the first of `Left`."""
    left = np.zeros(len(decisions), np.int8)
    left_on = np.full(len(decisions), np.datetime64("NaT", "D"))
    turned_18 = None
    if decisions.born_on is not None:  # born on 29 February: 18 on 1 March (see `terms.periods.age_on`)
        first, day_of_month = months_later(decisions.born_on, 18 * 12)
        turned_18 = first + day_of_month
    reasons = ((Left.DIED, decisions.died_on), (Left.MOVED, decisions.moved_on), (Left.TURNED_18, turned_18))
    for reason, day in reasons:
        if day is not None:
            sooner = (day <= known_on) & ~(left_on <= day)
            left[sooner], left_on[sooner] = reason, day[sooner]
    return left, left_on


def _known(furthest: Codes, ends_on: Days, left_on: Days, known_on: Any) -> Codes:
    """How much is known of each horizon."""
    unfinished = np.where(furthest > 0, np.int8(Known.SO_FAR), np.int8(Known.NOT_YET))
    state = np.where(ends_on <= known_on, np.int8(Known.WHOLE), unfinished)
    return np.where(left_on[:, None] <= ends_on, np.int8(Known.CENSORED), state)


def _came_back_on(decisions: DecidedArrays, timeline: Timeline, steps: Days, limit: Days) -> Days:
    """First contact after the decision's day, or referral after it and after the one that carried it out."""
    carried_out = steps[:, LADDER.index(EventKind.REFERRAL)]
    _, contact = timeline.first_from(EventKind.CONTACT, decisions.decided_on + ONE_DAY)
    carried_out_by: Days = np.fmax(decisions.decided_on, carried_out)
    _, referral = timeline.first_from(EventKind.REFERRAL, carried_out_by + ONE_DAY)
    back = np.fmin(contact, referral)
    back[~(back <= limit)] = np.datetime64("NaT", "D")
    return back


def _stepped_up_on(decisions: DecidedArrays, later: Days, limit: Days) -> Days:
    """First event further than an assessment, of a kind that does not carry the decision out."""
    first = np.full(len(decisions), np.datetime64("NaT", "D"))
    for kind in STEPPED_UP:
        carries = [level for level, kinds in CARRIED_OUT_BY.items() if kind in kinds]
        day = later[:, LADDER.index(kind)].copy()
        day[np.isin(decisions.level_kind, carries)] = np.datetime64("NaT", "D")
        first = np.fmin(first, day)
    first[~(first <= limit)] = np.datetime64("NaT", "D")
    return first
