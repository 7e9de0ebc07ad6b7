"""From days and values to places in a control chart: axes with round numbers, labels that keep apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor, isfinite, log10

import numpy as np

from fanlight.evidence.control_chart import ControlChart
from fanlight.figures import svg

LETTER, LINE = 6.9, 14.0  # width of a letter and height of a line of words, in the figure's units


@dataclass(slots=True)
class Plane:
    """Where the plot lies, and what its axes mean.

    Attributes
    ----------
    left, right, top, bottom
        Edges of the plot.
    low, high, step
        Values at bottom and top, and between two lines of the grid.
    xs
        Place of each point from left to right.
    """

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    step: float
    xs: list[float] = field(default_factory=list)

    def y(self, value: float) -> float:
        """Place of a value, from the top."""
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)

    def shown(self, value: float) -> str:
        """A value with the decimals that its axis needs."""
        places = min(max(0, -floor(log10(self.step / 2))), max(0, 5 - len(f"{abs(value):.0f}")))
        return f"{value + 0.0:,.{places}f}"

    def edges(self, place: int) -> tuple[float, float]:
        """Half way to the neighbours of a point on either side."""
        x, reach = self.xs[place], self.gap / 2
        before = (self.xs[place - 1] + x) / 2 if place else x - reach
        after = (self.xs[place + 1] + x) / 2 if place + 1 < len(self.xs) else x + reach
        return max(before, self.left), min(after, self.right)

    @property
    def gap(self) -> float:
        """The smallest distance of two points."""
        return min((b - a for a, b in zip(self.xs, self.xs[1:], strict=False)), default=24.0)

    def grid(self) -> list[str]:
        """Lines of round values with their numbers."""
        parts = []
        for number, words in enumerate(self.ticks()):
            y = self.y(self.low + number * self.step)
            parts.append(svg.line(self.left, y, self.right, y, "fl-fig-grid" if number else "fl-fig-axis"))
            parts.append(svg.text(self.left - 8, y + 4, words, kind="end"))
        return parts

    def ticks(self) -> list[str]:
        """The numbers at the lines of the grid, from the bottom up."""
        places = min(max(0, -floor(log10(self.step) + 1e-9)), 6)
        count = round((self.high - self.low) / self.step)
        return [f"{self.low + number * self.step + 0.0:,.{places}f}" for number in range(count + 1)]

    def days(self, days: np.ndarray) -> list[str]:
        """Labels below: years where there are many, else months or days."""
        parts, edge = [], -1e9
        for place, words in labels_of(days, int((self.right - self.left) / 72)):
            x = self.xs[place]
            half = len(words) * LETTER / 2
            if x - half < edge:
                continue
            parts.append(svg.line(x, self.bottom, x, self.bottom + 4, "fl-fig-axis"))
            parts.append(svg.text(x, self.bottom + 18, words, kind="middle"))
            edge = x + half + 6
        return parts


def labels_of(days: np.ndarray, most: int) -> list[tuple[int, str]]:
    """Places of days and their words, at most so many."""
    each = [day.item() for day in days.astype("datetime64[D]")]
    span = (each[-1] - each[0]).days
    if span > 3 * 366:
        firsts = [0] + [at for at in range(1, len(each)) if each[at].year != each[at - 1].year]
        if len(firsts) > 1 and (each[firsts[1]] - each[0]).days < 180:
            firsts = firsts[1:]  # the first year is a stump
        return [(at, f"{each[at]:%Y}") for at in firsts[:: -(-len(firsts) // most)]]
    every, told, year = -(-len(each) // most), [], 0
    monthly = len(each) < 2 or span / (len(each) - 1) > 27
    for at in range(0, len(each), every):
        words = f"{each[at]:%b}" if monthly else f"{each[at].day} {each[at]:%b}"
        told.append((at, words if each[at].year == year else f"{words} {each[at]:%Y}"))
        year = each[at].year
    return told


def plane_of(
    chart: ControlChart, edges: tuple[float, float, float, float], *, lowest: float, highest: float
) -> Plane:
    """A plane that holds every value, its limits and its target.

    Parameters
    ----------
    chart
        What is drawn.
    edges
        Left, right, top and bottom of the plot.
    lowest, highest
        What the unit allows: the axis does not go beyond.
    """
    left, right, top, bottom = edges
    values = [*chart.y, *chart.centre, *chart.lower, *chart.upper, chart.target or 0.0]
    known = [min(max(float(value), lowest), highest) for value in values if isfinite(value)]
    known = known if chart.target is not None else known[:-1]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if low > 0 and (low < 0.5 * high or not np.isfinite(chart.upper).any()):
        low = 0.0
    if high <= low:
        low, high = min(low, 0.0), max(high, low + 1.0)
    step = round_step(high - low)
    low, high = step * floor(low / step + 1e-9), step * -floor(-high / step + 1e-9)
    return Plane(left, right, top, bottom, low, high, step)


def place_points(chart: ControlChart, plane: Plane) -> None:
    """Give each point its place from left to right, by its day."""
    days = chart.x.astype("datetime64[D]").astype(np.float64)
    inset = min(12.0, (plane.right - plane.left) / 8)
    width = float(days[-1] - days[0])
    across = (days - days[0]) / width if width > 0 else np.full(len(days), 0.5)
    plane.xs = (plane.left + inset + (plane.right - plane.left - 2 * inset) * across).tolist()


def round_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten, of which at most five cover the span.

    Examples
    --------
    >>> round_step(100), round_step(0.7)
    (20.0, 0.2)
    """
    size = 10.0 ** floor(log10(span / 5))
    enough = (factor for factor in (1, 2, 5, 10) if size * factor * 5 >= span * 0.9999)
    return float(f"{size * next(enough):.6g}")
