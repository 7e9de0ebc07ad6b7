"""A level that may drift, noise that may hang together, seasons and a driver: a grid of such models.

Every model of the grid is Gaussian and known up to one scale, so that the same matrices serve all series that
were observed at the same times.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
DRIFT = (0.0, 0.003, 0.01)  # variance of the level's change from one time to the next
AUTOCORRELATION = (0.0, 0.15, 0.3, 0.45, 0.6)
SEASON = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 12.0)  # standard deviation of the effects of the seasons
VAGUE = 1e4  # variance of what is left free: the level at the start and the driver's effect
NOTHING = 1e-14  # autocorrelations below are taken as none: numbers near the smallest are slow
# Sixty values tell little about drift and autocorrelation. Taking too little of either cries wolf, so what is
# believed before the data leans to some autocorrelation; drift costs power and has to show itself.
TOWARDS_AUTOCORRELATION, AGAINST_DRIFT = 2.0, 1.0


@dataclass(frozen=True, slots=True)
class LevelModels:
    """Models of a series observed at n times, in units of the noise's variance: what they are made of.

    Attributes
    ----------
    noise
        Shape (a, n, n), covariance of the noise under each autocorrelation.
    walk
        Shape (n, n), covariance of a level whose changes have variance 1.
    belongs
        Shape (n,), the season of each time; all 0 without seasons.
    driver
        Shape (n,), centred.
    seasons
        Whether there are seasons.
    """

    noise: Floats
    walk: Floats
    belongs: NDArray[np.int64]
    driver: Floats
    seasons: bool

    @property
    def grid(self) -> tuple[Floats, Floats, Floats]:
        """Drift, autocorrelation and strength of the seasons of each model, each of shape (g,)."""
        strengths = SEASON if self.seasons else SEASON[:1]
        drift, tie, season = np.meshgrid(DRIFT, AUTOCORRELATION, strengths, indexing="ij")
        return drift.ravel(), tie.ravel(), season.ravel()

    @property
    def log_prior(self) -> Floats:
        """How far each model is believed before the data, shape (g,)."""
        drift, tie, _ = self.grid
        towards = TOWARDS_AUTOCORRELATION * tie / max(AUTOCORRELATION)
        prior: Floats = towards - AGAINST_DRIFT * np.searchsorted(DRIFT, drift)
        return prior

    @property
    def seasonal(self) -> Floats:
        """1 where two times share a season, shape (n, n)."""
        shared: Floats = np.equal.outer(self.belongs, self.belongs).astype(np.float64)
        return shared * float(self.seasons)

    @property
    def free(self) -> Floats:
        """Covariance of the level at the start and the driver's effect, shape (n, n)."""
        return VAGUE * (1 + np.outer(self.driver, self.driver))

    def first(self, count: int) -> LevelModels:
        """Give the models of the first `count` times alone."""
        short = slice(count)
        return LevelModels(
            self.noise[:, short, short],
            self.walk[short, short],
            self.belongs[short],
            self.driver[short],
            self.seasons,
        )

    def noise_of(self, weighted: Floats) -> Floats:
        """Covariance of the noise, models weighted: (s, g) to (s, n, n)."""
        by_tie = weighted.reshape(len(weighted), len(DRIFT), len(AUTOCORRELATION), -1).sum(axis=(1, 3))
        covariance: Floats = np.einsum("sa,aij->sij", by_tie, self.noise, optimize=True)
        return covariance

    def covariance_of(self, weighted: Floats) -> Floats:
        """Covariance of the series, models weighted: (s, g) to (s, n, n)."""
        drift, _, season = self.grid
        total = weighted.sum(axis=1)[:, None, None]
        drifting, seasonal = (weighted @ drift)[:, None, None], (weighted @ season**2)[:, None, None]
        covariance: Floats = (
            self.noise_of(weighted) + drifting * self.walk + seasonal * self.seasonal + total * self.free
        )
        return covariance

    def inverse(self) -> tuple[Floats, Floats]:
        """Inverse covariance of each model, shape (g, n, n), and log of its determinant, shape (g,).

        The seasons come in by Woodbury's identity: one inversion for each drift and autocorrelation.
        """
        ground = np.array([tie + drift * self.walk + self.free for drift in DRIFT for tie in self.noise])
        inverse, volume = np.linalg.inv(ground), np.linalg.slogdet(ground)[1]
        if not self.seasons:
            return inverse, volume
        names = np.unique(self.belongs)
        member = (self.belongs[:, None] == names).astype(np.float64)
        through = inverse @ member
        inner = member.T @ through
        each, volumes = np.empty((len(ground), len(SEASON), *ground.shape[1:])), []
        one = np.eye(len(names))
        for place, strength in enumerate(SEASON):
            grown = one + strength**2 * inner
            volumes.append(volume + np.linalg.slogdet(grown)[1])
            less = np.linalg.solve(grown, strength**2 * np.swapaxes(through, 1, 2))
            each[:, place] = inverse - through @ less
        return each.reshape(-1, *ground.shape[1:]), np.stack(volumes, axis=1).ravel()


def level_models(
    times: ArrayLike,
    *,
    season: ArrayLike | None = None,
    driver: ArrayLike | None = None,
    spread: ArrayLike | None = None,
) -> LevelModels:
    """Grid of models: level, seasons, driver and noise.

    Parameters
    ----------
    times
        Shape (n,), whole numbers that increase; gaps are times without a value.
    season
        Shape (n,), which season each time belongs to; without it there are none.
    driver
        Shape (n,), something known that moves the series (log of working days); without it there is none.
    spread
        Shape (n,), standard deviation of the noise relative to its usual one; 1 without it.

    Returns
    -------
    LevelModels
        y[t] = level[t] + effect[season[t]] + b driver[t] + spread[t] noise[t]: the level a random walk, the
        noise autoregressive of order one with variance 1.

    Raises
    ------
    ValueError
        Times do not increase.

    References
    ----------
    Harvey, Forecasting, Structural Time Series Models and the Kalman Filter (1989), ch. 2.

    Examples
    --------
    >>> models = level_models([0, 1, 3])
    >>> models.noise.shape[1:], models.first(2).free.shape
    ((3, 3), (2, 2))
    """
    at = np.asarray(times, dtype=np.float64)
    if at.ndim != 1 or (np.diff(at) <= 0).any():
        raise ValueError("times must be one row of increasing numbers")
    apart = np.abs(at[:, None] - at)
    wide = np.ones(len(at)) if spread is None else np.asarray(spread, dtype=np.float64)
    moved = np.zeros(len(at)) if driver is None else np.asarray(driver, dtype=np.float64)
    tied = np.array([tie**apart for tie in AUTOCORRELATION])
    tied[tied < NOTHING] = 0.0
    return LevelModels(
        tied * np.outer(wide, wide),
        np.minimum(at[:, None], at) - at[:1] + 1,
        np.zeros(len(at), np.int64) if season is None else np.asarray(season, dtype=np.int64),
        moved - moved.mean() if len(at) else moved,
        season is not None,
    )
