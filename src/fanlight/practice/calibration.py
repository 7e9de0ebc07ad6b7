"""A worker's own forecasts beside what happened: how well they were calibrated, how far told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.forecasts import ScoreParts, brier_parts

FEWEST = 20  # settled forecasts; with fewer chance alone makes any picture
FEWEST_DRAWN = 5  # with fewer there is nothing to draw from
_RESAMPLED = 20_000_000  # values in all: a thousand samples of twenty thousand forecasts


@dataclass(frozen=True, slots=True)
class Calibration:
    """Settled forecasts, scored.

    Attributes
    ----------
    n, open
        Settled forecasts, and those still open.
    brier, miscalibration, discrimination, uncertainty, skill
        See `fanlight.estimates.forecasts.ScoreParts`; None when none is settled.
    """

    n: int
    open: int
    brier: Estimate | None
    miscalibration: Estimate | None
    discrimination: Estimate | None
    uncertainty: Estimate | None
    skill: Estimate | None

    def as_json(self) -> dict[str, object]:
        """The contract of `fanlight practice calibration --json`."""
        parts = {
            "brier": self.brier,
            "miscalibration": self.miscalibration,
            "discrimination": self.discrimination,
            "uncertainty": self.uncertainty,
            "skill": self.skill,
        }
        return {
            "n": self.n,
            "open": self.open,
            **{name: part.as_json() if part else None for name, part in parts.items()},
        }

    def sentence(self) -> str:
        """What they show, in words."""
        settled = f"{self.n:,} settled forecast{'' if self.n == 1 else 's'}"
        if self.n < FEWEST or not self.skill or not isfinite(self.skill.value):
            return f"{settled}: too few to tell."
        skill = self.skill
        if skill.low <= 0 <= skill.high:
            return f"{settled}: we cannot tell whether they did better than the base rate."
        than = "better" if skill.value > 0 else "worse"
        return (
            f"{settled}: {abs(skill.value):.0%} {than} than always saying the base rate "
            f"({skill.low:.0%} to {skill.high:.0%})."
        )


def calibrate(
    probability: NDArray[np.float64],
    outcome: NDArray[np.float64],
    rng: np.random.Generator,
    *,
    samples: int = 1000,
) -> Calibration:
    """Score forecasts.

    Parameters
    ----------
    probability
        Shape (n,), from 0 to 1.
    outcome
        Shape (n,): 1, 0, or NaN while it is open. Open ones are counted and not scored.
    samples
        Bootstrap samples at most, fewer for very many forecasts; forecasts are drawn with replacement.

    Raises
    ------
    ValueError
        A probability beyond 0 and 1, or an outcome that is neither 1, 0 nor NaN.

    Examples
    --------
    >>> found = calibrate(np.array([.9, .1, .5]), np.array([1., 0., np.nan]), np.random.default_rng(1))
    >>> found.n, found.open, found.sentence()
    (2, 1, '2 settled forecasts: too few to tell.')
    """
    settled = np.isfinite(outcome)
    said, happened = probability[settled], outcome[settled]
    if not len(said):
        return Calibration(0, len(outcome), None, None, None, None, None)
    whole = _parts(brier_parts(said, happened))
    drawn = np.array([_parts(parts) for parts in _resampled(said, happened, rng, samples)])
    brier, miscalibration, discrimination, uncertainty, skill = (
        _with_reach(value, drawn[:, at], len(said)) for at, value in enumerate(whole)
    )
    return Calibration(
        len(said),
        int((~settled).sum()),
        brier,
        miscalibration,
        discrimination,
        uncertainty,
        skill,
    )


def _with_reach(value: float, drawn: NDArray[np.float64], n: int) -> Estimate:
    """The value with 1.96 bootstrap standard errors to either side, and none with too few to draw from.

    Percentiles would not do: isotonic regression fits every resample too well, so that a part as drawn lies
    above the part itself.
    """
    known = drawn[np.isfinite(drawn)]
    if n < FEWEST_DRAWN or len(known) < 2:
        return Estimate(value, float("nan"), float("nan"))
    reach = 1.96 * float(known.std(ddof=1))
    low = value - reach if (known < -1e-9).any() else max(value - reach, 0.0)  # only skill can be below 0
    return Estimate(value, low, value + reach)


def _resampled(
    said: NDArray[np.float64], happened: NDArray[np.float64], rng: np.random.Generator, samples: int
) -> Iterator[ScoreParts]:
    """The parts of bootstrap samples: how often each kind of forecast is drawn, not which of them."""
    kinds, counts = np.unique(np.stack([said, happened]), axis=1, return_counts=True)
    shares = counts / counts.sum()
    for _ in range(int(np.clip(_RESAMPLED // len(counts), 25, samples))):
        drawn = rng.multinomial(len(said), shares).astype(np.float64)
        yield brier_parts(kinds[0], kinds[1], drawn)


def _parts(parts: ScoreParts) -> tuple[float, ...]:
    return (parts.score, parts.miscalibration, parts.discrimination, parts.uncertainty, parts.skill)
