"""Watching a series month by month: is this value odd, or has the level stepped at some time back?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.estimates.interventions import Explained, Intervention
from fanlight.estimates.level_models import VAGUE, LevelModels

Floats = NDArray[np.float64]
WINDOW = 6  # values over which a step is still looked for


class Alarm(NamedTuple):
    """What was found, at which value it was known, by how many standard errors."""

    what: Intervention
    known: int
    score: float


@dataclass(frozen=True, slots=True)
class StepScan:
    """One series watched from a value on.

    Attributes
    ----------
    expected, spread
        Shape (n,): each value as it was to be expected from those before it, and the standard deviation of
        that.
    largest
        Largest score of all, in absolute value, had nobody acted on an alarm.
    alarms
        In the order in which they became known.
    covariance
        Shape (n, n), of the series with all that was found left free.
    """

    expected: Floats
    spread: Floats
    largest: float
    alarms: tuple[Alarm, ...]
    covariance: Floats


def averaged_covariance(models: LevelModels, explained: Explained) -> Floats:
    """Covariance of each series, models averaged as far as its history bears them out, shape (s, n, n)."""
    weighted = explained.weight * explained.variance
    covariance, noise = models.covariance_of(weighted), weighted.sum(axis=1)
    count = covariance.shape[1]
    for row, found in enumerate(explained.found):
        for one in found:
            column = one.column(count)
            covariance[row] += VAGUE * noise[row] * np.outer(column, column)
    return covariance


def scores(covariance: Floats, series: ArrayLike, first: int) -> tuple[Floats, Floats, Floats]:
    """Score of a step at each place from `first` on, as seen at each value from `first` on.

    Parameters
    ----------
    covariance
        Shape (s, n, n).
    series
        Shape (s, n).
    first
        Place from which it is watched.

    Returns
    -------
    tuple
        Scores, shape (s, n - first, n - first), by value and place, 0 where the value comes before the place
        or `WINDOW` or more after it; each value as expected from those before, and its standard deviation,
        (s, n).

    Notes
    -----
    With the Cholesky factor L of the covariance, e = L^-1 y are the errors of one step ahead in standard
    units and u = L^-1 1[t >= place] is the trace of a step of one in them. The score is the likelihood ratio
    statistic of that step in the values so far, sum(u e) / sqrt(sum(u u)), standard normal when nothing
    happened. A factor is triangular: nothing that comes later touches it. Score and value of one place are
    the usual question whether a value lies outside its limits (Willsky and Jones 1976,
    doi:10.1109/TAC.1976.1101146).
    """
    values = np.asarray(series, dtype=np.float64)
    count = values.shape[1]
    places = np.arange(first, count)
    factor = np.linalg.cholesky(covariance)
    steps = (np.arange(count)[:, None] >= places).astype(np.float64)
    both = np.concatenate([np.broadcast_to(steps, (len(values), *steps.shape)), values[:, :, None]], axis=2)
    solved = np.linalg.solve(factor, both)
    trace, error = solved[:, first:, :-1], solved[:, :, -1]
    spread = np.diagonal(factor, axis1=1, axis2=2).copy()
    length = np.sqrt(np.cumsum(trace**2, axis=1))
    since = places[:, None] - places
    inside = (since >= 0) & (since < WINDOW)
    score = np.cumsum(trace * error[:, first:, None], axis=1) / np.where(length > 0, length, 1.0)
    return np.where(inside, score, 0.0), values - spread * error, spread


def watch(
    covariance: Floats, noise: Floats, series: ArrayLike, first: int, limit: float
) -> tuple[StepScan, ...]:
    """Watch each series; what is found is left free, so that the rest is seen beside the new level.

    Parameters
    ----------
    covariance
        Shape (s, n, n), from `averaged_covariance`.
    noise
        Shape (s,), variance of the noise.
    series
        Shape (s, n).
    first
        Place from which it is watched.
    limit
        Score from which on something is found.

    Returns
    -------
    tuple of StepScan
        One a series.
    """
    values = np.asarray(series, dtype=np.float64)
    covariance = covariance.copy()
    alarms: list[list[Alarm]] = [[] for _ in values]
    score, expected, spread = scores(covariance, values, first)
    largest = np.abs(score).max(axis=(1, 2), initial=0.0)
    scale = VAGUE * noise
    active, now = np.arange(len(values)), score
    while len(active):
        again = []
        for row, seen in zip(active, now, strict=True):
            alarm = _next_alarm(seen, first, limit, alarms[row])
            if alarm is None:
                continue
            alarm, replaced = _joined(alarm, alarms[row])
            for one, sign in ((alarm, 1), *((old, -1) for old in replaced)):
                column = one.what.column(values.shape[1])
                covariance[row] += sign * scale[row] * np.outer(column, column)
            alarms[row] = [*alarms[row][: len(alarms[row]) - len(replaced)], alarm]
            again.append(row)
        active = np.array(again, dtype=np.intp)
        if len(active):
            now, renewed, widened = scores(covariance[active], values[active], first)
            for place, row in enumerate(active):
                since = alarms[row][-1].known + 1
                expected[row, since:], spread[row, since:] = renewed[place, since:], widened[place, since:]
    return tuple(
        StepScan(expected[row], spread[row], float(largest[row]), tuple(alarms[row]), covariance[row])
        for row in range(len(values))
    )


def _joined(alarm: Alarm, before: list[Alarm]) -> tuple[Alarm, list[Alarm]]:
    """An odd value and right after it, the same way, another or a step: the level stepped at the first."""
    place, replaced = alarm.what.place, []
    for one in reversed(before):
        if one.what.lasting or one.known != place - 1 or (one.score > 0) != (alarm.score > 0):
            break
        place = one.what.place
        replaced.append(one)
    if not replaced:
        return alarm, []
    return Alarm(Intervention(True, place), alarm.known, alarm.score), replaced


def _next_alarm(score: Floats, first: int, limit: float, before: list[Alarm]) -> Alarm | None:
    """The first score beyond the limit after the last alarm; of one value's scores, the largest."""
    since = before[-1].known + 1 - first if before else 0
    earliest = before[-1].what.place + 1 - first if before else 0
    size = np.abs(score[since:, earliest:])
    beyond = np.nonzero((size > limit).any(axis=1))[0]
    if not len(beyond):
        return None
    known = int(beyond[0]) + since
    place = int(size[beyond[0]].argmax()) + earliest
    return Alarm(Intervention(place < known, place + first), known + first, float(score[known, place]))
