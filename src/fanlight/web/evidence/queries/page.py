"""Everything that one series' page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fanlight.evidence.control_chart import COMMON_CAUSE
from fanlight.evidence.days_between import is_rare
from fanlight.evidence.like_with_like import LikeWithLike, like_with_like
from fanlight.evidence.revisions import Revisions, revisions
from fanlight.evidence.series import Series
from fanlight.exchange.published_series import beside, places
from fanlight.figures.figure import Figure
from fanlight.terms.periods import add_months
from fanlight.web.evidence.queries.catalogue import Entry, Loaded, load
from fanlight.web.evidence.queries.charting import HONEST, STANDARD, Charted, Options, draw
from fanlight.web.evidence.queries.rare import days_between_figure
from fanlight.web.evidence.queries.written import Written, written_on

# Which chart it is, and what it takes for granted. The two rates: docs/measured/false_alarms.json.
WHICH = {
    STANDARD: (
        "The standard chart",
        "XmR, “plot the dots” as the NHS uses it. It takes months to stand alone: where each resembles the "
        "one before, 24 months without a change are marked in 58 of 100 charts, not 18.",
    ),
    HONEST: (
        "The honest chart",
        "a level that may drift, month and working-day effects taken out, and a rate of false alarms that is "
        "kept. It watches the last 24 months; limits that somebody began anew change nothing in it.",
    ),
}


@dataclass(frozen=True)
class SeriesPage:
    """One series as it is shown.

    Attributes
    ----------
    which
        Which chart this is, and what it takes for granted.
    compared
        The newest period beside the one a year before; None where there is none.
    is_usual
        The chart marks neither of the two.
    revised
        How far first figures moved.
    is_rare, between
        So few a month that days between events tell more; their chart, where days are held.
    beside
        The same published measure of other places: key and name.
    """

    entry: Entry
    loaded: Loaded
    options: Options
    written: Written
    charted: Charted
    which: tuple[str, str]
    compared: LikeWithLike | None
    is_usual: bool
    revised: Revisions
    is_rare: bool
    between: Figure | None
    beside: Sequence[tuple[str, str]]

    @property
    def vintages(self) -> int:
        """Days on which something of it was published."""
        return len(self.loaded.series.released_on)


def page_of(entry: Entry, options: Options) -> SeriesPage:
    """Read, draw and compare one series."""
    loaded, written = load(entry), written_on(entry.key)
    told = replace(loaded.series, changes=written.changes)
    charted = draw(
        told,
        written,
        options,
        title=entry.title,
        unit=entry.unit_words,
        lowest=entry.lowest,
        highest=entry.highest,
    )
    compared = _a_year_before(told)
    rare = told.unit == "count" and told.months == 1 and is_rare(told.latest().value)
    return SeriesPage(
        entry=entry,
        loaded=loaded,
        options=options,
        written=written,
        charted=charted,
        which=WHICH[charted.kind],
        compared=compared,
        is_usual=_is_usual(charted, compared),
        revised=revisions(told),
        is_rare=rare,
        between=days_between_figure(loaded) if rare else None,
        beside=_beside(entry.key),
    )


def _a_year_before(told: Series) -> LikeWithLike | None:
    latest = told.latest()
    known = [period for period, value in zip(latest.period.tolist(), latest.y, strict=True) if value == value]
    if not known or add_months(known[-1], -12) not in known:
        return None
    return like_with_like(told, known[-1], add_months(known[-1], -12))


def _is_usual(charted: Charted, compared: LikeWithLike | None) -> bool:
    """Whether the chart marks neither of the two periods that are compared."""
    if compared is None or charted.chart is None:
        return False
    marks = dict(zip(charted.vintage.period.tolist(), charted.chart.mark, strict=True))
    return {marks.get(compared.period), marks.get(compared.before)} == {COMMON_CAUSE}


def _beside(key: str) -> list[tuple[str, str]]:
    kind, _, rest = key.partition("-")
    measure, _, place = rest.rpartition("-")
    if kind != "published":
        return []
    return [(f"published-{measure}-{one}", places()[one]) for one in beside(place) if one != place]
