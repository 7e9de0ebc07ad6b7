"""Counts that vary more than Poisson ones: how much more, and the ratio of two rates with that in mind."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from fanlight.estimates.rate_ratio import RateRatio, agreeing, level, require_counts, require_exposures

Floats = NDArray[np.float64]


def dispersion(groups: list[tuple[ArrayLike, ArrayLike]]) -> float:
    """Variance over mean of counts about the rate of their own group.

    Parameters
    ----------
    groups
        Of each: counts and exposures, one a period, shape (n,).

    Returns
    -------
    float
        Pearson's chi-square over its degrees of freedom; about 1 for Poisson counts, NaN with none to spare.

    References
    ----------
    McCullagh and Nelder, Generalized Linear Models (1989), section 4.5.

    Examples
    --------
    >>> round(dispersion([([9, 1, 12, 2], [1, 1, 1, 1])]), 2)
    4.78
    """
    chi_square, spare = 0.0, 0
    for counts, exposures in groups:
        y, s = _periods(counts, exposures)
        fitted = y.sum() / s.sum() * s
        chi_square += float((np.where(fitted > 0, (y - fitted) ** 2 / np.maximum(fitted, 1e-300), 0.0)).sum())
        spare += len(y) - 1
    return chi_square / spare if spare > 0 else float("nan")


def quasi_poisson_ratio(
    counts: ArrayLike,
    exposures: ArrayLike,
    compared_counts: ArrayLike,
    compared_exposures: ArrayLike,
    *,
    confidence: float = 0.95,
) -> RateRatio:
    """Compare two rates of many periods each, letting counts vary more than Poisson ones.

    The log ratio over its error, widened by the dispersion (never narrowed), is taken as t with as many
    degrees of freedom as periods less two; half an event stands in where a side had none.

    Parameters
    ----------
    counts, exposures, compared_counts, compared_exposures
        One a period, shapes (n,) and (m,), n + m above 2.
    confidence
        Of the interval.

    Returns
    -------
    RateRatio
        Of one element, method "quasi-poisson".

    Raises
    ------
    ValueError
        Fewer than three periods, or what is no count or exposure.

    Examples
    --------
    >>> quasi_poisson_ratio([2, 9, 1, 8], 1, [12, 5, 15, 8], 1).sentence()
    'Rate ratio 0.5 (0.169 to 1.48), p = 0.17.'
    """
    y, s = _periods(counts, exposures)
    x, t = _periods(compared_counts, compared_exposures)
    spare = len(y) + len(x) - 2
    if spare < 1:
        raise ValueError("dispersion needs at least three periods")
    wider = max(1.0, dispersion([(y, s), (x, t)]))
    a, b = y.sum() or 0.5, x.sum() or 0.5
    estimate = float(np.log(a / s.sum()) - np.log(b / t.sum()))
    return t_ratio(estimate, float(np.sqrt(wider * (1 / a + 1 / b))), spare, "quasi-poisson", confidence)


def t_ratio(estimate: float, error: float, spare: float, method: str, confidence: float) -> RateRatio:
    """p and interval of a log ratio whose error has so many degrees of freedom, both from t."""
    alpha = level(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = float(special.stdtr(spare, estimate / error)) if error else 0.5 + 0.5 * np.sign(estimate)
    reach = -float(special.stdtrit(spare, alpha / 2)) * error
    p = np.array([2 * min(lower, 1 - lower)])
    low, high = np.exp(np.array([estimate - reach])), np.exp(np.array([estimate + reach]))
    low, high = agreeing(low, high, p=p, alpha=alpha, higher=np.array([estimate > 0]))
    return RateRatio(np.exp(np.array([estimate])), low, high, p, method, confidence)


def _periods(counts: ArrayLike, exposures: ArrayLike) -> tuple[Floats, Floats]:
    both = np.broadcast_arrays(np.atleast_1d(counts), exposures)
    y, s = (np.asarray(one, dtype=np.float64).ravel() for one in both)
    require_counts(y)
    require_exposures(s)
    return y, s
