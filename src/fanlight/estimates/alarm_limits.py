"""How large a score has to be for an alarm, so that series in which nothing changes seldom raise one."""

from __future__ import annotations

import numpy as np

from fanlight.estimates.alarm_limits_table import CHARTED, HISTORY, LIMITS, RATES

FEWEST, MOST = HISTORY[0], HISTORY[-1]
MOST_CHARTED = CHARTED[-1]


def alarm_limit(history: int, charted: int, rate: float = 0.06) -> float:
    """Limit that the largest score of a whole chart passes with a given chance when nothing changes.

    Parameters
    ----------
    history
        Values before the first one charted, at least `FEWEST`.
    charted
        Values charted, from 1 to `MOST_CHARTED`.
    rate
        Chance of any alarm among them, from 0.01 to 0.2.

    Returns
    -------
    float
        In standard errors. It holds for the largest of all scores (`step_scan.scores`), single values and
        steps of every length together, with drift, autocorrelation, seasons and variance estimated from the
        history.

    Raises
    ------
    ValueError
        Outside what was simulated.

    Notes
    -----
    Simulated, see benchmarks/honest_limits.py and docs/methods/honest-chart.md; between the histories,
    numbers and rates simulated it is linear in their logarithms. More history than simulated is taken as the
    most.

    Examples
    --------
    >>> alarm_limit(60, 24) < alarm_limit(30, 24)
    True
    """
    if history < FEWEST:
        raise ValueError(f"{history} values of history: at least {FEWEST} are needed")
    if not 1 <= charted <= MOST_CHARTED:
        raise ValueError(f"{charted} values charted: give 1 to {MOST_CHARTED}")
    if not RATES[0] <= rate <= RATES[-1]:
        raise ValueError(f"rate {rate}: give one from {RATES[0]} to {RATES[-1]}")
    by_rate = [[np.interp(np.log(rate), np.log(RATES), line) for line in by_charted] for by_charted in LIMITS]
    by_history = [np.interp(np.log(charted), np.log(CHARTED), line) for line in by_rate]
    return float(np.interp(np.log(history), np.log(HISTORY), by_history))
