"""Cases of a measure: each with its day, and whether it counts. Every figure of a report is a sum of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.terms.measures import MEASURES, Measure

Days = NDArray[np.datetime64]
Indices = NDArray[np.int64]
_ONE_DAY = np.timedelta64(1, "D")


class State(IntEnum):
    """What is known of one case."""

    NO = 0
    YES = 1
    NOT_YET_KNOWN = 2  # its time is not over, or events are not known so far
    LEFT_OUT = 3  # by the measure's exclusions


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum of cases.

    Attributes
    ----------
    yes, of
        Numerator and denominator: what is known.
    not_yet_known, left_out
        Told beside it, and in neither.
    is_count
        A plain count: `of` is the figure, and there is no share.
    """

    yes: int
    of: int
    not_yet_known: int = 0
    left_out: int = 0
    is_count: bool = False

    @property
    def percent(self) -> float | None:
        """Percent of what is known; None where nothing is."""
        return 100 * self.yes / self.of if self.of and not self.is_count else None

    def sentence(self) -> str:
        """Natural frequencies first.

        Examples
        --------
        >>> Tally(7, 40, not_yet_known=3).sentence()
        '7 of 40 (18 %); 3 not yet known'
        >>> Tally(0, 0, not_yet_known=3).sentence()
        'none known; 3 not yet known'
        """
        if self.is_count:
            words = f"{self.of:,}"
        else:
            percent = self.percent
            words = "none known" if percent is None else f"{self.yes:,} of {self.of:,} ({percent:.0f} %)"
        return f"{words}; {self.not_yet_known:,} not yet known" if self.not_yet_known else words


@dataclass(frozen=True, slots=True)
class MonthlyTally:
    """Sums of cases by month.

    Attributes
    ----------
    code
        A key of `fanlight.terms.measures.MEASURES`.
    months
        First days of consecutive months, shape (n,).
    tallies
        One a month, shape (n,).
    whole
        Whether the month is told in full, shape (n,): nothing in it is still to become known.
    """

    code: str
    months: tuple[date, ...]
    tallies: tuple[Tally, ...]
    whole: tuple[bool, ...]

    @property
    def measure(self) -> Measure:
        return MEASURES[self.code]

    def values(self) -> list[float]:
        """Counts, or percentages; NaN for a month without cases or not told in full."""
        return [
            _value(tally) if whole else np.nan for tally, whole in zip(self.tallies, self.whole, strict=True)
        ]

    def last(self, months: int) -> Tally:
        """The sum of the last months."""
        return added(self.tallies[-months:])

    def told(self, months: int) -> int:
        """How many of the last months the source tells to their ends, or in part as not yet known."""
        last = zip(self.whole[-months:], self.tallies[-months:], strict=True)
        return sum(whole or tally.not_yet_known > 0 for whole, tally in last)

    def sentence(self, months: int = 1) -> str:
        """The sum of the last months, and how many of them are told in full.

        Examples
        --------
        >>> spring = (date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1))
        >>> sums = Tally(8, 8, is_count=True), Tally(9, 9, is_count=True), Tally(0, 0, is_count=True)
        >>> told = MonthlyTally("referrals", spring, sums, (True, True, False))
        >>> told.sentence(3), told.sentence()
        ('17 (2 of 3 months told in full)', 'not known')
        """
        months = min(months, len(self.months))
        total, told = self.last(months), self.told(months)
        if told == months:
            return total.sentence()
        if not (total.of or total.not_yet_known):
            return "not known"
        part = "told in part" if months == 1 else f"{told} of {months} months told in full"
        return f"{total.sentence()} ({part})"

    def columns(self) -> dict[str, Sequence[Any]]:
        """Names to columns of one length."""
        return {
            "month": self.months,
            "yes": [tally.yes for tally in self.tallies],
            "of": [tally.of for tally in self.tallies],
            "not_yet_known": [tally.not_yet_known for tally in self.tallies],
            "left_out": [tally.left_out for tally in self.tallies],
            "whole": self.whole,
        }


def _value(tally: Tally) -> float:
    if tally.is_count:
        return float(tally.of)
    return np.nan if tally.percent is None else tally.percent


def added(tallies: Sequence[Tally]) -> Tally:
    """The sum of some tallies.

    Examples
    --------
    >>> added([Tally(1, 2), Tally(3, 4, left_out=1)])
    Tally(yes=4, of=6, not_yet_known=0, left_out=1, is_count=False)
    """
    return Tally(
        sum(tally.yes for tally in tallies),
        sum(tally.of for tally in tallies),
        sum(tally.not_yet_known for tally in tallies),
        sum(tally.left_out for tally in tallies),
        any(tally.is_count for tally in tallies),
    )


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of one measure, in any order.

    Parameters
    ----------
    code
        A key of `fanlight.terms.measures.MEASURES`; of a plain count every case is `State.YES`.
    row
        Which contact or event each is, an index into the arrays it was computed from, shape (n,).
    on
        The day by the measure's own words, `datetime64[D]`, shape (n,).
    state
        Codes of `State`, shape (n,).
    known_from, known_up_to
        The days between which the source tells every case; None where it has no such bound.

    Raises
    ------
    KeyError
        For a code that is no measure.
    ValueError
        For arrays of different lengths, or a missing day.
    """

    code: str
    row: Indices
    on: Days
    state: NDArray[np.int8]
    known_from: date | None = None
    known_up_to: date | None = None

    def __post_init__(self) -> None:
        if self.code not in MEASURES:
            raise KeyError(f"no measure {self.code!r}")
        if not len(self.row) == len(self.on) == len(self.state):
            raise ValueError(f"{len(self.row)} rows, {len(self.on)} days, {len(self.state)} states")
        if np.isnat(self.on).any():
            raise ValueError(f"case {int(np.argmax(np.isnat(self.on)))}: its day is missing")

    def __len__(self) -> int:
        return len(self.row)

    def where(self, wanted: NDArray[np.bool_]) -> Cases:
        """Some of the cases."""
        return replace(self, row=self.row[wanted], on=self.on[wanted], state=self.state[wanted])

    def within(self, first: date, last: date) -> Cases:
        """Those of the days from `first` to `last`, both within."""
        return self.where((self.on >= np.datetime64(first, "D")) & (self.on <= np.datetime64(last, "D")))

    def tally(self) -> Tally:
        """Their sum."""
        return self._tallies(np.zeros(len(self), np.int64), 1)[0]

    def by_month(self, months: Sequence[date]) -> MonthlyTally:
        """Sums by month.

        Parameters
        ----------
        months
            First days of consecutive months; cases of other months are passed over.

        Examples
        --------
        >>> on = np.array(["2026-05-03", "2026-06-30"], "datetime64[D]")
        >>> cases = Cases("re_referral_12m", np.arange(2), on, np.array([0, 1], np.int8))
        >>> told = cases.by_month([date(2026, 5, 1), date(2026, 6, 1)])
        >>> [tally.sentence() for tally in told.tallies]
        ['0 of 1 (0 %)', '1 of 1 (100 %)']
        """
        starts = np.array(months, "datetime64[M]")
        place = (self.on.astype("datetime64[M]") - starts[:1]).astype(np.int64) if len(starts) else self.row
        within = (place >= 0) & (place < len(starts))
        tallies = self.where(within)._tallies(place[within], len(starts))
        told = self._told(starts)
        whole = [bool(is_told) and not one.not_yet_known for is_told, one in zip(told, tallies, strict=True)]
        return MonthlyTally(self.code, tuple(months), tuple(tallies), tuple(whole))

    def by_group(self, group: NDArray[np.integer[Any]], groups: int) -> list[Tally]:
        """Sums by group.

        Parameters
        ----------
        group
            The group of each *row* of the source arrays, from 0 to `groups` - 1.
        """
        return self._tallies(group[self.row], groups)

    def _told(self, months: NDArray[np.datetime64]) -> NDArray[np.bool_]:
        """Which months the source tells from their first to their last day."""
        first = months.astype("datetime64[D]")
        last = (months + 1).astype("datetime64[D]") - _ONE_DAY
        told = np.ones(len(months), np.bool_)
        if self.known_from is not None:
            told &= first >= np.datetime64(self.known_from, "D")
        if self.known_up_to is not None:
            told &= last <= np.datetime64(self.known_up_to, "D")
        return told

    def _tallies(self, place: NDArray[np.integer[Any]], places: int) -> list[Tally]:
        states = len(State)
        counts = np.bincount(place * states + self.state, minlength=places * states).reshape(places, states)
        is_count = not MEASURES[self.code].denominator
        return [
            Tally(
                int(row[State.YES]),
                int(row[State.YES] + row[State.NO]),
                int(row[State.NOT_YET_KNOWN]),
                int(row[State.LEFT_OUT]),
                is_count,
            )
            for row in counts
        ]
