"""One estimator's answer, with its placebos; and all of them, whose spread is the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.comparison.area import Area, Array, Fit, Link
from fanlight.evidence.comparison.augmented_synthetic_control import augmented_synthetic_control
from fanlight.evidence.comparison.count_synthetic_control import count_synthetic_control
from fanlight.evidence.comparison.difference_in_differences import difference_in_differences
from fanlight.evidence.comparison.factor_model import factor_model
from fanlight.evidence.comparison.interrupted_time_series import interrupted_time_series
from fanlight.evidence.comparison.panel import Panel
from fanlight.evidence.comparison.picked import picked_note
from fanlight.evidence.comparison.placebos import (
    own_reach,
    placebo_p,
    reach,
    standings_of,
    steadied,
)
from fanlight.evidence.comparison.synthetic_control import synthetic_control
from fanlight.evidence.comparison.synthetic_difference_in_differences import (
    synthetic_difference_in_differences,
)
from fanlight.terms.frames import frame_of

Estimator = Callable[[Area], Fit]

ESTIMATORS: Mapping[str, Estimator] = MappingProxyType(
    {
        "interrupted_time_series": interrupted_time_series,
        "difference_in_differences": difference_in_differences,
        "synthetic_control": synthetic_control,
        "augmented_synthetic_control": augmented_synthetic_control,
        "synthetic_difference_in_differences": synthetic_difference_in_differences,
        "factor_model": factor_model,
    }
)
FOR_COUNTS: Mapping[str, Estimator] = MappingProxyType(
    {**ESTIMATORS, "count_synthetic_control": count_synthetic_control}
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one estimator says.

    Attributes
    ----------
    estimator
        A key of `FOR_COUNTS`.
    average_effect, low, high
        Average over the periods with the change, in the unit of the measure, and its 95 % interval.
    placebo_p
        Share of areas whose standing is as far from 0; None without placebos.
    placebos
        How many areas without the change were asked.
    from_placebos
        Whether the interval is drawn from them; else there were too few, and it rests on the area's own past.
    relative
        The effect as a share of what is expected without the change; NaN where that is 0.
    without
        Shape (t,), what is expected without the change, in the unit of the measure.
    weights
        Donors that carry at least 1 % of the weight, the heaviest first; empty where there are none.
    standings
        Shape (m,), of the placebos, in units of their scales.
    scale
        The area's own, for `Fit.standing`.
    """

    estimator: str
    average_effect: float
    low: float
    high: float
    placebo_p: float | None
    placebos: int
    from_placebos: bool
    relative: float
    without: Array
    weights: Mapping[str, float]
    standings: Array
    scale: float

    def ratio(self) -> tuple[float, float, float]:
        """Rate ratio and its interval: values with the change over those expected without it."""
        after = self.average_effect / self.relative if self.relative else float("nan")
        observed = after + self.average_effect

        def beside(effect: float) -> float:
            return observed / (observed - effect) if observed > effect else float("inf")

        return beside(self.average_effect), beside(self.low), beside(self.high)

    def sentence(self, unit: str = "a period") -> str:
        """What it says, in words; `unit` such as "referrals a month"."""
        reaches = f"({self.low:,.4g} to {self.high:,.4g})"
        told = f"{words(self.estimator)}: {self.average_effect:+,.4g} {unit} {reaches}"
        if self.placebo_p is None:
            return f"{told}; no area to try placebos on."
        as_far = round(self.placebo_p * (1 + self.placebos))
        return f"{told}; {as_far} of {1 + self.placebos} areas stand as far from 0, this one among them."


@dataclass(frozen=True, slots=True)
class Comparison:
    """All estimators side by side.

    Attributes
    ----------
    treated
        Name of the area with the change.
    estimates
        One an estimator.
    not_run
        Estimators that could not be run, each with why.
    notes
        What was left out or chosen.
    """

    treated: str
    estimates: tuple[Estimate, ...]
    not_run: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def spread(self) -> tuple[float, float]:
        """Least and greatest average effect over the estimators."""
        effects = [one.average_effect for one in self.estimates]
        return min(effects), max(effects)

    def columns(self) -> dict[str, NDArray[Any]]:
        """Names to arrays, one place an estimator."""
        ones = self.estimates
        p = [np.nan if one.placebo_p is None else one.placebo_p for one in ones]
        return {
            "estimator": np.array([one.estimator for one in ones]),
            "average_effect": np.array([one.average_effect for one in ones]),
            "low": np.array([one.low for one in ones]),
            "high": np.array([one.high for one in ones]),
            "placebo_p": np.array(p),
        }

    def to_frame(self) -> object:
        """The columns as a polars or pandas frame, whichever is installed.

        Raises
        ------
        ModuleNotFoundError
            Neither is.
        """
        frame: object = frame_of(self.columns())
        return frame

    def sentence(self, unit: str = "a period") -> str:
        """The spread, and how many of the intervals hold 0; `unit` such as "referrals a month"."""
        low, high = self.spread
        count = len(self.estimates)
        with_none = sum(one.low <= 0.0 <= one.high for one in self.estimates)
        told = f"{self.treated}: {count} ways of comparing give {low:+,.4g} to {high:+,.4g} {unit}"
        if with_none == count:
            return f"{told}; all {count} intervals hold 0: we cannot tell a change from chance."
        if low < 0.0 < high:
            return f"{told}; they do not agree on the direction: we cannot tell."
        if with_none:
            return f"{told}; {with_none} of {count} intervals hold 0: it depends on how one compares."
        direction = "fewer" if high < 0 else "more"
        return f"{told}; no interval holds 0: {direction} than expected, however one compares."


def estimate(areas: Panel, name: str, *, run: Estimator | None = None) -> Estimate:
    """Ask one estimator of the area with the change, and of every area without it.

    Parameters
    ----------
    areas
        From `panel`.
    name
        A key of `ESTIMATORS`, or of `FOR_COUNTS` where values are counts.
    run
        Another function in its place, such as one that remembers what it was asked.

    Raises
    ------
    ValueError
        The estimator cannot be run on this area: with the reason.
    """
    run = run or FOR_COUNTS[name]
    own = run(areas.area(areas.treated))
    fits, afters = [], []
    for place in areas.placebos:
        try:
            fits.append(run(areas.area(place)))
        except (ValueError, np.linalg.LinAlgError):
            continue
        afters.append(areas.values[place, areas.first :])
    after = areas.values[areas.treated, areas.first :]
    steady, *others = steadied([own, *fits])
    standings = standings_of(others, afters)
    wide = reach(standings)
    low, high = own.interval(own_reach(areas.first), after) if wide is None else steady.interval(wide, after)
    level = float(areas.levels[areas.treated])
    expected = float(after.mean()) - own.effect
    return Estimate(
        name,
        own.effect * level,
        low * level,
        high * level,
        placebo_p(steady.standing(after), standings),
        len(standings),
        wide is not None,
        own.effect / expected if expected else float("nan"),
        own.without * level,
        _heaviest(areas, own),
        standings,
        steady.scale,
    )


def compare_areas(areas: Panel, names: Sequence[str] | None = None) -> Comparison:
    """Run every estimator that suits the values, each with all placebos.

    Parameters
    ----------
    areas
        From `panel`.
    names
        Of estimators; all that suit unless told.

    Raises
    ------
    ValueError
        None of them can be run.

    Examples
    --------
    >>> from fanlight.evidence.comparison.panel import panel
    >>> rng = np.random.default_rng(1)
    >>> values = 50 + np.cumsum(rng.normal(size=30)) + rng.normal(size=(25, 30))
    >>> values[0, 20:] -= 12
    >>> compare_areas(panel([f"Area {n}" for n in range(25)], values, treated="Area 0", first=20)).sentence()
    'Area 0: 6 ways ...'
    """
    found, not_run = [], []
    for name in suited(areas) if names is None else names:
        try:
            found.append(estimate(areas, name))
        except (ValueError, np.linalg.LinAlgError) as error:
            not_run.append((name, str(error)))
    return gathered(areas, found, not_run)


def gathered(areas: Panel, found: Sequence[Estimate], not_run: Sequence[tuple[str, str]]) -> Comparison:
    """A comparison of estimates that were made one by one."""
    if not found:
        raise ValueError(f"no estimator could be run ({'; '.join(why for _, why in not_run)})")
    notes = [*areas.notes, picked_note(areas)]
    if not all(one.from_placebos for one in found):
        notes.append(
            f"Only {1 + len(areas.placebos)} areas: too few for intervals from placebos (20 are needed). "
            "These rest on the area's own past and are often too narrow."
        )
    return Comparison(areas.names[areas.treated], tuple(found), tuple(not_run), tuple(notes))


def suited(areas: Panel) -> tuple[str, ...]:
    """The estimators that suit the values."""
    return tuple(FOR_COUNTS if areas.counts else ESTIMATORS)


def words(name: str) -> str:
    """An estimator's name as a reader sees it.

    >>> words("synthetic_control")
    'Synthetic control'
    """
    return name.replace("_", " ").capitalize()


def _heaviest(areas: Panel, own: Fit) -> Mapping[str, float]:
    if own.weights is None:
        return MappingProxyType({})
    weights = own.weights
    if own.link is Link.RATIO:
        weights = weights / max(float(weights.sum()), 1e-300)
    places = sorted(range(len(weights)), key=lambda place: -abs(weights[place]))
    donors = areas.donors[areas.treated]
    return MappingProxyType(
        {areas.names[donors[one]]: float(weights[one]) for one in places if abs(weights[one]) >= 0.01}
    )
