"""Lasting steps and single odd values in a series, found one by one as far as the data bear them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.level_models import LevelModels

Floats = NDArray[np.float64]
STEP_VARIANCE, PULSE_VARIANCE = 10.0, 25.0  # of their sizes, in units of the noise's variance
LOG_ODDS = -3.5  # of a step, or of an odd value, at one given time: once in some thirty
MOST, EDGE = 8, 3  # found in one series at most; values on each side of a step at least
AT_ONCE = 250  # series worked on together, so that memory stays small


class Intervention(NamedTuple):
    """A lasting step from a place on, or one odd value there; places count from 0."""

    lasting: bool
    place: int

    def column(self, count: int) -> Floats:
        """1 where it acts, shape (count,)."""
        acts = np.arange(count) >= self.place if self.lasting else np.arange(count) == self.place
        return acts.astype(np.float64)


@dataclass(frozen=True, slots=True)
class Explained:
    """What a series' history says of the models.

    Attributes
    ----------
    weight
        Shape (s, g), how far each model is believed after the data; rows sum to 1.
    variance
        Shape (s, g), of the noise under each model.
    found
        One tuple a series.
    """

    weight: Floats
    variance: Floats
    found: tuple[tuple[Intervention, ...], ...]

    def row(self, place: int) -> Explained:
        """Give one series alone."""
        return Explained(self.weight[[place]], self.variance[[place]], (self.found[place],))


@dataclass(frozen=True, slots=True)
class _Seen:
    """The models, and everything that could be found as they see it."""

    each: tuple[Intervention, ...]
    size: Floats
    inverse: Floats
    volume: Floats
    norm: Floats
    prior: Floats

    @property
    def places(self) -> slice:
        """Places of the steps."""
        return slice(EDGE, self.inverse.shape[1] - EDGE + 1)

    def through(self, pull: Floats) -> Floats:
        """From values by time (last axis) to their products with the columns of all that could be found."""
        after = np.cumsum(pull[..., ::-1], axis=-1)[..., ::-1]
        return np.concatenate([after[..., self.places], pull], axis=-1)


def explain(series: NDArray[np.float64], models: LevelModels, *, search: bool = True) -> Explained:
    """Weigh the models on each series, with the interventions its history bears out.

    Parameters
    ----------
    series
        Shape (s, n), all values known.
    models
        Of the n times.
    search
        False supposes that there were neither steps nor odd values.

    Returns
    -------
    Explained
        Greedy: the intervention that most raises the evidence, over all models, is taken in while it does.

    Notes
    -----
    Sizes are normal with variance `STEP_VARIANCE` or `PULSE_VARIANCE` times the noise's ("spike and slab",
    George and McCulloch 1993, doi:10.1080/01621459.1993.10476353); so the evidence of an intervention is a
    rank-one update. Outliers and level shifts as interventions: Chen and Liu 1993,
    doi:10.1080/01621459.1993.10594321.

    Examples
    --------
    >>> from fanlight.estimates.level_models import level_models
    >>> import numpy as np
    >>> noise = np.random.default_rng(1).normal(0, 1, 40)
    >>> explain((noise + 9 * (np.arange(40) >= 25))[None], level_models(range(40))).found[0]
    (Intervention(lasting=True, place=25),)
    """
    seen = _seen(models)
    parts = [
        _explain_some(series[first : first + AT_ONCE], seen, search)
        for first in range(0, len(series), AT_ONCE)
    ]
    return Explained(
        np.concatenate([part.weight for part in parts]),
        np.concatenate([part.variance for part in parts]),
        tuple(one for part in parts for one in part.found),
    )


def _seen(models: LevelModels) -> _Seen:
    inverse, volume = models.inverse()
    count = inverse.shape[1]
    places = range(EDGE, count - EDGE + 1)
    each = (
        *(Intervention(True, place) for place in places),
        *(Intervention(False, place) for place in range(count)),
    )
    after = np.cumsum(np.cumsum(inverse[:, ::-1, ::-1], axis=1), axis=2)[:, ::-1, ::-1]
    steps, pulses = (np.diagonal(one, axis1=1, axis2=2) for one in (after, inverse))
    norm = np.concatenate([steps[:, places.start : places.stop], pulses], axis=1)
    size = np.where([one.lasting for one in each], STEP_VARIANCE, PULSE_VARIANCE).astype(np.float64)
    return _Seen(each, size, inverse, volume, norm, models.log_prior)


def _explain_some(series: Floats, seen: _Seen, search: bool) -> Explained:
    known = series.shape[1] - 2
    pull = np.einsum("gij,sj->sgi", seen.inverse, series, optimize=True)
    square = np.einsum("sgi,si->sg", pull, series)
    volume = np.broadcast_to(seen.volume, square.shape).copy()
    found: list[tuple[Intervention, ...]] = [()] * len(series)
    if search:
        against = seen.through(pull)
        for row in range(len(series)):
            found[row] = _search(against[row], square[row], volume[row], seen, known)
    evidence = _evidence(square, volume, seen.prior, known)
    weight = np.exp(evidence - evidence.max(axis=1, keepdims=True))
    return Explained(weight / weight.sum(axis=1, keepdims=True), square / known, tuple(found))


def _search(
    against: Floats, square: Floats, volume: Floats, seen: _Seen, known: int
) -> tuple[Intervention, ...]:
    """Take in one intervention after the other; `square` and `volume` are brought up to date."""
    norm, prior = seen.norm, seen.prior
    taken: list[int] = []
    before: list[tuple[Floats, Floats]] = []
    while len(taken) < MOST:
        grown = 1 + seen.size * norm
        less = square[:, None] - seen.size * against**2 / grown
        more = volume[:, None] + np.log(grown)
        total = _over_models(_evidence(less, more, prior[:, None], known)) + LOG_ODDS
        best = int(total.argmax())
        if best in taken or total[best] <= _over_models(_evidence(square, volume, prior, known)):
            break
        square[:], volume[:] = less[:, best], more[:, best]
        along = seen.through(seen.inverse @ seen.each[best].column(known + 2))
        for one, shrink in before:
            along -= (shrink * one[:, best])[:, None] * one
        shrink = seen.size[best] / grown[:, best]
        against = against - (shrink * against[:, best])[:, None] * along
        norm = norm - shrink[:, None] * along**2
        before.append((along, shrink))
        taken.append(best)
    return tuple(seen.each[one] for one in taken)


def _evidence(square: Floats, volume: Floats, prior: Floats, known: int) -> Floats:
    """Log of the likelihood of each model, the scale integrated out."""
    evidence: Floats = prior - 0.5 * known * np.log(np.maximum(square, 1e-300)) - 0.5 * volume
    return evidence


def _over_models(evidence: Floats) -> Floats:
    """Log of the sum over the models, the first axis."""
    top = evidence.max(axis=0)
    summed: Floats = top + np.log(np.exp(evidence - top).sum(axis=0))
    return summed
