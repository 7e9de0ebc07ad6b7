"""Many places with a rate each: how far the rates truly differ, and what one extreme count is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from fanlight.estimates.inversion import inverted
from fanlight.estimates.rate_ratio import METHODS, RateRatio, at_least, require_counts, require_exposures

Floats = NDArray[np.float64]
NO_SPREAD = 1e8  # shape of a gamma density that is a point for any purpose


@dataclass(frozen=True, slots=True)
class SpreadOfRates:
    """The gamma density that rates of places are taken to follow.

    Attributes
    ----------
    mean
        Rate of all places together.
    shape
        One over the squared coefficient of variation of the true rates; 1e8 where they do not differ.
    """

    mean: float
    shape: float

    @property
    def exposure(self) -> float:
        """Exposure that the other places' knowledge is worth: `shape` events in so much exposure."""
        return self.shape / self.mean

    def shrunk(self, events: float, exposure: float) -> float:
        """Rate of a place, drawn towards the mean by as much as its count is chance.

        Examples
        --------
        >>> SpreadOfRates(mean=2.0, shape=4.0).shrunk(30, 6.0)
        4.25
        """
        return (events + self.shape) / (exposure + self.exposure)


def spread_of_rates(events: ArrayLike, exposure: ArrayLike) -> SpreadOfRates:
    """Fit the spread of true rates to the counts of places, the extreme one among them.

    Parameters
    ----------
    events, exposure
        Shape (places,), at least three and one event.

    Returns
    -------
    SpreadOfRates
        Mean: all events over all exposure; shape: of largest marginal likelihood (negative binomial).

    Raises
    ------
    ValueError
        Fewer than three places, no event, or what is no count or exposure.

    References
    ----------
    Clayton and Kaldor (1987), Biometrics 43, 671-681.

    Examples
    --------
    >>> spread_of_rates([4, 5, 6, 5, 5, 4, 6], 1.0).shape
    100000000.0
    """
    y, s = (np.asarray(one, dtype=np.float64).ravel() for one in np.broadcast_arrays(events, exposure))
    require_counts(y)
    require_exposures(s)
    if len(y) < 3 or not y.sum():
        raise ValueError("the spread of rates needs at least three places and an event")
    mean = float(y.sum() / s.sum())
    values, repeats = np.unique(np.stack([y, s]), axis=1, return_counts=True)

    def likelihood(log_shape: Floats) -> Floats:
        shape, fitted = np.exp(log_shape)[:, None], mean * values[1][None, :]
        each = (
            special.gammaln(shape + values[0])
            - special.gammaln(shape)
            - shape * np.log1p(fitted / shape)
            + values[0] * np.log(fitted / (shape + fitted))
        )
        return np.asarray(each @ repeats)

    grid = np.linspace(-4.0, 14.0, 181)
    best = float(grid[likelihood(grid).argmax()])
    near = np.linspace(best - 0.1, best + 0.1, 101)
    best = float(near[likelihood(near).argmax()])
    return SpreadOfRates(mean, NO_SPREAD if best > 13.0 else float(np.exp(best)))


def shrunken_ratio(
    events: float,
    exposure: float,
    before_events: float,
    before_exposure: float,
    spread: SpreadOfRates,
    *,
    method: str = "mid-p",
    confidence: float = 0.95,
) -> RateRatio:
    """Compare a count with the same place's earlier one, drawn towards the other places first.

    A place chosen because its count was extreme falls back without any cause. If the rates of places follow
    the spread, then given the earlier count the later one is negative binomial, however the place was chosen:
    its tails give p, and over ratios the interval.

    Parameters
    ----------
    events, exposure, before_events, before_exposure
        As `rate_ratio`.
    spread
        Of the places among which this one was chosen.
    method
        mid-p or exact.
    confidence
        Of the interval.

    Returns
    -------
    RateRatio
        Of one element: later rate over the drawn-in earlier rate.

    Raises
    ------
    ValueError
        The score method, which this distribution has not, or what is no count or exposure.

    Examples
    --------
    >>> spread = SpreadOfRates(mean=10.0, shape=1e8)
    >>> shrunken_ratio(10, 1.0, 20, 1.0, spread).sentence()
    'Rate ratio 1 (0.508 to 1.78), p = 0.959.'
    """
    if method not in METHODS or method == "score":
        raise ValueError("a count drawn in is compared by mid-p or exact")
    a = np.array([events], dtype=np.float64)
    require_counts(a, np.array([before_events], dtype=np.float64))
    require_exposures(np.array([exposure, before_exposure], dtype=np.float64))
    b, t = np.array([before_events + spread.shape]), before_exposure + spread.exposure
    ratio = events / exposure / spread.shrunk(before_events, before_exposure)
    half = 0.5 if method == "mid-p" else 0.0
    shift = float(np.log(exposure / t))

    def tails(log_ratio: float) -> tuple[float, float]:
        here = np.array([log_ratio + shift])
        few, fewer = at_least(b, a + 1, -here), at_least(b, a, -here) if events else np.zeros(1)
        many, more = at_least(a, b, here), at_least(a + 1, b, here)
        return float((half * fewer + (1 - half) * few)[0]), float((half * more + (1 - half) * many)[0])

    start = float(np.log(max(ratio, 0.5 / exposure / spread.shrunk(before_events, before_exposure))))
    width = float(np.sqrt(1 / (events + 0.5) + 1 / b[0]))
    p, low, high = inverted(tails, start=start, width=width, confidence=confidence)
    ratios, lows, highs, ps = np.array([[ratio], [low], [high], [p]], dtype=np.float64)
    return RateRatio(ratios, lows, highs, ps, method, confidence)
