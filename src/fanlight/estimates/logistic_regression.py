"""Logistic regression by reweighted least squares, with a small ridge so that it always has an answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Array = NDArray[np.float64]

_ROUNDS, _HALVINGS, _CLOSE = 100, 30, 1e-10


@dataclass(frozen=True, slots=True)
class LogisticRegression:
    """Coefficients on the scale of log odds.

    Attributes
    ----------
    intercept
        Log odds where every column is 0.
    coefficients
        Shape (p,).
    rounds
        Steps of Newton that were taken.
    """

    intercept: float
    coefficients: Array
    rounds: int

    def shares(self, design: Array) -> Array:
        """The fitted share with the outcome among cases alike; shape (n,) for a design of shape (n, p)."""
        return np.asarray(expit(self.intercept + design @ self.coefficients), dtype=np.float64)


def logistic_regression(
    design: Array, outcome: NDArray[np.bool_], *, ridge: float = 1.0
) -> LogisticRegression:
    """Fit by Newton's method, each step halved until it brings something.

    Parameters
    ----------
    design
        Shape (n, p), without a column of ones; its columns on one scale, for the ridge treats them alike.
    outcome
        Shape (n,).
    ridge
        Half of it times the sum of squared coefficients is taken off the log likelihood; the intercept is
        free. With a ridge above 0 and both classes there is one answer, however well the columns tell them
        apart.

    Raises
    ------
    ValueError
        Every case is of one class; a ridge that is not above 0.

    References
    ----------
    le Cessie and van Houwelingen, Applied Statistics 41 (1992), 191-201.

    Examples
    --------
    >>> fit = logistic_regression(np.array([[0.0], [0], [1], [1]]), np.array([0, 1, 1, 1], bool))
    >>> fit.shares(np.array([[0.0], [1.0]])).round(2).tolist()
    [0.71, 0.79]
    """
    if outcome.all() or not outcome.any():
        raise ValueError("every case is of the same class: there is nothing to tell apart")
    if not ridge > 0:
        raise ValueError(f"a ridge is above 0, not {ridge}")
    whole = np.column_stack([np.ones(len(outcome)), design])
    penalty = np.full(whole.shape[1], ridge)
    penalty[0] = 0.0
    beta = np.zeros(whole.shape[1])
    beta[0] = np.log(outcome.mean() / (1 - outcome.mean()))
    loss, rounds = _loss(whole, outcome, beta, penalty), 0
    for rounds in range(1, _ROUNDS + 1):  # noqa: B007 - told in the result
        shares = expit(whole @ beta)
        slope = whole.T @ (outcome - shares) - penalty * beta
        bend = (whole * (shares * (1 - shares))[:, None]).T @ whole + np.diag(penalty)
        step = np.linalg.lstsq(bend, slope, rcond=None)[0]
        found, less = _halved(whole, outcome, beta, step, penalty, loss)
        done = loss - less <= _CLOSE * (abs(loss) + 1)
        beta, loss = found, less
        if done:
            break
    return LogisticRegression(float(beta[0]), beta[1:], rounds)


def _halved(
    whole: Array, outcome: NDArray[np.bool_], beta: Array, step: Array, penalty: Array, loss: float
) -> tuple[Array, float]:
    """The step, or the longest half, quarter … of it that makes the loss no more."""
    for _ in range(_HALVINGS):
        less = _loss(whole, outcome, beta + step, penalty)
        if less <= loss:
            return beta + step, less
        step = step / 2
    return beta, loss


def _loss(whole: Array, outcome: NDArray[np.bool_], beta: Array, penalty: Array) -> float:
    odds = whole @ beta
    return float(np.logaddexp(0.0, np.where(outcome, -odds, odds)).sum() + (penalty * beta**2).sum() / 2)
