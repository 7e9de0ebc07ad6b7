"""A worker's score with children who left first stood for by others like them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.censoring_weights import CensoringWeights, chance_followed, weighted_brier
from fanlight.estimates.estimate import Estimate
from fanlight.practice.calibration import FEWEST
from fanlight.terms.disclosure import MINIMUM_TEAM

MOST = 10.0
"""The largest weight: one forecast stands for ten at most, or its single square would be the score."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FollowedForecasts:
    """Every worker's forecasts whose time is over: how long each child was followed. Not what happened.

    Attributes
    ----------
    worker, team, age_band, months
        Shape (n,): who forecast, the team that decided, the child's age band that day, months asked about.
    days
        Shape (n,): from the decision until the child's record ended, or until the time was over.
    to_the_end
        Shape (n,): whether the time was over first.
    """

    worker: Ints
    team: Ints
    age_band: Ints
    months: Ints
    days: Floats
    to_the_end: NDArray[np.bool_]

    def strata(self) -> list[Ints]:
        """Groups of one length of time, each of shape (n,): all ages, one age band, that in one team."""
        told = [self.months, self.age_band, self.team]
        return [_numbered(told[:depth]) for depth in (1, 2, 3)]


def _numbered(columns: list[Ints]) -> Ints:
    _, place = np.unique(np.stack(columns), axis=1, return_inverse=True)
    return np.asarray(place, np.int64).reshape(-1)


@dataclass(frozen=True, slots=True)
class WeightedBrier:
    """The Brier score weighted for those who left first.

    Attributes
    ----------
    known, lost
        Forecasts whose time is over that are settled, and that could not be.
    brier
        The weighted score; None where it is too few to tell.
    effective
        As many equally weighted forecasts would tell as much.
    largest
        For how many one settled forecast stands at most.
    limited
        How many would stand for more than `MOST` and are held to it.
    """

    known: int
    lost: int
    brier: Estimate | None
    effective: float
    largest: float
    limited: int

    def sentence(self) -> str:
        """In words; the score itself stands beside them."""
        gone = (
            f"Of {self.known + self.lost:,} forecasts whose time is over {self.lost:,} cannot be settled, as "
            "the child left first."
        )
        if self.brier is None:
            return f"{gone} Too few to tell what the score would be with them."
        held = f"; {self.limited:,} would stand for more and are held to that" if self.limited else ""
        return (
            f"{gone} Counted so that those who left are stood for by others like them: by your settled "
            "forecasts about children of the same age and team (wherever too few others have such, of the "
            "same age, or of any), as often as such children leave. One stands "
            f"for {self.largest:.1f} at most{held}; all together tell as much as {self.effective:.0f} that "
            "count alike."
        )


def weigh_forecasts(
    said: Floats, outcome: Floats, days: Floats, mine: Ints, followed: FollowedForecasts
) -> WeightedBrier | None:
    """Weigh a worker's settled forecasts by one over the chance that such a child had not left before.

    Parameters
    ----------
    said, outcome
        Shape (m,): probability from 0 to 1; 1, 0, or NaN where the child left first.
    days
        Shape (m,): from the decision until what happened did, or until the time was over; not looked at
        where the child left first.
    mine
        Shape (m,): the row of each in `followed`.
    followed
        Forecasts of all workers whose time is over.

    Returns
    -------
    WeightedBrier or None
        None where none of the worker's was lost: there is nothing to weigh. Each forecast is weighed by the
        closest group in which others enough have one (`FEWEST` forecasts of `MINIMUM_TEAM` other workers): of
        its age band and team, else of its age band, else of its length. The score is None where there is no
        such group, where all of it left, or where those settled tell as little as fewer than `FEWEST` would.

    Raises
    ------
    ValueError
        Arrays of different lengths, a probability beyond 0 and 1, an outcome that is none.

    References
    ----------
    Robins and Rotnitzky, in AIDS Epidemiology (1992) 297-331; Graf and others, Statistics in Medicine 18
    (1999) 2529-2545. Cole and Hernán, American Journal of Epidemiology 168 (2008) 656-664, for limits to
    weights.

    Examples
    --------
    >>> many = np.arange(240)
    >>> left = many % 5 == 0
    >>> followed = FollowedForecasts(
    ...     worker=many % 6, team=many * 0, age_band=many * 0, months=many * 0 + 6,
    ...     days=np.where(left, 30.0, 182.0), to_the_end=~left,
    ... )
    >>> mine = np.flatnonzero(many % 6 == 0)
    >>> outcome = np.where(left[mine], np.nan, mine % 4 == 0)
    >>> found = weigh_forecasts(np.full(40, .5), outcome, np.full(40, 182.0), mine, followed)
    >>> found.known, found.lost, found.largest, found.brier.value
    (32, 8, 1.25, 0.25)
    """
    if not len(said) == len(outcome) == len(days) == len(mine):
        raise ValueError(
            f"{len(said)} probabilities, {len(outcome)} outcomes, {len(days)} times, {len(mine)} rows"
        )
    known = np.isfinite(outcome)
    lost = int((~known).sum())
    if not lost:
        return None
    chance = _chance(np.where(known, days, 0.0), mine, followed)
    too_few = WeightedBrier(int(known.sum()), lost, None, 0.0, 0.0, 0)
    if known.sum() < FEWEST or not (chance > 0).all():
        return too_few
    full = known / chance
    weights = CensoringWeights(np.minimum(full, MOST), known, 0)
    if weights.effective < FEWEST:
        return too_few
    brier = weighted_brier(said, outcome, weights)
    largest, limited = float(weights.weight.max()), int((full > MOST).sum())
    return WeightedBrier(int(known.sum()), lost, brier, weights.effective, largest, limited)


def _chance(days: Floats, mine: Ints, followed: FollowedForecasts) -> Floats:
    """By the closest group with others enough; 0 where there is none, or all of the closest left."""
    me = np.unique(followed.worker[mine])
    chance = np.zeros(len(mine))
    for strata in followed.strata():  # the closest last
        told = chance_followed(followed.days, followed.to_the_end, strata, days, strata[mine])
        chance = np.where(np.isin(strata[mine], _well_filled(strata, followed.worker, me)), told, chance)
    return chance


def _well_filled(strata: Ints, worker: Ints, me: Ints) -> Ints:
    """Strata with forecasts enough, of enough workers beside the worker: no other one's shows through."""
    others = ~np.isin(worker, me)
    pairs = np.unique(np.stack([strata[others], worker[others]]), axis=1)
    size = int(strata.max(initial=-1)) + 1
    workers = np.bincount(pairs[0], minlength=size)
    forecasts = np.bincount(strata[others], minlength=size)
    return np.flatnonzero((workers >= MINIMUM_TEAM) & (forecasts >= FEWEST)).astype(np.int64)
