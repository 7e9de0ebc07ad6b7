"""Forecasts in the order in which they were made: does the score change?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from fanlight.estimates.estimate import Estimate
from fanlight.practice.calibration import FEWEST

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Window:
    """So many forecasts one after the other.

    Attributes
    ----------
    brier
        Mean squared distance with its interval (t).
    by_base_rate
        The score of always saying the share of "yes" among them.
    """

    first_on: date
    last_on: date
    n: int
    brier: Estimate
    by_base_rate: float

    @property
    def is_better(self) -> bool | None:
        """Whether they did better than their base rate; None where chance leaves that open."""
        if self.brier.low <= self.by_base_rate <= self.brier.high:
            return None
        return self.brier.value < self.by_base_rate


@dataclass(frozen=True, slots=True)
class LearningOverTime:
    """Windows in order, and the last less the first.

    Attributes
    ----------
    change
        Score of the last window less that of the first; below 0 is better. None with fewer than two windows.
    """

    windows: tuple[Window, ...]
    change: Estimate | None

    def columns(self) -> dict[str, NDArray[Any]]:
        """Name → array, an entry a window."""
        return {
            "first_on": np.array([one.first_on for one in self.windows], "datetime64[D]"),
            "last_on": np.array([one.last_on for one in self.windows], "datetime64[D]"),
            "n": np.array([one.n for one in self.windows]),
            "brier": np.array([one.brier.value for one in self.windows]),
            "low": np.array([one.brier.low for one in self.windows]),
            "high": np.array([one.brier.high for one in self.windows]),
            "by_base_rate": np.array([one.by_base_rate for one in self.windows]),
        }

    def sentence(self) -> str:
        """Whether the score changed, in words."""
        if self.change is None:
            return f"Fewer than {2 * FEWEST} settled forecasts: too few to tell whether the score changes."
        low, high = self.change.low, self.change.high
        if low <= 0 <= high:
            return "We cannot tell whether the score of the last forecasts differs from that of the first."
        better = "better (lower)" if self.change.value < 0 else "worse (higher)"
        return (
            f"The score of the last {self.windows[-1].n} forecasts is {better} than that of the first "
            f"{self.windows[0].n}, by {abs(self.change.value):.2f} "
            f"({min(abs(low), abs(high)):.2f} to {max(abs(low), abs(high)):.2f}). "
            "What was asked may have changed too."
        )


def learning_over_time(probability: Floats, outcome: Floats, asked_on: NDArray[Any]) -> LearningOverTime:
    """Score settled forecasts in windows of twenty, the last one longer where a remainder is left.

    Parameters
    ----------
    probability, outcome
        Shape (n,): from 0 to 1; 1 or 0.
    asked_on
        Shape (n,), `datetime64[D]`, in any order.

    Raises
    ------
    ValueError
        Lengths that differ.

    Notes
    -----
    Mean squared distances of single forecasts, with Student's interval; the change with Welch's.

    Examples
    --------
    >>> days = np.arange("2026-01-01", "2026-02-10", dtype="datetime64[D]")
    >>> said = np.r_[np.full(20, .3), np.full(20, .9)]
    >>> learning_over_time(said, np.tile([1., 0.], 20), days).sentence()[:58]
    'We cannot tell whether the score of the last forecasts dif'
    """
    if not len(probability) == len(outcome) == len(asked_on):
        raise ValueError(f"{len(probability)} probabilities, {len(outcome)} outcomes, {len(asked_on)} days")
    order = np.argsort(asked_on, kind="stable")
    count = len(order) // FEWEST
    if not count:
        return LearningOverTime((), None)
    squared, happened, on = ((probability - outcome) ** 2)[order], outcome[order], asked_on[order]
    edges = [*(FEWEST * at for at in range(count)), len(order)]
    pieces = [slice(first, last) for first, last in pairwise(edges)]
    windows = tuple(
        Window(
            on[piece][0].item(),
            on[piece][-1].item(),
            len(on[piece]),
            _mean(squared[piece]),
            _base(happened[piece]),
        )
        for piece in pieces
    )
    change = _change(squared[pieces[0]], squared[pieces[-1]]) if count > 1 else None
    return LearningOverTime(windows, change)


def _base(happened: Floats) -> float:
    return float(happened.mean() * (1 - happened.mean()))


def _mean(values: Floats) -> Estimate:
    mean, error = float(values.mean()), float(values.std(ddof=1)) / sqrt(len(values))
    reach = float(stdtrit(len(values) - 1, 0.975)) * error
    return Estimate(mean, max(mean - reach, 0.0), min(mean + reach, 1.0))


def _change(first: Floats, last: Floats) -> Estimate:
    """The mean of the last less that of the first, with Welch's interval."""
    parts = [float(one.var(ddof=1)) / len(one) for one in (first, last)]
    value, variance = float(last.mean() - first.mean()), sum(parts)
    if not variance:
        return Estimate(value, value, value)
    freedom = variance**2 / sum(
        part**2 / (len(one) - 1) for part, one in zip(parts, (first, last), strict=True)
    )
    reach = float(stdtrit(freedom, 0.975)) * sqrt(variance)
    return Estimate(value, value - reach, value + reach)
