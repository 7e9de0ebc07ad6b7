"""The reliability diagram as a picture: said against happened, with the band that chance alone makes."""

from __future__ import annotations

from fanlight.figures import svg
from fanlight.figures.figure import Cell, Figure, table
from fanlight.practice.reliability import Reliability

_LEFT, _TOP, _SIDE, _WIDTH = 56.0, 40.0, 300.0, 400.0


def reliability_figure(told: Reliability, *, title: str) -> Figure:
    """Draw what happened against what was said; with too few forecasts the band alone.

    Examples
    --------
    >>> import numpy as np
    >>> from fanlight.practice.reliability import reliability
    >>> told = reliability(np.array([.2, .8]), np.array([0., 1.]), np.random.default_rng(1))
    >>> reliability_figure(told, title="My forecasts").sentence
    'My forecasts: 2 settled forecasts: too few to tell. The band is what chance alone would make of them.'
    """
    depth = _TOP + _SIDE
    drawn = [svg.element("polygon", {"class": "fl-fig-ground", "points": _band(told)})]
    for number in range(0, 101, 20):
        place = number / 100
        kind = "fl-fig-grid" if number else "fl-fig-axis"
        drawn.append(svg.line(_x(0), _y(place), _x(1), _y(place), kind))
        drawn.append(svg.text(_LEFT - 8, _y(place) + 4, str(number), kind="end"))
        drawn.append(svg.text(_x(place), depth + 18, str(number), kind="middle"))
    drawn.append(svg.line(_x(0), _y(0), _x(1), _y(1), "fl-fig-mean"))
    drawn.append(svg.text(_x(0.5), depth + 40, "I said, of 100", kind="middle"))
    drawn.append(svg.text(_LEFT - 44, _TOP - 22, "Happened, of 100"))
    if told.happened is not None:
        drawn.extend(_line(told))
    sentence = f"{title}: {told.sentence()}"
    rows: list[tuple[Cell, ...]] = [
        (
            round(100 * float(said), 1),
            int(times),
            round(100 * float(told.happened[at]), 1) if told.happened is not None else None,
            round(100 * float(low), 1),
            round(100 * float(high), 1),
        )
        for at, (said, times, low, high) in enumerate(
            zip(told.said, told.times, told.low, told.high, strict=True)
        )
    ]
    picture = svg.document(
        _WIDTH,
        depth + 52,
        drawn,
        title=title,
        description=sentence,
        name=svg.mark(title, repr(rows)),
        kind="narrow",
    )
    heads = ("I said, of 100", "Times", "Happened, of 100", "By chance from", "By chance to")
    return Figure(picture, title, sentence, table(heads, rows))


def _x(value: float) -> float:
    return _LEFT + (_WIDTH - _LEFT - 24.0) * value


def _y(value: float) -> float:
    return _TOP + _SIDE * (1 - value)


def _band(told: Reliability) -> str:
    """Corners of the band, along its lower edge and back along the upper; a single one has some width."""
    lower = [(float(said), float(low)) for said, low in zip(told.said, told.low, strict=True)]
    upper = [(float(said), float(high)) for said, high in zip(told.said, told.high, strict=True)]
    if len(lower) == 1:
        (said, low), (_, high) = lower[0], upper[0]
        lower, upper = [(said - 0.01, low), (said + 0.01, low)], [(said - 0.01, high), (said + 0.01, high)]
    return " ".join(f"{_x(said):.1f},{_y(value):.1f}" for said, value in (*lower, *reversed(upper)))


def _line(told: Reliability) -> list[str]:
    """What happened: a line through the points, and a mark on each as large as it is frequent."""
    shares = told.said if told.happened is None else told.happened
    places = [(_x(float(said)), _y(float(share))) for said, share in zip(told.said, shares, strict=True)]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    most = float(told.times.max())
    marks = [
        svg.element("circle", {"class": "fl-fig-1", "cx": x, "cy": y, "r": 2.5 + 3.5 * (times / most) ** 0.5})
        for (x, y), times in zip(places, told.times.tolist(), strict=True)
    ]
    return [svg.element("path", {"class": "fl-fig-line", "fill": "none", "d": path}), *marks]
