"""The honest chart of a series: worked out once for the same values, as it takes longer than a page may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from fanlight.evidence.control_chart import ControlChart, Signal
from fanlight.evidence.honest_chart import honest_chart
from fanlight.evidence.honest_result import HonestChart
from fanlight.evidence.series import PER, Vintage

CHARTED = 24  # the last months are watched; those before say what to expect


def honest_of(vintage: Vintage) -> HonestChart | None:
    """The honest chart of monthly values; None where periods are longer, or nothing is known."""
    known = np.isfinite(vintage.y)
    if vintage.months != 1 or not known.any():
        return None
    is_ratio = vintage.unit in {"percent", "rate"} and bool(np.isfinite(vintage.denominator[known]).all())
    values = vintage.value if is_ratio else vintage.y
    below = np.where(known, vintage.denominator, 1.0) if is_ratio else np.zeros(0)
    found = _worked_out(
        vintage.period.tobytes(),
        np.where(known, values, np.nan).tobytes(),
        below.tobytes(),
        str(vintage.period.dtype),
    )
    return _times(found, PER[vintage.unit]) if is_ratio else found


@lru_cache(maxsize=256)
def _worked_out(period: bytes, values: bytes, below: bytes, dtype: str) -> HonestChart:
    return honest_chart(
        np.frombuffer(period, dtype),
        np.frombuffer(values, np.float64),
        denominator=np.frombuffer(below, np.float64) if below else None,
        charted=CHARTED,
    )


def _times(chart: HonestChart, factor: float) -> HonestChart:
    """In percent or per 10,000 instead of parts of one."""
    return replace(
        chart,
        y=chart.y * factor,
        centre=chart.centre * factor,
        lower=chart.lower * factor,
        upper=chart.upper * factor,
    )


def last_of(chart: ControlChart, points: int) -> ControlChart:
    """The last points of a chart, for the picture."""
    cut = len(chart.y) - points if 0 < points < len(chart.y) else 0
    return replace(
        chart,
        x=chart.x[cut:],
        y=chart.y[cut:],
        centre=chart.centre[cut:],
        lower=chart.lower[cut:],
        upper=chart.upper[cut:],
        mark=chart.mark[cut:],
        signals=_moved(chart.signals, cut),
        starts=(0, *(start - cut for start in chart.starts if start > cut)),
    )


def _moved(signals: Sequence[Signal], cut: int) -> tuple[Signal, ...]:
    kept = (signal for signal in signals if signal.last >= cut)
    return tuple(replace(one, first=max(one.first - cut, 0), last=one.last - cut) for one in kept)


def forget() -> None:
    """Keep nothing: for timings."""
    _worked_out.cache_clear()
