"""Measures that another room offers as series: the evidence room does not know the front door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.cases import Cases, MonthlyTally
from fanlight.evidence.series import Series, series
from fanlight.terms.measures import MEASURES, Measure


@dataclass(frozen=True)
class MeasureCases:
    """Cases of a measure, the child (and team) of each row they point to, and the months that are told."""

    cases: Cases
    person: NDArray[np.int64]
    months: list[date]
    team: NDArray[np.int64] | None = None

    def by_month(self) -> MonthlyTally:
        return self.cases.by_month(self.months)


Read = Callable[[], MeasureCases | None]
_OFFERED: dict[str, Read] = {}


def offer(code: str, read: Read) -> None:
    """Have a measure of `fanlight.terms.measures` among the series; `read` gives its cases, or None."""
    if code not in MEASURES:
        raise KeyError(f"no measure {code!r}")
    _OFFERED[code] = read


def offered() -> list[Measure]:
    """The measures on offer, in the catalogue's order."""
    return [measure for code, measure in MEASURES.items() if code in _OFFERED]


def measure_cases(code: str) -> MeasureCases | None:
    """Cases of a measure; None where nothing was imported that tells it."""
    return _OFFERED[code]()


def measure_series(code: str, found: MeasureCases, today: date) -> Series:
    """By month, as known today: what was known of a share earlier is not held."""
    told, measure = found.by_month(), MEASURES[code]
    whole: NDArray[Any] = np.array(told.whole, np.bool_)
    above = np.array([one.of if one.is_count else one.yes for one in told.tallies], np.float64)
    below = np.array([one.of for one in told.tallies], np.float64)
    is_share = bool(measure.denominator)
    return series(
        np.array(told.months, "datetime64[D]"),
        np.where(whole, above, np.nan),
        published_on=np.full(len(told.months), np.datetime64(today, "D")),
        denominator=below if is_share else None,
        title=measure.title,
        unit="percent" if is_share else "count",
    )
