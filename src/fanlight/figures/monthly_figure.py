"""A measure of the front door by month: its chart, with every number behind it in the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import inf, isfinite

import numpy as np

from fanlight.casework.cases import MonthlyTally
from fanlight.casework.monthly import MonthlyMeasure
from fanlight.evidence.control_chart import COMMON_CAUSE
from fanlight.evidence.xmr_chart import FEWEST, xmr_chart
from fanlight.figures.control_chart import control_chart
from fanlight.figures.figure import Cell, Figure, Table, table

_SUMMED = 12


def monthly_figure(told: MonthlyTally) -> Figure | None:
    """The chart of a measure by month; None where no month is told in full.

    Parameters
    ----------
    told
        Months that are not told in full stand in the table and not in the chart.

    Examples
    --------
    >>> from datetime import date
    >>> from fanlight.casework.cases import Tally
    >>> told = MonthlyTally("re_referral_12m", (date(2026, 5, 1),), (Tally(7, 40),), (True,))
    >>> monthly_figure(told).table.rows
    (('2026-05', 17.5, 7, 40, 0, 0, ''),)
    >>> print(monthly_figure(told).sentence)
    Re-referrals within 12 months: 7 of 40 (18 %) in the month to May 2026. Too few months (1) ...
    """
    values = told.values()
    if not any(isfinite(value) for value in values):
        return None
    months = min(_SUMMED, len(told.months))
    last = f"{months} months" if months > 1 else "month"
    part = f", of which {full} are told in full" if (full := told.told(months)) < months else ""
    figure = _charted(
        told.months,
        values,
        title=told.measure.title,
        unit=told.measure.unit,
        message=f"{told.last(months).sentence()} in the {last} to {told.months[-1]:%B %Y}{part}.",
        highest=100.0 if told.measure.denominator else inf,
    )
    return replace(figure, table=_table(told, figure))


def _table(told: MonthlyTally, figure: Figure) -> Table:
    rows: list[tuple[Cell, ...]] = []
    is_count = not told.measure.denominator
    for (month, value, mark), tally, whole in zip(figure.table.rows, told.tallies, told.whole, strict=True):
        said = mark if whole else "not told in full"
        counts = (tally.yes, tally.of, tally.not_yet_known, tally.left_out)
        rows.append((month, value, *(() if is_count else counts), said))
    counted = () if is_count else ("Counted", "Of", "Not yet known", "Left out")
    return table((*figure.table.columns[:2], *counted, "Mark"), rows)


def figure_of_a_file(told: MonthlyMeasure) -> Figure:
    """The chart of a measure that one file tells; without a picture where no month is told in full.

    Parameters
    ----------
    told
        One of `fanlight.casework.monthly.monthly_measures`.

    Examples
    --------
    >>> from datetime import date
    >>> figure = figure_of_a_file(MonthlyMeasure("re_referral_12m", (date(2026, 5, 1),), (7,), (40,)))
    >>> figure.table.columns[1:], figure.table.rows
    (('Percent of referrals', 'Mark', 'Counted', 'Of'), (('2026-05', 17.5, '', 7, 40),))
    """
    values = told.values()
    figure = _charted(
        told.months,
        values,
        title=told.measure.title,
        unit=told.measure.unit,
        message=told.sentence(),
        highest=inf if told.is_count else 100.0,
    )
    drawn = any(isfinite(value) for value in values)
    rows = [
        (*row, above, below)
        for row, above, below in zip(figure.table.rows, told.numerators, told.denominators, strict=True)
    ]
    return replace(
        figure,
        svg=figure.svg if drawn else "",
        sentence=figure.sentence if drawn else f"{told.measure.title}: {told.sentence()}",
        table=table((*figure.table.columns, "Counted", "Of"), rows),
    )


def _charted(
    months: Sequence[date], values: list[float], *, title: str, unit: str, message: str, highest: float
) -> Figure:
    """The chart with the columns of a page: month, value, mark. Fewer than 12 values have no limits."""
    chart = xmr_chart(np.array(months, dtype="datetime64[D]"), values)
    known = int(np.isfinite(chart.y).sum())
    if known < FEWEST:
        none = np.full(len(values), np.nan)
        usual = (COMMON_CAUSE,) * len(values)
        chart = replace(chart, centre=none, lower=none, upper=none, mark=usual, signals=())
        message = f"{message} Too few months ({known}) to tell change from the usual ups and downs."
    figure = control_chart(
        chart, title=title, unit=unit, message=message, lowest=0.0, highest=highest, quiet=known < FEWEST
    )
    rows = [(row[0], _rounded(row[1]), row[-1]) for row in figure.table.rows]
    return replace(figure, table=table(("Month", figure.table.columns[1], "Mark"), rows))


def _rounded(cell: Cell) -> Cell:
    return round(cell, 1) if isinstance(cell, float) else cell
