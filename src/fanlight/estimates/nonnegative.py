"""Least squares with weights that are not negative, or that are shares of one: exact, by active sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

_JITTER = 1e-9  # of the mean square: makes the answer single where several fit equally well
_SLACK = 1e-11

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SimplexFit:
    """Shares of one that bring columns nearest to a target.

    Attributes
    ----------
    weights
        Shape (n,), not negative, sum 1.
    mean_square
        Mean squared distance that is left, in the square of the target's unit.
    violation
        How far the Karush-Kuhn-Tucker conditions are missed, as a share of the mean squared distance
        between target and columns: rounding alone where the answer is exact.
    """

    weights: Array
    mean_square: float
    violation: float


def simplex_least_squares(columns: ArrayLike, target: ArrayLike, *, ridge: float = 0.0) -> SimplexFit:
    """Find the weights w >= 0 with sum 1 that make the sum of squares of ``target - columns @ w`` least.

    Parameters
    ----------
    columns
        Shape (t, n), one column a donor.
    target
        Shape (t,), in the same unit.
    ridge
        Added to the sum of squares, times the sum of squared weights.

    Raises
    ------
    ValueError
        Shapes do not fit, there is no column, or a value is not finite.

    Notes
    -----
    The point of a simplex nearest to the origin is, up to its length, the solution of a non-negative least
    squares problem with a row of ones (Lawson and Hanson 1974, chapter 23), so no penalty is needed to hold
    the sum. Where several weights fit equally well, the shortest is taken: the order of the columns plays
    no part.

    Examples
    --------
    >>> fit = simplex_least_squares([[1.0, 3.0], [2.0, 6.0]], [1.5, 3.0])
    >>> fit.weights.round(6).tolist(), round(fit.mean_square, 9)
    ([0.75, 0.25], 0.0)
    """
    matrix, wanted = np.asarray(columns, dtype=np.float64), np.asarray(target, dtype=np.float64)
    if matrix.ndim != 2 or wanted.shape != matrix.shape[:1] or not matrix.shape[1]:
        raise ValueError(f"columns of shape {matrix.shape} for a target of shape {wanted.shape}")
    if not (np.isfinite(matrix).all() and np.isfinite(wanted).all()):
        raise ValueError("columns and target must be finite numbers")
    apart = matrix - wanted[:, None]
    return simplex_from_products(apart.T @ apart, len(wanted), ridge=ridge)


def simplex_from_products(products: Array, rows: int, *, ridge: float = 0.0) -> SimplexFit:
    """As `simplex_least_squares`, from the products (n, n) of the columns' distances to the target."""
    count = len(products)
    size = float(np.trace(products)) / count
    if size <= 0.0:
        return SimplexFit(np.full(count, 1.0 / count), 0.0, 0.0)
    scaled = products / size
    scaled[np.diag_indices(count)] += ridge / size
    held = scaled + 1.0
    held[np.diag_indices(count)] += _JITTER
    weights = nonnegative_quadratic(held, np.ones(count))
    weights = weights / weights.sum()
    pull = scaled @ weights
    violation = float(np.max(weights @ pull - pull))
    square = max(float(weights @ products @ weights), 0.0)
    return SimplexFit(weights, square / rows, max(violation, 0.0))


def nonnegative_quadratic(products: Array, pull: Array) -> Array:
    """Find u >= 0 that makes ``u' products u / 2 - pull' u`` least.

    Parameters
    ----------
    products
        Shape (n, n), symmetric, positive definite.
    pull
        Shape (n,).

    Notes
    -----
    Active sets after Lawson and Hanson (1974), on the products instead of the rows.

    Examples
    --------
    >>> nonnegative_quadratic(np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([2.0, -1.0])).tolist()
    [1.0, 0.0]
    """
    count = len(pull)
    answer, inside = _begin(products, pull)
    slack = _SLACK * max(float(np.abs(pull).max()), 1e-300)
    for _ in range(30 * count):
        gain = pull - products @ answer
        gain[inside] = -np.inf
        best = int(np.argmax(gain))
        if gain[best] <= slack:
            break
        inside[best] = True
        while True:
            places = np.flatnonzero(inside)
            wanted = np.linalg.solve(products[places][:, places], pull[places])
            low = wanted <= 0.0
            if not low.any():
                answer[:] = 0.0
                answer[places] = wanted
                break
            now = answer[places]
            step = float(np.min(now[low] / np.maximum(now[low] - wanted[low], 1e-300)))
            now = now + step * (wanted - now)
            now[low & (now <= 1e-14 * max(float(now.max()), 1e-300))] = 0.0
            answer[places] = now
            inside[places[now <= 0.0]] = False
            if not inside.any():
                break
    return answer


def _begin(products: Array, pull: Array) -> tuple[Array, NDArray[np.bool_]]:
    """A first set near the answer's: all, then without those that come out negative, until none does."""
    answer = np.zeros(len(pull))
    places = np.arange(len(pull))
    while len(places):
        wanted = np.linalg.solve(products[places][:, places], pull[places])
        if (wanted > 0.0).all():
            answer[places] = wanted
            break
        places = places[wanted > 0.0]
    return answer, answer > 0.0
