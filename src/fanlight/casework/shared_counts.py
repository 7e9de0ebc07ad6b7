"""Counts that may be shared: cases by month and group, year by year, small ones hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.cases import Cases, State
from fanlight.terms.cell_suppression import SuppressedCuts, suppress_cuts
from fanlight.terms.disclosure import MINIMUM_TEAM, SUPPRESSED
from fanlight.terms.frames import frame_of
from fanlight.terms.periods import add_months

Groups = tuple[Sequence[str], NDArray[np.integer[Any]]]
ALL = "All"
YEAR = "year"
STATE_WORDS: Mapping[State, str] = {
    State.YES: "Yes",
    State.NO: "No",
    State.NOT_YET_KNOWN: "Not yet known",
    State.LEFT_OUT: "Left out",
}


@dataclass(frozen=True, slots=True)
class SharedYear:
    """One kind of case in one financial year, cut in several ways.

    Attributes
    ----------
    subject
        What is counted: "Contacts".
    year
        "2024-25".
    months
        First days of its months that are over, shape (rows,).
    cuts
        What each cut is by: "Source", "Level decided".
    groups
        One a cut: the names of its groups.
    table
        The numbers, and which are hidden.
    is_over
        Whether all its months are over: only then are groups and totals of the year told.
    """

    subject: str
    year: str
    months: tuple[date, ...]
    cuts: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    table: SuppressedCuts
    is_over: bool

    def rows(self, base: int = 1) -> Iterator[tuple[str, str, str, str, str, str]]:
        """One a number: subject, cut, year, month ("year" for all), group ("All"), the number or "c"."""
        names = [*(f"{month:%Y-%m}" for month in self.months), YEAR]
        for cut, by in enumerate(self.cuts):
            shown = self.table.shown(cut, base)
            groups = [ALL] if by == ALL else [*self.groups[cut], ALL]
            for month, numbers in zip(names, shown, strict=True):
                if month == YEAR and not self.is_over:
                    continue
                for group, number in zip(groups, numbers[-len(groups) :], strict=True):
                    told = SUPPRESSED if number is None else str(number)
                    yield self.subject, by, self.year, month, group, told

    def columns(self, base: int = 1) -> dict[str, list[str]]:
        """Names to columns of one length."""
        names = ("subject", "by", "financial_year", "month", "group", "count")
        rows = list(self.rows(base))
        return {name: [row[at] for row in rows] for at, name in enumerate(names)}

    def to_frame(self, base: int = 1) -> Any:
        """The columns as a polars or pandas frame, whichever is installed."""
        return frame_of(self.columns(base))

    def sentence(self) -> str:
        """How much is told."""
        if not self.is_over:
            return f"{self.subject}, {self.year}: not over; months without groups."
        return f"{self.subject}, {self.year}: {self.table.sentence()}"


def shared_counts(
    subject: str,
    cases: Cases,
    cuts: Mapping[str, Groups],
    last: date,
    minimum: int = MINIMUM_TEAM,
) -> list[SharedYear]:
    """Cases by month and group, with small numbers hidden, for each financial year.

    Parameters
    ----------
    subject
        What is counted.
    cases
        The cases; each belongs to the month of its day.
    cuts
        What each cut is by, to the names of its groups and the group of each *row* of the arrays that the
        cases were computed from.
    last
        The last day told; only months that are over by then are counted.
    minimum
        The smallest number shown.

    Returns
    -------
    list
        One a year (April to March) that has a case, the oldest first. Of a year that is not over, months
        without groups: what is told of a month does not change when its year is over, so that no two files
        can be taken from each other.

    Examples
    --------
    >>> on = np.array(["2024-05-02"] * 9 + ["2024-06-02"] * 18, "datetime64[D]")
    >>> cases = Cases("contacts", np.arange(27), on, np.ones(27, np.int8))
    >>> group = np.array([0] * 6 + [1] * 3 + [0] * 9 + [1] * 9)
    >>> cut = {"Source": (("Police", "School"), group)}
    >>> [told] = shared_counts("Contacts", cases, cut, date(2025, 3, 31))
    >>> [row[3:] for row in told.rows()][3:6]
    [('2024-05', 'Police', 'c'), ('2024-05', 'School', 'c'), ('2024-05', 'All', '9')]
    >>> told.sentence()
    'Contacts, 2024-25: 4 of 24 numbers are not shown: each is under 5, or hidden so that such a number ...'
    """
    by_year = []
    for first in _years(cases, last):
        months = [add_months(first, step) for step in range(_over(first, last))]
        within = cases.within(first, _day_before(add_months(first, len(months))))
        if not len(within):
            continue
        is_over = len(months) == 12
        split = {by: (names, group[within.row]) for by, (names, group) in cuts.items()}
        if not is_over or not split:
            split = {ALL: ((ALL,), np.zeros(len(within), np.int64))}
        tables = [_counts(within, months, group, len(names)) for names, group in split.values()]
        named = tuple(tuple(names) for names, _ in split.values())
        year = f"{first.year}-{(first.year + 1) % 100:02d}"
        found = suppress_cuts(tables, minimum)
        by_year.append(SharedYear(subject, year, tuple(months), tuple(split), named, found, is_over))
    return by_year


def by_state(cases: Cases, count: int) -> Groups:
    """A cut by what is known of each case; `count` is the length of the arrays they were computed from."""
    group = np.zeros(count, np.int64)
    group[cases.row] = cases.state
    order = (State.YES, State.NO, State.NOT_YET_KNOWN, State.LEFT_OUT)
    place = np.zeros(len(State), np.int64)
    place[[int(state) for state in order]] = np.arange(len(State))
    return [STATE_WORDS[state] for state in order], place[group]


def _years(cases: Cases, last: date) -> list[date]:
    """First days of the financial years that have a case by `last`."""
    if not len(cases):
        return []
    earliest = cases.on.min().item()
    first = date(earliest.year - (earliest.month < 4), 4, 1)
    return [date(year, 4, 1) for year in range(first.year, last.year + 1) if date(year, 4, 1) <= last]


def _over(first: date, last: date) -> int:
    """How many months of the year that begins on `first` are over on the evening of `last`."""
    after = last + timedelta(days=1)
    return max(0, min(12, (after.year - first.year) * 12 + after.month - first.month))


def _day_before(day: date) -> date:
    return day - timedelta(days=1)


def _counts(
    cases: Cases, months: Sequence[date], group: NDArray[np.integer[Any]], groups: int
) -> NDArray[np.int64]:
    month = (cases.on.astype("datetime64[M]") - np.datetime64(months[0], "M")).astype(np.int64)
    flat = np.bincount(month * groups + group, minlength=len(months) * groups)
    return flat.reshape(len(months), groups).astype(np.int64)
