"""What the latest point and the target say: variation and assurance, as the NHS's icons tell them."""

from __future__ import annotations

import numpy as np

from fanlight.evidence.control_chart import COMMON_CAUSE, INCREASE, NEUTRAL, TREND, ControlChart
from fanlight.evidence.run_rules import signs, steps, trends

IMPROVEMENT, CONCERN = "improvement", "concern"
HIGH, LOW = "high", "low"
PASS, FAIL, INCONSISTENT = "pass", "fail", "inconsistent"


def directions(chart: ControlChart) -> tuple[str, ...]:
    """Whether each marked point is high or low; "" where none is marked.

    A point of a trend is high while it rises. Where two trends meet, the later one says.
    """
    begins = np.zeros(len(chart.y), dtype=np.bool_)
    begins[list(chart.starts)] = True
    step = steps(chart.y, begins)
    in_trend = trends(step, begins).covered(len(step))
    goes_on = np.append(in_trend[1:] & ~begins[1:], False) & in_trend
    rising = np.where(goes_on, np.append(step[1:], 0), step)
    above = signs(chart.y - chart.centre)
    return tuple(
        "" if mark == COMMON_CAUSE else HIGH if (up if mark == TREND else over) > 0 else LOW
        for mark, up, over in zip(chart.mark, rising.tolist(), above.tolist(), strict=True)
    )


def point_types(chart: ControlChart) -> tuple[str, ...]:
    """Each point as common_cause, improvement_high, concern_low, neutral_high and so on."""
    found = []
    for direction in directions(chart):
        if not direction:
            found.append(COMMON_CAUSE)
        elif chart.improvement == NEUTRAL:
            found.append(f"{NEUTRAL}_{direction}")
        else:
            good = (direction == HIGH) == (chart.improvement == INCREASE)
            found.append(f"{IMPROVEMENT if good else CONCERN}_{direction}")
    return tuple(found)


def variation(chart: ControlChart) -> str:
    """What the latest point is: one of `point_types`.

    Examples
    --------
    >>> from fanlight.evidence.xmr_chart import xmr_chart
    >>> days = np.arange("2025-01", "2026-01", dtype="datetime64[M]")
    >>> waits = [20, 22, 19, 21, 20, 23, 21, 20, 22, 21, 20, 45]
    >>> variation(xmr_chart(days, waits, improvement="decrease"))
    'concern_high'
    """
    return point_types(chart)[-1] if len(chart.y) else COMMON_CAUSE


def assurance(chart: ControlChart) -> str | None:
    """Whether the target will be met if nothing changes: pass, fail or inconsistent (by chance).

    None without a target or where no direction is better.

    Examples
    --------
    >>> from fanlight.evidence.xmr_chart import xmr_chart
    >>> days = np.arange("2025-01", "2026-01", dtype="datetime64[M]")
    >>> waits = [20, 22, 19, 21, 20, 23, 21, 20, 22, 21, 20, 21]
    >>> assurance(xmr_chart(days, waits, improvement="decrease", target=40))
    'pass'
    """
    if chart.target is None or chart.improvement == NEUTRAL or not len(chart.y):
        return None
    if chart.target > chart.upper[-1]:
        return FAIL if chart.improvement == INCREASE else PASS
    if chart.target < chart.lower[-1]:
        return PASS if chart.improvement == INCREASE else FAIL
    return INCONSISTENT


VARIATION_WORDS = {
    COMMON_CAUSE: "no signal in the latest point",
    f"{NEUTRAL}_{HIGH}": "higher than usual",
    f"{NEUTRAL}_{LOW}": "lower than usual",
    f"{IMPROVEMENT}_{HIGH}": "better than usual: high",
    f"{IMPROVEMENT}_{LOW}": "better than usual: low",
    f"{CONCERN}_{HIGH}": "worse than usual: high",
    f"{CONCERN}_{LOW}": "worse than usual: low",
}
ASSURANCE_WORDS = {
    PASS: "target met again and again",
    FAIL: "target missed again and again",
    INCONSISTENT: "target met or missed by chance",
}
