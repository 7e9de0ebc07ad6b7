"""The honest chart: a level that may drift, months and working days taken out, a false-alarm rate kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.estimates.alarm_limits import MOST_CHARTED
from fanlight.evidence.control_chart import COMMON_CAUSE
from fanlight.evidence.honest_blocks import Stretch
from fanlight.evidence.honest_result import HonestChart
from fanlight.evidence.honest_scale import scale_of
from fanlight.terms.working_days import WorkingCalendar
from fanlight.terms.working_days_each import working_days_between_each

Floats = NDArray[np.float64]
Months = NDArray[np.datetime64]


def honest_chart(
    days: ArrayLike,
    values: ArrayLike,
    *,
    denominator: ArrayLike | None = None,
    charted: int = MOST_CHARTED,
    working_days: ArrayLike | None = None,
    false_alarm_rate: float = 0.06,
) -> HonestChart:
    """Chart the last months of a monthly series beside what the months before lead one to expect.

    Parameters
    ----------
    days
        Shape (n,), one day in each month, in order of time; months may be left out.
    values
        Shape (n,): counts, rates or anything measured; NaN where a month has no figure.
    denominator
        Shape (n,), above 0: what the counts are out of; the chart then shows value over denominator.
    charted
        How many of the last months to chart. A longer stretch than 24 is charted in blocks of at most 24,
        each beside all months before it.
    working_days
        Shape (n,), of each month; England's, without it.
    false_alarm_rate
        Chance of any mark in a block when nothing changes, 0.01 to 0.2.

    Returns
    -------
    HonestChart
        Marks are "outside" (one odd month) and "step" (from the first month at a new level until it was
        known). With fewer than 24 months of history fewer are charted, or none. The rate stated is that of a
        block times the number of blocks.

    Raises
    ------
    ValueError
        Columns of unequal length, months not in order, a denominator that is 0, less or missing, infinite
        values.

    Notes
    -----
    See docs/methods/honest-chart.md: how it is fitted, from what it was calibrated, what it misses.

    Examples
    --------
    >>> rng = np.random.default_rng(4)
    >>> months = np.arange("2018-01", "2025-01", dtype="datetime64[M]")
    >>> counts = rng.poisson(np.where(months < np.datetime64("2024-01"), 400, 280))
    >>> chart = honest_chart(months, counts)
    >>> print(chart.last_step.words())
    down by about 28% (between 24% and 32%), from January 2024
    """
    return honest_charts(
        days,
        np.asarray(values, dtype=np.float64)[None],
        denominator=None if denominator is None else np.asarray(denominator, dtype=np.float64)[None],
        charted=charted,
        working_days=working_days,
        false_alarm_rate=false_alarm_rate,
    )[0]


def honest_charts(
    days: ArrayLike,
    values: ArrayLike,
    *,
    denominator: ArrayLike | None = None,
    charted: int = MOST_CHARTED,
    working_days: ArrayLike | None = None,
    false_alarm_rate: float = 0.06,
) -> tuple[HonestChart, ...]:
    """Chart many series over the same months at once; as `honest_chart`, values of shape (series, n)."""
    months = _months(days)
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 2 or series.shape[1] != len(months):
        raise ValueError(f"{len(months)} months for values of shape {series.shape}")
    if np.isinf(series).any():
        raise ValueError("a value is infinite")
    worked = england_working_days(months) if working_days is None else np.asarray(working_days, np.float64)
    if worked.shape != months.shape or not (worked > 0).all():
        raise ValueError("working_days: one number above 0 for each month")
    if charted < 1:
        raise ValueError(f"charted: {charted} months; give 1 or more")
    out_of = (
        None if denominator is None else np.broadcast_to(np.asarray(denominator, np.float64), series.shape)
    )
    if out_of is not None and not (out_of[np.isfinite(series)] > 0).all():
        raise ValueError("denominator: a number above 0 for each month that has a value")
    results: list[HonestChart | None] = [None] * len(series)
    for rows in _alike(series, out_of):
        known = np.isfinite(series[rows[0]])
        part = Stretch(
            months[known],
            series[np.ix_(rows, known)],
            None if out_of is None else out_of[np.ix_(rows, known)],
            worked[known],
            int(known[-charted:].sum()),
            false_alarm_rate,
        )
        for row, result in zip(rows, part.charts(), strict=True):
            results[row] = _in_their_months(result, months, known)
    return tuple(result for result in results if result is not None)


def england_working_days(months: Months) -> Floats:
    """Working days of each month, Monday to Friday without England's bank holidays."""
    starts: Months = months.astype("datetime64[M]").astype("datetime64[D]")
    ends: Months = (months.astype("datetime64[M]") + 1).astype("datetime64[D]")
    # A day counts when it comes after the first of two: the first of the month would not.
    before: Months = np.array(starts - np.timedelta64(1, "D"), "datetime64[D]")
    last: Months = np.array(ends - np.timedelta64(1, "D"), "datetime64[D]")
    return working_days_between_each(before, last, WorkingCalendar()).astype(np.float64)


def _months(days: ArrayLike) -> Months:
    months: Months = np.asarray(days, dtype="datetime64[D]").astype("datetime64[M]")
    if months.ndim != 1:
        raise ValueError("days: one row of days")
    if np.isnat(months).any() or (np.diff(months.astype(np.int64)) <= 0).any():
        raise ValueError("days: one day in each month, in order of time")
    return months


def _alike(series: Floats, out_of: Floats | None) -> list[NDArray[np.intp]]:
    """Rows that can be fitted together: same months known, no denominator of their own, same scale."""
    if out_of is not None:
        return [np.array([row]) for row in range(len(series))]
    groups: dict[tuple[bytes, str], list[int]] = {}
    for row, values in enumerate(series):
        groups.setdefault((np.isfinite(values).tobytes(), scale_of(values, None).kind), []).append(row)
    return [np.array(rows) for rows in groups.values()]


def _in_their_months(result: HonestChart, months: Months, known: NDArray[np.bool_]) -> HonestChart:
    """Put months without a value back in their places."""
    if known.all():
        return result
    places = np.nonzero(known)[0]

    def spread(row: Floats | None) -> Floats:
        whole = np.full(len(months), np.nan)
        if row is not None:
            whole[places] = row
        return whole

    mark = [COMMON_CAUSE] * len(months)
    for place, word in zip(places, result.mark, strict=True):
        mark[place] = word
    return replace(
        result,
        x=months.astype("datetime64[D]"),
        y=spread(result.y),
        centre=spread(result.centre),
        lower=spread(result.lower),
        upper=spread(result.upper),
        mark=tuple(mark),
        signals=tuple(
            replace(one, first=int(places[one.first]), last=int(places[one.last])) for one in result.signals
        ),
        departure=spread(result.departure),
    )
