"""The parts of noise side by side, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from fanlight.estimates.estimate import Estimate
from fanlight.figures import svg
from fanlight.figures.figure import Cell, Figure, table

_WIDTH, _ROW, _TOP, _NAMES, _WORDS = 640.0, 40.0, 12.0, 90.0, 170.0


def noise_parts(parts: Sequence[tuple[str, Estimate]], *, title: str, unit: str) -> Figure:
    """Draw each part as a point with its interval, from 0.

    Parameters
    ----------
    parts
        Name and standard deviation, in reading order; at least one.
    title, unit
        What is shown, and in which unit.

    Raises
    ------
    ValueError
        There is nothing to draw.

    Examples
    --------
    >>> figure = noise_parts([("level", Estimate(0.5, 0.3, 0.9))], title="Noise", unit="levels")
    >>> figure.sentence
    'Noise, in levels: level 0.50 (0.30 to 0.90).'
    """
    if not parts:
        raise ValueError("there is no part to draw")
    most = max(one.high if isfinite(one.high) else 2 * one.value for _, one in parts) or 1.0
    width = _WIDTH - _NAMES - _WORDS
    depth = _TOP + _ROW * len(parts)
    drawn = []
    for share in (0.0, 0.5, 1.0):
        x = _NAMES + width * share
        drawn.append(svg.line(x, _TOP, x, depth, "fl-fig-mean" if not share else "fl-fig-grid"))
        drawn.append(svg.text(x, depth + 18, f"{most * share:.2g}", kind="middle"))
    for row, (name, one) in enumerate(parts):
        y = _TOP + _ROW * (row + 0.5)
        low, middle, high = (
            _NAMES + width * min(max(value if isfinite(value) else edge, 0.0), most) / most
            for value, edge in ((one.low, 0.0), (one.value, 0.0), (one.high, most))
        )
        drawn.append(svg.text(_NAMES - 12, y + 4, name, kind="end"))
        drawn.append(svg.line(low, y, high, y, "fl-fig-line"))
        drawn.append(svg.element("circle", {"class": "fl-fig-1", "cx": middle, "cy": y, "r": 6}))
        drawn.append(svg.text(_WIDTH - _WORDS + 12, y + 4, _told(one)))
    said = ", ".join(f"{name} {_told(one)}" for name, one in parts)
    sentence = f"{title}, in {unit}: {said}."
    picture = svg.document(
        _WIDTH, depth + 28, drawn, title=title, description=sentence, name=svg.mark(title, repr(parts))
    )
    rows: list[tuple[Cell, ...]] = [
        (name, *(round(value, 4) if isfinite(value) else None for value in (one.value, one.low, one.high)))
        for name, one in parts
    ]
    return Figure(
        picture, title, sentence, table(("Part", f"Standard deviation ({unit})", "From", "To"), rows)
    )


def _told(one: Estimate) -> str:
    low = f"{one.low:.2f}" if isfinite(one.low) else "no lower limit"
    high = f"{one.high:.2f}" if isfinite(one.high) else "no upper limit"
    return f"{one.value:.2f} ({low} to {high})"
