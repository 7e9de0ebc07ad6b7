"""Disclosure control of small numbers, in teams and in tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# Nothing about judgement is shown for fewer people than this.
MINIMUM_TEAM = 5
# What the Department writes in place of a number that is not shown to protect somebody.
SUPPRESSED = "c"
# National and regional counts are published to the nearest 10; those of an authority are not rounded.
PUBLISHED_BASE = {"National": 10, "Regional": 10, "Local authority": 1}


@dataclass(frozen=True, slots=True)
class SuppressedTable:
    """A list of counts with its total; None where a number is not shown.

    The marks are alike on purpose: a reader cannot tell a small number from one that protects it.
    """

    cells: tuple[int | None, ...]
    total: int | None
    minimum: int

    @property
    def words(self) -> tuple[str, ...]:
        """The cells as shown, the total last."""
        return tuple("not shown" if cell is None else str(cell) for cell in (*self.cells, self.total))

    @property
    def note(self) -> str:
        """What to print under the table; "" when everything is shown."""
        if None not in (*self.cells, self.total):
            return ""
        return (
            f"Not shown: a number fewer than {self.minimum}, or one hidden so that such a number cannot be "
            "worked out."
        )


def suppress(counts: Sequence[int], minimum: int = MINIMUM_TEAM) -> SuppressedTable:
    """Hide small counts of a list, and what else would give them away.

    1. Counts from 1 to `minimum` - 1 are hidden (zeros are shown).
    2. If the hidden numbers are all alike, which includes a single one, the next smallest number is hidden
       too, wherever it stands.
    3. Where no such number is left, and where the total is itself small, the total is hidden.

    Parameters
    ----------
    counts
        Whole numbers of 0 or more; their sum is the total.
    minimum
        The smallest number shown, 3 or more (with 2, "hidden" would mean 1).

    Raises
    ------
    ValueError
        When a count is negative or no whole number (its place is told), or `minimum` is under 3.

    Notes
    -----
    Even a reader who knows these rules cannot recover a hidden cell: exchanging the hidden numbers among
    their places changes nothing that is shown, and they are not all alike; where they are, the total is
    hidden and any number from 1 to `minimum` - 1 would have looked the same. This holds for one list alone:
    a total or a cell that is shown elsewhere, or another cut of the same people, can undo it. The terms are
    primary and secondary suppression (Hundepool and others, Statistical Disclosure Control, 2012).

    Examples
    --------
    >>> suppress([12, 3, 30, 7]).words
    ('12', 'not shown', '30', 'not shown', '52')
    >>> suppress([12, 3, 30, 2]).words
    ('12', 'not shown', '30', 'not shown', '47')
    >>> suppress([3, 0]).words
    ('not shown', '0', 'not shown')
    """
    _check(counts, minimum)
    small = {count for count in counts if 0 < count < minimum}
    larger = {count for count in counts if count >= minimum}
    # Numbers, not places, are hidden: equal numbers share their fate, wherever they stand.
    hidden = small | {min(larger)} if len(small) == 1 and larger else small
    total = sum(counts)
    return SuppressedTable(
        tuple(None if count in hidden else count for count in counts),
        None if len(hidden) == 1 or 0 < total < minimum else total,
        minimum,
    )


def thinned(rows: Sequence[Sequence[str]], minimum: int = MINIMUM_TEAM) -> list[tuple[str, ...]]:
    """Values of persons, blank where too few share them.

    From the last column to the first: where fewer than `minimum` rows share a row's values up to a column,
    that column is blank ("") in them. So each row shares what it shows with others, or shows nothing.

    Parameters
    ----------
    rows
        Values, all rows of one length; the columns that matter most first.

    Notes
    -----
    k-anonymity (Sweeney, 2002) by suppressing single values. It says nothing of what else a file tells of
    the same persons.

    Examples
    --------
    >>> thinned([("F", "2015")] * 3 + [("F", "2016"), ("F", "2017"), ("F", "2018")], minimum=3)[2:]
    [('F', '2015'), ('F', ''), ('F', ''), ('F', '')]
    """
    shown = [tuple(row) for row in rows]
    width = len(shown[0]) if shown else 0
    for column in reversed(range(width)):
        shared = Counter(shown)
        # Whole rows are counted: a row that shows less than others is no companion of theirs.
        shown = [
            row if shared[row] >= minimum or not row[column] else (*row[:column], "", *row[column + 1 :])
            for row in shown
        ]
    few = {row for row, count in Counter(shown).items() if count < minimum}
    return [("",) * width if row in few else row for row in shown]


def rounded(count: int, base: int) -> int:
    """A count to the nearest multiple of `base`; halves go up.

    So are counts of children's social care published: to the nearest 10 for England and its regions, not
    rounded but with small numbers suppressed ("c") for an authority (Department for Education,
    Characteristics of children in need, files of 2024 and 2025); see `PUBLISHED_BASE`.

    Raises
    ------
    ValueError
        When `count` is negative, or `base` is under 1.

    Examples
    --------
    >>> [rounded(count, 10) for count in (0, 4, 5, 14, 1_996)]
    [0, 0, 10, 10, 2000]
    """
    if count < 0 or base < 1:
        raise ValueError(f"{count} to the nearest {base}; give 0 or more, and 1 or more")
    return (count + base // 2) // base * base


def _check(counts: Sequence[int], minimum: int) -> None:
    if minimum < 3:
        raise ValueError(f"minimum {minimum}; give 3 or more")
    for place, count in enumerate(counts, 1):
        if int(count) != count or count < 0:
            raise ValueError(f"count {place} is {count}; give whole numbers of 0 or more")
