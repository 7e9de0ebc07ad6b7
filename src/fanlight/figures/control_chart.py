"""A control chart as a picture: values, limits in steps, marks by shape and word, icons, a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.control_chart import COMMON_CAUSE, ControlChart
from fanlight.evidence.variation import assurance, variation
from fanlight.figures import svg
from fanlight.figures.chart_icons import RADIUS, assurance_icon, variation_icon
from fanlight.figures.chart_marks import MARK_WORDS, key, shape
from fanlight.figures.chart_notes import ChartNote, note_lines
from fanlight.figures.chart_plane import LETTER, LINE, Plane, place_points, plane_of
from fanlight.figures.figure import Cell, Figure, Table, table

_PLOT = 220.0
_CENTRES = {"run": "median", "g": "median", "t": "middle", "honest": "expected"}


def control_chart(
    chart: ControlChart,
    *,
    title: str,
    unit: str,
    message: str = "",
    lowest: float = -inf,
    highest: float = inf,
    narrow: bool = False,
    quiet: bool = False,
    notes: Sequence[ChartNote] = (),
) -> Figure:
    """Draw a chart of any kind whose points have days.

    Parameters
    ----------
    chart
        What one of the charts of `fanlight.evidence` gives, at least one point.
    title, unit
        What is shown, and in which unit ("percent of referrals").
    message
        A sentence that comes before what the chart says of itself.
    lowest, highest
        What the unit allows (a count: 0): a limit beyond is not drawn, as nothing can pass it.
    narrow
        Draw it for a phone, 400 units wide instead of 760.
    quiet
        The message says it all: what the chart says of itself is not added.
    notes
        What people wrote on it: a line at each day, with the sign of the list beside it.

    Raises
    ------
    ValueError
        No point.

    Examples
    --------
    >>> import numpy as np
    >>> from fanlight.evidence.xmr_chart import xmr_chart
    >>> days = np.arange("2025-01", "2026-01", dtype="datetime64[M]")
    >>> chart = xmr_chart(days, [20, 22, 19, 21, 20, 23, 21, 20, 22, 21, 20, 45])
    >>> control_chart(chart, title="Strategy discussions", unit="a month").sentence
    'Strategy discussions: Usually 18 to 28 (mean 23). 1 of 12 months marked: 1 month above the upper ...'
    """
    if not len(chart.y):
        raise ValueError("no point to draw")
    width = 400.0 if narrow else 760.0
    icons = _icons(chart, narrow)
    top = 16.0 + icons[1]
    plane = plane_of(chart, (0.0, width, top, top + _PLOT), lowest=lowest, highest=highest)
    beside = _named(chart, plane, lowest, highest)
    plane.left = max(len(words) for words in plane.ticks()) * LETTER + 14
    plane.right = width - max((len(words) for _, words in beside), default=0) * LETTER - 12
    place_points(chart, plane)
    shown = [mark for mark in MARK_WORDS if mark in chart.mark]
    keyed = len(shown) > 1 or shown != [COMMON_CAUSE]
    words, rows = key(shown if keyed else [], 8.0 if narrow else plane.left, width, plane.bottom + 44)
    drawn = [
        *icons[0],
        *plane.grid(),
        *plane.days(chart.x),
        *note_lines(notes, chart.x, plane),
        *_rebases(chart, plane),
        *_lines(chart, plane, lowest, highest),
        *_target(chart, plane),
        *_series(chart, plane),
        *_beside(beside, plane),
        *words,
    ]
    told = () if quiet else (_usual(chart, plane, lowest, highest), chart.sentence())
    sentence = f"{title}: {' '.join(filter(None, (message, *told)))}"
    name = svg.mark(
        title, repr(chart.x.tolist()), repr(chart.y.tolist()), repr(chart.mark), str(narrow), repr(notes)
    )
    height = plane.bottom + (54.0 + rows if keyed else 30.0)
    kind = "narrow" if narrow else ""
    picture = svg.document(width, height, drawn, title=title, description=sentence, name=name, kind=kind)
    return Figure(picture, title, sentence, _table(chart, unit))


def _icons(chart: ControlChart, narrow: bool) -> tuple[list[str], float]:
    """The icons and the height that they take."""
    if chart.kind == "honest" or not np.isfinite(chart.upper).any():
        return [], 0.0
    met = assurance(chart)
    y = RADIUS + 4
    parts = variation_icon(variation(chart), RADIUS + 2, y)
    if met is None:
        return parts, 2 * RADIUS + 8
    if narrow:
        return parts + assurance_icon(met, RADIUS + 2, y + 2 * RADIUS + 6), 4 * RADIUS + 14
    return parts + assurance_icon(met, 330.0, y), 2 * RADIUS + 8


def _lines(chart: ControlChart, plane: Plane, lowest: float, highest: float) -> list[str]:
    parts = []
    for line, kind in (
        (chart.lower, "fl-fig-limit"),
        (chart.upper, "fl-fig-limit"),
        (chart.centre, "fl-fig-mean"),
    ):
        seen = np.where((line >= lowest) & (line <= highest), line, np.nan)
        for first, last in chart.parts():
            path = _steps(seen[first:last], first, plane)
            if path:
                parts.append(svg.element("path", {"class": kind, "fill": "none", "d": path}))
    return parts


def _steps(line: NDArray[np.float64], first: int, plane: Plane) -> str:
    """A line that stays level around each point and steps between them."""
    path, place, drawn = [], first, False
    for value, group in groupby(line.tolist()):
        count = len(list(group))
        if isfinite(value):
            y, begin, end = plane.y(value), plane.edges(place)[0], plane.edges(place + count - 1)[1]
            path.append(f"{'L' if drawn else 'M'}{begin:.1f} {y:.1f}H{end:.1f}")
        drawn, place = isfinite(value), place + count
    return "".join(path)


def _rebases(chart: ControlChart, plane: Plane) -> list[str]:
    parts, edge = [], plane.left
    for place in chart.starts[1:]:
        x = plane.edges(place)[0]
        parts.append(svg.line(x, plane.top - 2, x, plane.bottom, "fl-fig-axis"))
        words = "limits anew"
        half = len(words) * LETTER / 2
        middle = min(max(x, plane.left + half), plane.right - half)
        if middle - half >= edge:
            parts.append(svg.text(middle, plane.top - 5, words, kind="middle"))
            edge = middle + half + 8
    return parts


def _target(chart: ControlChart, plane: Plane) -> list[str]:
    if chart.target is None:
        return []
    y = plane.y(chart.target)
    attributes: dict[str, str | float | int] = {"class": "fl-fig-axis", "stroke-dasharray": "2 4"}
    return [svg.element("line", attributes | {"x1": plane.left, "x2": plane.right, "y1": y, "y2": y})]


def _named(chart: ControlChart, plane: Plane, lowest: float, highest: float) -> list[tuple[float, str]]:
    """Heights of the last limits, centre and target, with their names and numbers, from the top down."""
    told = []
    for words, value in (
        ("upper", chart.upper[-1]),
        (_CENTRES.get(chart.kind, "mean"), chart.centre[-1]),
        ("lower", chart.lower[-1]),
        ("target", np.nan if chart.target is None else chart.target),
    ):
        if isfinite(value) and lowest <= value <= highest:
            told.append((plane.y(float(value)), f"{words} {plane.shown(float(value))}"))
    return sorted(told)


def _usual(chart: ControlChart, plane: Plane, lowest: float, highest: float) -> str:
    """Limits and centre in words, where they are the same for the latest points."""
    first, last = chart.parts()[-1]
    if np.ptp(chart.upper[first:last]) != 0:  # NaN: none, or none for some
        return ""
    low, high = float(chart.lower[-1]), float(chart.upper[-1])
    middle = f"{_CENTRES.get(chart.kind, 'mean')} {plane.shown(float(chart.centre[-1]))}"
    if not low >= lowest and high > highest:
        return f"Any value is usual ({middle})."
    if not low >= lowest:
        return f"Usually up to {plane.shown(high)} ({middle})."
    if high > highest:
        return f"Usually at least {plane.shown(low)} ({middle})."
    return f"Usually {plane.shown(low)} to {plane.shown(high)} ({middle})."


def _beside(named: list[tuple[float, str]], plane: Plane) -> list[str]:
    """The names at the right, moved apart where they would overlap."""
    places = apart([y for y, _ in named], plane.top, plane.bottom)
    return [svg.text(plane.right + 6, y + 4, words) for y, (_, words) in zip(places, named, strict=True)]


def apart(wanted: list[float], top: float, bottom: float) -> list[float]:
    """Heights of lines of words near where they are wanted, each a line below the one before.

    Examples
    --------
    >>> apart([10, 12, 100], 0, 100)
    [10, 24.0, 100]
    """
    places: list[float] = []
    for y in wanted:
        places.append(max(y, places[-1] + LINE) if places else max(y, top))
    limit = bottom
    for at in range(len(places) - 1, -1, -1):
        places[at] = min(places[at], limit)
        limit = places[at] - LINE
    return places


def _series(chart: ControlChart, plane: Plane) -> list[str]:
    begins = set(chart.starts)
    strokes, shapes = [], []
    size = min(5.5, max(2.2, plane.gap * 0.55))
    drawn = False
    path = []
    for place, (value, mark) in enumerate(zip(chart.y.tolist(), chart.mark, strict=True)):
        if not isfinite(value):
            drawn = False
            continue
        x, y = plane.xs[place], plane.y(value)
        path.append(f"{'L' if drawn and place not in begins else 'M'}{x:.1f} {y:.1f}")
        drawn = True
        grown = size if mark == COMMON_CAUSE else max(size, 3.6)
        shapes.append(shape(mark, x, y, grown))
    if path:
        strokes.append(svg.element("path", {"class": "fl-fig-line", "fill": "none", "d": "".join(path)}))
    return [*strokes, *shapes]


def _table(chart: ControlChart, unit: str) -> Table:
    monthly = all(str(day)[8:10] == "01" for day in chart.x.astype("datetime64[D]"))
    rows: list[tuple[Cell, ...]] = []
    columns = zip(chart.x, chart.y, chart.centre, chart.lower, chart.upper, chart.mark, strict=True)
    for day, *numbers, mark in columns:
        shown = [round(float(one), 2) if isfinite(one) else None for one in numbers]
        word = "" if mark == COMMON_CAUSE else MARK_WORDS[mark]
        rows.append((str(day)[: 7 if monthly else 10], *shown, word))
    heads = ("Month" if monthly else "Day", unit[:1].upper() + unit[1:], "Centre", "Lower", "Upper", "Mark")
    return table(heads, rows)
