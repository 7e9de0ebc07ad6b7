"""One reading of decision fatigue, fitted: how the odds move with the place, and how severity does."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.clustered import clustered_reach, weighted_slopes
from fanlight.estimates.conditional_logit import conditional_logistic, within_group_chances
from fanlight.estimates.estimate import Estimate
from fanlight.estimates.proxy_bias import bias_per_trend

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

# Each side is wrong 1 time in 40 if the worst that is allowed for is the truth: 1 in 20 over two readings.
AT_WORST = 0.95


@dataclass(frozen=True, slots=True)
class Reading:
    """Log odds ratios for one more decision.

    Attributes
    ----------
    name
        What builds up: "over the session" or "until a break".
    effect
        As adjusted for the severity recorded.
    corrected
        The same less the bias that the trend in severity makes at worst: low and high are the farthest
        ends over everything between no bias and the worst (intervals of 95 %: each end wrong 1 time in 40);
        the value lies in the middle of the two.
    trend
        Severity at arrival for one more decision, in standard deviations within sessions.
    severity_effect
        Log odds ratio of the outcome for one standard deviation of severity.
    bias
        What that trend could do to the effect: low and high are the largest biases either way.
    decided
        Share of what decides the order that the place may explain, at most.
    open
        How far severity varies where the outcome is open, as a share of how far it varies at all: near 0
        where it all but settles the outcome.
    """

    name: str
    effect: Estimate
    corrected: Estimate
    trend: Estimate
    severity_effect: Estimate
    bias: Estimate
    decided: float
    open: float


def fit_reading(
    name: str,
    design: Array,
    severity: Array,
    outcome: Array,
    session: Codes,
    worker: Codes,
    lowest_correlation: float,
) -> Reading:
    """Fit the effect of the first column, and the trend of severity over it.

    Parameters
    ----------
    design
        Shape (n, p): the place of the decision, then whatever else is adjusted for.
    severity, outcome
        Shape (n,), as known at arrival; 1 or 0.
    session, worker
        Shape (n,), numbers from 0. Sessions are the groups; sessions and workers are the clusters.
    lowest_correlation
        Of the severity recorded with whatever really decides which contact comes when.

    Raises
    ------
    ValueError
        A column does not vary within sessions, or no session has both outcomes.
    """
    fit = conditional_logistic(np.column_stack([design, severity]), outcome, session)
    # Not adjusted for the place: where the place stands for what is not recorded, it would take its effect.
    alone = conditional_logistic(severity[:, None], outcome, session)
    # Weights about those of the fit, so that what is left out moves it by this very slope; without the place,
    # since with it they alone would bind severity to the place when there is fatigue.
    chance = within_group_chances(severity * alone.coefficients[0], outcome, session)
    weight = chance * (1 - chance)
    slopes, moved, residual = weighted_slopes(design, severity, weight, session)
    place = weighted_slopes(design[:, 1:], design[:, 0], weight, session)[2]
    left = float((weight * residual**2).sum() / weight.sum())
    moved_with = float(slopes[0] ** 2 * (weight * place**2).sum() / weight.sum())
    unit = float(np.sqrt(left + moved_with))
    by_session = fit.scores @ np.linalg.inv(fit.information)
    number = len(by_session)
    trends = np.bincount(session, moved[:, 0], number) / unit
    clusterings = (np.arange(number), _cluster_of(session, worker, number))
    of_alone = (alone.scores / alone.information[0, 0])[:, 0]
    severity_effect = _around(
        float(alone.coefficients[0]) * unit, clustered_reach(of_alone * unit, clusterings)
    )
    effect, trend = float(fit.coefficients[0]), float(slopes[0]) / unit
    around = _around(trend, clustered_reach(trends, clusterings))
    farthest = max(abs(around.low), abs(around.high))
    explained = min(farthest**2 * float((weight * place**2).sum() / weight.sum()), lowest_correlation**2)
    worst = {
        bias_per_trend(end, lowest_correlation, explained)
        for end in (severity_effect.low, severity_effect.high)
    } | {0.0}
    if severity_effect.low > 0 or severity_effect.high < 0:
        worst = {max(worst, key=abs), 0.0}
    factors = (min(worst), max(worst))
    low, high = inf, -inf
    for factor in factors:  # an interval's end is convex in the factor: its farthest is at one of these
        reach = clustered_reach(by_session[:, 0] - factor * trends, clusterings, AT_WORST)
        low, high = min(low, effect - factor * trend - reach), max(high, effect - factor * trend + reach)
    biases = [factor * end for factor in factors for end in (around.low, around.high)]
    return Reading(
        name,
        _around(effect, clustered_reach(by_session[:, 0], clusterings)),
        Estimate((low + high) / 2, low, high),
        around,
        severity_effect,
        Estimate(max(factors, key=abs) * trend, min(biases), max(biases)),
        explained / lowest_correlation**2,
        unit**2 / max(_spread(severity, weight > 0, session), 1e-300),
    )


def _spread(severity: Array, used: NDArray[np.bool_], session: Codes) -> float:
    """Variance within the sessions that are used."""
    residual = weighted_slopes(np.zeros((len(severity), 1)), severity, used.astype(np.float64), session)[2]
    return float((used * residual**2).sum() / max(used.sum(), 1))


def _around(value: float, reach: float) -> Estimate:
    return Estimate(value, value - reach, value + reach)


def _cluster_of(session: Codes, worker: Codes, number: int) -> Codes:
    found = np.zeros(number, dtype=np.intp)
    found[session] = worker
    return found
