"""A period against an earlier one by figures of one age: never a first figure against a revised one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from fanlight.evidence.series import Day, Series, Vintage, as_day
from fanlight.evidence.series_change import SeriesChange, changes_between
from fanlight.terms.months_each import add_months_each

SAME_AGE = 45  # days by which the ages of two first figures may differ
FIRST_FIGURES, ONE_RELEASE, UNLIKE = "first figures", "one release", "unlike"


@dataclass(frozen=True, slots=True)
class LikeWithLike:
    """One period beside an earlier one.

    Attributes
    ----------
    period, before
        First days of the two.
    value, value_before
        The two that compare; NaN where none do.
    how
        `FIRST_FIGURES`, `ONE_RELEASE`, or `UNLIKE` where no two figures of one age are held.
    naive_value, naive_before
        The first figure beside the earlier period as it was later known: what headlines compare.
    changes
        Changes of definition or boundary between the two: then nothing compares.
    """

    period: date
    before: date
    value: float
    value_before: float
    how: str
    naive_value: float
    naive_before: float
    changes: tuple[SeriesChange, ...] = ()

    @property
    def percent(self) -> float:
        """Change like with like, in percent; NaN where nothing compares."""
        return _percent(self.value, self.value_before)

    @property
    def naive_percent(self) -> float:
        """Change of the first figure against the revised one, in percent."""
        return _percent(self.naive_value, self.naive_before)

    def sentence(self) -> str:
        """What can be said, and what the headline would have said."""
        if self.changes:
            return f"{self.period:%B %Y} does not compare with {self.before:%B %Y}. " + " ".join(
                change.sentence() for change in self.changes
            )
        if self.how == UNLIKE:
            return (
                f"{self.period:%B %Y} against {self.before:%B %Y}: we cannot tell. No two figures of one "
                "age are held: one was revised, the other not."
            )
        where = "both as first published" if self.how == FIRST_FIGURES else "both of one release"
        told = (
            f"{self.period:%B %Y} against {self.before:%B %Y}: {self.value:,g} against "
            f"{self.value_before:,g}, {where}: {self.percent:+.1f} %."
        )
        if np.isfinite(self.naive_percent) and abs(self.naive_percent - self.percent) >= 0.05:
            told += (
                f" The first figure ({self.naive_value:,g}) against the earlier one as revised "
                f"({self.naive_before:,g}) would have said {self.naive_percent:+.1f} %."
            )
        return told


def like_with_like(told: Series, period: Day, before: Day, same_age: int = SAME_AGE) -> LikeWithLike:
    """Compare two periods by figures of one age.

    First figures are taken where both are held at about the same age, else the values of the
    last release that has both, else none.

    Parameters
    ----------
    told
        A series.
    period, before
        A day in the later and in the earlier period.
    same_age
        Days by which the ages of two first figures may differ.

    Raises
    ------
    KeyError
        Nothing was published of one of them.
    ValueError
        `before` is not before `period`.

    Examples
    --------
    >>> from fanlight.evidence.care_applications import care_applications
    >>> compared = like_with_like(care_applications(), "2013-09", "2012-09")
    >>> compared.value, compared.value_before, round(compared.percent, 1), round(compared.naive_percent, 1)
    (843.0, 879.0, -4.1, -5.6)
    """
    later, earlier = _month(period), _month(before)
    if earlier >= later:
        raise ValueError(f"{earlier} is not before {later}")
    first, latest = told.first_figures(), told.latest()
    at, base = _place(first, later), _place(first, earlier)
    value, value_before, how = np.nan, np.nan, UNLIKE
    newest, newest_before = _place(latest, later), _place(latest, earlier)
    ages = [_age(first, place) for place in (at, base)]
    if abs(ages[0] - ages[1]) <= same_age:
        value, value_before, how = first.y[at], first.y[base], FIRST_FIGURES
    elif latest.published_on[newest] == latest.published_on[newest_before]:
        value, value_before, how = latest.y[newest], latest.y[newest_before], ONE_RELEASE
    changes = changes_between(told.changes, _date(earlier), _date(later))
    if changes:
        value, value_before = np.nan, np.nan
    return LikeWithLike(
        _date(later),
        _date(earlier),
        float(value),
        float(value_before),
        how,
        float(first.y[at]),
        float(latest.y[newest_before]),
        changes,
    )


def _month(day: Day) -> np.datetime64:
    first: np.datetime64 = as_day(day).astype("datetime64[M]").astype("datetime64[D]")
    return first


def _date(day: np.datetime64) -> date:
    found: date = day.astype(date)
    return found


def _place(held: Vintage, period: np.datetime64) -> int:
    found = np.flatnonzero(held.period == period)
    if not len(found):
        raise KeyError(f"nothing was published of {_date(period):%B %Y}")
    return int(found[0])


def _age(held: Vintage, place: int) -> int:
    """Days between the end of a period and the publication of its value."""
    end = add_months_each(held.period[place : place + 1], held.months)[0]
    return int((held.published_on[place] - end).astype(np.int64))


def _percent(value: float, before: float) -> float:
    return 100 * (value / before - 1) if before else float("nan")
