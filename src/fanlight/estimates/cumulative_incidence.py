"""How many by when, while some are lost from sight and others can no longer: Aalen and Johansen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.wilson import wilson_interval

Floats = NDArray[np.float64]
CENSORED = 0


@dataclass(frozen=True, slots=True)
class CumulativeIncidence:
    """The share to whom one thing has happened first, by time.

    Attributes
    ----------
    time
        Shape (k,): the times at which anything happened, rising.
    at_risk
        Shape (k,): to how many nothing had happened just before, still followed.
    happened, competing
        Shape (k,): how often the thing asked about happened, and anything else that ends the waiting.
    incidence, variance
        Shape (k,): the share by that time, and the variance of its estimate.
    remaining
        Shape (k,): the share to whom nothing has happened by then.
    followed_to
        The last time at which anybody was still followed. Beyond it nothing is known, unless nobody is left.
    n, censored
        How many there were, and how many of them were lost from sight before.
    """

    time: Floats
    at_risk: Floats
    happened: Floats
    competing: Floats
    incidence: Floats
    variance: Floats
    remaining: Floats
    followed_to: float
    n: int
    censored: int

    def at(self, when: float, *, confidence: float = 0.95) -> Estimate:
        """The share by a time, with its interval; NaN when nobody was followed so long.

        The interval is Wilson's for as many as would make the estimate as sure as it is (Rothman 1978; Dorey
        and Korn 1987, Statistics in Medicine 6, 679-687): without losses it is Wilson's own. Where nothing
        happened yet, or all has, the number is of those still seen at that time, or before it was over.

        Examples
        --------
        >>> curve = cumulative_incidence([1, 2, 3, 4], [1, 2, 0, 1])
        >>> round(curve.at(2).value, 3), curve.at(5).value
        (0.25, 0.75)
        """
        known = int(np.searchsorted(self.time, when, side="right")) - 1
        left = float(self.remaining[known]) if known >= 0 else 1.0
        if when > self.followed_to and left > 0:
            return Estimate(float("nan"), float("nan"), float("nan"))
        share = float(self.incidence[known]) if known >= 0 else 0.0
        worth = self._worth(known, share)
        low, high = wilson_interval(share * worth, worth, confidence)
        return Estimate(share, float(low), float(high))

    def _worth(self, known: int, share: float) -> float:
        """How many fully followed would give this variance."""
        variance = float(self.variance[known]) if known >= 0 else 0.0
        if variance > 0:
            return share * (1 - share) / variance
        return float(self.at_risk[known]) if known >= 0 else float(self.n)

    def columns(self) -> dict[str, Floats]:
        """Name → array, an entry a time."""
        return {
            "time": self.time,
            "at_risk": self.at_risk,
            "happened": self.happened,
            "competing": self.competing,
            "incidence": self.incidence,
            "standard_error": np.sqrt(self.variance),
            "remaining": self.remaining,
        }

    def sentence(self, when: float, what: str = "had it happen", unit: str = "days") -> str:
        """Of 100, with how many were lost from sight.

        Examples
        --------
        >>> cumulative_incidence([5, 9, 9, 9], [1, 0, 0, 0]).sentence(9, "were stepped up")
        'Of 100 such, 25 were stepped up by 9 days (5 to 70); 3 of 4 were lost from sight before.'
        """
        one = self.at(when)
        lost = f"{self.censored:,} of {self.n:,} were lost from sight before."
        if not np.isfinite(one.value):
            return f"Nobody was followed for {when:g} {unit}: we cannot tell; {lost}"
        reach = f"({100 * one.low:.0f} to {100 * one.high:.0f})"
        return f"Of 100 such, {100 * one.value:.0f} {what} by {when:g} {unit} {reach}; {lost}"


def cumulative_incidence(time: ArrayLike, cause: ArrayLike, *, of: int = 1) -> CumulativeIncidence:
    """Estimate the cumulative incidence of one cause beside others that compete with it.

    A child who was stepped up can no longer be re-referred: to count that child as lost from sight would
    tell how many would come back if nobody were ever stepped up, which is more than ever do.

    Parameters
    ----------
    time
        Shape (n,), 0 or above: when the first thing happened, or up to when nothing had.
    cause
        Shape (n,), whole numbers: what happened first, 0 where one was lost from sight before anything did.
        On one time things happen before anybody is lost.
    of
        The cause asked about; every other above 0 competes.

    Raises
    ------
    ValueError
        Nobody, arrays of two shapes, a time below 0 or unknown, a cause below 0, or `of` below 1.

    Notes
    -----
    At each time the share to whom nothing had happened before, times those to whom it happens now over those
    at risk, is added up. The variance is the Greenwood type's, recommended by Allignol, Schumacher and
    Beyersmann; without losses it is p(1 - p)/n.

    References
    ----------
    Aalen and Johansen, Scandinavian Journal of Statistics 5 (1978) 141-150; Gaynor and others, Journal of the
    American Statistical Association 88 (1993) 400-409; Allignol, Schumacher and Beyersmann, Biometrical
    Journal 52 (2010) 126-137.

    Examples
    --------
    >>> curve = cumulative_incidence([1, 2, 3, 4], [1, 2, 0, 1])
    >>> curve.incidence.tolist(), curve.remaining.tolist()
    ([0.25, 0.25, 0.75], [0.75, 0.5, 0.0])
    """
    when, why = _checked(time, cause, of)
    times, place = np.unique(when, return_inverse=True)
    size = len(times)
    ended = np.bincount(place, minlength=size).astype(np.float64)
    happened = np.bincount(place, why == of, size).astype(np.float64)
    competing = np.bincount(place, (why != of) & (why != CENSORED), size).astype(np.float64)
    at_risk = float(len(when)) - np.r_[0.0, np.cumsum(ended)[:-1]]
    some = happened + competing > 0
    risk, one, other = at_risk[some], happened[some], competing[some]
    remaining = np.cumprod(1 - (one + other) / risk)
    before = np.r_[1.0, remaining[:-1]]
    incidence = np.cumsum(before * one / risk)
    return CumulativeIncidence(
        times[some],
        risk,
        one,
        other,
        incidence,
        _variance(incidence, before, one, one + other, risk),
        remaining,
        float(times[-1]),
        len(when),
        int((why == CENSORED).sum()),
    )


def _variance(incidence: Floats, before: Floats, one: Floats, every: Floats, risk: Floats) -> Floats:
    """Gaynor's formula at every time, its squares opened so that sums run once.

    Where all who are at risk end together nothing is left to change, and their term is 0.
    """
    lasting = every < risk
    ending = np.where(lasting, every / (risk * np.where(lasting, risk - every, 1.0)), 0.0)
    here = before**2 * one * (risk - one) / risk**3
    crossed = before * one / risk**2
    total = (
        incidence**2 * np.cumsum(ending)
        - 2 * incidence * np.cumsum(ending * incidence)
        + np.cumsum(ending * incidence**2)
        + np.cumsum(here)
        - 2 * (incidence * np.cumsum(crossed) - np.cumsum(crossed * incidence))
    )
    # Where it is 0 the subtraction leaves a trace of rounding.
    rounded: Floats = np.where(total > 1e-14 / risk[0], total, 0.0) if len(risk) else total
    return rounded


def _checked(time: ArrayLike, cause: ArrayLike, of: int) -> tuple[Floats, NDArray[np.int64]]:
    when, why = np.asarray(time, dtype=np.float64), np.asarray(cause)
    if when.ndim != 1 or when.shape != why.shape or not when.size:
        raise ValueError(f"{when.size} times for {why.size} causes; at least one of each")
    if not (np.isfinite(when) & (when >= 0)).all():
        raise ValueError("a time is 0 or above, and known")
    if not np.issubdtype(why.dtype, np.integer) or (why < 0).any() or of < 1:
        raise ValueError("a cause is a whole number, 0 for lost from sight; the one asked about is above 0")
    return when, why.astype(np.int64)
