"""Many shares of a few trials each, drawn towards their middle by as much as they are chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit, ndtr

from fanlight.estimates.estimate import Estimate

Floats = NDArray[np.float64]
FEWEST = 3  # with two the middle and the spread are anybody's guess
WIDEST = 3.0  # standard deviation of log odds: from 5 % to 95 % within one standard deviation of a half
MOST = 150_000  # trials of a unit: the grid is fine enough for so many
_MIDDLES, _SPREADS, _FARTHEST = 31, 32, 12.0
_NO_SPREAD = 2.706  # twice the logarithm of a likelihood ratio on its boundary, at 5 %


@dataclass(frozen=True, slots=True)
class ShrunkShares:
    """Shares of several units, shrunk, with how far they truly differ.

    Attributes
    ----------
    successes, trials
        Shape (units,), as they were given.
    value, low, high
        Shape (units,): the mean share of each unit given all, and its interval.
    middle
        The share of a unit in the middle, with its interval.
    spread
        Standard deviation of the units' log odds, with its interval.
    differ
        Whether the units differ by more than chance: no spread is refuted at 5 %.
    confidence
        Of all intervals.
    """

    successes: Floats
    trials: Floats
    value: Floats
    low: Floats
    high: Floats
    middle: Estimate
    spread: Estimate
    differ: bool
    confidence: float

    def columns(self) -> dict[str, Floats]:
        """Name → array, an entry a unit."""
        return {
            "successes": self.successes,
            "trials": self.trials,
            "value": self.value,
            "low": self.low,
            "high": self.high,
        }

    def sentence(self) -> str:
        """How far the units differ, in words.

        Examples
        --------
        >>> shrunk_shares([1, 2, 2, 1, 2], [8, 8, 8, 8, 8]).sentence()
        '5 units: the middle between 4 and 47 of 100; that they differ at all cannot be told from chance.'
        """
        low, high = 100 * self.middle.low, 100 * self.middle.high
        told = f"{len(self.trials):,} units: the middle between {low:.0f} and {high:.0f} of 100; "
        if not self.differ:
            return told + "that they differ at all cannot be told from chance."
        return told + f"they differ by more than chance ({self.spread.value:.2f} in log odds)."


def shrunk_shares(successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95) -> ShrunkShares:
    """Shrink shares towards their common middle, not knowing middle and spread carried into each interval.

    Parameters
    ----------
    successes, trials
        Shape (units,), whole numbers, successes from 0 to trials; a unit without a trial is told what the
        others tell of it.
    confidence
        Of the intervals.

    Raises
    ------
    ValueError
        Fewer than three units, counts that do not fit, no trial at all, or over 150,000 of one unit.

    Notes
    -----
    Log odds of units are normal with a middle (flat prior) and a variance (flat up to a standard deviation of
    3); successes are binomial. Flat in the variance, as Morris has it, keeps the coverage of the intervals;
    flat in the standard deviation they held 93 % with 100 units of 8 trials. The middle and the spread are
    gone over on a grid, the units' log odds on one finer than their own error: nothing is drawn at random. An
    interval that took middle and spread as known would be too narrow for few units (Laird and Louis).

    References
    ----------
    Morris, Journal of the American Statistical Association 78 (1983) 47-55; Laird and Louis, the same 82
    (1987) 739-750; Morris and Lysy, Statistical Science 27 (2012) 115-134, for the prior of the variance;
    Self and Liang, Journal of the American Statistical Association 82 (1987) 605-610, for `differ`.

    Examples
    --------
    >>> found = shrunk_shares([0, 1, 2, 8, 1], [8, 8, 8, 8, 8])
    >>> found.value.round(2).tolist()
    [0.06, 0.15, 0.25, 0.9, 0.15]
    """
    yes, of = _checked(successes, trials)
    kinds, unit, repeats = np.unique(np.stack([yes, of]), axis=1, return_inverse=True, return_counts=True)
    unit = unit.ravel()
    middles, spreads, mass = _grid(yes, of)
    odds, within = _density(middles, spreads, float(of.max()))
    likelihood = _likelihood(odds, *kinds)
    marginal = np.maximum(within @ likelihood, 1e-300)
    log_likelihood = np.log(marginal) @ repeats.astype(np.float64)
    log_posterior = log_likelihood + np.log(mass).ravel()
    posterior = np.exp(log_posterior - log_posterior.max())
    posterior /= posterior.sum()
    # Of each kind of unit: how its log odds are distributed, middle and spread gone over.
    share = likelihood * (within.T @ (posterior[:, None] / marginal))
    outer = (1 - confidence) / 2
    value = expit(odds) @ share / share.sum(axis=0)
    low, high = (expit(_quantiles(odds, share, at)) for at in (outer, 1 - outer))
    by_spread = log_likelihood.reshape(middles.shape).max(axis=0)
    return ShrunkShares(
        yes,
        of,
        value[unit],
        low[unit],
        high[unit],
        _told(expit(middles).ravel(), posterior, outer),
        _told(spreads, posterior.reshape(middles.shape).sum(axis=0), outer),
        bool(2 * (by_spread.max() - by_spread[0]) > _NO_SPREAD),
        confidence,
    )


def _grid(yes: Floats, of: Floats) -> tuple[Floats, Floats, Floats]:
    """Middles, a row for each of the spreads; the spreads, and the prior mass of each.

    The wider the spread the wider the row, and the further out its centre: shares average to nearer a half
    than the middle of log odds is (Zeger, Liang and Albert, Biometrics 44 (1988) 1049-1060).
    """
    some, total = yes.sum() + 0.5, of.sum() + 1.0
    steps = (np.arange(_SPREADS) + 0.5) / _SPREADS
    spreads = WIDEST * steps**2
    centre = float(logit(some / total)) * np.sqrt(1 + 0.346 * spreads**2)
    error = np.sqrt(total / (some * (total - some)) + spreads**2 / (of > 0).sum())
    middles = centre + np.linspace(-5, 5, _MIDDLES)[:, None] * error
    # Flat in the variance: spread times its own step; flat in the middle: the step of the row.
    return middles, spreads, np.broadcast_to(spreads * steps * error, middles.shape)


def _density(middles: Floats, spreads: Floats, most: float) -> tuple[Floats, Floats]:
    """Log odds on a grid finer than any unit's error; the mass of each cell, a row a middle and spread."""
    step = min(0.05, 0.8 / np.sqrt(most))
    edges = np.arange(-_FARTHEST, _FARTHEST + step, step)
    edges[0], edges[-1] = -np.inf, np.inf
    below = ndtr((edges - middles.reshape(-1, 1)) / np.broadcast_to(spreads, middles.shape).reshape(-1, 1))
    return np.arange(len(edges) - 1) * step - _FARTHEST + step / 2, np.diff(below, axis=1)


def _likelihood(odds: Floats, yes: Floats, of: Floats) -> Floats:
    """Of each kind of unit at each of the log odds, its largest 1."""
    best = yes * _log(yes, of) + (of - yes) * _log(of - yes, of)
    told: Floats = np.exp(odds[:, None] * yes - np.logaddexp(0.0, odds)[:, None] * of - best)
    return told


def _quantiles(at: Floats, weight: Floats, chance: float) -> Floats:
    """Where the weight below reaches a chance, for each column, between grid points by proportion."""
    total = np.cumsum(weight, axis=0)
    middle = (total - weight / 2) / total[-1]
    found: Floats = np.array([np.interp(chance, one, at) for one in middle.T])
    return found


def _told(at: Floats, weight: Floats, outer: float) -> Estimate:
    order = np.argsort(at)
    sorted_at, sorted_weight = at[order], weight[order, None]
    low, high = (float(_quantiles(sorted_at, sorted_weight, one)[0]) for one in (outer, 1 - outer))
    return Estimate(float(at @ weight), low, high)


def _log(count: Floats, of: Floats) -> Floats:
    """Logarithm of a share, 0 where the count is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        log: Floats = np.where(count > 0, np.log(count / of), 0.0)
    return log


def _checked(successes: ArrayLike, trials: ArrayLike) -> tuple[Floats, Floats]:
    yes, of = np.asarray(successes, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    if yes.ndim != 1 or yes.shape != of.shape or len(yes) < FEWEST:
        raise ValueError(f"{yes.size} successes of {of.size} trials; at least {FEWEST} units")
    if of.max() > MOST:
        raise ValueError(f"successes of {of.max():,.0f} trials of one unit; at most {MOST:,}")
    if not ((yes >= 0) & (yes <= of) & (yes % 1 == 0) & (of % 1 == 0)).all() or not of.sum():
        raise ValueError("successes are whole and from 0 to trials, and there is at least one trial")
    return yes, of
