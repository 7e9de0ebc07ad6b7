"""The run chart with Anhøj's two rules: a run too long, crossings too few."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from fanlight.evidence.control_chart import COMMON_CAUSE, NEUTRAL, SHIFT, ControlChart, Signal, points_of
from fanlight.evidence.false_alarms import run_alarm, with_alarm
from fanlight.evidence.g_chart import medians
from fanlight.evidence.ruled_chart import Day, laid
from fanlight.evidence.run_rules import signs
from fanlight.evidence.signals import in_words

_RARE = 20  # one series in so many, in which nothing changes, has fewer crossings


def longest_run_allowed(useful: int) -> int:
    """The longest run about the median that chance gives: log2(n) rounded, and 3.

    Parameters
    ----------
    useful
        Points that do not lie on the median, at least 1.

    References
    ----------
    Schilling, The surprising predictability of long runs, Mathematics Magazine 85 (2012) 141-149; Anhøj and
    Olesen, Run charts revisited, PLoS ONE 9 (2014) e113825.

    Examples
    --------
    >>> longest_run_allowed(24)
    8
    """
    return round(float(np.log2(useful))) + 3


def crossings_needed(useful: int) -> int:
    """The fewest crossings of the median that chance gives: the lower 5 % of Binomial(n - 1, 1/2).

    References
    ----------
    Chen, A run test of randomness for detecting process changes (2010); Anhøj and Olesen (2014).

    Examples
    --------
    >>> crossings_needed(24)
    8
    """
    tries, below = max(useful - 1, 0), 0
    for count in range(tries + 1):
        below += comb(tries, count)
        if _RARE * below >= 2**tries:
            break
    return count


def run_chart(
    days: ArrayLike,
    values: ArrayLike,
    *,
    rebase: Sequence[Day] = (),
    target: float | None = None,
    improvement: str = NEUTRAL,
) -> ControlChart:
    """A series about its median, without limits.

    Parameters
    ----------
    days, values, rebase, target, improvement
        As for `xmr_chart`. Values on the median count for neither side and do not end a run.

    Returns
    -------
    ControlChart
        Points of an unusually long run are marked as a shift. Too few crossings are a signal of the whole
        part, without marks of their own. No limits (NaN).

    Examples
    --------
    >>> days = np.arange("2025-01", "2026-05", dtype="datetime64[M]")
    >>> [one.words for one in run_chart(days, [5, 4, 6, 5, 4, 6, 5, 4, 9, 8, 7, 9, 8, 7, 9, 8]).signals]
    ['8 months in a row below the median, at most 7 expected', ...]
    """
    series = laid(days, values, [np.size(np.asarray(values))], rebase)
    centre = medians(series.y, series.starts)
    line = series.spread(centre)
    side = signs(series.y - line)
    marks = [COMMON_CAUSE] * len(side)
    signals: list[Signal] = []
    ends = np.append(series.starts[1:], len(side))
    useful_of: list[int] = []
    for first, last in zip(series.starts.tolist(), ends.tolist(), strict=True):
        useful = first + np.flatnonzero(side[first:last])
        useful_of.append(len(useful))
        for run, found in _runs(useful.tolist(), side, points_of(series.x)):
            signals.append(found)
            for place in run:
                marks[place] = SHIFT
    none = np.full(len(side), np.nan)
    starts = tuple(series.starts.tolist())
    signals.sort(key=lambda signal: signal.first)
    chart = ControlChart(
        "run",
        series.x,
        series.y,
        line,
        none,
        none,
        tuple(marks),
        tuple(signals),
        None,
        starts,
        target,
        improvement,
    )

    def alarm(part: int, points: int) -> float:
        count = useful_of[part]
        return run_alarm(count, longest_run_allowed(count), crossings_needed(count)) if count else 0.0

    return with_alarm(chart, alarm)


def _runs(useful: list[int], side: np.ndarray, points: str) -> list[tuple[list[int], Signal]]:
    """Signals of one part, each with the points that it marks."""
    if not useful:
        return []
    most, least = longest_run_allowed(len(useful)), crossings_needed(len(useful))
    runs: list[list[int]] = []
    for place in useful:
        if runs and side[runs[-1][-1]] == side[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    found = []
    for run in runs:
        if len(run) > most:
            words = (
                f"{in_words(SHIFT, int(side[run[0]]), len(run), points, 'median')}, at most {most} expected"
            )
            found.append((run, Signal(SHIFT, run[0], run[-1], words)))
    crossings = len(runs) - 1
    if crossings < least:
        words = f"{crossings} crossings of the median, at least {least} expected"
        found.append(([], Signal(SHIFT, useful[0], useful[-1], words)))
    return found
