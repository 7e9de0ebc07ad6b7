"""The reliability diagram: what was said, what then happened, and how far chance alone would lead astray."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from fanlight.estimates.forecasts import brier_parts
from fanlight.practice.calibration import FEWEST

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Settled forecasts as a diagram.

    Attributes
    ----------
    said, times
        Shape (k,): the probabilities said, rising, and how often each.
    happened
        Shape (k,): the share that then happened, by isotonic regression; None with too few forecasts.
    low, high
        Shape (k,): between these 95 of 100 diagrams lie at that point, of somebody whose probabilities are
        exactly right.
    chance
        Of diagrams of somebody whose probabilities are exactly right, the share as far off as this one.
    """

    said: Floats
    times: Floats
    happened: Floats | None
    low: Floats
    high: Floats
    chance: float

    @property
    def is_too_few(self) -> bool:
        """Whether there are too few forecasts to draw what happened."""
        return self.happened is None

    def columns(self) -> dict[str, Floats]:
        """Name → array, an entry a probability; without what happened where there are too few."""
        told = {"said": self.said, "times": self.times, "low": self.low, "high": self.high}
        return told if self.happened is None else {**told, "happened": self.happened}

    def sentence(self) -> str:
        """Whether it is further off than chance makes it, in words."""
        count = int(self.times.sum())
        settled = f"{count:,} settled forecast{'' if count == 1 else 's'}"
        if self.happened is None:
            return f"{settled}: too few to tell. The band is what chance alone would make of them."
        if self.chance > 0.05:
            return f"{settled}: what happened is no further from what was said than chance alone makes it."
        return f"{settled}: what happened is further from what was said than chance alone makes it."


def reliability(
    probability: Floats, outcome: Floats, rng: np.random.Generator, *, samples: int = 400
) -> Reliability:
    """Draw up the diagram of settled forecasts.

    Parameters
    ----------
    probability, outcome
        Shape (n,), at least one; probabilities from 0 to 1, outcomes 1 or 0.
    samples
        Of outcomes as they would be if every probability were right: they make the band.

    Raises
    ------
    ValueError
        As `fanlight.estimates.forecasts.brier_parts`.

    References
    ----------
    Dimitriadis, Gneiting and Jordan, PNAS 118 (2021), e2016191118: consistency bands.

    Examples
    --------
    >>> told = reliability(np.array([.2, .2, .8]), np.array([0., 1., 1.]), np.random.default_rng(1))
    >>> told.is_too_few, told.times.tolist()
    (True, [2.0, 1.0])
    """
    parts = brier_parts(probability, outcome)
    times = parts.weight
    # Outcomes as they would be, and their diagrams, a row each.
    drawn = rng.binomial(times.astype(np.int64), parts.at, (samples, len(times))) / times
    diagrams = np.array([isotonic_regression(one, weights=times).x for one in drawn])
    low, high = np.quantile(diagrams, (0.025, 0.975), axis=0)
    # What each would save by saying the recalibrated probability instead (its miscalibration).
    saved = ((parts.at**2 - diagrams**2 - 2 * (parts.at - diagrams) * drawn) @ times) / times.sum()
    as_far = 1 + int((saved >= parts.miscalibration - 1e-12).sum())
    happened = parts.calibrated if times.sum() >= FEWEST else None
    return Reliability(parts.at, times, happened, low, high, as_far / (samples + 1))
