"""The difference of two proportions of the same cases, each case seen both ways."""

from __future__ import annotations

from math import sqrt

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.proportions import proportion


def paired_difference(both: int, first_only: int, second_only: int, neither: int) -> Estimate:
    """Share with the first property less share with the second, of the same cases.

    Parameters
    ----------
    both, first_only, second_only, neither
        Cases with both properties, with one of them, with none.

    Returns
    -------
    Estimate
        With its interval of 95 %; NaN where there is no case.

    References
    ----------
    Newcombe, Statistics in Medicine 17 (1998), 2635-2650, method 10: the limits of each share are recovered
    from its own score interval, and joined with the correlation of the two, corrected for continuity.

    Examples
    --------
    >>> paired_difference(36, 12, 2, 0)
    Estimate(value=0.2, low=0.0569..., high=0.340...)
    """
    n = both + first_only + second_only + neither
    if not n:
        return Estimate(float("nan"), float("nan"), float("nan"))
    first, second = proportion(both + first_only, n), proportion(both + second_only, n)
    together = _correlation(both, first_only, second_only, neither)

    def reach(one: float, other: float) -> float:
        return sqrt(max(one**2 - 2 * together * one * other + other**2, 0.0))

    value = (first_only - second_only) / n
    return Estimate(
        value,
        value - reach(first.value - first.low, second.high - second.value),
        value + reach(first.high - first.value, second.value - second.low),
    )


def _correlation(both: int, first_only: int, second_only: int, neither: int) -> float:
    """Of the two properties; 0 where one of them has no spread."""
    margins = (both + first_only) * (second_only + neither) * (both + second_only) * (first_only + neither)
    if not margins:
        return 0.0
    product = float(both * neither - first_only * second_only)
    if product > 0:
        product = max(product - (both + first_only + second_only + neither) / 2, 0.0)
    return product / sqrt(margins)
