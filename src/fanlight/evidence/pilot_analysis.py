"""What a pilot's counts show: rate ratio, interval, p and verdict."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fanlight.estimates.rate_power import RateDesign, power_of_rates
from fanlight.estimates.rate_ratio import RateRatio, level, rate_ratio
from fanlight.estimates.ratio_of_rate_ratios import ratio_of_rate_ratios
from fanlight.evidence.pilot_count import Count
from fanlight.evidence.pilot_verdict import HALVING, Verdict, verdict


@dataclass(frozen=True, slots=True)
class PilotResult:
    """A pilot's figures and what they show.

    Attributes
    ----------
    estimate
        Rate ratio (with a control: ratio of the two), interval and p, from one method.
    verdict
        In fixed words.
    power
        Chance that this pilot would have shown the effect the verdict speaks of.
    """

    estimate: RateRatio
    verdict: Verdict
    power: float

    @property
    def rate_ratio(self) -> float:
        """The estimate; NaN where neither side had an event."""
        return float(self.estimate.ratio[0])

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return float(self.estimate.low[0])

    @property
    def high(self) -> float:
        """Upper end of the interval; inf where there is none."""
        return float(self.estimate.high[0])

    @property
    def p(self) -> float:
        """Two-sided."""
        return float(self.estimate.p[0])

    def columns(self) -> dict[str, NDArray[np.float64]]:
        """Names to arrays of one element."""
        return self.estimate.columns()

    def sentence(self) -> str:
        """Tell the figures, then the verdict."""
        return f"{self.estimate.sentence()} {self.verdict.sentence()}"


def analyse_pilot(
    before: Count,
    after: Count,
    *,
    control_before: Count | None = None,
    control_after: Count | None = None,
    method: str = "mid-p",
    smallest_effect: float | None = None,
    confidence: float = 0.95,
) -> PilotResult:
    """Compare a rate after with the rate before, beside a control's change where there is one.

    Parameters
    ----------
    before, after
        The pilot's own counts; for two places at one time, the other place stands as before.
    control_before, control_after
        A place without the pilot; both or neither.
    method
        mid-p, exact or score.
    smallest_effect
        The ratio nearest to 1 that would matter; without it a halving is what the pilot should have found.
    confidence
        Of the interval.

    Returns
    -------
    PilotResult
        Its p and interval never disagree.

    Raises
    ------
    ValueError
        Counts or exposures that are none, half a control, a smallest effect of 1 or not above 0.

    Examples
    --------
    >>> print(analyse_pilot(Count(14, 5), Count(2, 3), method="exact").sentence())
    Rate ratio 0.238 (0.0263 to 1.04), p = 0.0583. Could not have been shown. If a halving were true,
    only 17 of 100 such pilots would show it; the true ratio lies between 0.0263 and 1.04.
    """
    if (control_before is None) != (control_after is None):
        raise ValueError("a control needs its counts before and after")
    if smallest_effect is not None and (not 0 < smallest_effect < np.inf or smallest_effect == 1):
        raise ValueError("the smallest effect that matters is a ratio above 0 and not 1")
    if control_before is None or control_after is None:
        estimate = rate_ratio(
            after.events, after.exposure, before.events, before.exposure, method=method, confidence=confidence
        )
    else:
        estimate = ratio_of_rate_ratios(
            (after.events, after.exposure),
            (before.events, before.exposure),
            (control_after.events, control_after.exposure),
            (control_before.events, control_before.exposure),
            method=method,
            confidence=confidence,
        )
    power = power_of_pilot(
        before,
        after.exposure,
        ratio=smallest_effect or HALVING,
        controls=tuple(one.events for one in (control_before, control_after) if one is not None),
        method=method,
        confidence=confidence,
    )
    low, high = float(estimate.low[0]), float(estimate.high[0])
    return PilotResult(estimate, verdict(low, high, power=power, smallest_effect=smallest_effect), power)


def power_of_pilot(
    before: Count,
    after_exposure: float,
    *,
    ratio: float,
    controls: tuple[float, ...] = (),
    method: str = "mid-p",
    confidence: float = 0.95,
    dispersion: float = 1.0,
) -> float:
    """Chance that a pilot shows a true ratio, the rate before being what was counted.

    Parameters
    ----------
    before
        Counted or expected before.
    after_exposure
        In the same unit.
    ratio
        The true ratio, on whose side of 1 the find is to lie.
    controls
        Events of the control, before and after; with them the power is that of a normal log ratio.
    method, confidence, dispersion
        As `RateDesign`.

    Returns
    -------
    float
        0 where nothing was counted before, or in the control.

    Examples
    --------
    >>> f"{power_of_pilot(Count(14, 5), 3, ratio=0.5):.3f}"
    '0.232'
    """
    if before.events <= 0 or any(events <= 0 for events in controls):
        return 0.0
    if not controls:
        design = RateDesign(before.events, after_exposure / before.exposure, method, confidence, dispersion)
        return power_of_rates(design, ratio)[int(ratio > 1)]
    means = np.array([before.events, before.events * after_exposure / before.exposure * ratio, *controls])
    error = float(np.sqrt(dispersion * (1 / means).sum()))
    return float(special.ndtr(abs(np.log(ratio)) / error + special.ndtri(level(confidence) / 2)))
