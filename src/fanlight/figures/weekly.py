"""Counts by week, stacked by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from fanlight.figures import svg
from fanlight.figures.figure import Figure, table
from fanlight.figures.hatching import LEVELS, definitions, swatch

_WIDTH, _PLOT, _LEFT, _TOP, _BOTTOM = 760.0, 200.0, 44.0, 34.0, 30.0


def weekly_counts(
    weeks: Sequence[date],
    counts: Mapping[str, Sequence[int]],
    *,
    title: str,
    noun: str = "decisions",
    name: str = "",
) -> Figure:
    """Stacked columns, one a week, at most four levels, each with a colour, a hatching and its name.

    Parameters
    ----------
    weeks
        The day on which each week begins, rising; shape (n,).
    counts
        Level to its counts, each of shape (n,), lowest part of the column first.
    title
        What is shown.
    noun
        What is counted, in the plural.
    name
        The beginning of the picture's ids.

    Raises
    ------
    ValueError
        No week or no level, more than four levels, a count that is negative or missing, weeks out of order.

    Examples
    --------
    >>> figure = weekly_counts([date(2026, 11, 2), date(2026, 11, 9)], {"s17": [3, 5], "s47": [1, 0]},
    ...                        title="Decisions by level")
    >>> figure.sentence
    'Decisions by level: 9 decisions in 2 weeks from 2 November 2026; s17 8 of 9, s47 1 of 9.'
    >>> figure.table.rows[0]
    ('2026-11-02', 3, 1, 4)
    """
    _check(weeks, counts)
    name = name or svg.mark(title, repr(weeks), repr(counts))
    totals = [sum(column) for column in zip(*counts.values(), strict=True)]
    drawn = [
        definitions(name),
        *_legend(name, list(counts)),
        *_scale(max(totals)),
        *_columns(name, weeks, list(counts.values()), totals),
    ]
    sentence = _sentence(weeks, counts, title, noun)
    picture = svg.document(
        _WIDTH, _TOP + _PLOT + _BOTTOM, drawn, title=title, description=sentence, name=name
    )
    rows = [
        (week.isoformat(), *column, total)
        for week, column, total in zip(weeks, zip(*counts.values(), strict=True), totals, strict=True)
    ]
    return Figure(picture, title, sentence, table(("Week from", *counts, "All"), rows))


def _check(weeks: Sequence[date], counts: Mapping[str, Sequence[int]]) -> None:
    if not weeks or not counts:
        raise ValueError("there is no week or no level to draw")
    if len(counts) > LEVELS:
        raise ValueError(f"a figure has at most {LEVELS} levels, not {len(counts)}: join some first")
    if list(weeks) != sorted(set(weeks)):
        raise ValueError("weeks must rise, each once")
    for level, values in counts.items():
        if len(values) != len(weeks):
            raise ValueError(f"{level} has {len(values)} counts for {len(weeks)} weeks")
        if min(values) < 0:
            raise ValueError(f"{level} has a negative count")


def _sentence(weeks: Sequence[date], counts: Mapping[str, Sequence[int]], title: str, noun: str) -> str:
    every = sum(map(sum, counts.values()))
    span = f"{len(weeks)} week{'s' if len(weeks) > 1 else ''} from {_day(weeks[0])} {weeks[0]:%Y}"
    shares = ", ".join(f"{level} {sum(values)} of {every}" for level, values in counts.items())
    return f"{title}: {every} {noun} in {span}" + (f"; {shares}." if every else ".")


def _legend(name: str, levels: Sequence[str]) -> list[str]:
    step = (_WIDTH - _LEFT) / max(len(levels), 3)
    room = int((step - 24) / 6.8)
    parts = []
    for place, level in enumerate(levels):
        x = _LEFT + place * step
        shown = level if len(level) <= room else level[: room - 1].rstrip() + "…"
        parts += [swatch(name, place + 1, x, 3, 16, 16), svg.text(x + 22, 16, shown)]
    return parts


def _scale(highest: int) -> list[str]:
    step = _step(highest)
    ticks = range(0, -(-highest // step) * step + 1, step)
    foot = _TOP + _PLOT
    parts = []
    for tick in ticks:
        y = foot - _PLOT * tick / max(ticks[-1], 1)
        parts.append(svg.line(_LEFT, y, _WIDTH, y, "fl-fig-axis" if tick == 0 else "fl-fig-grid"))
        parts.append(svg.text(_LEFT - 8, y + 4, str(tick), kind="end"))
    return parts


def _step(highest: int) -> int:
    """A round distance between lines that leaves at most five of them.

    >>> [_step(n) for n in (0, 4, 12, 48, 230)]
    [1, 1, 5, 10, 50]
    """
    size = 1
    while True:
        for factor in (1, 2, 5):
            if size * factor * 5 >= highest:
                return size * factor
        size *= 10


def _columns(
    name: str, weeks: Sequence[date], series: Sequence[Sequence[int]], totals: Sequence[int]
) -> list[str]:
    highest = max(totals)
    step = _step(highest)
    unit = _PLOT / max(-(-highest // step) * step, 1)
    width = (_WIDTH - _LEFT) / len(weeks)
    bar, every = min(width * 0.72, 48), -(-len(weeks) // 13)
    parts = []
    for place, week in enumerate(weeks):
        middle = _LEFT + (place + 0.5) * width
        y = _TOP + _PLOT
        for level, values in enumerate(series, 1):
            height = values[place] * unit
            y -= height
            if height:
                parts.append(swatch(name, level, middle - bar / 2, y, bar, height))
        if len(weeks) <= 26:
            parts.append(svg.text(middle, y - 4, str(totals[place]), kind="middle strong"))
        if place % every == 0:
            parts.append(svg.text(middle, _TOP + _PLOT + 18, f"{week.day} {week:%b}", kind="middle"))
    return parts


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
