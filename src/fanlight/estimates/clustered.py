"""How far an estimate varies when its parts hang together in clusters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Array = NDArray[np.float64]
FEWEST_CLUSTERS = 10  # with fewer, the spread between clusters cannot be told


def clustered_reach(influence: Array, clusterings: Sequence[NDArray[np.intp]], level: float = 0.95) -> float:
    """Half the width of an interval: the widest over several ways of making clusters.

    Parameters
    ----------
    influence
        Shape (n,), how far each part moves the estimate; they sum to about 0.
    clusterings
        Numbers from 0, shape (n,), one array for each way. The first is used whatever its size; of the
        others those with `FEWEST_CLUSTERS` or more.
    level
        Of the interval, both sides together.

    References
    ----------
    Liang and Zeger (1986), Biometrika 73:13-22; Student's t with one less than the number of clusters, as
    Cameron and Miller (2015), Journal of Human Resources 50:317-372, section VI.

    Examples
    --------
    >>> round(clustered_reach(np.tile([0.1, -0.1], 200), [np.arange(400)]), 2)
    3.94
    """
    reaches = [0.0]
    for at, clusters in enumerate(clusterings):
        total = np.bincount(clusters, influence)
        number = len(total)
        if number < 2 or (at and number < FEWEST_CLUSTERS):
            continue
        spread = np.sqrt(float((total**2).sum()) * number / (number - 1))
        reaches.append(float(stdtrit(number - 1, (1 + level) / 2)) * float(spread))
    return max(reaches)


def weighted_slopes(
    design: Array, values: Array, weight: Array, groups: NDArray[np.intp]
) -> tuple[Array, Array, Array]:
    """Least squares within groups: slopes, what each row moves them, and residuals.

    Parameters
    ----------
    design
        Shape (n, p).
    values, weight
        Shape (n,); rows of no weight do not count.
    groups
        Shape (n,), numbers from 0.

    Returns
    -------
    tuple
        Slopes, shape (p,); influence, shape (n, p); residuals, shape (n,), of the values within groups.

    Examples
    --------
    >>> groups = np.array([0, 0, 1, 1])
    >>> slopes, _, _ = weighted_slopes(
    ...     np.array([[0.0], [1], [0], [1]]), np.array([5.0, 7, 1, 3]), np.ones(4), groups)
    >>> slopes.round(9).tolist()
    [2.0]
    """
    columns = np.column_stack([design, values])
    total = np.bincount(groups, weight)
    total[total == 0] = 1.0
    means = np.stack([np.bincount(groups, weight * column) / total for column in columns.T], axis=1)
    within = columns - means[groups]
    left, right = within[:, :-1], within[:, -1]
    bread = np.linalg.pinv((left * weight[:, None]).T @ left, hermitian=True)
    slopes = np.asarray(bread @ (left.T @ (weight * right)), dtype=np.float64)
    residual = right - left @ slopes
    influence = (left * (weight * residual)[:, None]) @ bread
    return slopes, np.asarray(influence, dtype=np.float64), np.asarray(residual, dtype=np.float64)
