"""What the honest chart says: marks, how often it cries wolf, the last step, the step it could show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.control_chart import COMMON_CAUSE, ControlChart

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LastingStep:
    """A change of level that stayed.

    Attributes
    ----------
    on
        First day of the first month at the new level.
    change, low, high
        Of the level, as a fraction of the level before (in the unit itself where `relative` is False), with
        the ends of its 95 per cent interval.
    charted
        True where it was found among the months charted; False where the history before them shows it.
    relative
        Whether changes are fractions.
    """

    on: np.datetime64
    change: float
    low: float
    high: float
    charted: bool
    relative: bool

    def words(self) -> str:
        """The step in words."""
        way = "up" if self.change > 0 else "down"
        sign = 1 if self.change > 0 else -1
        low, high = sorted((sign * self.low, sign * self.high))
        if self.relative:
            size = f"{abs(self.change):.0%} (between {low:.0%} and {high:.0%})"
        else:
            size = f"{abs(self.change):,.3g} (between {low:,.3g} and {high:,.3g})"
        return f"{way} by about {size}, from {month_words(self.on)}"


@dataclass(frozen=True, slots=True)
class DetectableStep:
    """The lasting step that would be found within six months in four of five cases.

    Attributes
    ----------
    rise, fall
        As a fraction of the present level, in the unit itself where `relative` is False; NaN for a fall that
        no fall to nothing would reach.
    months
        Within how many.
    power
        In what share of cases.
    relative
        Whether sizes are fractions.
    """

    rise: float
    fall: float
    months: int
    power: float
    relative: bool

    def words(self) -> str:
        """The size in words."""
        if not np.isfinite(self.rise):
            return "no step that could be told as a share of so low a level"
        rise = f"{self.rise:.0%}" if self.relative else f"{self.rise:,.3g}"
        if not np.isfinite(self.fall):
            return f"a lasting rise of {rise}, and no lasting fall"
        fall = f"{self.fall:.0%}" if self.relative else f"{self.fall:,.3g}"
        return f"a lasting rise of {rise} or a lasting fall of {fall}"


@dataclass(frozen=True, slots=True)
class HonestChart(ControlChart):
    """A level that may drift, months and working days taken out, and a false-alarm rate that is kept.

    Attributes
    ----------
    charted
        How many months at the end were charted; 0 where the series is too short. Only these are marked. Their
        centre and limits rest on the months before each alone; those of the history before are fitted to it.
    history
        How many months with a value before them were used, 60 at most; older ones have no centre.
    looked_back
        Months at the end in which the last lasting step was looked for, with hindsight.
    last_step
        The last lasting step in them, if any.
    detectable_step
        What this series could show; None where it is too short.
    month_effect
        Shape (12,), January first: how much more or less than the level, as a fraction or in the unit.
    working_day_effect
        Of one working day more, as a fraction or in the unit.
    dispersion
        Variance of the ups and downs over that of a Poisson count; NaN where the values are no counts.
    autocorrelation
        Of the ups and downs from month to month.
    drift
        Usual change of the level from month to month, as a fraction or in the unit.
    limit
        Standard errors beyond which something is marked.
    departure
        Shape (n,), how many standard errors each charted month lay from what was expected; NaN elsewhere.
    """

    charted: int = 0
    history: int = 0
    looked_back: int = 0
    last_step: LastingStep | None = None
    detectable_step: DetectableStep | None = None
    month_effect: Floats | None = None
    working_day_effect: float = float("nan")
    dispersion: float = float("nan")
    autocorrelation: float = float("nan")
    drift: float = float("nan")
    limit: float = float("nan")
    departure: Floats | None = None

    def sentence(self) -> str:
        """Say what was found, how often it cries wolf, the last lasting step and what could be shown."""
        if not self.charted or self.false_alarm_rate is None or self.detectable_step is None:
            return f"Too few months ({self.history}) to tell change from the usual ups and downs."
        return " ".join((self._found(), self._wolf(), self._last(), self._could()))

    def _found(self) -> str:
        marked = sum(mark != COMMON_CAUSE for mark in self.mark)
        if not marked:
            return f"None of the last {self.charted} months stands out."
        return ". ".join(signal.words for signal in self.signals) + "."

    def _wolf(self) -> str:
        rate = self.false_alarm_rate or 0.0
        return (
            f"Where nothing changes, at most {rate * 100:.0f} of 100 such charts of "
            f"{self.charted} months mark anything."
        )

    def _last(self) -> str:
        if self.last_step is None:
            return f"No lasting step shows in the last {self.looked_back} months, seen from their end."
        return f"The last lasting step: {self.last_step.words()}."

    def _could(self) -> str:
        if self.detectable_step is None:
            return ""
        step = self.detectable_step
        return (
            f"In {step.power * 10:.0f} of 10 cases this series would show within {step.months} months "
            f"{step.words()}; smaller steps often go unseen."
        )


def month_words(day: np.datetime64) -> str:
    """Name a month: "April 2020"."""
    return f"{day.astype('datetime64[D]').item():%B %Y}"
