"""One area beside its comparison areas, and what an estimator makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FLOOR = 0.1  # of the variation to be explained; what comes of it hardly depends on it (docs/methods)
_LEAST, _FARTHEST = 1e-300, 100.0


class Link(StrEnum):
    """In which scale an estimator errs evenly: that of the values, or that of their ratio."""

    DIFFERENCE = "difference"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Area:
    """One area and its donors.

    Attributes
    ----------
    values
        Shape (t,), the area that is looked at.
    donors
        Shape (n, t), the comparison areas; n may be 0 where the estimator looks at the area alone.
    first
        The place of the first period with the change, counted from 0: so many periods lie before.
    seasons
        Shape (t,), the place of each period in its year (month - 1); None where the periods are no months.
    counts
        The values are counts or proportional to counts: not negative, and they vary the more the higher.
    """

    values: Array
    donors: Array
    first: int
    seasons: NDArray[np.int64] | None = None
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """What one estimator says of one area.

    Attributes
    ----------
    effect
        The average over the periods with the change of the values less those without it.
    scale
        How far such an effect errs as far as the area's own past tells, before placebos: in the unit of the
        values, or of the logarithm of their ratio (`link`).
    without
        Shape (t,), the values to be expected without the change, in every period.
    weights
        Shape (n,), where the estimator weights donors.
    link
        In which scale it errs evenly.
    """

    effect: float
    scale: float
    without: Array
    weights: Array | None = None
    link: Link = Link.DIFFERENCE

    def standing(self, after: Array) -> float:
        """The effect in units of its scale; `after` are the values with the change."""
        if self.link is Link.DIFFERENCE:
            return self.effect / self.scale
        mean = float(after.mean())
        return _log_ratio(mean, mean - self.effect) / self.scale

    def interval(self, reach: float, after: Array) -> tuple[float, float]:
        """The effects whose standing lies within `reach` of this one's."""
        if self.link is Link.DIFFERENCE:
            return self.effect - reach * self.scale, self.effect + reach * self.scale
        mean = float(after.mean())
        ratio = _log_ratio(mean, mean - self.effect)
        bounds = (ratio - reach * self.scale, ratio + reach * self.scale)
        low, high = (mean * (1.0 - np.exp(np.clip(-bound, -_FARTHEST, _FARTHEST))) for bound in bounds)
        return float(low), float(high)


def _log_ratio(mean: float, without: float) -> float:
    return float(np.log(max(mean, _LEAST)) - np.log(max(without, _LEAST)))


def own_scale(gaps: Array, reference: Array) -> float:
    """How far an area usually lies from its comparison, for `Fit.scale`.

    Parameters
    ----------
    gaps
        Shape (first,), what the estimator leaves unexplained before the change.
    reference
        Shape (first,), the area less the plain mean of its donors, both before the change.

    Notes
    -----
    An estimator with many donors can fit the past without error and still miss what follows. A part of the
    variation that it had to explain therefore stays in.
    """
    left = float(np.mean(gaps**2))
    around = float(np.var(reference))
    smallest = 1e-9 * max(float(np.abs(reference).max(initial=0.0)), 1e-290)
    return max(float(np.sqrt(left + FLOOR * around)), smallest)
