"""A series month by month with its mean and natural limits; what lies outside is marked by shape and word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import isfinite

from fanlight.evidence.xmr_chart import XmrChart
from fanlight.figures import svg
from fanlight.figures.figure import Cell, Figure, table

_WORDS, _LABELS = 13.0, 9  # height of a line of words; labels of months at most
_WIDTH, _PLOT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760.0, 200.0, 48.0, 76.0, 22.0, 30.0


def control_chart(months: Sequence[date], chart: XmrChart, *, title: str, unit: str, message: str) -> Figure:
    """Draw an XmR chart.

    Parameters
    ----------
    months
        First day of each month, shape (n,).
    chart
        Result of `xmr_chart`, of shape (n,).
    title, unit
        What is shown, and in which unit ("percent of referrals").
    message
        The sentence above the picture; what the chart itself says is added.

    Raises
    ------
    ValueError
        No month, or not as many as the chart has values.

    Examples
    --------
    >>> from fanlight.evidence.xmr_chart import xmr_chart
    >>> figure = control_chart([date(2026, 1, 1)], xmr_chart([20]), title="Re-referrals", unit="percent",
    ...                        message="4 of 20 (20 %).")
    >>> figure.sentence
    'Re-referrals: 4 of 20 (20 %). Too few months (1) to tell change from the usual ups and downs.'
    """
    if not months or len(months) != len(chart.values):
        raise ValueError(f"{len(months)} months for {len(chart.values)} values")
    name = svg.mark(title, repr(months), repr(chart.values.tolist()))
    scale = _Scale(chart)
    drawn = [*scale.lines(), *_limits(chart, scale), *_series(months, chart, scale)]
    sentence = f"{title}: {message} {chart.sentence()}"
    picture = svg.document(
        _WIDTH, _TOP + _PLOT + _BOTTOM, drawn, title=title, description=sentence, name=name
    )
    rows: list[tuple[Cell, ...]] = [
        (f"{month:%Y-%m}", round(float(value), 1) if isfinite(value) else None, "outside" if out else "")
        for month, value, out in zip(months, chart.values, chart.outside, strict=True)
    ]
    return Figure(picture, title, sentence, table(("Month", unit.capitalize(), "Limits"), rows))


class _Scale:
    """From values to places."""

    def __init__(self, chart: XmrChart) -> None:
        known = [float(value) for value in chart.values if isfinite(value)]
        highest = max([*known, chart.upper or 0.0, 1.0])
        self.step = _step(highest)
        self.top = self.step * -(-highest // self.step)
        self.count = len(chart.values)

    def y(self, value: float) -> float:
        return _TOP + _PLOT * (1 - value / self.top)

    def x(self, place: int) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (place + 0.5) / self.count

    def lines(self) -> list[str]:
        parts = []
        for number in range(round(self.top / self.step) + 1):
            value = number * self.step
            kind = "fl-fig-grid" if number else "fl-fig-axis"
            parts.append(svg.line(_LEFT, self.y(value), _WIDTH - _RIGHT, self.y(value), kind))
            parts.append(svg.text(_LEFT - 8, self.y(value) + 4, f"{value:,g}", kind="end"))
        return parts


def _step(highest: float) -> float:
    size = 1.0
    while True:
        for factor in (1, 2, 5):
            if size * factor * 5 >= highest:
                return size * factor
        size *= 10


def _limits(chart: XmrChart, scale: _Scale) -> list[str]:
    if chart.mean is None or chart.lower is None or chart.upper is None:
        return []
    parts = []
    middle = scale.y(chart.mean)
    for value, words, kind, beside in (
        (chart.upper, "upper", "fl-fig-limit", min(scale.y(chart.upper), middle - _WORDS)),
        (chart.mean, "mean", "fl-fig-mean", middle),
        (chart.lower, "lower", "fl-fig-limit", max(scale.y(chart.lower), middle + _WORDS)),
    ):
        y = scale.y(value)
        parts.append(svg.line(_LEFT, y, _WIDTH - _RIGHT, y, kind))
        parts.append(svg.text(_WIDTH - _RIGHT + 6, beside + 4, f"{words} {value:,.0f}"))
    return parts


def _series(months: Sequence[date], chart: XmrChart, scale: _Scale) -> list[str]:
    parts: list[str] = []
    before: tuple[float, float] | None = None
    every, year = -(-len(months) // _LABELS), 0
    for place, (month, value) in enumerate(zip(months, chart.values, strict=True)):
        x = scale.x(place)
        if place % every == 0:
            shown, year = f"{month:%b}" if month.year == year else f"{month:%b %Y}", month.year
            parts.append(svg.text(x, _TOP + _PLOT + 18, shown, kind="middle"))
        if not isfinite(value):
            before = None
            continue
        y = scale.y(float(value))
        if before:
            parts.insert(0, svg.line(*before, x, y, "fl-fig-line"))
        if chart.outside[place]:
            parts.append(svg.rect(x - 6, y - 6, 12, 12, "fl-fig-3"))
            if not place or not chart.outside[place - 1]:  # once for a run of them
                parts.append(svg.text(x, y - 10, "outside", kind="middle strong"))
        else:
            parts.append(svg.element("circle", {"class": "fl-fig-1", "cx": x, "cy": y, "r": 4}))
        before = (x, y)
    return parts
