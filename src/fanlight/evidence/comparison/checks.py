"""What should hold if a comparison can be trusted: before the change, elsewhere, with less of the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.regression import linear_regression
from fanlight.evidence.comparison.area import Area, Array
from fanlight.evidence.comparison.estimate import FOR_COUNTS, Estimate, estimate, words
from fanlight.evidence.comparison.panel import FEWEST_BEFORE, FEWEST_DONORS, Panel
from fanlight.evidence.comparison.placebos import placebo_p

_PART = 2 / 3  # of the past, before the date that is made up
USUAL = "synthetic_difference_in_differences"


@dataclass(frozen=True, slots=True)
class PreTrend:
    """Whether an area already went its own way before the change.

    Attributes
    ----------
    slope
        A period, in the unit of the measure, of the area less the mean of its donors, before the change.
    placebo_p
        Share of areas whose slope is as far from 0 for its error; None without any.
    areas
        How many, this one among them.
    """

    slope: float
    placebo_p: float | None
    areas: int

    def sentence(self) -> str:
        """What it says."""
        told = f"Before the change the area moved {self.slope:+,.3g} a period against its comparison areas"
        if self.placebo_p is None:
            return f"{told}."
        as_far = round(self.placebo_p * self.areas)
        usual = "not unusual" if self.placebo_p > 0.1 else "unusual: it was already going its own way"
        return f"{told}; {as_far} of {self.areas} areas did so at least as clearly ({usual})."


@dataclass(frozen=True, slots=True)
class Varied:
    """An estimate beside the same estimate from other parts of the data.

    Attributes
    ----------
    what
        What was varied.
    estimator
        A key of `FOR_COUNTS`.
    effect
        From all of the data.
    variants
        What was left out or changed, in words, one a variant.
    effects
        Shape (k,), in the same order.
    """

    what: str
    estimator: str
    effect: float
    variants: tuple[str, ...]
    effects: Array

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Names to arrays of one length."""
        return {"variant": np.array(self.variants), "average_effect": self.effects}

    def sentence(self) -> str:
        """The range, and whether the direction stays."""
        told = f"{words(self.estimator)}, {self.what}"
        if not len(self.effects):
            return f"{told}: nothing to vary."
        low, high = float(self.effects.min()), float(self.effects.max())
        stays = (low > 0) == (high > 0) == (self.effect > 0)
        direction = "the direction stays" if stays else "the direction does not stay"
        return f"{told}: {low:+,.4g} to {high:+,.4g} (all of it: {self.effect:+,.4g}); {direction}."


@dataclass(frozen=True, slots=True)
class EarlierPlacebo:
    """A change made up before the real one: nothing should be found.

    Attributes
    ----------
    periods_earlier
        How many periods before the real change.
    estimate
        What the estimator finds between the two.
    """

    periods_earlier: int
    estimate: Estimate

    def sentence(self) -> str:
        """What it says."""
        one = self.estimate
        told = f"{words(one.estimator)}, a change made up {self.periods_earlier} periods earlier"
        reaches = f"{one.average_effect:+,.4g} a period ({one.low:,.4g} to {one.high:,.4g})"
        found = (
            "none is found, as it should be" if one.low <= 0 <= one.high else "one is found: do not trust it"
        )
        return f"{told}: {reaches}; {found}."


def pre_trend(areas: Panel) -> PreTrend:
    """The slope of the area against the mean of its donors before the change, beside those of all areas.

    Parameters
    ----------
    areas
        From `panel`.

    Notes
    -----
    Slopes are compared in units of their Newey-West errors. That nothing is found does not show that nothing
    is there: short series hide what would spoil the comparison (Roth 2022, American Economic Review: Insights
    4:305-322).

    Examples
    --------
    >>> from fanlight.evidence.comparison.panel import panel
    >>> values = [[2.0, 4, 6, 8, 11, 9], [1, 2, 1, 2, 1, 2], [2, 1, 2, 1, 2, 1], [3, 3, 3, 4, 3, 3]]
    >>> round(pre_trend(panel(["A", "B", "C", "D"], values, treated="A", first=5)).slope, 2)
    2.17
    """
    own, standing = _slope(areas.area(areas.treated))
    others = np.array([_slope(areas.area(place))[1] for place in areas.placebos])
    level = float(areas.levels[areas.treated])
    return PreTrend(own * level, placebo_p(standing, others), 1 + len(others))


def _slope(area: Area) -> tuple[float, float]:
    gaps = (area.values - area.donors.mean(axis=0))[: area.first]
    time = np.arange(area.first, dtype=np.float64)
    fit = linear_regression(np.column_stack([np.ones(area.first), time - time.mean()]), gaps)
    slope = float(fit.coefficients[1])
    error = float(np.sqrt(max(fit.covariance[1, 1], 0.0)))
    return slope, slope / max(error, 1e-9 * max(float(np.abs(gaps).max()), 1e-290))


def placebo_in_time(areas: Panel, name: str = USUAL) -> EarlierPlacebo | None:
    """Make up a change after two thirds of the past, and look only as far as the real one.

    Parameters
    ----------
    areas
        From `panel`.
    name
        A key of `FOR_COUNTS`.

    Returns
    -------
    EarlierPlacebo or None
        None where the past is too short for it.
    """
    first = int(areas.first * _PART)
    if first < FEWEST_BEFORE:
        return None
    whole = areas.values[:, : areas.first] * areas.levels[:, None]
    levels = whole[:, :first].mean(axis=1) if areas.counts else np.ones(len(whole))
    if not levels.all():
        return None
    seasons = None if areas.seasons is None else areas.seasons[: areas.first]
    earlier = replace(areas, values=whole / levels[:, None], levels=levels, first=first, seasons=seasons)
    return EarlierPlacebo(areas.first - first, estimate(earlier, name))


def leave_one_out(areas: Panel, name: str = USUAL) -> Varied:
    """Leave out each donor in turn: one that alone carries the answer shows.

    Parameters
    ----------
    areas
        From `panel`.
    name
        A key of `FOR_COUNTS`.
    """
    donors = areas.donors[areas.treated]
    run, level = FOR_COUNTS[name], float(areas.levels[areas.treated])
    whole = run(areas.area(areas.treated)).effect * level
    variants, effects = [], []
    for out in donors if len(donors) > FEWEST_DONORS else ():
        kept = [place for place in donors if place != out]
        area = replace(areas.area(areas.treated), donors=areas.values[kept])
        variants.append(f"without {areas.names[out]}")
        effects.append(run(area).effect * level)
    return Varied("each comparison area left out in turn", name, whole, tuple(variants), np.array(effects))


def sensitivity(areas: Panel, name: str = USUAL) -> Varied:
    """The same estimate from half the past, from half of what came after, and against all areas.

    Parameters
    ----------
    areas
        From `panel`.
    name
        A key of `FOR_COUNTS`.
    """
    run, level = FOR_COUNTS[name], float(areas.levels[areas.treated])
    area = areas.area(areas.treated)
    whole = run(area).effect * level
    everyone = [place for place in range(len(areas.names)) if place != areas.treated]
    found: list[tuple[str, Area]] = []
    half = area.first // 2
    if area.first - half >= FEWEST_BEFORE:
        found.append(("later half of the past", _part(area, half, len(area.values))))
    after = len(area.values) - area.first
    if after > 1:
        found.append(("first half after the change", _part(area, 0, area.first + (after + 1) // 2)))
    if len(everyone) > len(area.donors):
        found.append(("against all areas", replace(area, donors=areas.values[everyone])))
    effects = np.array([run(one).effect * level for _, one in found])
    return Varied("other parts of the data", name, whole, tuple(told for told, _ in found), effects)


def _part(area: Area, begin: int, end: int) -> Area:
    seasons = None if area.seasons is None else area.seasons[begin:end]
    return Area(area.values[begin:end], area.donors[:, begin:end], area.first - begin, seasons, area.counts)


def every_check(areas: Panel, name: str = USUAL) -> Sequence[PreTrend | Varied | EarlierPlacebo]:
    """All checks that can be made, in the order of reading."""
    earlier = placebo_in_time(areas, name)
    found: list[PreTrend | Varied | EarlierPlacebo] = [pre_trend(areas)]
    if earlier is not None:
        found.append(earlier)
    return [*found, leave_one_out(areas, name), sensitivity(areas, name)]
