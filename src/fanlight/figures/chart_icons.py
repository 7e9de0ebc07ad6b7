"""Icons of variation and assurance: a sign in a ring, with its words beside it."""

from __future__ import annotations

from fanlight.evidence.control_chart import COMMON_CAUSE
from fanlight.evidence.variation import (
    ASSURANCE_WORDS,
    FAIL,
    HIGH,
    INCONSISTENT,
    PASS,
    VARIATION_WORDS,
)
from fanlight.figures import svg

RADIUS = 15.0
_LETTERS = {PASS: "P", FAIL: "F", INCONSISTENT: "?"}


def variation_icon(kind: str, x: float, y: float) -> list[str]:
    """A wave for the usual ups and downs, else an arrow up or down in the direction of the latest signal.

    Parameters
    ----------
    kind
        One of `fanlight.evidence.variation.VARIATION_WORDS`.
    x, y
        Middle of the ring.
    """
    if kind == COMMON_CAUSE:
        wave = f"M{x - 9:.1f} {y:.1f}q4.5 -9 9 0t9 0"
        sign = svg.element("path", {"class": "fl-fig-line", "fill": "none", "d": wave})
    else:
        tip = -1 if kind.endswith(HIGH) else 1
        points = ((-7, 1), (0, 9), (7, 1), (2.5, 1), (2.5, -9), (-2.5, -9), (-2.5, 1))
        corners = " ".join(f"{x + dx:.1f},{y + tip * dy:.1f}" for dx, dy in points)
        colour = "fl-fig-2" if kind.startswith("improvement") else "fl-fig-1"
        colour = "fl-fig-3" if kind.startswith("concern") else colour
        sign = svg.element("polygon", {"class": colour, "points": corners})
    return [_ring(x, y), sign, svg.text(x + RADIUS + 7, y + 4, f"Latest: {VARIATION_WORDS[kind]}")]


def assurance_icon(kind: str, x: float, y: float) -> list[str]:
    """P, F or a question mark: what the target may expect of a process that goes on as it is."""
    return [
        _ring(x, y),
        svg.text(x, y + 5, _LETTERS[kind], kind="middle strong"),
        svg.text(x + RADIUS + 7, y + 4, f"If nothing changes: {ASSURANCE_WORDS[kind]}"),
    ]


def _ring(x: float, y: float) -> str:
    return svg.element("circle", {"class": "fl-fig-axis", "fill": "none", "cx": x, "cy": y, "r": RADIUS})
