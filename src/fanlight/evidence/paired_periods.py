"""The same months of two years beside each other: what a change is reckoned from when months differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.series import Days, Numbers, Vintage
from fanlight.terms.months_each import add_months_each


@dataclass(frozen=True, slots=True)
class PairedPeriods:
    """Periods of which both figures are held.

    Attributes
    ----------
    period, before
        Shape (n,), first days.
    value, value_before
        Shape (n,).
    unpaired
        How many periods of the window lack one of the two.
    published_on
        Shape (2n,): of the figures used, those of `period` first.
    """

    period: Days
    before: Days
    value: Numbers
    value_before: Numbers
    unpaired: int
    published_on: Days

    @property
    def percent(self) -> float:
        """Change of the sums, in percent; NaN without a pair."""
        base = float(self.value_before.sum())
        return 100 * (float(self.value.sum()) / base - 1) if base > 0 else float("nan")

    @property
    def log_ratio(self) -> Numbers:
        """Shape (m,): log of each ratio, of pairs with both figures above 0."""
        both = (self.value > 0) & (self.value_before > 0)
        ratio: Numbers = np.log(self.value[both] / self.value_before[both])
        return ratio


def paired_periods(
    told: Vintage, first: np.datetime64, last: np.datetime64, *, back: int = 12
) -> PairedPeriods:
    """Each period from `first` to `last` beside the one `back` months earlier.

    Parameters
    ----------
    told
        One value a period.
    first, last
        A day in the first and in the last period of the window.
    back
        Months between the two, a multiple of the length of a period.

    Raises
    ------
    ValueError
        The window ends before it begins, or `back` is no multiple of a period.

    Examples
    --------
    >>> from fanlight.evidence.care_applications import care_applications
    >>> latest = care_applications().latest()
    >>> months = paired_periods(latest, np.datetime64("2013-07"), np.datetime64("2013-10"))
    >>> round(months.percent, 1), months.unpaired
    (-7.7, 0)
    """
    if back <= 0 or back % told.months:
        raise ValueError(f"{back} months back is no whole number of periods of {told.months}")
    begin, end = _month(first), _month(last)
    if end < begin:
        raise ValueError(f"the window ends ({last}) before it begins ({first})")
    period = _periods(told, begin, end)
    before = add_months_each(period, -back)
    value, published = _at(told, period)
    value_before, published_before = _at(told, before)
    both = np.isfinite(value) & np.isfinite(value_before)
    return PairedPeriods(
        period[both],
        before[both],
        value[both],
        value_before[both],
        int((~both).sum()),
        np.concatenate([published[both], published_before[both]]),
    )


def _month(day: np.datetime64) -> np.datetime64:
    first: np.datetime64 = day.astype("datetime64[M]")
    return first


def _periods(told: Vintage, begin: np.datetime64, end: np.datetime64) -> Days:
    """First days of the periods of the series that begin in the window, held or not."""
    months = np.arange(begin, end + np.timedelta64(1, "M"), dtype="datetime64[M]")
    if len(told.period) and told.months > 1:
        anchor = told.period[0].astype("datetime64[M]")
        months = months[(months - anchor).astype(np.int64) % told.months == 0]
    days: Days = months.astype("datetime64[D]")
    return days


def _at(told: Vintage, wanted: Days) -> tuple[Numbers, Days]:
    """Value and day of publication at each wanted period; NaN and NaT where none is held."""
    value = np.full(len(wanted), np.nan)
    published = np.full(len(wanted), np.datetime64("NaT"), dtype="datetime64[D]")
    place = np.searchsorted(told.period, wanted)
    inside = place < len(told.period)
    found: NDArray[np.bool_] = np.zeros(len(wanted), dtype=np.bool_)
    found[inside] = told.period[place[inside]] == wanted[inside]
    value[found] = told.y[place[found]]
    published[found] = told.published_on[place[found]]
    return value, published
