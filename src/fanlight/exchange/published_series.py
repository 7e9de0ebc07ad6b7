"""The published figures that come with Fanlight as series: by month or year, of a place.

A release tells every period anew, so each value has the release's date. The tables name the year of the
release alone: its last day stands, so that a value is never told before it could be known.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import StringIO
from types import MappingProxyType

from fanlight.evidence.series import Series, series
from fanlight.exchange.published import LOCAL, NATIONAL, REGIONAL, Figure
from fanlight.exchange.published_figures import authority_names, neighbours_of, published, sources, unpacked

ENGLAND = "england"
_MONTHS = (
    *("april", "may", "june", "july", "august", "september", "october", "november", "december"),
    *("january", "february", "march"),
)


@dataclass(frozen=True, slots=True)
class PublishedMeasure:
    """What is told of each place.

    Attributes
    ----------
    code
        Our name for it, in addresses.
    data_set, column
        Where it stands in the bundled tables; no column for the months of a year.
    title, unit_words
        What it is, and in which unit.
    unit
        As `fanlight.evidence.series.series` has it.
    """

    code: str
    data_set: str
    column: str
    title: str
    unit: str
    unit_words: str

    @property
    def months(self) -> int:
        """Length of a period."""
        return 12 if self.column else 1


MEASURES: Mapping[str, PublishedMeasure] = MappingProxyType(
    {
        one.code: one
        for one in (
            PublishedMeasure("referrals", "c6", "", "Referrals by month", "count", "referrals a month"),
            PublishedMeasure(
                "re-referrals", "c1", "rereferral_percent", "Re-referrals", "percent", "percent of referrals"
            ),
            PublishedMeasure(
                "no-further-action",
                "c1",
                "nfa_percent",
                "Referrals with no further action",
                "percent",
                "percent of referrals",
            ),
            PublishedMeasure(
                "not-in-need",
                "c1",
                "not_in_need_percent",
                "Referrals assessed as not in need",
                "percent",
                "percent of referrals",
            ),
            PublishedMeasure(
                "section-47s",
                "c4",
                "section_47s_rate",
                "Section 47 enquiries",
                "rate",
                "per 10,000 children a year",
            ),
            PublishedMeasure(
                "conferences",
                "c4",
                "conferences_rate",
                "Initial child protection conferences",
                "rate",
                "per 10,000 children a year",
            ),
        )
    }
)


@cache
def places() -> Mapping[str, str]:
    """Names by code of every place that has figures: England, the regions, the authorities.

    Examples
    --------
    >>> places()["england"], places()["E12000003"], places()["816"]
    ('England', 'Yorkshire and The Humber', 'York')
    """
    regions = {row.ons_code: row.name for row in published("c6").rows if row.level == REGIONAL}
    ordered = sorted(authority_names().items(), key=lambda place: place[1])
    return MappingProxyType({ENGLAND: "England", **regions, **dict(ordered)})


@cache
def _regions() -> Mapping[str, str]:
    rows = csv.DictReader(StringIO(unpacked("c6").decode("utf-8-sig")))
    return {row["old_la_code"]: row["region_code"] for row in rows if row["old_la_code"]}


def beside(la_code: str) -> list[str]:
    """The places an authority is looked at beside: itself, its region, England, its ten neighbours.

    Examples
    --------
    >>> beside("816")[:3], len(beside("816")), beside("")
    (['816', 'E12000003', 'england'], 13, ['england'])
    """
    if la_code not in places():
        return [ENGLAND]
    near = [one.la_code for one in neighbours_of(la_code) if one.la_code in places()]
    region = _regions().get(la_code, "")
    return [la_code, *([region] if region else []), ENGLAND, *near]


def published_series(measure: str, place: str) -> Series:
    """One measure of one place.

    Parameters
    ----------
    measure
        A key of `MEASURES`.
    place
        A key of `places`.

    Returns
    -------
    Series
        NaN where a figure was suppressed or not available. Counts of regions and England are rounded to 10.

    Raises
    ------
    KeyError
        For an unknown measure or place.

    Examples
    --------
    >>> told = published_series("referrals", "england").latest()
    >>> told.sentence(), int(told.value[-1])
    ('144 months known, April 2012 to March 2024.', 51940)
    """
    one = MEASURES[measure]
    found = _of_place(one.data_set)[_level(place), "" if place == ENGLAND else place]
    release = date(int(sources()[one.data_set].release[-4:]), 12, 31)
    periods: list[date] = []
    values: list[float] = []
    for year, figures in sorted(found.items()):
        first = date(int(year[:4]) - 1, 4, 1)
        if one.column:
            periods.append(first)
            values.append(_number(figures[one.column]))
            continue
        for at, month in enumerate(_MONTHS):
            periods.append(date(first.year + (at >= 9), (3 + at) % 12 + 1, 1))
            values.append(_number(figures[month]))
    return series(
        periods,
        values,
        published_on=[release] * len(periods),
        title=f"{one.title}, {places()[place]}",
        unit=one.unit,
        months=one.months,
    )


def _level(place: str) -> str:
    if place not in places():
        raise KeyError(f"no published figures of {place!r}")
    return NATIONAL if place == ENGLAND else REGIONAL if place.startswith("E12") else LOCAL


@cache
def _of_place(data_set: str) -> Mapping[tuple[str, str], dict[str, Mapping[str, Figure | None]]]:
    """Figures of each place by year."""
    found: dict[tuple[str, str], dict[str, Mapping[str, Figure | None]]] = {}
    for row in published(data_set).rows:
        code = {LOCAL: row.la_code, REGIONAL: row.ons_code}.get(row.level, "")
        found.setdefault((row.level, code), {})[row.period] = row.figures
    return found


def _number(figure: Figure | None) -> float:
    return float(figure) if isinstance(figure, int | float) and not isinstance(figure, str) else float("nan")
