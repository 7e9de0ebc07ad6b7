"""The words of outcomes and the table that holds them: what services recorded next, decision by decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.event import EventKind
from fanlight.casework.linking import Days
from fanlight.terms.periods import day_words

Codes = NDArray[np.int8]

LADDER: tuple[EventKind, ...] = (
    EventKind.CONTACT,
    EventKind.EARLY_HELP,
    EventKind.REFERRAL,
    EventKind.ASSESSMENT,
    EventKind.CIN_PLAN,
    EventKind.SECTION_47,
    EventKind.ICPC,
    EventKind.CP_PLAN,
    EventKind.PRE_PROCEEDINGS,
    EventKind.LOOKED_AFTER,
)
"""Kinds of event by how far services went; the furthest recorded is told. Code 0 is nothing, 1 the first."""

RECORDED_WORDS: tuple[str, ...] = (
    "nothing recorded",
    "another contact",
    "early help",
    "referral",
    "assessment",
    "child in need plan",
    "section 47 enquiry",
    "initial child protection conference",
    "child protection plan",
    "pre-proceedings",
    "looked after",
)

STEPPED_UP: tuple[EventKind, ...] = LADDER[LADDER.index(EventKind.CIN_PLAN) :]
"""Kinds of event that are a step up: a plan, an enquiry, a conference, proceedings, care."""


class Known(IntEnum):
    """How much of the time after a decision is known."""

    WHOLE = 0
    """The time is over and events are known to its end."""
    SO_FAR = 1
    """The time is not over; something is recorded already and more may come."""
    NOT_YET = 2
    """The time is not over and nothing is recorded yet."""
    CENSORED = 3
    """The child died, moved or turned 18 before the time was over."""


class Left(IntEnum):
    """Why nothing more could be recorded."""

    NO = 0
    DIED = 1
    MOVED = 2
    TURNED_18 = 3


LEFT_WORDS: tuple[str, ...] = ("", "died", "moved to another authority", "turned 18")


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    """What services recorded next; arrays have a row a decision, in the order given.

    Parameters
    ----------
    known
        `Known` codes, one column a horizon.
    furthest
        Codes into `RECORDED_WORDS`, one column a horizon: the furthest recorded up to the horizon, the
        day the child left or `known_up_to`, whichever is first.
    left, left_on
        `Left` codes and days (NaT), known by `known_up_to`.
    next_step, next_step_on
        The first event that carried the decision out (code into `RECORDED_WORDS`, 0 for none) and its day.
    came_back_on
        The day of the first new contact or later referral, NaT for none.
    stepped_up_on
        The day of the first child in need plan or anything further (`STEPPED_UP`) after the day of the
        decision that does not carry it out, NaT for none.
    """

    known_up_to: date
    horizons_months: tuple[int, ...]
    ends_on: Days
    known: Codes
    furthest: Codes
    left: Codes
    left_on: Days
    next_step: Codes
    next_step_on: Days
    came_back_on: Days
    stepped_up_on: Days

    def __len__(self) -> int:
        return len(self.left)

    def came_back_within(self, months: int) -> NDArray[np.bool_]:
        """Whose child came back within a horizon, as far as is known."""
        within: NDArray[np.bool_] = self.came_back_on <= self.ends_on[:, self.horizon(months)]
        return within

    def horizon(self, months: int) -> int:
        """The column of a horizon.

        Raises
        ------
        ValueError
            When the table has no such horizon.
        """
        if months not in self.horizons_months:
            has = ", ".join(map(str, self.horizons_months))
            raise ValueError(f"no outcome at {months} months; this table has {has}")
        return self.horizons_months.index(months)

    def columns(self) -> dict[str, NDArray[Any]]:
        """Names → arrays in words and days, a row a decision."""
        recorded, known = np.array(RECORDED_WORDS), np.array([one.name.lower() for one in Known])
        columns: dict[str, NDArray[Any]] = {}
        for at, months in enumerate(self.horizons_months):
            columns[f"known_{months}m"] = known[self.known[:, at]]
            columns[f"recorded_{months}m"] = recorded[self.furthest[:, at]]
            columns[f"came_back_{months}m"] = self.came_back_within(months)
        return {
            **columns,
            "left": np.array(LEFT_WORDS)[self.left],
            "left_on": self.left_on,
            "next_step": recorded[self.next_step],
            "next_step_on": self.next_step_on,
            "came_back_on": self.came_back_on,
            "stepped_up_on": self.stepped_up_on,
        }

    def sentence(self) -> str:
        """How much is known at each horizon."""
        parts = [
            f"{int((self.known[:, at] == Known.WHOLE).sum()):,} at {months} months"
            for at, months in enumerate(self.horizons_months)
        ]
        return (
            f"Of {len(self):,} decisions, what services recorded next is known for {', '.join(parts)}; "
            f"events known up to {day_words(self.known_up_to)}."
        )
