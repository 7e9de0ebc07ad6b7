"""Probabilities beside what happened: proper scores, and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """The Brier score and its three parts: score = miscalibration - discrimination + uncertainty.

    Attributes
    ----------
    score
        Mean squared distance of probability and outcome; 0 is best.
    miscalibration
        What saying the recalibrated probability instead would have saved.
    discrimination
        What the recalibrated probabilities save beside the base rate.
    uncertainty
        The score of the base rate.
    at, calibrated, weight
        Shape (k,): the probabilities said, the share that then happened by isotonic regression, how many.
    """

    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    at: Floats
    calibrated: Floats
    weight: Floats

    @property
    def skill(self) -> float:
        """How much better than the base rate, as a share of its score; NaN where all went the same way."""
        return 1 - self.score / self.uncertainty if self.uncertainty else float("nan")


def brier_parts(probability: Floats, outcome: Floats, weight: Floats | None = None) -> ScoreParts:
    """Take the Brier score apart without bins of anyone's choosing (CORP).

    Parameters
    ----------
    probability
        Shape (n,), from 0 to 1.
    outcome
        Shape (n,), 1 or 0.
    weight
        Shape (n,), 0 or above: for how many each stands (`censoring_weights`, or how often it was drawn);
        None for one each.

    Raises
    ------
    ValueError
        Nothing to score, shapes that differ, a probability beyond 0 and 1, an outcome that is neither, a
        weight below 0.

    References
    ----------
    Dimitriadis, Gneiting and Jordan, PNAS 118 (2021), e2016191118.

    Examples
    --------
    >>> parts = brier_parts(np.array([.1, .9, .5, .5]), np.array([0., 1., 0., 1.]))
    >>> round(parts.score, 3), round(parts.miscalibration, 3), parts.discrimination, parts.uncertainty
    (0.13, 0.005, 0.125, 0.25)
    """
    if probability.shape != outcome.shape or not probability.size:
        raise ValueError(f"{probability.size} probabilities for {outcome.size} outcomes")
    if not ((probability >= 0) & (probability <= 1)).all() or not np.isin(outcome, (0, 1)).all():
        raise ValueError("a probability is from 0 to 1, an outcome 1 or 0")
    if weight is not None:
        sound = (weight >= 0) & np.isfinite(weight)
        if weight.shape != outcome.shape or not sound.all() or not weight.any():
            raise ValueError(f"{weight.size} weights for {outcome.size} probabilities: 0 or above, not all 0")
        counted = weight > 0
        probability, outcome, weight = probability[counted], outcome[counted], weight[counted]
    at, place = np.unique(probability, return_inverse=True)
    worth = np.bincount(place, weight, len(at)).astype(np.float64)
    happened = np.bincount(place, outcome if weight is None else outcome * weight, len(at))
    calibrated = isotonic_regression(happened / worth, weights=worth).x
    n = float(worth.sum())
    base = float(happened.sum()) / n

    def score(said: Floats) -> float:
        return float((worth * said**2 - 2 * said * happened).sum() / n + base)

    uncertainty = base * (1 - base)
    raw, best = score(at), score(calibrated)
    return ScoreParts(raw, raw - best, uncertainty - best, uncertainty, at, calibrated, worth)


def log_score(probability: Floats, outcome: Floats) -> float:
    """Mean of minus the logarithm of the probability given to what happened; infinite once that was 0.

    Examples
    --------
    >>> round(log_score(np.array([.5, .5]), np.array([0., 1.])), 4)
    0.6931
    """
    given = np.where(outcome == 1, probability, 1 - probability)
    with np.errstate(divide="ignore"):
        return float(-np.log(given).mean())
