"""Everything that one series' page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fanlight.evidence.control_chart import wolf
from fanlight.evidence.days_between import is_rare
from fanlight.evidence.like_with_like import LikeWithLike, like_with_like
from fanlight.evidence.revisions import Revisions, revisions
from fanlight.exchange.published_series import beside, places
from fanlight.terms.periods import add_months
from fanlight.web.evidence.queries.catalogue import Entry, Loaded, load
from fanlight.web.evidence.queries.charting import Charted, Options, draw
from fanlight.web.evidence.queries.written import Written, written_on

_WHICH = "The standard chart: XmR, “plot the dots” as the NHS uses it."


@dataclass(frozen=True)
class SeriesPage:
    """One series as it is shown.

    Attributes
    ----------
    which
        Which chart this is, and how often it cries wolf.
    compared
        The newest period beside the one a year before; None where there is none.
    revised
        How far first figures moved.
    is_rare
        So few a month that days between events tell more.
    beside
        The same published measure of other places: key and name.
    """

    entry: Entry
    loaded: Loaded
    options: Options
    written: Written
    charted: Charted
    which: str
    compared: LikeWithLike | None
    revised: Revisions
    is_rare: bool
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
    return SeriesPage(
        entry=entry,
        loaded=loaded,
        options=options,
        written=written,
        charted=charted,
        which=_which(charted),
        compared=_a_year_before(told),
        revised=revisions(told),
        is_rare=told.unit == "count" and told.months == 1 and is_rare(told.latest().value),
        beside=_beside(entry.key),
    )


def _which(charted: Charted) -> str:
    rate = charted.chart.false_alarm_rate if charted.chart else None
    return f"{_WHICH} {wolf(rate)}" if rate is not None else _WHICH


def _a_year_before(told) -> LikeWithLike | None:
    latest = told.latest()
    known = [period for period, value in zip(latest.period.tolist(), latest.y, strict=True) if value == value]
    if not known or add_months(known[-1], -12) not in known:
        return None
    return like_with_like(told, known[-1], add_months(known[-1], -12))


def _beside(key: str) -> list[tuple[str, str]]:
    kind, _, rest = key.partition("-")
    measure, _, place = rest.rpartition("-")
    if kind != "published":
        return []
    return [(f"published-{measure}-{one}", places()[one]) for one in beside(place) if one != place]
