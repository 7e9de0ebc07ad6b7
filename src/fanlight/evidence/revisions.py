"""How much first figures move afterwards: what a fresh figure's fall or rise is to be held against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.series import Days, Numbers, Series

EARLY = 62  # days after the end of a period: later, a figure had time to be revised already


@dataclass(frozen=True, slots=True)
class Revisions:
    """First and last published value of each period that has both.

    Attributes
    ----------
    period
        Shape (n,).
    first, latest
        Shape (n,), values as first and as last published.
    percent
        Shape (n,), change from first to latest, in percent of the first.
    days
        Shape (n,), days between the two publications.
    """

    period: Days
    first: Numbers
    latest: Numbers
    percent: Numbers
    days: NDArray[np.int64]

    @property
    def up(self) -> NDArray[np.bool_]:
        """Shape (n,): revised up."""
        return self.latest > self.first

    @property
    def down(self) -> NDArray[np.bool_]:
        """Shape (n,): revised down."""
        return self.latest < self.first

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Names to arrays of one length."""
        return {
            "period": self.period,
            "first": self.first,
            "latest": self.latest,
            "percent": self.percent,
            "days": self.days,
        }

    def sentence(self) -> str:
        """How often first figures moved, which way and how far."""
        count = len(self.period)
        if not count:
            return "No period has a first and a later figure: how far first figures move is not known."
        up, down = int(self.up.sum()), int(self.down.sum())
        periods = "1 period" if count == 1 else f"{count} periods"
        told = f"Of {periods} with a first and a later figure {up} moved up, {down} down"
        size = f"on average by {self.percent.mean():+.1f} %"
        return f"{told}; {size} ({self.percent.min():+.1f} to {self.percent.max():+.1f})."


def revisions(told: Series, within_days: int = EARLY) -> Revisions:
    """First against latest, of the periods first published within so many days of their end.

    Parameters
    ----------
    told
        A series; shares and rates are compared as shares and rates.
    within_days
        What counts as a first figure (see `Series.first_figures`).

    Examples
    --------
    >>> from fanlight.evidence.series import series
    >>> told = series(["2013-09", "2013-09"], [830, 843], published_on=["2013-10-09", "2017-03-31"])
    >>> revisions(told).sentence()
    'Of 1 period with a first and a later figure 1 moved up, 0 down; on average by +1.6 % (+1.6 to +1.6).'
    """
    early, late = told.first_figures(within_days), told.latest()
    _, at, beside = np.intersect1d(early.period, late.period, return_indices=True)
    first, latest = early.y[at], late.y[beside]
    later = late.published_on[beside] > early.published_on[at]
    both = later & np.isfinite(first) & np.isfinite(latest) & (first > 0)
    return Revisions(
        early.period[at][both],
        first[both],
        latest[both],
        100 * (latest[both] / first[both] - 1),
        (late.published_on[beside] - early.published_on[at])[both].astype(np.int64),
    )
