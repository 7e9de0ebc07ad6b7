"""Charts as one page that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np

from fanlight.evidence.control_chart import ControlChart
from fanlight.figures.control_chart import control_chart
from fanlight.figures.funnel import funnel_figure
from fanlight.reports.page import contents, details, page, paragraph, section, table, wide


def chart_page(name: str, charted: Sequence[tuple[str | None, ControlChart]], *, unit: str) -> str:
    """The page.

    Parameters
    ----------
    name
        Of the file.
    charted
        Name of each series, or None, and its chart.
    unit
        What is charted.
    """
    parts = []
    headings = [unit if by is None else by or "(blank)" for by, _ in charted]
    for heading, (_, made) in zip(headings, charted, strict=True):
        lowest = 0.0 if not (made.y < 0).any() else -inf
        highest = 1.0 if made.kind in ("p", "p_prime") else inf
        inside = []
        if len(made.y) and np.isfinite(made.y).any():
            if made.kind == "funnel":
                figure = funnel_figure(made, title=heading, unit="counted over")
            else:
                figure = control_chart(made, title=heading, unit=unit, lowest=lowest, highest=highest)
            inside += [paragraph(figure.sentence, "message"), wide(figure.svg, f"Chart: {heading}")]
            inside.append(details("The numbers", [table(heading, figure.table.columns, figure.table.rows)]))
        else:
            inside.append(paragraph("No value is told."))
        inside += [paragraph(f"{note}.", "quiet") for note in made.notes]
        parts.append(section(heading, inside))
    several = [contents(headings)] if len(headings) > 1 else []
    return page(f"Charts of {name}", "", [*several, *parts])
