"""What an honest chart says beside its marks: months, working days, drift, last step, step it could show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.interventions import Explained, Intervention
from fanlight.estimates.level_models import VAGUE, LevelModels
from fanlight.estimates.step_scan import StepScan, averaged_covariance
from fanlight.evidence.honest_result import DetectableStep, LastingStep
from fanlight.evidence.honest_scale import Scale

Floats = NDArray[np.float64]
WITHIN, POWER = 6, 0.8  # months; share of steps found
# How far beyond the limit a step's score is then to be expected. One look at the end would want 0.84, the
# normal quantile; six looks, each at several places, find as many from less (benchmarks/honest_chart.py).
BEYOND = 0.45
NINETY_FIVE = 1.96
YEAR = 12


@dataclass(frozen=True, slots=True)
class Fit:
    """One series as fitted, on the scale it is charted on.

    Attributes
    ----------
    centre, spread
        Shape (n,): the series without its noise, and the noise's standard deviation.
    level
        Present level: mean of the last twelve centres.
    noise
        Variance of the noise.
    autocorrelation
        Of the noise, from one month to the next.
    drift
        Standard deviation of the level's change from month to month.
    months
        Shape (12,), effect of each month, January first.
    driver
        Effect of the driver.
    """

    centre: Floats
    spread: Floats
    level: float
    noise: float
    autocorrelation: float
    drift: float
    months: Floats
    driver: float

    def month_effect(self, scale: Scale) -> Floats:
        """Each month beside the level, as a fraction of it or in the unit."""
        return np.array([change(scale, self.level, effect) for effect in self.months])

    def working_day_effect(self, scale: Scale, usual: float) -> float:
        """Give the change that one working day more than usual brings."""
        return change(scale, self.level, self.driver * float(np.log1p(1 / usual)))

    def drift_size(self, scale: Scale) -> float:
        """Usual change of the level in a month."""
        return abs(change(scale, self.level, self.drift))


def relative(scale: Scale) -> bool:
    """Whether changes are told as fractions: of counts, rates and shares, not of anything else."""
    return scale.kind != "plain"


def change(scale: Scale, level: float, move: float) -> float:
    """From a move on the scale to a fraction of the level, or to the unit."""
    before, after = scale.back(np.array([level, level + move]))
    if not relative(scale):
        return float(after - before)
    return float(after / before - 1) if before > 0 else float("nan")


def fitted(models: LevelModels, explained: Explained, scaled: Floats, scan: StepScan | None = None) -> Fit:
    """Take one series apart, as far as it is given; with a scan, what that found is left free."""
    models = models.first(len(scaled))
    weighted = explained.weight * explained.variance
    drifts, ties, seasons = models.grid
    noise, drift, season = (float((weighted @ one)[0]) for one in (np.ones(len(drifts)), drifts, seasons**2))
    whole = averaged_covariance(models, explained)[0] if scan is None else scan.covariance
    pull = np.linalg.solve(whole, scaled)
    own = models.noise_of(weighted)[0]
    centre = scaled - own @ pull
    return Fit(
        centre,
        np.sqrt(np.diagonal(own)),
        float(centre[-YEAR:].mean()),
        noise,
        float((weighted @ ties)[0]) / noise,
        float(np.sqrt(drift)),
        np.array([season * pull[models.belongs == month].sum() for month in range(YEAR)]),
        VAGUE * noise * float(models.driver @ pull),
    )


def last_step(
    found: Sequence[Intervention],
    months: NDArray[np.datetime64],
    scaled: Floats,
    covariance: Floats,
    fit: Fit,
    start: int,
    scale: Scale,
) -> LastingStep | None:
    """The last lasting step of all found, with its size by generalised least squares; None without one."""
    lasting = [one for one in found if one.lasting]
    if not lasting:
        return None
    last = max(lasting, key=lambda one: one.place)
    column = last.column(len(scaled))
    rest = covariance - VAGUE * fit.noise * np.outer(column, column)
    through = np.linalg.solve(rest, np.column_stack([column, scaled]))
    precision = float(column @ through[:, 0])
    size, error = float(column @ through[:, 1]) / precision, 1 / np.sqrt(precision)
    before = float((fit.centre - size * column)[last.place :].mean())
    ends = (size, size - NINETY_FIVE * error, size + NINETY_FIVE * error)
    told, low, high = (change(scale, before, end) for end in ends)
    on = months[last.place].astype("datetime64[D]")
    return LastingStep(on, told, low, high, last.place >= start, relative(scale))


def detectable_step(covariance: Floats, limit: float, level: float, scale: Scale) -> DetectableStep:
    """Find the step whose score after six months lies as far beyond the limit as gives four cases in five."""
    count = len(covariance)
    step = (np.arange(count) >= count - WITHIN).astype(np.float64)
    trace = np.linalg.solve(np.linalg.cholesky(covariance), step)
    size = (limit + BEYOND) / float(np.sqrt((trace**2).sum()))
    fall = -change(scale, level, -size)
    possible = not relative(scale) or fall < 1
    return DetectableStep(
        change(scale, level, size), fall if possible else float("nan"), WITHIN, POWER, relative(scale)
    )
