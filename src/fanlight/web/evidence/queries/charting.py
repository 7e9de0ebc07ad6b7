"""One series as a chart: which values, which chart, what it says, and how often it cries wolf."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

import numpy as np

from fanlight.evidence.control_chart import DECREASE, INCREASE, NEUTRAL, ControlChart
from fanlight.evidence.last_shift import last_shift
from fanlight.evidence.series import Series, Vintage
from fanlight.evidence.xmr_chart import xmr_chart
from fanlight.figures.chart_notes import ChartNote
from fanlight.figures.control_chart import control_chart
from fanlight.figures.figure import Figure
from fanlight.web.evidence.models import SeriesNote, SeriesTarget
from fanlight.web.evidence.queries.honest import honest_of, last_of
from fanlight.web.evidence.queries.written import Written

STANDARD, HONEST = "standard", "honest"
LATEST, FIRST = "latest", "first"
SPANS = (24, 36, 60, 0)  # periods shown, the last ones; 0 for all
EARLY = 62  # days after a period's end, within which a value is a first figure
_BETTER = {
    SeriesTarget.Better.HIGHER: INCREASE,
    SeriesTarget.Better.LOWER: DECREASE,
    SeriesTarget.Better.NEITHER: NEUTRAL,
}


@dataclass(frozen=True)
class Options:
    """What is asked to be shown."""

    chart: str = STANDARD
    figures: str = LATEST
    known_on: date | None = None
    span: int = 60

    @property
    def query(self) -> dict[str, str]:
        """As the address says it, what is usual left out."""
        said = {
            "chart": self.chart if self.chart != STANDARD else "",
            "figures": self.figures if self.figures != LATEST else "",
            "known": self.known_on.isoformat() if self.known_on else "",
            "span": str(self.span) if self.span != 60 else "",
        }
        return {name: value for name, value in said.items() if value}


def options_of(asked: Mapping[str, str]) -> tuple[Options, str]:
    """Options of an address, and what is wrong with it ("" for nothing)."""
    wrong, known = "", None
    if text := asked.get("known", "").strip():
        try:
            known = date.fromisoformat(text)
        except ValueError:
            wrong = f"“{text[:40]}” is not a day like 2026-03-31: figures are shown as known now."
    span = asked.get("span", "60")
    return (
        Options(
            chart=HONEST if asked.get("chart") == HONEST else STANDARD,
            figures=FIRST if asked.get("figures") == FIRST else LATEST,
            known_on=known,
            span=int(span) if span in map(str, SPANS) else 60,
        ),
        wrong,
    )


@dataclass(frozen=True)
class Charted:
    """A chart, its picture, and the values it was drawn from.

    Attributes
    ----------
    chart, figure
        None where there is nothing to draw.
    signs
        What was written within the months drawn, with the sign that stands at each.
    kind
        Which chart it is; not always the one asked for: years have no honest chart.
    lasting
        When the level last moved for good; "" where the picture's own sentence says it.
    """

    vintage: Vintage
    chart: ControlChart | None
    figure: Figure | None
    signs: Sequence[tuple[str, SeriesNote]]
    kind: str
    lasting: str


def vintage_of(told: Series, options: Options) -> Vintage:
    """The values that are asked for."""
    if options.figures == FIRST:
        return told.first_figures(EARLY)
    return told.as_known_on(options.known_on) if options.known_on else told.latest()


def draw(
    told: Series,
    written: Written,
    options: Options,
    *,
    title: str,
    unit: str,
    lowest: float = -inf,
    highest: float = inf,
) -> Charted:
    """Draw the values asked for with what people wrote on them."""
    whole = vintage_of(told, options).without_gaps()
    vintage = whole.last(options.span)
    if not np.isfinite(vintage.y).any():
        return Charted(vintage, None, None, [], STANDARD, "")
    honest = honest_of(whole) if options.chart == HONEST else None
    if honest is not None:
        target = written.target
        chart = replace(last_of(honest, options.span), target=target.value if target else None)
        kind, message, lasting = HONEST, honest.sentence(), ""
    else:
        chart = _standard(vintage, written)
        kind, message, lasting = STANDARD, "", _lasting(chart)
    signs = [(str(number), note) for number, note in enumerate(_within(written.notes, vintage), 1)]
    breaking = {SeriesNote.Kind.DEFINITION, SeriesNote.Kind.BOUNDARY}
    figure = control_chart(
        chart,
        title=title,
        unit=unit,
        message=message,
        quiet=bool(message),
        lowest=lowest,
        highest=highest,
        notes=[ChartNote(note.on, sign, note.kind in breaking) for sign, note in signs],
    )
    return Charted(vintage, chart, figure, signs, kind, lasting)


def _standard(vintage: Vintage, written: Written) -> ControlChart:
    """Plot the dots, with limits anew where a person began them."""
    target = written.target
    return xmr_chart(
        vintage.period,
        vintage.y,
        rebase=[day for day in map(_snap(vintage), written.rebases) if day is not None],
        target=target.value if target else None,
        improvement=_BETTER[target.better] if target else NEUTRAL,
    )


def _lasting(chart: ControlChart) -> str:
    shift = last_shift(chart)
    return shift.sentence() if shift else "The chart shows no lasting step."


def _snap(vintage: Vintage) -> Callable[[date], np.datetime64 | None]:
    """Limits begin at the first period that begins on the day or later; not at the very first."""

    def snapped(day: date) -> np.datetime64 | None:
        at = int(np.searchsorted(vintage.period, np.datetime64(day.replace(day=1), "D")))
        return vintage.period[at] if 0 < at < len(vintage.period) else None

    return snapped


def _within(notes: Sequence[SeriesNote], vintage: Vintage) -> list[SeriesNote]:
    first = vintage.period[0].astype(date)
    return [note for note in notes if note.on >= first]
