"""What is usually done: the outcome on the order in which decisions were taken, nothing controlled.

Shown beside the answer, so that one sees what the control takes away. It is no answer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.estimate import Estimate

Array = NDArray[np.float64]


def order_without_control(place: Array, progressed: Array) -> Estimate | None:
    """Odds ratio for one place further in the order of decision, by plain logistic regression.

    Parameters
    ----------
    place, progressed
        Shape (n,): decisions since the break (or since the start), as decided; 1 or 0.

    Returns
    -------
    Estimate or None
        None where all decisions went one way, or stand at one place.

    Examples
    --------
    >>> found = order_without_control(np.array([1.0, 1, 2, 2]), np.array([0.0, 1, 0, 1]))
    >>> round(found.value, 6)
    1.0
    """
    outcome = progressed
    if len(outcome) < 2 or np.ptp(outcome) == 0 or np.ptp(place) == 0:
        return None
    design = np.column_stack([np.ones(len(place)), place - place.mean()])
    found, bread = np.zeros(2), np.eye(2)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        bread = np.linalg.pinv((design * (chance * (1 - chance))[:, None]).T @ design, hermitian=True)
        step = np.clip(bread @ (design.T @ (outcome - chance)), -2, 2)
        found = found + step
        if np.abs(step).max() < 1e-9:
            break
    reach = 1.96 * float(np.sqrt(bread[1, 1]))
    return Estimate(*(float(np.exp(min(found[1] + end, 700.0))) for end in (0.0, -reach, reach)))
