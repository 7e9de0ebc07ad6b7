"""A comparison with its checks, run step by step, kept as texts and numbers, and read back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.comparison.area import Array
from fanlight.evidence.comparison.checks import (
    EarlierPlacebo,
    PreTrend,
    Varied,
    every_check,
)
from fanlight.evidence.comparison.estimate import Comparison, Estimate, estimate, gathered, suited, words
from fanlight.evidence.comparison.panel import Panel
from fanlight.evidence.comparison.picked import stands_out

EDITION = 1  # raise it when an estimator or a check comes to another answer on the same figures
Check = PreTrend | Varied | EarlierPlacebo
Say = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Study:
    """All estimators side by side, and what should hold if they can be trusted.

    Attributes
    ----------
    comparison
        The estimates and their spread.
    checks
        Of `every_check`, in the order of reading.
    seen
        Shape (t,), the area's values.
    first
        Place of the first period with the change.
    donors
        Names of the areas it was compared with.
    stood_out
        How the area stood out before the change (`stands_out`); () for in no way.
    inputs
        `inputs_digest` of the panel.
    """

    comparison: Comparison
    checks: tuple[Check, ...]
    seen: Array
    first: int
    donors: tuple[str, ...]
    stood_out: tuple[str, ...]
    inputs: str

    def columns(self) -> dict[str, NDArray[Any]]:
        """Of the comparison: names to arrays, one place an estimator."""
        return self.comparison.columns()

    @property
    def middle(self) -> Estimate:
        """The estimate in the middle by its effect, to be drawn; of an even number the lower."""
        ones = sorted(self.comparison.estimates, key=lambda one: one.average_effect)
        return ones[(len(ones) - 1) // 2]

    def sentence(self, unit: str = "a period") -> str:
        """The spread, and how many of the intervals hold 0; `unit` such as "referrals a month"."""
        return self.comparison.sentence(unit)

    def shares(self) -> str:
        """The spread as a share of what was to be expected; "" where that is not to be said.

        >>> from fanlight.evidence.comparison.panel import panel
        >>> values = np.array([[2.0, 3, 2, 3, 2, 6], [2, 3, 2, 3, 2, 3], [1, 1, 2, 1, 2, 1]])
        >>> study(panel(list("abc"), values, treated="a", first=5)).shares()
        '+100 to +150 % of what was to be expected without the change'
        """
        found = [100 * one.relative for one in self.comparison.estimates]
        if not np.isfinite(found).all():
            return ""
        return f"{min(found):+.0f} to {max(found):+.0f} % of what was to be expected without the change"

    def to_dict(self) -> dict[str, Any]:
        """All of it as texts and numbers, to be kept; `read_study` reads it back."""
        one = self.comparison
        return {
            "treated": one.treated,
            "estimates": [_estimate_to_dict(each) for each in one.estimates],
            "not_run": [list(each) for each in one.not_run],
            "notes": list(one.notes),
            "checks": [_check_to_dict(each) for each in self.checks],
            "seen": _numbers(self.seen),
            "first": self.first,
            "donors": list(self.donors),
            "stood_out": list(self.stood_out),
            "inputs": self.inputs,
        }


def inputs_digest(areas: Panel) -> str:
    """SHA-256 of everything that a study of this panel depends on, in hexadecimal.

    Two panels of one digest give the same study, so that nothing need be worked out twice.
    """
    told = hashlib.sha256(f"edition {EDITION}".encode())
    for part in (areas.names, areas.treated, areas.first, areas.donors, areas.placebos, areas.counts):
        told.update(repr(part).encode())
    for array in (areas.values, areas.levels, areas.seasons):
        told.update(b"none" if array is None else np.ascontiguousarray(array).tobytes())
    return told.hexdigest()


def study(areas: Panel, say: Say = lambda step, done, of: None) -> Study:
    """Run every estimator that suits the values, each with all placebos, then every check.

    Parameters
    ----------
    areas
        From `panel`.
    say
        Told before each step: what comes, how many are done, of how many. It may raise to stop.

    Raises
    ------
    ValueError
        No estimator can be run.

    Examples
    --------
    >>> from fanlight.evidence.comparison.panel import panel
    >>> rng = np.random.default_rng(1)
    >>> areas = panel(list("abcdef"), rng.normal(50, 5, size=(6, 20)), treated="a", first=14)
    >>> steps = []
    >>> found = study(areas, lambda step, done, of: steps.append(f"{done}/{of} {step}"))
    >>> steps[0], steps[-1], read_study(found.to_dict()).sentence() == found.sentence()
    ('0/7 Interrupted time series', '6/7 Checks', True)
    """
    names = suited(areas)
    found, not_run = [], []
    for done, name in enumerate(names):
        say(words(name), done, len(names) + 1)
        try:
            found.append(estimate(areas, name))
        except (ValueError, np.linalg.LinAlgError) as error:
            not_run.append((name, str(error)))
    comparison = gathered(areas, found, not_run)
    say("Checks", len(names), len(names) + 1)
    return Study(
        comparison=comparison,
        checks=tuple(every_check(areas)),
        seen=areas.values[areas.treated] * areas.levels[areas.treated],
        first=areas.first,
        donors=tuple(areas.names[place] for place in areas.donors[areas.treated]),
        stood_out=stands_out(areas),
        inputs=inputs_digest(areas),
    )


def read_study(held: Mapping[str, Any]) -> Study:
    """The study that `Study.to_dict` wrote."""
    comparison = Comparison(
        held["treated"],
        tuple(_estimate_of(one) for one in held["estimates"]),
        tuple((name, why) for name, why in held["not_run"]),
        tuple(held["notes"]),
    )
    return Study(
        comparison,
        tuple(_check_of(one) for one in held["checks"]),
        _array(held["seen"]),
        held["first"],
        tuple(held["donors"]),
        tuple(held["stood_out"]),
        held["inputs"],
    )


def _estimate_to_dict(one: Estimate) -> dict[str, Any]:
    plain = ("average_effect", "low", "high", "relative", "scale")
    return {
        "estimator": one.estimator,
        **{name: _number(getattr(one, name)) for name in plain},
        "placebo_p": one.placebo_p,
        "placebos": one.placebos,
        "from_placebos": one.from_placebos,
        "without": _numbers(one.without),
        "weights": {name: _number(weight) for name, weight in one.weights.items()},
        "standings": _numbers(one.standings),
    }


def _estimate_of(held: Mapping[str, Any]) -> Estimate:
    return Estimate(
        estimator=held["estimator"],
        average_effect=_nan(held["average_effect"]),
        low=_nan(held["low"]),
        high=_nan(held["high"]),
        placebo_p=held["placebo_p"],
        placebos=held["placebos"],
        from_placebos=held["from_placebos"],
        relative=_nan(held["relative"]),
        without=_array(held["without"]),
        weights=MappingProxyType(dict(held["weights"])),
        standings=_array(held["standings"]),
        scale=_nan(held["scale"]),
    )


def _check_to_dict(one: Check) -> dict[str, Any]:
    if isinstance(one, PreTrend):
        return {"check": "trend", "slope": one.slope, "placebo_p": one.placebo_p, "areas": one.areas}
    if isinstance(one, EarlierPlacebo):
        made = _estimate_to_dict(one.estimate)
        return {"check": "earlier", "periods_earlier": one.periods_earlier, "estimate": made}
    return {
        "check": "varied",
        "what": one.what,
        "estimator": one.estimator,
        "effect": one.effect,
        "variants": list(one.variants),
        "effects": _numbers(one.effects),
    }


def _check_of(held: Mapping[str, Any]) -> Check:
    if held["check"] == "trend":
        return PreTrend(held["slope"], held["placebo_p"], held["areas"])
    if held["check"] == "earlier":
        return EarlierPlacebo(held["periods_earlier"], _estimate_of(held["estimate"]))
    return Varied(
        held["what"],
        held["estimator"],
        held["effect"],
        tuple(held["variants"]),
        _array(held["effects"]),
    )


def _number(value: float) -> float | None:
    return float(f"{value:.9g}") if np.isfinite(value) else None


def _numbers(values: Array) -> list[float | None]:
    return [_number(float(value)) for value in values]


def _nan(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _array(values: list[float | None]) -> Array:
    return np.array([_nan(value) for value in values], dtype=np.float64)
