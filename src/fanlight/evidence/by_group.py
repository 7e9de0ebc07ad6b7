"""A series split by group: which groups may be charted by month, and their sums, with nobody given away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.estimates.wilson import wilson_interval
from fanlight.terms.disclosure import MINIMUM_TEAM, suppress


@dataclass(frozen=True, slots=True)
class GroupShare:
    """One group's part in one span of time.

    Attributes
    ----------
    yes, of
        What is counted, and out of how many; None where it is not shown.
    low, high
        95 % interval of the share, in percent; None where it is not shown.
    """

    yes: int | None
    of: int | None
    low: float | None = None
    high: float | None = None

    def sentence(self) -> str:
        """Natural frequencies first.

        Examples
        --------
        >>> GroupShare(7, 40, 8.7, 32.0).sentence(), GroupShare(None, 40).sentence()
        ('7 of 40 (18 %; 9 to 32)', 'too few')
        """
        if self.yes is None or self.of is None:
            return "too few"
        if not self.of or self.low is None or self.high is None:
            return "none"
        share = f"{100 * self.yes / self.of:.0f} %; {self.low:.0f} to {self.high:.0f}"
        return f"{self.yes:,} of {self.of:,} ({share})"


def charted_groups(counts: ArrayLike, minimum: int = MINIMUM_TEAM) -> NDArray[np.bool_]:
    """Which groups may be charted month by month beside the whole.

    A group is charted where each of its months is 0 or at least `minimum`. If exactly one is left out, the
    next smallest is left out too: else its months follow from the whole.

    Parameters
    ----------
    counts
        Shape (groups, months), whole numbers of 0 or more.
    minimum
        The smallest number shown.

    Returns
    -------
    numpy.ndarray
        Shape (groups,).

    Examples
    --------
    >>> charted_groups([[40, 50], [9, 12], [7, 3]]).tolist()
    [True, False, False]
    """
    table = np.asarray(counts, dtype=np.int64)
    shown = np.array(~((table > 0) & (table < minimum)).any(axis=1), dtype=np.bool_)
    if (~shown).sum() == 1 and shown.any():
        sums = np.where(shown, table.sum(axis=1), np.iinfo(np.int64).max)
        shown[int(np.argmin(sums))] = False
    return shown


def chart_steps(counts: ArrayLike, minimum: int = MINIMUM_TEAM) -> NDArray[np.int64]:
    """By which step each group may be charted: 1 by month, 3 by quarter, 0 not at all.

    Parameters
    ----------
    counts
        Shape (groups, months), months a multiple of 3.
    minimum
        The smallest number shown.

    Notes
    -----
    What is charted by month must be fit to be charted by quarter too: else the quarters of a group that was
    left out to protect another would follow from its months.

    Examples
    --------
    >>> chart_steps([[40, 50, 45], [9, 12, 8], [7, 3, 5], [2, 2, 4]]).tolist()
    [1, 1, 3, 3]
    """
    table = np.asarray(counts, dtype=np.int64)
    by_month = charted_groups(table, minimum)
    by_quarter = charted_groups(table.reshape(len(table), -1, 3).sum(axis=2), minimum)
    return np.where(by_month & by_quarter, 1, np.where(by_quarter, 3, 0)).astype(np.int64)


def shares_of_whole(counts: Sequence[int], minimum: int = MINIMUM_TEAM) -> list[GroupShare]:
    """Each group's part of all, small numbers and what would give them away not shown.

    Examples
    --------
    >>> [share.sentence() for share in shares_of_whole([60, 38, 2])]
    ['60 of 100 (60 %; 50 to 69)', 'too few', 'too few']
    """
    table = suppress([int(count) for count in counts], minimum)
    if table.total is None:
        return [GroupShare(None, None) for _ in counts]
    return [_share(cell, table.total) for cell in table.cells]


def shares_by_group(yes: Sequence[int], of: Sequence[int], minimum: int = MINIMUM_TEAM) -> list[GroupShare]:
    """How many of each group count, by `suppress` for those that do and those that do not.

    Parameters
    ----------
    yes, of
        By group: those that count, and all.

    Examples
    --------
    >>> [share.sentence() for share in shares_by_group([20, 2, 15], [80, 40, 60])]
    ['20 of 80 (25 %; 17 to 35)', 'too few', 'too few']
    """
    counted = suppress([int(one) for one in yes], minimum).cells
    others = suppress([int(all_) - int(one) for one, all_ in zip(yes, of, strict=True)], minimum).cells
    shown = [one is not None and other is not None for one, other in zip(counted, others, strict=True)]
    if shown.count(False) == 1 and any(shown):  # the one hidden would follow from the whole
        smallest = min((at for at, is_shown in enumerate(shown) if is_shown), key=lambda at: of[at])
        shown[smallest] = False
    return [
        _share(int(one), int(all_)) if is_shown else GroupShare(None, None)
        for one, all_, is_shown in zip(yes, of, shown, strict=True)
    ]


def _share(yes: int | None, of: int) -> GroupShare:
    if yes is None:
        return GroupShare(None, of)
    low, high = wilson_interval(yes, of)
    if not of:
        return GroupShare(yes, of)
    return GroupShare(yes, of, 100 * float(low), 100 * float(high))
