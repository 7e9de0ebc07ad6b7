"""A comparison of areas: what was seen beside what was to be expected, and the spread over the estimators."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, isfinite, log10

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.comparison.estimate import Comparison, Estimate, words
from fanlight.figures import svg
from fanlight.figures.figure import Cell, Figure, table

_WIDTH, _LETTER, _LABELS = 760.0, 7.0, 9
_PLOT, _LEFT, _RIGHT, _TOP, _BOTTOM = 220.0, 60.0, 120.0, 26.0, 30.0
_ROW, _NAMES, _WORDS = 34.0, 270.0, 210.0


def seen_and_expected(
    periods: Sequence[str],
    seen: NDArray[np.float64],
    one: Estimate,
    *,
    first: int,
    title: str,
    unit: str,
) -> Figure:
    """Draw the area's values and those that one estimator expects without the change.

    Parameters
    ----------
    periods
        Their labels, t of them.
    seen
        Shape (t,), in the unit of the measure.
    one
        From `estimate`.
    first
        Place of the first period with the change.
    title, unit
        What is shown, and in which unit.

    Raises
    ------
    ValueError
        Labels, values and expected values are not equally many.

    Examples
    --------
    >>> from fanlight.evidence.comparison.estimate import estimate
    >>> from fanlight.evidence.comparison.panel import panel
    >>> values = np.array([[2.0, 3, 2, 3, 2, 6], [2, 3, 2, 3, 2, 3], [1, 1, 2, 1, 2, 1]])
    >>> found = estimate(panel(["A", "B", "C"], values, treated="A", first=5), "synthetic_control")
    >>> figure = seen_and_expected(list("abcdef"), values[0], found, first=5, title="A", unit="cases")
    >>> figure.table.rows[-1]
    ('f', 6.0, 3.0, 3.0)
    """
    if not len(periods) == len(seen) == len(one.without):
        raise ValueError(f"{len(periods)} labels and {len(one.without)} expected for {len(seen)} values")
    scale = _Scale([*seen, *one.without])
    places = [_LEFT + (_WIDTH - _LEFT - _RIGHT) * (at + 0.5) / len(seen) for at in range(len(seen))]
    heights = [_TOP + _PLOT * (1 - scale.share(value)) for value in scale.ticks]
    drawn = [svg.line(_LEFT, y, _WIDTH - _RIGHT, y, "fl-fig-grid") for y in heights]
    drawn += [
        svg.text(_LEFT - 8, y + 4, f"{value:,g}", kind="end")
        for y, value in zip(heights, scale.ticks, strict=True)
    ]
    every = _every(periods, _WIDTH - _LEFT - _RIGHT)
    drawn += [
        svg.text(places[at], _TOP + _PLOT + 18, periods[at], kind="middle")
        for at in range(0, len(periods), every)
    ]
    start = _LEFT + (_WIDTH - _LEFT - _RIGHT) * first / len(seen)
    drawn.append(svg.line(start, _TOP, start, _TOP + _PLOT, "fl-fig-mean"))
    drawn.append(svg.text(start, _TOP - 8, "the change", kind="middle strong"))
    drawn += _course(places, one.without, scale, "fl-fig-limit") + _course(places, seen, scale, "fl-fig-line")
    drawn += _ends(seen, one.without, scale)
    sentence = f"{title}: {one.sentence(unit)}"
    name = svg.mark(title, one.estimator, repr(seen.tolist()), repr(one.without.tolist()))
    picture = svg.document(
        _WIDTH, _TOP + _PLOT + _BOTTOM, drawn, title=title, description=sentence, name=name
    )
    rows: list[tuple[Cell, ...]] = [
        (period, _round(value), _round(expected), _round(value - expected))
        for period, value, expected in zip(periods, seen, one.without, strict=True)
    ]
    heads = ("Period", f"Seen ({unit})", "Expected without the change", "Difference")
    return Figure(picture, title, sentence, table(heads, rows))


def spread_of_estimates(comparison: Comparison, *, title: str, unit: str) -> Figure:
    """Draw each estimator's effect with its interval; the sentence tells the spread.

    Parameters
    ----------
    comparison
        From `compare_areas`.
    title, unit
        What is shown, and in which unit.
    """
    ones = comparison.estimates
    ends = [value for one in ones for value in (one.low, one.high, one.average_effect) if isfinite(value)]
    scale = _Scale(_near([*ends, 0.0], [one.average_effect for one in ones]))
    width = _WIDTH - _NAMES - _WORDS
    bottom = _TOP + _ROW * len(ones)
    drawn = []
    for value in scale.ticks:
        x = _NAMES + width * scale.share(value)
        drawn.append(svg.line(x, _TOP, x, bottom, "fl-fig-mean" if value == 0 else "fl-fig-grid"))
        drawn.append(svg.text(x, bottom + 18, f"{value:,g}", kind="middle"))
    for row, one in enumerate(ones):
        y = _TOP + _ROW * (row + 0.5)
        low, high = (_NAMES + width * scale.share(value) for value in (one.low, one.high))
        middle = _NAMES + width * scale.share(one.average_effect)
        drawn.append(svg.text(_NAMES - 12, y + 4, words(one.estimator), kind="end"))
        drawn.append(svg.line(low, y, high, y, "fl-fig-line"))
        drawn.append(svg.element("circle", {"class": "fl-fig-1", "cx": middle, "cy": y, "r": 6}))
        told = f"{one.average_effect:+,.3g} ({one.low:,.3g} to {one.high:,.3g})"
        drawn.append(svg.text(_WIDTH - _WORDS + 12, y + 4, told))
    sentence = comparison.sentence(unit)
    name = svg.mark(title, repr(comparison.columns()))
    picture = svg.document(_WIDTH, bottom + _BOTTOM, drawn, title=title, description=sentence, name=name)
    rows: list[tuple[Cell, ...]] = [
        (words(one.estimator), _round(one.average_effect), _round(one.low), _round(one.high), one.placebo_p)
        for one in ones
    ]
    heads = ("Estimator", f"Average effect ({unit})", "Low", "High", "Placebo p")
    return Figure(picture, title, sentence, table(heads, rows))


def _every(labels: Sequence[str], width: float) -> int:
    """Each how manieth label has room beside the next."""
    room = width / ((max(map(len, labels)) + 2) * _LETTER)
    return -(-len(labels) // max(min(int(room), _LABELS), 1))


class _Scale:
    """From values to shares of a length; values beyond its ends lie on them."""

    def __init__(self, values: Sequence[float]) -> None:
        low, high = min(values), max(values)
        reach = max(high - low, abs(high) * 1e-6, 1e-6)
        size = 10.0 ** floor(log10(reach / 4))
        self.step = next(size * factor for factor in (1, 2, 5, 10) if size * factor * 5 >= reach)
        self.bottom = floor(low / self.step) * self.step
        self.top = -floor(-high / self.step) * self.step
        if self.top <= self.bottom:
            self.top = self.bottom + self.step
        count = round((self.top - self.bottom) / self.step)
        self.ticks = [round(self.bottom + number * self.step, 9) + 0.0 for number in range(count + 1)]

    def share(self, value: float) -> float:
        return min(max((value - self.bottom) / (self.top - self.bottom), 0.0), 1.0)


def _near(values: list[float], effects: list[float]) -> list[float]:
    """Ends of intervals that would make all others too short to see are cut off; the table has them."""
    reach = 6.0 * max(float(np.median(np.abs(values))), *(abs(effect) / 6.0 for effect in effects), 1e-9)
    return [min(max(value, -reach), reach) for value in values]


def _course(places: Sequence[float], values: NDArray[np.float64], scale: _Scale, kind: str) -> list[str]:
    points = [(x, _TOP + _PLOT * (1 - scale.share(float(y)))) for x, y in zip(places, values, strict=True)]
    return [svg.line(*here, *there, kind) for here, there in pairwise(points)]


def _ends(seen: NDArray[np.float64], without: NDArray[np.float64], scale: _Scale) -> list[str]:
    """Name the two courses where they end, one above the other."""
    heights = [_TOP + _PLOT * (1 - scale.share(float(one[-1]))) for one in (seen, without)]
    middle, apart = sum(heights) / 2, max(abs(heights[0] - heights[1]), 16.0) / 2
    sign = -1 if heights[0] <= heights[1] else 1
    at = _WIDTH - _RIGHT + 6
    return [
        svg.text(at, middle + sign * apart + 4, "seen", kind="strong"),
        svg.text(at, middle - sign * apart + 4, "expected without"),
    ]


def _round(value: float) -> float:
    return float(f"{float(value):.6g}")
