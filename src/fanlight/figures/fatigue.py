"""Decision fatigue: the estimate, the same with the worst bias taken off, and what mix alone could do."""

from __future__ import annotations

from math import exp

from fanlight.figures import svg
from fanlight.figures.figure import Cell, Figure, table
from fanlight.practice.fatigue import Fatigue

_WIDTH, _NAMES, _WORDS, _TOP, _ROW, _BOTTOM = 760.0, 290.0, 170.0, 30.0, 34.0, 34.0


def gate_and_estimate(found: Fatigue) -> Figure:
    """Draw the odds ratios for one more decision, with 1 and the margin as lines.

    Parameters
    ----------
    found
        From `decision_fatigue`, with readings.

    Raises
    ------
    ValueError
        There is no reading: too few decisions.
    """
    if not found.readings:
        raise ValueError("nothing could be fitted")
    rows: list[tuple[str, float, float]] = []
    for one in found.readings:
        # A refused answer is not drawn either.
        if found.odds_ratio:
            rows.append((f"Estimate, {one.name}", exp(one.effect.low), exp(one.effect.high)))
            rows.append(("with the worst bias taken off", exp(one.corrected.low), exp(one.corrected.high)))
        rows.append((f"Mix alone, {one.name}", exp(one.bias.low), exp(one.bias.high)))
    ends = [end for _, *both in rows for end in both] + [1.0, found.margin]
    bottom, top = min(ends) - 0.005, max(ends) + 0.005
    width, floor = _WIDTH - _NAMES - _WORDS, _TOP + _ROW * len(rows)

    def across(value: float) -> float:
        return _NAMES + width * (value - bottom) / (top - bottom)

    drawn = [
        svg.line(across(1.0), _TOP, across(1.0), floor, "fl-fig-mean"),
        svg.line(across(found.margin), _TOP, across(found.margin), floor, "fl-fig-limit"),
        svg.text(across(1.0), floor + 18, "1: no change", kind="middle"),
        svg.text(across(found.margin), _TOP - 10, f"margin {found.margin:g}", kind="middle"),
    ]
    for row, (words, low, high) in enumerate(rows):
        y = _TOP + _ROW * (row + 0.5)
        drawn.append(svg.text(_NAMES - 12, y + 4, words, kind="end"))
        drawn.append(svg.line(across(low), y, across(high), y, "fl-fig-line"))
        drawn += [svg.line(across(end), y - 5, across(end), y + 5, "fl-fig-line") for end in (low, high)]
        drawn.append(svg.text(_WIDTH - _WORDS + 12, y + 4, f"{low:.3f} to {high:.3f}"))
    title = "What each further decision does to the odds that a contact progresses"
    sentence = found.sentence()
    name = svg.mark(title, repr(rows))
    picture = svg.document(_WIDTH, floor + _BOTTOM, drawn, title=title, description=sentence, name=name)
    cells: list[tuple[Cell, ...]] = [(words, round(low, 5), round(high, 5)) for words, low, high in rows]
    return Figure(picture, title, sentence, table(("What", "Low (odds ratio)", "High"), cells))
