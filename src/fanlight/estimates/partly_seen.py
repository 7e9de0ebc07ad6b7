"""A share of cases of which some were never looked at: what it can be at worst and at best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.proportions import proportion
from fanlight.estimates.wilson import wilson_interval


@dataclass(frozen=True, slots=True)
class WorstCase:
    """What a figure is at least and at most, whatever the unseen cases were.

    Attributes
    ----------
    lowest, highest
        The figure if every unseen case went against it, and if every one went for it. No assumption is made.
    low, high
        The same with the chance of a sample: the lower limit of the lowest, the upper limit of the highest.
    """

    lowest: float
    highest: float
    low: float
    high: float

    def as_json(self) -> dict[str, float | None]:
        """Plain values; None for what cannot be told."""
        numbers = {"lowest": self.lowest, "highest": self.highest, "low": self.low, "high": self.high}
        return {name: float(value) if np.isfinite(value) else None for name, value in numbers.items()}


def worst_case(at_worst: Estimate, at_best: Estimate) -> WorstCase:
    """Bounds from the figure with every unseen case against it and with every one for it.

    References
    ----------
    Manski, American Economic Review 80 (1990), 319-323; Horowitz and Manski, Journal of Econometrics 84
    (1998), 37-58.

    Examples
    --------
    >>> worst_case(proportion(30, 60), proportion(50, 60)).as_json()
    {'lowest': 0.5, 'highest': 0.833..., 'low': 0.377..., 'high': 0.906...}
    """
    return WorstCase(at_worst.value, at_best.value, at_worst.low, at_best.high)


def worst_case_share(yes: int, no: int, yes_or_absent: int, no_or_absent: int) -> WorstCase:
    """A share yes / (yes + no) where some cases may not belong to its whole at all.

    Parameters
    ----------
    yes, no
        Cases seen to belong to the whole.
    yes_or_absent, no_or_absent
        Cases not seen: each adds to `yes` (to `no`) or does not belong.

    Examples
    --------
    >>> worst_case_share(8, 2, 1, 10).lowest, worst_case_share(8, 2, 2, 10).highest
    (0.4, 0.833...)
    """
    return worst_case(
        proportion(yes, yes + no + no_or_absent),
        proportion(yes + yes_or_absent, yes + yes_or_absent + no),
    )


def weighted_share(holds: NDArray[np.bool_], weights: NDArray[np.float64]) -> Estimate:
    """A share estimated from a sample whose cases were drawn with known chances.

    Parameters
    ----------
    holds
        Shape (n,): of each case of the sample that belongs to the whole, whether it counts.
    weights
        Shape (n,): one over the chance with which it was drawn; 1 where it was certain.

    Returns
    -------
    Estimate
        Hajek's ratio; its interval is the score interval of as many cases drawn alike as would vary as much.
        Unknown where no case belongs.

    Raises
    ------
    ValueError
        A weight below 1 or not finite.

    References
    ----------
    Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), 5.7; Korn and Graubard, Survey
    Methodology 24 (1998), 193-201, for the interval.

    Examples
    --------
    >>> weighted_share(np.array([True, True, False]), np.array([1.0, 1.0, 8.0])).value
    0.2
    """
    if not (np.isfinite(weights) & (weights >= 1)).all():
        raise ValueError("a weight is one over the chance of being drawn: 1 or more")
    if not len(holds):
        return Estimate(float("nan"), float("nan"), float("nan"))
    total = float(weights.sum())
    share = float(weights[holds].sum()) / total
    like_drawn = total**2 / float((weights**2).sum())
    varies = float((weights**2 * (holds - share) ** 2).sum()) / total**2
    cases = min(share * (1 - share) / varies, len(holds)) if varies > 0 else like_drawn
    low, high = wilson_interval(share * cases, cases)
    return Estimate(share, float(low), float(high))
