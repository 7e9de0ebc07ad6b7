"""A CUSUM that is told the truth: the most that any chart with the same false-alarm rate could find.

It is told, for each authority, what all 144 months show in hindsight, the future included: effects of months
and working days, variance and autocorrelation of the noise, the size of the step it looks for. One version
follows the level from the months before, as every chart must; the other is told even the level's own path in
every month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.interventions import Explained, explain
from fanlight.estimates.level_models import VAGUE, LevelModels, level_models
from fanlight.evidence.honest_chart import england_working_days

Floats = NDArray[np.float64]
DRAWS = 1000  # simulated charts for each limit


@dataclass(frozen=True)
class Told:
    """One authority in hindsight, on the scale of roots.

    Attributes
    ----------
    noise
        Shape (n, n), covariance of the noise.
    rest
        Shape (n,), the series without months and working days, its level left in.
    odd
        Shape (n,), the series without anything but noise.
    drift
        Variance of the level's change from month to month.
    steps
        Places of lasting steps.
    """

    noise: Floats
    rest: Floats
    odd: Floats
    drift: float
    steps: tuple[int, ...]


def told(months: NDArray[np.datetime64], counts: Floats) -> list[Told]:
    """Fit each authority on all its months."""
    place = months.astype("datetime64[M]").astype(np.int64)
    models = level_models(place, season=place % 12, driver=np.log(england_working_days(months)))
    series = np.sqrt(counts + 0.375)
    explained = explain(series, models)
    return [_told(models, explained.row(row), series[row]) for row in range(len(series))]


def _told(models: LevelModels, explained: Explained, series: Floats) -> Told:
    weighted = explained.weight * explained.variance
    drifts, _, seasons = models.grid
    noise, drift, season = (float((weighted @ one)[0]) for one in (np.ones(len(drifts)), drifts, seasons**2))
    own = models.noise_of(weighted)[0]
    whole = models.covariance_of(weighted)[0]
    for one in explained.found[0]:
        column = one.column(len(series))
        whole += VAGUE * noise * np.outer(column, column)
    pull = np.linalg.solve(whole, series)
    apart = season * models.seasonal + VAGUE * noise * np.outer(models.driver, models.driver)
    steps = tuple(one.place for one in explained.found[0] if one.lasting)
    return Told(own, series - apart @ pull, own @ pull, drift, steps)


def cusum(
    one: Told,
    first: int,
    charted: int,
    moved: Floats,
    size: float,
    rate: float,
    rng: np.random.Generator,
    *,
    level: bool,
) -> dict[int, NDArray[np.bool_]]:
    """Alarms of a two-sided CUSUM for a known step, by month charted: upward (1) and downward (-1).

    Parameters
    ----------
    moved
        Shape (n,): what was planted, added to the series on its scale.
    size
        Of the step looked for, on the scale.
    level
        Whether it is told the level's path too.
    """
    last = first + charted
    covariance, series = one.noise[:last, :last], (one.odd if level else one.rest)[:last] + moved[:last]
    if not level:
        at = np.arange(last)
        covariance = covariance + one.drift * (np.minimum(at[:, None], at) + 1.0) + 1e6
        for place in one.steps:
            if place < first:
                covariance = covariance + 1e6 * np.outer(at >= place, at >= place)
    factor = np.linalg.cholesky(covariance)
    steps = (np.arange(last)[:, None] >= np.arange(first, last)).astype(np.float64)
    both = np.linalg.solve(factor, np.column_stack([steps, series]))[first:]
    trace, error = size * both[:, :-1], both[:, -1]
    drawn = rng.normal(size=(DRAWS, charted))
    limit = np.quantile(np.maximum(_largest(drawn, trace), _largest(-drawn, trace)), 1 - rate)
    return {way: _ratio(way * error, trace).max(axis=1) > limit for way in (1, -1)}


def _ratio(error: Floats, trace: Floats) -> Floats:
    """Log likelihood ratio of a step at each place, seen at each month: (months, places)."""
    seen = np.cumsum(error[:, None] * trace - trace**2 / 2, axis=0)
    return np.where(np.tri(len(trace), dtype=np.bool_), seen, -np.inf)


def _largest(error: Floats, trace: Floats) -> Floats:
    largest = np.full(len(error), -np.inf)
    for place in range(trace.shape[1]):
        seen = np.cumsum(error[:, place:] * trace[place:, place] - trace[place:, place] ** 2 / 2, axis=1)
        largest = np.maximum(largest, seen.max(axis=1))
    return largest
