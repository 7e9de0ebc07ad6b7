"""Charts from their lines: parts laid out, the run rules applied, their runs in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.evidence.control_chart import DECREASE, INCREASE, NEUTRAL, ControlChart, points_of
from fanlight.evidence.run_rules import ORDER, Lines, apply_run_rules
from fanlight.evidence.signals import signals_of

Day = np.datetime64 | str
_NAMES = np.array(ORDER)


@dataclass(frozen=True, slots=True)
class Laid:
    """Series laid end to end.

    Attributes
    ----------
    x, y
        Days and values, shape (n,).
    bounds
        Shape (series + 1,): where each series begins, and the end.
    begins
        Shape (n,), True where a series or a rebase begins.
    """

    x: NDArray[np.datetime64]
    y: NDArray[np.float64]
    bounds: NDArray[np.int64]
    begins: NDArray[np.bool_]

    @property
    def starts(self) -> NDArray[np.int64]:
        """Places where parts begin."""
        return np.flatnonzero(self.begins)

    def spread(self, each: NDArray[np.float64]) -> NDArray[np.float64]:
        """One number a part, given to each of its points."""
        return np.repeat(each, np.diff(np.append(self.starts, len(self.y))))


def laid(days: ArrayLike, values: ArrayLike, sizes: Sequence[int], rebase: Sequence[Day] = ()) -> Laid:
    """Check series laid end to end and find their parts.

    Parameters
    ----------
    days, values
        Shape (n,); days rise within each series; NaN where there is no value.
    sizes
        Length of each series; together n.
    rebase
        Days at which a new part begins, in each series that has a point on them.

    Raises
    ------
    ValueError
        Lengths do not fit, days do not rise, a day is missing or a value infinite.
    """
    x = np.asarray(days, dtype="datetime64[D]")
    y = np.array(values, dtype=np.float64)
    bounds = np.concatenate(([0], np.cumsum(np.asarray(sizes, dtype=np.int64))))
    if x.shape != y.shape or x.ndim != 1 or len(y) != bounds[-1]:
        raise ValueError(f"{x.size} days and {y.size} values for {bounds[-1]} points")
    if np.isinf(y).any() or np.isnat(x).any():
        raise ValueError("a value is infinite or a day is missing")
    begins = np.zeros(len(x), dtype=np.bool_)
    begins[bounds[:-1][np.diff(bounds) > 0]] = True
    if (np.diff(x)[~begins[1:]] <= np.timedelta64(0, "D")).any():
        raise ValueError("days do not rise: sort them, one value a day")
    begins |= np.isin(x, np.array(list(rebase), dtype="datetime64[D]"))
    return Laid(x, y, bounds, begins)


def ruled_charts(
    kind: str,
    series: Laid,
    lines: Lines,
    *,
    centre: str = "mean",
    target: float | None = None,
    improvement: str = NEUTRAL,
) -> list[ControlChart]:
    """A chart of each series: the four rules, the runs they find, where limits begin anew.

    Parameters
    ----------
    kind
        Name of the kind.
    series, lines
        Values and their centre and limits.
    centre
        What the middle line is called.
    target, improvement
        As `ControlChart` has them.

    Raises
    ------
    ValueError
        An unknown direction.
    """
    if improvement not in (INCREASE, DECREASE, NEUTRAL):
        raise ValueError(f"improvement is increase, decrease or neutral, not {improvement!r}")
    marked = apply_run_rules(series.y, lines, series.begins)
    cuts = list(zip(series.bounds[:-1].tolist(), series.bounds[1:].tolist(), strict=True))
    words = [points_of(series.x[first:last]) for first, last in cuts]
    signals = signals_of(marked, series.bounds, words, centre)
    names = _NAMES[marked.mark].tolist()
    return [
        ControlChart(
            kind,
            series.x[first:last],
            series.y[first:last],
            lines.centre[first:last],
            lines.lower[first:last],
            lines.upper[first:last],
            tuple(names[first:last]),
            tuple(signals[place]),
            None,
            tuple(np.flatnonzero(series.begins[first:last]).tolist()),
            target,
            improvement,
        )
        for place, (first, last) in enumerate(cuts)
    ]
