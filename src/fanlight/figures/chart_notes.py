"""What people wrote on a chart: a line at its day with a number; the words stand beside the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.figures import svg
from fanlight.figures.chart_plane import LETTER, Plane


@dataclass(frozen=True, slots=True)
class ChartNote:
    """One note.

    Attributes
    ----------
    on
        Its day.
    sign
        The number or letter that stands at the line and in the list.
    breaks
        Figures either side do not compare: the line is solid.
    """

    on: date
    sign: str
    breaks: bool = False


def note_lines(notes: Sequence[ChartNote], days: NDArray[Any], plane: Plane) -> list[str]:
    """Lines and signs of the notes that fall within the days drawn; signs at one place stand in a row."""
    parts, edge = [], -1e9
    at = days.astype("datetime64[D]").astype(np.float64)
    for note in sorted(notes, key=lambda one: one.on):
        day = float(np.datetime64(note.on, "D").astype(np.float64))
        if not at[0] - 31 <= day <= at[-1] + 31:
            continue
        x = float(np.interp(day, at, plane.xs))
        kind = "fl-fig-axis" if note.breaks else "fl-fig-limit"
        parts.append(svg.line(x, plane.top, x, plane.bottom, kind))
        width = LETTER * len(note.sign) + 8
        place = max(x, edge + width)
        parts.append(svg.rect(place - width / 2, plane.bottom - 17, width, 16, "fl-fig-ground"))
        parts.append(svg.text(place, plane.bottom - 5, note.sign, kind="middle strong"))
        edge = place
    return parts
