"""Outcomes counted: natural frequencies, and what is not counted told beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.practice.outcome_table import LEFT_WORDS, RECORDED_WORDS, Known, Left, OutcomeTable
from fanlight.terms.periods import day_words

SILENCE = "Nothing recorded may mean safe, moved or unseen."


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """So many of so many decisions: what services recorded next, at its furthest."""

    words: str
    count: int
    of: int

    def sentence(self) -> str:
        """As a natural frequency."""
        return f"{self.count:,} of {self.of:,}: {self.words}"


@dataclass(frozen=True, slots=True)
class OutcomeSummary:
    """Decisions counted at one horizon.

    Only decisions whose whole time is known are counted in `rows` and `came_back`. To add those that have
    something recorded early (`so_far`) and leave out those that have nothing yet (`not_yet_known`) would
    make every event look more frequent than it is.

    Parameters
    ----------
    rows
        One for each of `RECORDED_WORDS`, zero counts too; they add up to `of`.
    came_back
        How many of `of` had a new contact or later referral.
    censored
        Pairs of reason and count; the child left before the time was over.
    """

    months: int
    known_up_to: date
    of: int
    rows: tuple[OutcomeRow, ...]
    came_back: int
    not_yet_known: int
    so_far: int
    censored: tuple[tuple[str, int], ...]

    def columns(self) -> dict[str, NDArray[Any]]:
        """Names → arrays, a row for each thing recorded."""
        return {
            "recorded": np.array([row.words for row in self.rows]),
            "count": np.array([row.count for row in self.rows]),
            "of": np.array([row.of for row in self.rows]),
        }

    def not_counted(self) -> str:
        """What the counts leave out, in words; "" when nothing."""
        parts = [f"{self.not_yet_known:,} not yet known"] if self.not_yet_known else []
        if self.so_far:
            parts.append(f"{self.so_far:,} not over but with something recorded already")
        parts += [f"{count:,} {reason}" for reason, count in self.censored]
        return f"Not counted: {', '.join(parts)}." if parts else ""

    def sentence(self) -> str:
        """The whole summary in words."""
        counted = "; ".join(row.sentence() for row in self.rows if row.count)
        if not self.of:
            counted = "none is over yet"
        parts = (
            f"What services recorded next within {self.months} months: {counted}.",
            self.not_counted(),
            SILENCE if self.rows[0].count else "",
            f"Events known up to {day_words(self.known_up_to)}.",
        )
        return " ".join(part for part in parts if part)


def summary(
    table: OutcomeTable, horizon_months: int, which: NDArray[np.bool_] | None = None
) -> OutcomeSummary:
    """Count decisions at one horizon.

    Parameters
    ----------
    which
        Which decisions to count (boolean, one a row of the table); all by default.

    Raises
    ------
    ValueError
        When the table has no such horizon, or `which` is of another length.

    Examples
    --------
    >>> import numpy as np
    >>> from fanlight.casework.event import Event, EventKind
    >>> from fanlight.casework.linking import EventArrays
    >>> from fanlight.practice.outcome import DecidedArrays, outcomes
    >>> on = np.array(["2025-01-06", "2025-01-06", "2025-11-03"], "datetime64[D]")
    >>> decided = DecidedArrays(np.array(["c1", "c2", "c3"]), on, on, np.array(["information_advice"] * 3))
    >>> events = EventArrays.of([Event("c2", EventKind.CONTACT, date(2025, 3, 1))])
    >>> print(summary(outcomes(decided, events, date(2025, 12, 31)), 6).sentence())
    What services recorded next within 6 months: 1 of 2: nothing recorded; 1 of 2: another contact.
    Not counted: 1 not yet known. Nothing recorded may mean safe, moved or unseen.
    Events known up to 31 December 2025.
    """
    at = table.horizon(horizon_months)
    chosen = np.ones(len(table), np.bool_) if which is None else which
    if len(chosen) != len(table):
        raise ValueError(f"which: {len(chosen)} values for {len(table)} decisions")
    known = table.known[:, at]
    whole = chosen & (known == Known.WHOLE)
    of = int(whole.sum())
    counts = np.bincount(table.furthest[whole, at], minlength=len(RECORDED_WORDS))
    left = np.bincount(table.left[chosen & (known == Known.CENSORED)], minlength=len(LEFT_WORDS))
    return OutcomeSummary(
        months=horizon_months,
        known_up_to=table.known_up_to,
        of=of,
        rows=tuple(
            OutcomeRow(words, int(count), of) for words, count in zip(RECORDED_WORDS, counts, strict=True)
        ),
        came_back=int((table.came_back_within(horizon_months) & whole).sum()),
        not_yet_known=int((chosen & (known == Known.NOT_YET)).sum()),
        so_far=int((chosen & (known == Known.SO_FAR)).sum()),
        censored=tuple((LEFT_WORDS[reason], int(left[reason])) for reason in Left if left[reason]),
    )


def outcome_words(table: OutcomeTable, row: int, horizon_months: int) -> str:
    """What services recorded next for one decision, in words.

    Examples
    --------
    See `tests/practice/test_outcome.py` for each case: "referral", "referral so far", "not yet known",
    "assessment, then turned 18 on 3 May 2026".
    """
    at = table.horizon(horizon_months)
    recorded: str = RECORDED_WORDS[table.furthest[row, at]]
    known = Known(table.known[row, at])
    if known is Known.WHOLE:
        return recorded
    if known is Known.CENSORED:
        left_on: date = table.left_on[row].astype("datetime64[D]").item()
        return f"{recorded}, then {LEFT_WORDS[table.left[row]]} on {day_words(left_on)}"
    return f"{recorded} so far" if known is Known.SO_FAR else "not yet known"
