"""How far a worker tells cases apart, and how readily "likely" is said; what decisions leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.partly_seen import WorstCase, worst_case_share
from fanlight.estimates.shrunk_values import FEWEST as FEWEST_WORKERS
from fanlight.estimates.shrunk_values import middle_of
from fanlight.estimates.signal_detection import signal_detection

FEWEST = 10  # of either kind; with fewer the interval covers everything a person can be
LIKELY = 50
"""Per cent: a forecast of so much or more says "likely"."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Settled forecasts of one worker: how many happened, and of how many "likely" was said."""

    happened: int
    likely_happened: int
    not_happened: int
    likely_not_happened: int

    @property
    def is_enough(self) -> bool:
        """Whether anything can be told from them."""
        return min(self.happened, self.not_happened) >= FEWEST


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Sensitivity and threshold of one worker.

    Attributes
    ----------
    sensitivity
        d'; 0 is no telling apart.
    threshold
        c; above 0 "likely" is said sparingly.
    others
        From how many others the middle was told towards which both are drawn; 0 when there were too few.
    """

    sensitivity: Estimate
    threshold: Estimate
    others: int

    @property
    def pairs_right(self) -> Estimate:
        """Of two cases, one of which happens, how often the right one is picked (area, normal model)."""
        one = self.sensitivity
        return Estimate(*(_area(value) for value in (one.value, one.low, one.high)))

    def sentence(self) -> str:
        """Both in words."""
        one, cut = self.pairs_right, self.threshold
        told = (
            "Of 100 pairs of cases, one of which happens, you would pick the right one "
            f"{100 * one.value:.0f} times ({100 * one.low:.0f} to {100 * one.high:.0f}; by chance 50)."
        )
        if cut.low <= 0 <= cut.high:
            return f"{told} We cannot tell whether you say “likely” sparingly or readily."
        return f"{told} You say “likely” {'sparingly' if cut.value > 0 else 'readily'}."


def sensitivity_of(mine: Counts, others: Sequence[Counts]) -> Sensitivity | None:
    """Sensitivity and threshold, drawn towards the middle of the others where five of them can tell it.

    Returns
    -------
    Sensitivity or None
        None with fewer than ten forecasts of either kind: too few to tell.

    Examples
    --------
    >>> sensitivity_of(Counts(5, 4, 30, 3), []) is None
    True
    >>> print(sensitivity_of(Counts(40, 30, 60, 12), []).sentence())
    Of 100 pairs of cases, one of which happens, you would pick the right one 85 times (75 to 92; by
    chance 50). We cannot tell whether you say “likely” sparingly or readily.
    """
    if not mine.is_enough:
        return None
    every = [mine, *(one for one in others if one.is_enough)]
    told = signal_detection(
        [one.likely_happened for one in every],
        [one.happened for one in every],
        [one.likely_not_happened for one in every],
        [one.not_happened for one in every],
    )
    pairs = ((told.sensitivity, told.sensitivity_error), (told.threshold, told.threshold_error))
    if len(every) - 1 < FEWEST_WORKERS:
        alone = [_alone(float(values[0]), float(errors[0])) for values, errors in pairs]
        return Sensitivity(alone[0], alone[1], 0)
    drawn = [
        middle_of(values[1:], errors[1:]).shrunk(float(values[0]), float(errors[0]))
        for values, errors in pairs
    ]
    return Sensitivity(drawn[0], drawn[1], len(every) - 1)


def _alone(value: float, error: float) -> Estimate:
    return Estimate(value, value - 1.96 * error, value + 1.96 * error)


def _area(sensitivity: float) -> float:
    return float(ndtr(sensitivity / np.sqrt(2)))


@dataclass(frozen=True, slots=True)
class SentOn:
    """What decisions show of themselves, and what they leave open: the decision decides what is seen.

    A plan can follow an assessment alone. What would have been found of children sent away nobody knows,
    unless they came back.

    Attributes
    ----------
    found, not_found
        Children sent on, with a plan or anything further within the time, and without.
    found_later, silent
        Children sent away of whom that was recorded later, and of whom it was not.
    """

    found: int
    not_found: int
    found_later: int
    silent: int

    @property
    def decisions(self) -> int:
        """All of them."""
        return self.found + self.not_found + self.found_later + self.silent

    def bounds(self) -> WorstCase | None:
        """Of children in need, the share sent on: at least and at most, whatever is true of the silent ones.

        References
        ----------
        Manski, American Economic Review 80 (1990), 319-323.
        """
        if not self.found + self.found_later:
            return None
        return worst_case_share(self.found, self.found_later, 0, self.silent)

    def sentence(self) -> str:
        """Bounds in words.

        Examples
        --------
        >>> SentOn(30, 20, 3, 47).sentence()
        'Of 100 children in need you sent on between 38 and 91: of 47 sent away nothing more was recorded,
        and nobody knows what would have been found.'
        """
        told = self.bounds()
        if told is None or self.decisions < 2 * FEWEST:
            return "Too few to tell."
        return (
            f"Of 100 children in need you sent on between {100 * told.lowest:.0f} and "
            f"{100 * told.highest:.0f}: of {self.silent:,} sent away nothing more was recorded, and nobody "
            "knows what would have been found."
        )
