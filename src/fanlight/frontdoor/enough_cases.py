"""How many past cases it takes before anything can be told of a list."""

from __future__ import annotations

from math import ceil

from fanlight.estimates.proportions import proportion


def cases_for_width(expected: float, reach: float) -> int:
    """The fewest cases whose interval reaches at most so far to either side.

    Parameters
    ----------
    expected
        The share that is expected.
    reach
        How far the 95 % score interval may reach from it, such as 0.1.

    Raises
    ------
    ValueError
        `expected` is not between 0 and 1, or `reach` not between 0 and 0.5.

    Examples
    --------
    >>> cases_for_width(0.8, 0.1), cases_for_width(0.5, 0.05)
    (60, 381)
    """
    if not 0 < expected < 1 or not 0 < reach < 0.5:
        raise ValueError(f"a share of {expected} within {reach}: give numbers between 0 and 1, and 0 and 0.5")
    low, high = 1, 4
    while not _reaches(high, expected, reach):
        low, high = high, 2 * high
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _reaches(middle, expected, reach) else (middle + 1, high)
    return low


def _reaches(n: int, expected: float, reach: float) -> bool:
    found = proportion(round(expected * n), n)
    return (found.high - found.low) / 2 <= reach


def cases_needed(share: float, *, expected: float = 0.8, reach: float = 0.1) -> int:
    """Cases to look at so that enough of them have the outcome.

    Parameters
    ----------
    share
        The share of cases with the outcome.
    expected, reach
        Of the share that the list catches.

    Raises
    ------
    ValueError
        `share` is not between 0 and 1.

    Examples
    --------
    >>> cases_needed(0.1)
    600
    """
    if not 0 < share < 1:
        raise ValueError(f"a share of {share}: give a number between 0 and 1")
    return ceil(cases_for_width(expected, reach) / min(share, 1 - share))
