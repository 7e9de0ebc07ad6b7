"""What a list would have done with past cases, in counts and intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.proportions import mean_of_two, proportion


@dataclass(frozen=True, slots=True)
class SortingFigures:
    """Past cases sorted, beside what services recorded next.

    Attributes
    ----------
    hits, misses
        Cases of the positive class that were put there, and that were not.
    false_alarms, correct_rejections
        Cases of the other class that were put into the positive, and that were not.
    cues_asked
        Questions asked, over all cases.
    """

    hits: int
    misses: int
    false_alarms: int
    correct_rejections: int
    cues_asked: int

    @classmethod
    def of(
        cls, positive: NDArray[np.bool_], outcome: NDArray[np.bool_], cues_asked: NDArray[np.intp]
    ) -> SortingFigures:
        """Count cases, each of shape (n,)."""
        return cls(
            int((positive & outcome).sum()),
            int((~positive & outcome).sum()),
            int((positive & ~outcome).sum()),
            int((~positive & ~outcome).sum()),
            int(cues_asked.sum()),
        )

    def __add__(self, other: SortingFigures) -> SortingFigures:
        return SortingFigures(
            self.hits + other.hits,
            self.misses + other.misses,
            self.false_alarms + other.false_alarms,
            self.correct_rejections + other.correct_rejections,
            self.cues_asked + other.cues_asked,
        )

    @property
    def n(self) -> int:
        """Cases."""
        return self.hits + self.misses + self.false_alarms + self.correct_rejections

    @property
    def sensitivity(self) -> Estimate:
        """Of those with the outcome, how many were put into the positive class."""
        return proportion(self.hits, self.hits + self.misses)

    @property
    def specificity(self) -> Estimate:
        """Of those without the outcome, how many were not."""
        return proportion(self.correct_rejections, self.correct_rejections + self.false_alarms)

    @property
    def balanced_accuracy(self) -> Estimate:
        """The mean of both."""
        return mean_of_two(self.sensitivity, self.specificity)

    @property
    def accuracy(self) -> Estimate:
        """Of all, how many were put where the outcome later was."""
        return proportion(self.hits + self.correct_rejections, self.n)

    @property
    def cues_per_case(self) -> float:
        """Questions asked of a case, on average."""
        return self.cues_asked / self.n if self.n else float("nan")

    def net_benefit(self, threshold: float) -> float:
        """Hits less false alarms at their worth, a case (Vickers and Elkin 2006)."""
        return (self.hits - self.false_alarms * threshold / (1 - threshold)) / self.n

    def as_json(self) -> dict[str, object]:
        """Plain values, with intervals."""
        return {
            "n": self.n,
            "balanced_accuracy": self.balanced_accuracy.as_json(),
            "sensitivity": self.sensitivity.as_json(),
            "specificity": self.specificity.as_json(),
            "accuracy": self.accuracy.as_json(),
            "cues_per_case": self.cues_per_case,
        }

    def sentence(self) -> str:
        """In natural frequencies."""
        with_outcome, without = self.hits + self.misses, self.false_alarms + self.correct_rejections
        return (
            f"Of {with_outcome:,} past cases with the outcome the list would have caught {self.hits:,} and "
            f"missed {self.misses:,}; of {without:,} without it, it would have sent on "
            f"{self.false_alarms:,}. It would have asked {self.cues_per_case:.1f} questions a case."
        )
