"""Wilson's interval for a share: honest for small numbers, never outside 0 to 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Numbers = NDArray[np.float64]


def wilson_interval(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> tuple[Numbers, Numbers]:
    """Lower and upper ends of Wilson's score interval.

    Parameters
    ----------
    successes, trials
        Whole numbers of one shape, successes from 0 to trials.
    level
        Coverage, between 0 and 1.

    Returns
    -------
    tuple
        Two arrays of that shape, shares from 0 to 1; NaN where there was no trial.

    Raises
    ------
    ValueError
        More successes than trials, a negative number, or a level that is none.

    References
    ----------
    Wilson, Probable inference, the law of succession, and statistical inference (JASA, 1927).

    Examples
    --------
    >>> low, high = wilson_interval(7, 40)
    >>> round(float(low), 3), round(float(high), 3)
    (0.087, 0.319)
    """
    yes, of = np.asarray(successes, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    if not 0 < level < 1:
        raise ValueError(f"level {level}; give a number between 0 and 1")
    if (yes < 0).any() or (yes > of).any():
        raise ValueError("successes are from 0 to trials")
    z2 = float(ndtri(0.5 + level / 2)) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = (yes + z2 / 2) / (of + z2)
        reach = np.sqrt(z2) / (of + z2) * np.sqrt(yes * (of - yes) / of + z2 / 4)
    low = np.where(of > 0, np.clip(middle - reach, 0, 1), np.nan)
    high = np.where(of > 0, np.clip(middle + reach, 0, 1), np.nan)
    return low, high
