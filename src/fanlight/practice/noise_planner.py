"""Before a noise audit: how precisely so many workers and so many vignettes can measure."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class NoisePlan:
    """How precisely an audit would measure.

    Attributes
    ----------
    workers, vignettes, repeated
        Who would answer, on how many, and how many of these each would answer a second time.
    level, pattern, occasion
        Standard error of each standard deviation, as a share of it: 0.1 is 10 %; inf where it cannot be told.
    """

    workers: int
    vignettes: int
    repeated: int
    level: float
    pattern: float
    occasion: float

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Names to arrays of one length."""
        return {
            "part": np.array(["level", "pattern", "occasion"]),
            "relative_error": np.array([self.level, self.pattern, self.occasion]),
        }

    def sentence(self) -> str:
        """Tell it in words.

        Examples
        --------
        >>> print(plan_noise_audit(12, 12, 12).sentence())
        12 workers on 12 vignettes, 12 of them twice: 144 first answers and 144 repeats. Noise between workers
        (level) would be measured to about 27 %, noise particular to a worker on a case (pattern) to about
        10 %, noise of the day (occasion) to about 6 %; the 95 % interval reaches about twice as far.
        """
        answers = self.workers * self.vignettes
        again = self.workers * self.repeated
        return (
            f"{self.workers} workers on {self.vignettes} vignettes, {self.repeated} of them twice: {answers} "
            f"first answers and {again} repeats. Noise between workers (level) would be measured "
            f"{_to(self.level)}, noise particular to a worker on a case (pattern) {_to(self.pattern)}, noise "
            f"of the day (occasion) {_to(self.occasion)}; the 95 % interval reaches about twice as far."
        )


def plan_noise_audit(
    workers: int,
    vignettes: int,
    repeated: int,
    *,
    level: float = 0.5,
    pattern: float = 0.7,
    occasion: float = 0.7,
) -> NoisePlan:
    """Tell how precisely an audit would measure, if the noise were as guessed.

    Parameters
    ----------
    workers, vignettes, repeated
        At least 2, at least 2, and from 0 to `vignettes`.
    level, pattern, occasion
        Guessed standard deviations, above 0; only their proportions matter.

    Returns
    -------
    NoisePlan
        From the variances of mean squares, by the delta method: standard error of a standard deviation over
        that standard deviation. Repeats are spread alike over workers.

    Raises
    ------
    ValueError
        Fewer workers or vignettes, or more repeats than vignettes.

    References
    ----------
    Searle, Casella and McCulloch, Variance Components (1992), section 4.5: for normal parts the mean square
    of a line with d degrees of freedom has variance 2 (expected mean square)^2 / d.

    Examples
    --------
    >>> plan = plan_noise_audit(12, 12, 12)
    >>> round(plan.level, 2), round(plan.pattern, 2), round(plan.occasion, 2)
    (0.27, 0.1, 0.06)
    """
    if workers < 2 or vignettes < 2 or not 0 <= repeated <= vignettes:
        raise ValueError("two workers and two vignettes at least, and no more repeats than vignettes")
    between, within, day = level**2, pattern**2, occasion**2
    mean_share = 1 - repeated / vignettes / 2  # of the day's variance that is left in the mean of a cell
    rest = within + day * mean_share
    spare = (workers - 1) * (vignettes - 1)
    of_rest = 2 * rest**2 / spare
    of_day = 2 * day**2 / (workers * repeated) if repeated else inf
    of_worker = 2 * (vignettes * between + rest) ** 2 / (workers - 1)
    return NoisePlan(
        workers,
        vignettes,
        repeated,
        level=_relative(between, (of_worker + of_rest) / vignettes**2),
        pattern=_relative(within, of_rest + mean_share**2 * of_day) if repeated else inf,
        occasion=_relative(day, of_day),
    )


def _relative(variance: float, of_estimate: float) -> float:
    return sqrt(of_estimate) / (2 * variance)


def _to(error: float) -> str:
    return "not at all (nothing is repeated)" if error == inf else f"to about {100 * error:.0f} %"
