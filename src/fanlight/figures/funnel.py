"""A funnel as a picture: a point a unit, the limits that its size allows, names of those outside."""

from __future__ import annotations

from math import inf, isfinite

import numpy as np

from fanlight.evidence.control_chart import COMMON_CAUSE, ControlChart
from fanlight.figures import svg
from fanlight.figures.chart_marks import MARK_WORDS, key, shape
from fanlight.figures.chart_plane import LETTER, LINE, Plane, plane_of
from fanlight.figures.figure import Cell, Figure, table

_PLOT = 300.0


def funnel_figure(
    chart: ControlChart, *, title: str, unit: str, message: str = "", narrow: bool = False
) -> Figure:
    """Draw a funnel.

    Parameters
    ----------
    chart
        What `fanlight.evidence.funnel.funnel` gives, at least one unit whose count is known.
    title, unit
        What is shown, and of what the counts are counted over ("referrals").
    message
        A sentence that comes before what the chart says of itself.
    narrow
        Draw it for a phone.

    Raises
    ------
    ValueError
        No unit is known.

    Examples
    --------
    >>> from fanlight.evidence.funnel import funnel
    >>> chart = funnel([10, 12, 60], [100, 110, 200], names=("A", "B", "C"))
    >>> funnel_figure(chart, title="Again within a year", unit="referrals").sentence
    'Again within a year: 1 of 3 units marked: 1 above the upper limit...'
    """
    known = np.flatnonzero(np.isfinite(chart.y))
    if not len(known):
        raise ValueError("no unit to draw")
    width = 400.0 if narrow else 760.0
    plane = plane_of(chart, (0.0, width, 20.0, 20.0 + _PLOT), lowest=0.0, highest=inf)
    plane.left = max(len(words) for words in plane.ticks()) * LETTER + 14
    plane.right = width - 16
    largest = float(np.nanmax(chart.x)) * 1.04
    plane.xs = [
        plane.left + (plane.right - plane.left) * (float(size) / largest if isfinite(size) else 0)
        for size in chart.x
    ]
    marks = [mark for mark in MARK_WORDS if mark in chart.mark]
    words, rows = key(marks, 8.0 if narrow else plane.left, width, plane.bottom + 46)
    drawn = [
        *plane.grid(),
        *_sizes(plane, largest, unit),
        *_limits(chart, plane, known),
        *(
            shape(chart.mark[at], plane.xs[at], plane.y(float(chart.y[at])), 4.2)
            for at in sorted(known.tolist(), key=lambda at: chart.mark[at] != COMMON_CAUSE)
        ),
        *_names(chart, plane, known),
        *words,
    ]
    sentence = f"{title}: {' '.join(filter(None, (message, chart.sentence())))}"
    name = svg.mark(title, repr(chart.x.tolist()), repr(chart.y.tolist()), str(narrow))
    kind = "narrow" if narrow else ""
    picture = svg.document(
        width, plane.bottom + 56 + rows, drawn, title=title, description=sentence, name=name, kind=kind
    )
    return Figure(
        picture, title, sentence, table(("Unit", "Of", "Rate", "Lower", "Upper", "Mark"), _rows(chart))
    )


def _sizes(plane: Plane, largest: float, unit: str) -> list[str]:
    """Round sizes below, with what they count."""
    step = 10.0 ** np.floor(np.log10(largest / 3))
    step = next(step * factor for factor in (1, 2, 5, 10) if largest / (step * factor) <= 6)
    parts = []
    for number in range(int(largest / step) + 1):
        x = plane.left + (plane.right - plane.left) * number * step / largest
        parts.append(svg.line(x, plane.bottom, x, plane.bottom + 4, "fl-fig-axis"))
        shown = f"{number * step:,.0f}"
        if x + len(shown) * LETTER / 2 <= plane.right + 16:
            parts.append(svg.text(x, plane.bottom + 17, shown, kind="middle"))
    parts.append(svg.text(plane.right, plane.bottom + 31, unit, kind="end"))
    return parts


def _limits(chart: ControlChart, plane: Plane, known: np.ndarray) -> list[str]:
    order = known[np.argsort(chart.x[known], kind="stable")]
    middle = plane.y(float(chart.centre[order[0]]))
    words = f"overall {plane.shown(float(chart.centre[order[0]]))}"
    parts = [
        svg.line(plane.left, middle, plane.right, middle, "fl-fig-mean"),
        svg.text(plane.right, plane.top - 4, words, kind="end"),
    ]
    for line in (chart.lower, chart.upper):
        path = [
            f"{plane.xs[at]:.1f} {plane.y(float(line[at])):.1f}"
            for at in order.tolist()
            if isfinite(line[at]) and line[at] >= plane.low
        ]
        if len(path) > 1:
            attributes: dict[str, str | float | int] = {"class": "fl-fig-limit", "fill": "none"}
            parts.append(svg.element("path", attributes | {"d": "M" + "L".join(path)}))
    return parts


def _names(chart: ControlChart, plane: Plane, known: np.ndarray) -> list[str]:
    """Names of units outside, the farthest first, where they lie over no other name, no point and no edge."""
    places = {at: (plane.xs[at], plane.y(float(chart.y[at]))) for at in known.tolist()}
    outside = [at for at in places if chart.mark[at] != COMMON_CAUSE]
    outside.sort(key=lambda at: -abs(float(chart.y[at] - chart.centre[at])))
    parts: list[str] = []
    taken: list[tuple[float, float, float]] = []
    for at in outside:
        name = chart.names[at] if len(chart.names[at]) <= 24 else f"{chart.names[at][:23]}…"
        width, (x, y) = len(name) * LETTER, places[at]
        others = [*taken, *((top, left - 5, left + 5) for one, (left, top) in places.items() if one != at)]
        for begin in (x + 8, x - 8 - width):
            end = begin + width
            inside = plane.left <= begin and end <= plane.right
            if inside and all(
                abs(y - top) >= LINE - 3 or begin > to or end < since for top, since, to in others
            ):
                parts.append(svg.text(begin, y + 4, name))
                taken.append((y, begin, end))
                break
    return parts


def _rows(chart: ControlChart) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for at, name in enumerate(chart.names):
        numbers = (chart.x[at], chart.y[at], chart.lower[at], chart.upper[at])
        shown = [round(float(one), 4) if isfinite(one) else None for one in numbers]
        mark = "" if chart.mark[at] == COMMON_CAUSE else MARK_WORDS[chart.mark[at]]
        rows.append((name, *shown, mark))
    return rows
