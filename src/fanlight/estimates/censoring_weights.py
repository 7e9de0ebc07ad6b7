"""Weights that let those whose outcome is known stand for those lost from sight before it was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from fanlight.estimates.estimate import Estimate

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CensoringWeights:
    """One over the chance that an outcome came to be known.

    Attributes
    ----------
    weight
        Shape (n,): 0 where the outcome is not known.
    known
        Shape (n,): whether the outcome is known.
    unreached
        How many belong to a stratum in which nobody was followed to the end: no weight can speak for them.
    """

    weight: Floats
    known: NDArray[np.bool_]
    unreached: int

    @property
    def effective(self) -> float:
        """As many equally weighted ones would tell as much: (sum of weights)² over the sum of their squares.

        References
        ----------
        Kish, Survey Sampling (1965), section 11.7.
        """
        squares = float(self.weight @ self.weight)
        return float(self.weight.sum()) ** 2 / squares if squares else 0.0

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Name → array, an entry a person."""
        return {"weight": self.weight, "known": self.known}

    def sentence(self) -> str:
        """How many are known, and how far one of them counts for others."""
        n, known = len(self.weight), int(self.known.sum())
        told = f"The outcome of {known:,} of {n:,} is known"
        if known < n:
            told += f"; one of them stands for up to {self.weight.max():.1f}"
        if self.unreached:
            told += f"; of {self.unreached:,} nothing is said: nobody of their groups was followed so long"
        return told + "."


def censoring_weights(
    time: ArrayLike, ended: ArrayLike, horizon: float, stratum: ArrayLike | None = None
) -> CensoringWeights:
    """Weigh those whose outcome by a horizon is known by the inverse of their chance to be known.

    Parameters
    ----------
    time
        Shape (n,), 0 or above: when something happened that settles the question, or up to when nothing had.
    ended
        Shape (n,), whether it happened then. An outcome is known if it happened by the horizon, or if one was
        followed to the horizon and nothing had.
    horizon
        The time asked about, in the unit of `time`.
    stratum
        Shape (n,), whole numbers from 0: recorded groups (age band and team) in which being lost from sight
        is taken to have nothing to do with the outcome. None for one group.

    Raises
    ------
    ValueError
        Arrays of different lengths or none, a time below 0 or unknown, a stratum below 0.

    Notes
    -----
    Within each stratum the chance of still being followed is Kaplan and Meier's, of being lost from sight.
    On one time things happen before anybody is lost, so that an event at t has the chance just before t.
    What is not recorded cannot be weighed: the bias from it stays.

    References
    ----------
    Robins and Rotnitzky, in AIDS Epidemiology (1992) 297-331; Graf and others, Statistics in Medicine 18
    (1999) 2529-2545.

    Examples
    --------
    >>> censoring_weights([1, 2, 3, 4], [True, False, True, False], 3).weight.round(2).tolist()
    [1.0, 0.0, 1.5, 1.5]
    """
    when, over = np.asarray(time, dtype=np.float64), np.asarray(ended, dtype=np.bool_)
    group = np.zeros(len(when), np.int64) if stratum is None else np.asarray(stratum).astype(np.int64)
    if when.ndim != 1 or not when.size or when.shape != over.shape or when.shape != group.shape:
        raise ValueError(f"{when.size} times, {over.size} marks of what ended, {group.size} strata")
    if not (np.isfinite(when) & (when >= 0)).all() or (group < 0).any():
        raise ValueError("a time is 0 or above, and known; a stratum is 0 or above")
    known = (when >= horizon) | over
    weight, unreached = np.zeros(len(when)), 0
    order = np.argsort(group, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        lost_at, chance = _still_followed(when[rows], over[rows], horizon)
        if chance[-1] <= 0:  # the last one followed was lost: those to whom nothing happens are never seen
            unreached += len(rows)
            continue
        just_before = np.searchsorted(lost_at, np.minimum(when[rows], horizon), "left")
        weight[rows] = known[rows] / chance[just_before]
    return CensoringWeights(weight, known, unreached)


def _still_followed(when: Floats, over: NDArray[np.bool_], horizon: float) -> tuple[Floats, Floats]:
    """Times at which somebody was lost before the horizon; the chance to be followed, before and after each.

    At risk of being lost at a time are those seen until then to whom nothing happened by then.
    """
    times, losses = np.unique(when[~over & (when < horizon)], return_counts=True)
    every, ends = np.sort(when), np.sort(when[over])
    gone = np.searchsorted(every, times, "left")
    ended_then = np.searchsorted(ends, times, "right") - np.searchsorted(ends, times, "left")
    return times, np.r_[1.0, np.cumprod(1 - losses / (len(every) - gone - ended_then))]


def chance_followed(
    followed: ArrayLike, to_the_end: ArrayLike, stratum: ArrayLike, at: ArrayLike, at_stratum: ArrayLike
) -> Floats:
    """The chance of not being lost from sight before a time, told by many others of the same stratum.

    For a few cases, whose own losses could tell no chance: how long each of the many was followed is all that
    is read of them, not what happened to them.

    Parameters
    ----------
    followed
        Shape (n,), 0 or above: how long each of the many was followed.
    to_the_end
        Shape (n,): whether that was as long as was meant; the others were lost.
    stratum
        Shape (n,), whole numbers from 0: recorded groups.
    at, at_stratum
        Shape (m,): a time, and the group it is asked of.

    Returns
    -------
    Shape (m,): the chance just before each time; 0 where nobody of the group was followed to the end, so that
    nobody can stand for the lost, or where the group has nobody.

    Raises
    ------
    ValueError
        Arrays of different lengths, a time below 0 or unknown.

    References
    ----------
    Graf and others, Statistics in Medicine 18 (1999) 2529-2545: Kaplan and Meier's curve of being lost.

    Examples
    --------
    >>> ends = [True, False, True, True]
    >>> chance_followed([9, 2, 9, 9], ends, [0, 0, 0, 0], [1, 2, 9], [0, 0, 0]).tolist()
    [1.0, 1.0, 0.75]
    """
    when, over = np.asarray(followed, dtype=np.float64), np.asarray(to_the_end, dtype=np.bool_)
    group, asked = np.asarray(stratum), np.asarray(at, dtype=np.float64)
    asked_of = np.asarray(at_stratum)
    if not (when.shape == over.shape == group.shape and asked.shape == asked_of.shape):
        raise ValueError("as many times as marks and strata, of the many and of the asked")
    if not all((np.isfinite(one) & (one >= 0)).all() for one in (when, asked)):
        raise ValueError("a time is 0 or above, and known")
    chance = np.zeros(len(asked))
    for one in np.unique(asked_of):
        members, wanted = group == one, asked_of == one
        if members.any():
            lost_at, still = _still_followed(when[members], over[members], np.inf)
            if still[-1] > 0:
                chance[wanted] = still[np.searchsorted(lost_at, asked[wanted], "left")]
    return chance


def weighted_brier(probability: ArrayLike, outcome: ArrayLike, weights: CensoringWeights) -> Estimate:
    """The Brier score, those whose outcome is known standing for those like them who were lost.

    Parameters
    ----------
    probability
        Shape (n,), from 0 to 1.
    outcome
        Shape (n,): 1 or 0; where it is not known anything, it is not looked at.

    Returns
    -------
    Estimate
        The score, its interval from the spread of weighted scores (the weights taken as known, which makes
        it a little wide); NaN where nothing is known.

    Raises
    ------
    ValueError
        Shapes that differ, a probability beyond 0 and 1, a known outcome that is neither 1 nor 0.

    References
    ----------
    Graf and others, Statistics in Medicine 18 (1999) 2529-2545; divided by the sum of weights (Hájek).

    Examples
    --------
    >>> weights = censoring_weights([1, 2, 3, 4], [True, False, True, False], 3)
    >>> weighted_brier([.9, .5, .5, .1], [1, 0, 1, 0], weights).value.__round__(4)
    0.1
    """
    said, happened = np.asarray(probability, dtype=np.float64), np.asarray(outcome, dtype=np.float64)
    weight, known = weights.weight, weights.weight > 0
    if said.shape != weight.shape or happened.shape != weight.shape:
        raise ValueError(f"{said.size} probabilities, {happened.size} outcomes, {weight.size} weights")
    if not ((said >= 0) & (said <= 1)).all() or not np.isin(happened[known], (0, 1)).all():
        raise ValueError("a probability is from 0 to 1, an outcome that is known 1 or 0")
    total = float(weight.sum())
    if not total:
        return Estimate(float("nan"), float("nan"), float("nan"))
    squared = (said[known] - happened[known]) ** 2
    score = float(weight[known] @ squared / total)
    error = float(np.sqrt(((weight[known] * (squared - score)) ** 2).sum()) / total)
    reach = float(ndtri(0.975)) * error
    return Estimate(score, max(score - reach, 0.0), min(score + reach, 1.0))
