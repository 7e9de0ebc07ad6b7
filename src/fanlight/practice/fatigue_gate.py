"""The gate before a claim of fatigue: is the trend in severity too small to explain what is seen?

It passes when an interval shows so, never because a trend was not significant: with few decisions a large one
would not be either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from fanlight.estimates.estimate import Estimate
from fanlight.practice.fatigue_reading import Reading

MOST_DECIDED = 0.1  # beyond, order follows case mix so closely that no formula for small biases is trusted
LEAST_OPEN = 0.02  # below, severity settles the outcome where it differs: no interval tells of its effect
CANNOT_TELL, SHOWN, NOT_SHOWN, SHOWN_ABSENT = "cannot tell", "shown", "not shown", "shown absent"


@dataclass(frozen=True, slots=True)
class Gate:
    """The negative control.

    Attributes
    ----------
    passed
        The largest bias that the interval of the trend allows does not alter what is said.
    why
        In words.
    reading
        Which reading the figures below are of; "" when nothing could be fitted.
    trend
        Severity at arrival for one more decision, in standard deviations; None when nothing could be fitted.
    bias
        Odds ratio for one decision that the trend alone could bring about: low, high.
    at_worst
        Odds ratio for one decision with that bias taken off: its farthest ends.
    lowest_correlation
        See `decision_fatigue`.
    """

    passed: bool
    why: str
    reading: str
    trend: Estimate | None
    bias: Estimate | None
    at_worst: Estimate | None
    lowest_correlation: float

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return {
            "passed": self.passed,
            "why": self.why,
            "builds_up": self.reading,
            "severity_trend": self.trend.as_json() if self.trend else None,
            "odds_ratio_from_trend": self.bias.as_json() if self.bias else None,
            "odds_ratio_at_worst": self.at_worst.as_json() if self.at_worst else None,
            "lowest_correlation": self.lowest_correlation,
        }


def gate_of(
    readings: Sequence[Reading], margin: float, lowest_correlation: float, too_few: str
) -> tuple[Gate, str, Reading | None]:
    """Judge the readings together: the gate, the verdict, and the reading whose figures are shown.

    "Shown" needs one reading whose interval lies beyond 1 on the harmful side, and still does with the worst
    bias taken off. Each is wrong at most 1 time in 40, so that two readings are at most 1 time in 20.
    "Shown absent" needs all of them within the margin either way. Where the place may explain more than
    `MOST_DECIDED` of what decides the order, nothing is said at all.

    Parameters
    ----------
    margin
        As a log odds ratio; below 0 a fall is harmful, above 0 a rise.
    too_few
        Why nothing could be fitted; "" if something was.
    """
    if too_few or not readings:
        return Gate(False, too_few, "", None, None, None, lowest_correlation), CANNOT_TELL, None
    closed = min(readings, key=lambda each: each.open)
    if closed.open < LEAST_OPEN:
        why = "where recorded severity differs it all but settles what follows: nothing is left to compare"
        return Gate(False, why, closed.name, None, None, None, lowest_correlation), CANNOT_TELL, None
    mixed = max(readings, key=lambda each: each.decided)
    if mixed.decided > MOST_DECIDED:
        return _gate(mixed, False, lowest_correlation), CANNOT_TELL, mixed
    sign = -1.0 if margin < 0 else 1.0
    size = abs(margin)
    harmful = {one.name: (_turned(one.effect, sign), _turned(one.corrected, sign)) for one in readings}
    absent = all(_within(plain, size) for plain, _ in harmful.values())
    claimed = [one for one in readings if harmful[one.name][0].low > 0]
    if not absent and claimed:
        held = [one for one in claimed if harmful[one.name][1].low > 0]
        one = max(held or claimed, key=lambda each: _strength(each.effect))
        return (_gate(one, bool(held), lowest_correlation), SHOWN if held else CANNOT_TELL, one)
    one = max(readings, key=lambda each: harmful[each.name][0].high)
    if absent:
        hidden = [each for each in readings if not _within(harmful[each.name][1], size)]
        one = hidden[0] if hidden else one
        return _gate(one, not hidden, lowest_correlation), CANNOT_TELL if hidden else SHOWN_ABSENT, one
    bent = [each for each in readings if max(-each.bias.low, each.bias.high) > size]
    one = bent[0] if bent else one
    return _gate(one, not bent, lowest_correlation), CANNOT_TELL if bent else NOT_SHOWN, one


def _turned(one: Estimate, sign: float) -> Estimate:
    """So that harm lies above 0."""
    low, high = sorted((sign * one.low, sign * one.high))
    return Estimate(sign * one.value, low, high)


def _within(one: Estimate, size: float) -> bool:
    """Smaller than the margin either way: a clear change the other way is no absence of one."""
    return -size < one.low and one.high < size


def _strength(one: Estimate) -> float:
    return abs(one.value) / max(one.high - one.low, 1e-300)


def _gate(one: Reading, passed: bool, lowest_correlation: float) -> Gate:
    bias, at_worst = (
        Estimate(exp(each.value), exp(each.low), exp(each.high)) for each in (one.bias, one.corrected)
    )
    trend = one.trend
    seen = (
        f"severity at arrival moves by {trend.value:+.4f} standard deviations with each decision "
        f"({trend.low:+.4f} to {trend.high:+.4f}), which alone could bring an odds ratio of "
        f"{bias.low:.3f} to {bias.high:.3f} about"
    )
    moved = trend.low > 0 or trend.high < 0
    if passed:
        why = f"{seen}: too little to alter what is said"
    elif moved:
        why = f"contacts were not dealt out evenly: {seen}"
    else:
        why = f"too few decisions to rule out that contacts were not dealt out evenly: {seen}"
    return Gate(passed, why, one.name, trend, bias, at_worst, lowest_correlation)
