"""Linear and log-linear regression of a series, with intervals that hold when its errors hang together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_ROUNDS, _CLOSE, _FARTHEST = 60, 1e-10, 30.0


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients and how they vary.

    Attributes
    ----------
    coefficients
        Shape (p,).
    covariance
        Shape (p, p), autocorrelation-robust (Newey and West).
    fitted
        Shape (t,), in the unit of the values.
    lags
        How many lags the covariance takes in.
    """

    coefficients: Array
    covariance: Array
    fitted: Array
    lags: int


def linear_regression(design: Array, values: Array, *, lags: int | None = None) -> Regression:
    """Least squares with an autocorrelation-robust covariance.

    Parameters
    ----------
    design
        Shape (t, p), of full rank, rows in the order of time.
    values
        Shape (t,).
    lags
        For `newey_west`; `usual_lags` unless told.

    References
    ----------
    Newey and West (1987), Econometrica 55:703-708.

    Examples
    --------
    >>> fit = linear_regression(np.column_stack([np.ones(4), np.arange(4.0)]), np.array([1.0, 3, 5, 7]))
    >>> fit.coefficients.round(9).tolist()
    [1.0, 2.0]
    """
    bread = np.asarray(np.linalg.inv(design.T @ design), dtype=np.float64)
    coefficients = bread @ (design.T @ values)
    fitted = design @ coefficients
    used = usual_lags(len(values)) if lags is None else lags
    return Regression(
        coefficients, newey_west(design * (values - fitted)[:, None], bread, used), fitted, used
    )


def log_linear_regression(design: Array, values: Array, *, lags: int | None = None) -> Regression:
    """Quasi-Poisson regression with a log link and an autocorrelation-robust covariance.

    The mean is ``exp(design @ coefficients)``; the variance may be any multiple of it, and neighbouring
    errors may hang together: neither is assumed by the covariance.

    Parameters
    ----------
    design
        Shape (t, p), of full rank, rows in the order of time.
    values
        Shape (t,), not negative, not all 0.
    lags
        For `newey_west`; `usual_lags` unless told.

    Raises
    ------
    ValueError
        A value is negative, or all are 0.

    References
    ----------
    McCullagh and Nelder (1989), chapter 9; Newey and West (1987).

    Examples
    --------
    >>> fit = log_linear_regression(np.ones((4, 1)), np.array([1.0, 2, 3, 6]))
    >>> round(float(np.exp(fit.coefficients[0])), 6)
    3.0
    """
    if (values < 0).any() or not values.any():
        raise ValueError("counts must not be negative, nor all 0")
    mean: Array = values + 0.1 * float(values.mean())
    linear: Array = np.log(mean)
    before = np.inf
    coefficients: Array = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        working = linear + (values - mean) / mean
        weight = np.sqrt(mean)
        found = np.linalg.lstsq(design * weight[:, None], working * weight, rcond=None)[0]
        coefficients = np.asarray(found, dtype=np.float64)
        top = float(np.log(values.max())) + _FARTHEST
        linear = np.asarray(np.clip(design @ coefficients, top - 80.0, top), dtype=np.float64)
        mean = np.exp(linear)
        known = values > 0
        deviance = 2.0 * float(
            (values[known] * np.log(values[known] / mean[known])).sum() - (values - mean).sum()
        )
        if abs(before - deviance) <= _CLOSE * (abs(deviance) + 0.1):
            break
        before = deviance
    slope = np.linalg.pinv((design * mean[:, None]).T @ design, hermitian=True)
    bread = np.asarray(slope, dtype=np.float64)
    used = usual_lags(len(values)) if lags is None else lags
    return Regression(coefficients, newey_west(design * (values - mean)[:, None], bread, used), mean, used)


def newey_west(scores: Array, bread: Array, lags: int) -> Array:
    """Sandwich covariance with Bartlett weights; corrected for the number of coefficients.

    Parameters
    ----------
    scores
        Shape (t, p), each row's share in the estimating equations.
    bread
        Shape (p, p), the inverse of their slope.
    lags
        Errors so many periods apart are still taken to hang together; 0 for White's covariance.

    Examples
    --------
    >>> newey_west(np.array([[1.0], [-1.0], [1.0], [-1.0]]), np.array([[0.25]]), 0).tolist()
    [[0.3333333333333333]]
    """
    middle: Array = scores.T @ scores
    for lag in range(1, min(lags, len(scores) - 1) + 1):
        across = scores[lag:].T @ scores[:-lag]
        middle = middle + (1.0 - lag / (lags + 1.0)) * (across + across.T)
    rows, count = scores.shape
    covariance: Array = bread @ middle @ bread * (rows / max(rows - count, 1))
    return covariance


def usual_lags(rows: int) -> int:
    """The number of lags by the usual rule, ``4 (t / 100) ** (2 / 9)``, rounded down.

    >>> usual_lags(144)
    4
    """
    return int(4.0 * (rows / 100.0) ** (2.0 / 9.0))
