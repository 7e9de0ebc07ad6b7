"""Secondary suppression of tables with two margins: a hidden number stays hidden beside its totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.terms.disclosure import MINIMUM_TEAM, rounded

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]
_A_TOTAL = 1e6  # hiding the total of a column costs more than hiding any number within
_FAR = np.inf


@dataclass(frozen=True, slots=True)
class SuppressedCuts:
    """Several cuts of the same cases, and which of their numbers are not shown.

    Attributes
    ----------
    cuts
        One a cut: counts by row and group, shape (rows, groups); every row has the same total in each.
    hidden
        One a cut: True where a number is not shown, shape (rows, groups).
    row_hidden
        Totals of the rows, the same in every cut, shape (rows,).
    column_hidden
        One a cut: totals of the groups, shape (groups,).
    all_hidden
        The total of everything.
    minimum
        The smallest number shown.
    """

    cuts: tuple[Counts, ...]
    hidden: tuple[Marks, ...]
    row_hidden: Marks
    column_hidden: tuple[Marks, ...]
    all_hidden: bool
    minimum: int

    def shown(self, cut: int, base: int = 1) -> list[list[int | None]]:
        """A cut with its totals, as it is shown: None where a number is not.

        The last column holds the totals of the rows, the last row those of the groups. With `base` each
        number shown is rounded by itself (`rounded`), totals too.
        """
        counts, totals = self.cuts[cut], self.cuts[cut].sum(axis=1)
        rows = [
            [*_told(row, gone), None if hidden else int(total)]
            for row, gone, total, hidden in zip(
                counts, self.hidden[cut], totals, self.row_hidden, strict=True
            )
        ]
        last = [
            *_told(counts.sum(axis=0), self.column_hidden[cut]),
            None if self.all_hidden else int(counts.sum()),
        ]
        return [[None if one is None else rounded(one, base) for one in row] for row in (*rows, last)]

    def sentence(self) -> str:
        """How much is not shown."""
        cells = sum(cut.size for cut in self.cuts)
        gone = sum(int(marks.sum()) for marks in self.hidden)
        if not gone:
            return f"All {cells:,} numbers are shown."
        return (
            f"{gone:,} of {cells:,} numbers are not shown: each is under {self.minimum}, or hidden so that "
            "such a number cannot be worked out from the totals."
        )


def _told(counts: Counts, gone: Marks) -> list[int | None]:
    return [None if hidden else int(count) for count, hidden in zip(counts, gone, strict=True)]


def suppress_cuts(cuts: Sequence[NDArray[np.integer]], minimum: int = MINIMUM_TEAM) -> SuppressedCuts:
    """Hide numbers from 1 to `minimum` - 1 in several cuts of the same cases, and what gives them away.

    Parameters
    ----------
    cuts
        Counts of 0 or more by row (a month) and group (a source, a level, a team), shape (rows, groups).
        The sum of a row is the same in every cut. All row totals, group totals and the sum of everything
        are taken to be published beside the numbers.
    minimum
        The smallest number shown, 3 or more.

    Raises
    ------
    ValueError
        No cut, a negative or broken count, another shape than (rows, groups), rows whose totals differ.

    Notes
    -----
    *What is promised.* Whoever knows every number shown, every total, that zeros are shown, and that every
    cut counts the same cases, can still hold each hidden number under `minimum` to be any of 1 to
    `minimum` - 1: the table tells no more of it than its mark does.

    *How.* A hidden number x has to be able to fall by x - 1 and to rise by `minimum` - 1 - x while nothing
    that is shown changes. In the order of preference: a rectangle of four hidden numbers of one cut, whose
    opposite corners move together (Kelly, Golden and Assad, 1992; the hypercube method of Giessing and
    Repsilber, 2002); two numbers of one row whose groups' totals are hidden; the whole row of that cut, zeros
    too, with the totals of all its groups. None of them moves the total of a row, so all cuts hold at once. A
    group whose own total is small is hidden whole, zeros too. A row whose own total is small is hidden whole
    in every cut, with every total but those of other rows.

    *Not promised.* Somebody who runs these rules backwards may rule some values out; another table of the
    same cases, or the same table before a few came late, may too. See Hundepool and others, Statistical
    Disclosure Control (2012), chapter 4.

    Examples
    --------
    >>> table = suppress_cuts([np.array([[3, 20, 30], [40, 50, 60], [70, 80, 90]])])
    >>> table.shown(0)[:2]
    [[None, None, 30, 53], [None, None, 60, 150]]
    >>> table.shown(0)[3]
    [113, 150, 180, 443]
    """
    tables = _checked(cuts, minimum)
    totals = tables[0].sum(axis=1)
    rows_gone = (totals > 0) & (totals < minimum)
    found = [_one_cut(counts, rows_gone, minimum) for counts in tables]
    any_gone = bool(rows_gone.any())
    return SuppressedCuts(
        tuple(tables),
        tuple(one.hidden | one.rows_lost[:, None] for one in found),
        rows_gone,
        tuple(one.columns | bool(one.rows_lost.any()) for one in found),
        any_gone,
        minimum,
    )


def _checked(cuts: Sequence[NDArray[np.integer]], minimum: int) -> list[Counts]:
    if minimum < 3:
        raise ValueError(f"minimum {minimum}; give 3 or more")
    if not cuts:
        raise ValueError("no cut is given")
    tables = []
    for number, cut in enumerate(cuts, 1):
        counts = np.asarray(cut)
        if counts.ndim != 2 or not np.issubdtype(counts.dtype, np.integer) or (counts < 0).any():
            raise ValueError(f"cut {number}: give whole numbers of 0 or more by row and group")
        tables.append(counts.astype(np.int64))
    first = tables[0].sum(axis=1)
    for number, counts in enumerate(tables[1:], 2):
        if not np.array_equal(counts.sum(axis=1), first):
            raise ValueError(f"cut {number}: its rows have other totals than those of cut 1")
    return tables


@dataclass(slots=True)
class _Cut:
    """One cut while it is being hidden: numbers, totals of groups, rows that cannot be saved."""

    counts: Counts
    minimum: int
    hidden: Marks
    columns: Marks
    rows_lost: Marks

    def protect(self, row: int, column: int) -> None:
        """Let one small number move, at the least cost."""
        value = int(self.counts[row, column])
        falls, rises = value - 1, self.minimum - 1 - value
        corner = self._rectangle(row, column, falls, rises)
        pair = self._pair(row, column, rises)
        if corner is not None and (pair is None or corner[0] <= pair[0]):
            _, other, beside = corner
            self.hidden[[row, other, other], [beside, column, beside]] = True
        elif pair is not None:
            _, beside = pair
            self.hidden[row, beside] = True
            self.columns[[column, beside]] = True
        else:
            self.rows_lost[row] = True

    def _costs(self) -> NDArray[np.float64]:
        return np.where(self.hidden, 0.0, 1.0 + np.log2(1.0 + self.counts))

    def _rectangle(self, row: int, column: int, falls: int, rises: int) -> tuple[float, int, int] | None:
        """Cost, other row and other column of the cheapest rectangle in which the number can move."""
        counts, costs = self.counts, self._costs()
        able = (counts[row] >= 1 + rises)[None, :] & (counts[:, column] >= 1 + rises)[:, None]
        able &= counts >= 1 + falls
        able[row], able[:, column] = False, False
        total = costs[row][None, :] + costs[:, column][:, None] + costs
        total = np.where(able, total, _FAR)
        if not able.any():
            return None
        other, beside = np.unravel_index(int(np.argmin(total)), total.shape)
        return float(total[other, beside]), int(other), int(beside)

    def _pair(self, row: int, column: int, rises: int) -> tuple[float, int] | None:
        """Cost and other column of the cheapest pair in one row, the totals of both groups hidden."""
        able = self.counts[row] >= 1 + rises
        able[column] = False
        if not able.any():
            return None
        totals = np.where(self.columns, 0.0, _A_TOTAL)
        cost = np.where(able, self._costs()[row] + totals + totals[column], _FAR)
        beside = int(np.argmin(cost))
        return float(cost[beside]), beside


def _one_cut(counts: Counts, rows_gone: Marks, minimum: int) -> _Cut:
    """Hide what one cut needs; rows that are gone already need nothing more."""
    of_groups = counts.sum(axis=0)
    small_groups = (of_groups > 0) & (of_groups < minimum)
    hidden = ((counts > 0) & (counts < minimum)) | small_groups[None, :]
    cut = _Cut(counts, minimum, hidden, small_groups.copy(), rows_gone.copy())
    for row, column in _smallest_first(counts, minimum):
        if not cut.rows_lost[row]:
            cut.protect(row, column)
    return cut


def _smallest_first(counts: Counts, minimum: int) -> Iterator[tuple[int, int]]:
    """The small numbers; those that must rise most before the others, so that their partners serve again."""
    rows, columns = np.nonzero((counts > 0) & (counts < minimum))
    for at in np.argsort(counts[rows, columns], kind="stable"):
        yield int(rows[at]), int(columns[at])
