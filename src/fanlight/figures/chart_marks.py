"""Marks of a control chart: a shape and a word for each rule, and a key of those that occur."""

from __future__ import annotations

from fanlight.evidence.control_chart import COMMON_CAUSE, OUTSIDE, SHIFT, STEP, TREND, TWO_OF_THREE
from fanlight.figures import svg

MARK_WORDS = {
    COMMON_CAUSE: "usual",
    OUTSIDE: "outside",
    TREND: "trend",
    TWO_OF_THREE: "2 of 3",
    SHIFT: "shift",
    STEP: "step",
}
_CLASSES = {
    COMMON_CAUSE: "fl-fig-1",
    OUTSIDE: "fl-fig-3",
    TREND: "fl-fig-2",
    TWO_OF_THREE: "fl-fig-4",
    SHIFT: "fl-fig-1",
    STEP: "fl-fig-3",
}
_CORNERS = {
    OUTSIDE: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    TREND: ((0, -1.25), (1.2, 0.9), (-1.2, 0.9)),
    TWO_OF_THREE: ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    SHIFT: tuple(
        (x, y)
        for x, y in (
            (-0.5, -1.4), (0.5, -1.4), (0.5, -0.5), (1.4, -0.5), (1.4, 0.5), (0.5, 0.5),
            (0.5, 1.4), (-0.5, 1.4), (-0.5, 0.5), (-1.4, 0.5), (-1.4, -0.5), (-0.5, -0.5),
        )
    ),
    STEP: ((-1.2, -0.9), (1.2, -0.9), (0, 1.25)),
}  # fmt: skip


def shape(mark: str, x: float, y: float, size: float) -> str:
    """The shape of a mark: circle, square, triangle, diamond, cross or a triangle on its point.

    Parameters
    ----------
    mark
        One of `MARK_WORDS`.
    x, y
        Its middle.
    size
        Half its width, about.
    """
    if mark == COMMON_CAUSE:
        return svg.element("circle", {"class": _CLASSES[mark], "cx": x, "cy": y, "r": size * 0.85})
    corners = " ".join(f"{x + size * dx:.2f},{y + size * dy:.2f}" for dx, dy in _CORNERS[mark])
    return svg.element("polygon", {"class": _CLASSES[mark], "points": corners})


def key(marks: list[str], left: float, right: float, y: float) -> tuple[list[str], float]:
    """Shape and word of each mark, in as many rows as the width wants; and the height of the rows."""
    parts, x, top = [], left, y
    for mark in marks:
        wide = 22 + 7 * len(MARK_WORDS[mark])
        if x > left and x + wide > right:
            x, y = left, y + 20
        parts.append(shape(mark, x + 6, y - 4, 5))
        parts.append(svg.text(x + 16, y, MARK_WORDS[mark]))
        x += wide + 12
    return parts, y - top
