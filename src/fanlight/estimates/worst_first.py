"""Starting where the count was worst: how far it falls back, and how often that looks like an effect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fanlight.estimates.gamma_poisson import NO_SPREAD
from fanlight.estimates.rate_power import last_true
from fanlight.estimates.rate_ratio import at_least, level, tails
from fanlight.estimates.root_finding import bracketed_roots

Floats = NDArray[np.float64]
VALUES = 200  # of the worst count that are looked at


@dataclass(frozen=True, slots=True)
class WorstFirst:
    """What the worst of many places does by itself.

    Attributes
    ----------
    worst
        Events to be expected in the worst place.
    falls_to
        Later rate over the rate that had it chosen, on average, though nothing is done.
    false_credit
        Chance that this looks like a fall, if the later count is compared with the one that had it chosen.
    drawn_in
        The same chance, if the earlier count is first drawn towards the other places.
    """

    worst: float
    falls_to: float
    false_credit: float
    drawn_in: float

    def sentence(self) -> str:
        """Tell it in natural frequencies."""
        return (
            f"Though nothing is done, the worst place falls to {100 * self.falls_to:.0f} % of its count on "
            f"average; {100 * self.false_credit:.0f} of 100 such starts show a fall. Drawn towards the other "
            f"places first, {100 * self.drawn_in:.0f} of 100 do."
        )


def worst_first(
    mean: float,
    places: int,
    exposure_ratio: float,
    *,
    variation: float = 0.0,
    method: str = "mid-p",
    confidence: float = 0.95,
) -> WorstFirst:
    """Work out what the largest of many counts is followed by, if nothing is done.

    Parameters
    ----------
    mean
        Events in a place of average rate, before, above 0.
    places
        Among which the worst is chosen, each counted over as much exposure.
    exposure_ratio
        Exposure after, over that before.
    variation
        Coefficient of variation of the places' true rates (gamma); 0: they are alike, and chance does most.
    method
        mid-p or exact.
    confidence
        Of the interval that would leave out 1.

    Returns
    -------
    WorstFirst
        Summed over the counts that the worst place may have, not drawn.

    Raises
    ------
    ValueError
        A mean or exposure that is not above 0, fewer than one place, a negative variation, the score method.

    References
    ----------
    Barnett, van der Pols and Dobson (2005), International Journal of Epidemiology 34, 215-220, on regression
    to the mean.

    Examples
    --------
    >>> told = worst_first(20, 150, 1.0)
    >>> round(told.false_credit, 2), told.drawn_in < 0.03, round(told.falls_to, 2)
    (0.41, True, 0.61)
    """
    if not (mean > 0 and exposure_ratio > 0 and places >= 1 and variation >= 0) or method == "score":
        raise ValueError(
            "the worst of how many places, with which mean, spread and exposure? by mid-p or exact"
        )
    half = 0.5 if method == "mid-p" else 0.0
    shape = min(variation**-2 if variation else NO_SPREAD, NO_SPREAD)
    count, chance = _largest(mean, shape, places)
    # Given its count, the place's later count is negative binomial: count + shape events in so much exposure.
    known, log_odds = count + shape, np.full(len(count), np.log(exposure_ratio) - np.log1p(shape / mean))

    def later(a: Floats) -> Floats:
        """Chance of at most a later events, though nothing is done."""
        return np.where(a < 0, 0.0, at_least(known, np.maximum(a, 0) + 1, -log_odds))

    tail, most = level(confidence) / 2, np.ceil(count * exposure_ratio + 10)
    shift = np.full(len(count), np.log(exposure_ratio))
    plain = last_true(
        lambda a: tails(a, count, shift, method)[0] < tail, most, guess=_guess(count, shift, tail)
    )
    drawn = last_true(
        lambda a: half * later(a - 1) + (1 - half) * later(a) < tail,
        most,
        guess=_guess(known, log_odds, tail),
    )
    shrunk = (count + shape) / (1 + shape / mean)
    return WorstFirst(
        worst=float(chance @ count),
        falls_to=float(chance @ shrunk / (chance @ count)),
        false_credit=float(chance @ later(plain)),
        drawn_in=float(chance @ later(drawn)),
    )


def mean_of_places(worst: float, places: int, *, variation: float = 0.0) -> float:
    """Tell the mean of places whose worst is expected to have so many events.

    Examples
    --------
    >>> round(mean_of_places(33.0, 150))
    20
    """
    shape = min(variation**-2 if variation else NO_SPREAD, NO_SPREAD)

    def over(log_mean: Floats, _which: NDArray[np.intp]) -> Floats:
        each = (_largest(float(np.exp(one)), shape, places) for one in log_mean)
        return np.array([float(chance @ count) - worst for count, chance in each])

    ends = np.log(np.array([worst / 1e4])), np.log(np.array([worst]))
    return float(np.exp(bracketed_roots(over, *ends, tolerance=1e-4)[0]))


def _largest(mean: float, shape: float, places: int) -> tuple[Floats, Floats]:
    """Counts that the largest of so many may have, from 1, and their chances."""
    spread = np.sqrt(mean + mean**2 / shape)
    count = np.arange(1.0, np.ceil(mean + (6 + 3 * np.log(places)) * spread + 12))
    step = int(np.ceil(len(count) / (20 * VALUES)))
    count = count[::step]
    below = at_least(np.full(len(count), shape), count + 1, np.full(len(count), np.log(shape) - np.log(mean)))
    chance = np.diff(np.exp(places * np.log(np.maximum(below, 1e-300))), prepend=0.0)
    likely = np.flatnonzero(chance > 1e-9)
    likely = likely[:: int(np.ceil(len(likely) / VALUES))]
    return count[likely], chance[likely] / chance[likely].sum()


def _guess(known: Floats, log_odds: Floats, tail: float) -> Floats:
    """Count below which the normal approximation calls a later count few."""
    mean = known * np.exp(log_odds)
    return np.asarray(mean + special.ndtri(tail) * np.sqrt(mean * (1 + np.exp(log_odds))))
