"""Looks that nobody planned: evidence on rates that stays valid however often one looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from fanlight.estimates.rate_ratio import agreeing, level, require_counts, require_exposures
from fanlight.estimates.root_finding import bracketed_roots

Floats = NDArray[np.float64]
LogLikelihood = Callable[[Floats, NDArray[np.intp]], Floats]  # of log ratios, each after one of the periods
NODES = 60  # ratios that stand for a gamma density


@dataclass(frozen=True, slots=True)
class RatioMixture:
    """The ratios that evidence is gathered for: half around the one sought, half around its inverse.

    Attributes
    ----------
    ratio
        Sought, above 0 and not 1; a change the other way is looked for as well.
    shape
        Of the gamma density around each: the larger, the nearer it stays.
    """

    ratio: float
    shape: float

    @classmethod
    def around(cls, ratio: float) -> RatioMixture:
        """Mixture whose spread is half of the way from 1 to the ratio sought.

        Raises
        ------
        ValueError
            A ratio of 1 or not above 0.

        Examples
        --------
        >>> round(RatioMixture.around(0.8).shape)
        64
        """
        if not 0 < ratio < np.inf or ratio == 1:
            raise ValueError("the ratio sought is above 0 and not 1")
        return cls(ratio, (2 * ratio / (1 - ratio)) ** 2)

    def nodes(self) -> Floats:
        """Ratios of equal weight that stand for the mixture, shape (2 * NODES,)."""
        part = (np.arange(NODES) + 0.5) / NODES
        gamma = special.gammaincinv(self.shape, part) / self.shape
        return np.concatenate([self.ratio * gamma, gamma / self.ratio])


@dataclass(frozen=True, slots=True)
class EProcess:
    """Evidence after each period.

    Attributes
    ----------
    log_e
        Shape (n,), natural log of the e-value against a ratio of 1: what a bet against it has grown to.
    p
        Shape (n,), always valid: one over the largest e-value so far.
    low, high
        Shape (n,), always valid interval for the ratio; the bounds of all looks so far hold together.
    confidence
        Of the interval.
    """

    log_e: Floats
    p: Floats
    low: Floats
    high: Floats
    confidence: float

    def columns(self) -> dict[str, Floats]:
        """Names to arrays of one length."""
        return {"log_e": self.log_e, "p": self.p, "low": self.low, "high": self.high}

    def sentence(self) -> str:
        """Tell where the evidence stands now."""
        if not len(self.p):
            return "Nothing has been counted yet."
        low, high = self.low[-1], self.high[-1]
        upper = f"{high:.2g}" if np.isfinite(high) else "no upper limit"
        clear = "a change is shown" if self.p[-1] < level(self.confidence) else "no change is shown so far"
        return f"However often one looked: {clear}; the ratio lies between {low:.2g} and {upper}."


def known_rate_e_process(
    events: ArrayLike, expected: ArrayLike, *, sought: float, confidence: float = 0.95
) -> EProcess:
    """Follow a count beside what a known rate leads one to expect.

    Parameters
    ----------
    events
        Shape (n,), whole numbers, one a period.
    expected
        Shape (n,), above 0: the known rate times the period's exposure.
    sought
        Ratio that evidence is gathered for, such as 0.8.
    confidence
        Of the interval.

    Returns
    -------
    EProcess
        A gamma mixture of likelihood ratios, in closed form: a martingale if the rate is unchanged, so the
        chance that it ever reaches 20 is at most 1 in 20 (Ville).

    References
    ----------
    Robbins (1970), Annals of Mathematical Statistics 41, 1397-1409; Howard, Ramdas, McAuliffe and Sekhon
    (2021), Annals of Statistics 49, 1055-1080.

    Examples
    --------
    >>> process = known_rate_e_process([2, 1, 3, 2, 1, 2], [5, 5, 5, 5, 5, 5], sought=0.5)
    >>> process.sentence()
    'However often one looked: a change is shown; the ratio lies between 0.13 and 0.8.'
    """
    y, m = _counted(events, expected)
    a, total = np.cumsum(y), np.cumsum(m)
    mixture = RatioMixture.around(sought)
    shape = mixture.shape
    parts = []
    for mean in (mixture.ratio, 1 / mixture.ratio):
        rate = shape / mean
        parts.append(
            shape * np.log(rate)
            - special.gammaln(shape)
            + special.gammaln(shape + a)
            - (shape + a) * np.log(rate + total)
        )
    mixed = np.logaddexp(*parts) - np.log(2.0)

    def log_likelihood(log_ratio: Floats, which: NDArray[np.intp]) -> Floats:
        return np.asarray(a[which] * log_ratio - np.exp(log_ratio) * total[which])

    with np.errstate(divide="ignore"):
        best = np.log(a / total)
    return _process(
        mixed,
        log_likelihood,
        best,
        at_none=a == 0,
        at_all=np.zeros(len(a), dtype=np.bool_),
        confidence=confidence,
    )


def compared_rates_e_process(
    events: ArrayLike,
    exposure: ArrayLike,
    compared_events: ArrayLike,
    compared_exposure: ArrayLike,
    *,
    sought: float,
    confidence: float = 0.95,
) -> EProcess:
    """Follow two counts side by side, neither rate known.

    Given a period's events in all, those of the first side are binomial. The likelihood ratios of a mixture
    of ratios, multiplied over periods, are a martingale if the rates are equal. Any pairs of periods do that
    are independent of each other: this month here and there, or a month of a pilot and the same month before.

    Parameters
    ----------
    events, compared_events
        Shape (n,), whole numbers, one a period.
    exposure, compared_exposure
        Shape (n,), above 0; they may change from period to period.
    sought, confidence
        As `known_rate_e_process`.

    Returns
    -------
    EProcess
        The mixture is of 120 ratios that stand for two gamma densities; valid for any exposures.

    References
    ----------
    Robbins (1970), Annals of Mathematical Statistics 41, 1397-1409; Turner, Ly and Grünwald (2024),
    Journal of Statistical Planning and Inference 230, 106116.

    Examples
    --------
    >>> compared_rates_e_process([2, 1, 0, 2], 1.0, [6, 7, 5, 8], 1.0, sought=0.5).p.round(3).tolist()
    [0.739, 0.126, 0.016, 0.003]
    """
    y, s = _counted(events, exposure)
    x, t = _counted(compared_events, compared_exposure)
    if len(y) != len(x):
        raise ValueError("both sides have as many periods")
    share = np.log(s) - np.log(t)
    total = y + x
    log_nodes = np.log(RatioMixture.around(sought).nodes())

    def period(log_ratio: Floats) -> Floats:
        """Log likelihood ratio of each period against a ratio of 1, shape (len(log_ratio), n)."""
        beside = share[None, :] + log_ratio[:, None]
        return np.asarray(
            y[None, :] * log_ratio[:, None]
            - total[None, :] * (np.logaddexp(0, beside) - np.logaddexp(0, share))
        )

    mixed = special.logsumexp(np.cumsum(period(log_nodes), axis=1), axis=0) - np.log(len(log_nodes))

    def log_likelihood(log_ratio: Floats, which: NDArray[np.intp]) -> Floats:
        upto = np.arange(len(y))[None, :] <= which[:, None]
        return np.asarray(np.where(upto, period(log_ratio), 0.0).sum(axis=1))

    a, b = np.cumsum(y), np.cumsum(x)

    def slope(log_ratio: Floats, which: NDArray[np.intp]) -> Floats:
        upto = np.arange(len(y))[None, :] <= which[:, None]
        fitted = total[None, :] * special.expit(share[None, :] + log_ratio[:, None])
        return np.asarray(np.where(upto, y[None, :] - fitted, 0.0).sum(axis=1))

    best = bracketed_roots(slope, np.full(len(y), -60.0), np.full(len(y), 60.0), tolerance=1e-10)
    return _process(mixed, log_likelihood, best, at_none=a == 0, at_all=b == 0, confidence=confidence)


def _counted(events: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats]:
    both = np.broadcast_arrays(np.atleast_1d(events), exposure)
    y, s = (np.asarray(one, dtype=np.float64).ravel() for one in both)
    require_counts(y)
    require_exposures(s)
    return y, s


def _process(
    mixed: Floats,
    log_likelihood: LogLikelihood,
    best: Floats,
    *,
    at_none: NDArray[np.bool_],
    at_all: NDArray[np.bool_],
    confidence: float,
) -> EProcess:
    """Interval and p from the mixture's log likelihood and that of each ratio: one from the other."""
    everyone = np.arange(len(mixed))
    log_e = mixed - log_likelihood(np.zeros(len(mixed)), everyone)
    alpha = level(confidence)
    need = mixed - np.log(1 / alpha)  # a ratio is kept while its log likelihood is above this
    start = np.where(np.isfinite(best), best, 0.0)

    def inside(log_ratio: Floats, which: NDArray[np.intp]) -> Floats:
        return np.asarray(log_likelihood(log_ratio, which) - need[which])

    low = bracketed_roots(inside, start - 60, start, tolerance=1e-9)
    high = bracketed_roots(inside, start, start + 60, tolerance=1e-9)
    low, high = np.where(at_none, 0.0, np.exp(low)), np.where(at_all, np.inf, np.exp(high))
    low, high = np.maximum.accumulate(low), np.minimum.accumulate(high)
    p = np.minimum(1.0, np.exp(-np.maximum.accumulate(log_e)))
    low, high = agreeing(low, high, p=p, alpha=alpha, higher=np.minimum.accumulate(high) > 1)
    return EProcess(log_e, p, low, high, confidence)
