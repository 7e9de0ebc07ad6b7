"""The NHS's four rules on many charts at once; the first that holds marks the point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.control_chart import COMMON_CAUSE, OUTSIDE, SHIFT, TREND, TWO_OF_THREE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Signs = NDArray[np.int8]

ORDER = (COMMON_CAUSE, OUTSIDE, TREND, TWO_OF_THREE, SHIFT)  # a mark's place here is its number below
LONG = 7  # points of a trend and of a shift
RULES = (OUTSIDE, TREND, TWO_OF_THREE, SHIFT)


@dataclass(frozen=True, slots=True)
class Lines:
    """Centre, limits and warning lines (at two thirds of their distance), shape (n,); NaN for none."""

    centre: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of points that a rule finds, by their places; `side` is 1 for up or above, else -1."""

    first: Ints
    last: Ints
    side: Signs
    size: Ints

    def covered(self, length: int) -> NDArray[np.bool_]:
        """Which of `length` points lie in a run."""
        steps = np.zeros(length + 1, dtype=np.int64)
        np.add.at(steps, self.first, 1)
        np.add.at(steps, self.last + 1, -1)
        covered: NDArray[np.bool_] = np.cumsum(steps[:-1]) > 0
        return covered


@dataclass(frozen=True, slots=True)
class Marked:
    """Marks as numbers (places in `ORDER`), shape (n,), and for each rule the runs that it finds."""

    mark: Signs
    runs: dict[str, Runs]


def apply_run_rules(y: Floats, lines: Lines, begins: NDArray[np.bool_]) -> Marked:
    """Mark the points of one or many charts laid end to end.

    Parameters
    ----------
    y
        Shape (n,), values in order; NaN where there is none, which ends a run.
    lines
        Centre and limits at each point.
    begins
        Shape (n,), True at the first point of each chart and at each rebase: no rule looks across.

    Returns
    -------
    Marked
        A trend is 7 points of which each is higher (or each lower) than the one before; a shift 7 points on
        one side of the centre; two of three are points beyond a warning line but not outside, in three
        following points on one side of the centre. A point outside the limits does not count towards the two.

    References
    ----------
    NHS England, Making Data Count; behaviour of R NHSRplotthedots 0.2.0, read and re-told.
    """
    with np.errstate(invalid="ignore"):
        side = signs(y - lines.centre)
        outside = (y > lines.upper) | (y < lines.lower)
        close = ~outside & ((y < lines.near_lower) | (y > lines.near_upper))
    runs = {
        OUTSIDE: _runs(np.where(outside, side, 0).astype(np.int8), begins, at_least=1),
        TREND: trends(steps(y, begins), begins),
        TWO_OF_THREE: _two_of_three(close, side, begins),
        SHIFT: _runs(side, begins, at_least=LONG),
    }
    member = {rule: found.covered(len(y)) for rule, found in runs.items()}
    member[TWO_OF_THREE] &= close
    mark = np.select([member[rule] for rule in RULES], [1, 2, 3, 4], 0).astype(np.int8)
    return Marked(mark, runs)


def signs(values: Floats) -> Signs:
    """1, 0 or -1 for each value; 0 where there is none."""
    return np.nan_to_num(np.sign(values)).astype(np.int8)


def _runs(sign: Signs, breaks: NDArray[np.bool_], *, at_least: int) -> Runs:
    """Runs of one sign but 0, not across a break."""
    change = breaks.copy()
    change[1:] |= sign[1:] != sign[:-1]
    change[:1] = True
    first = np.flatnonzero(change)
    size = np.diff(np.append(first, len(sign)))
    kept = (sign[first] != 0) & (size >= at_least)
    first, size = first[kept], size[kept]
    return Runs(first, first + size - 1, sign[first], size)


def steps(y: Floats, begins: NDArray[np.bool_]) -> Signs:
    """Up (1), down (-1) or neither from the point before, shape (n,); 0 at the first of each part."""
    step = np.zeros(len(y), dtype=np.int8)
    step[1:] = signs(np.diff(y))
    step[begins] = 0
    return step


def trends(step: Signs, begins: NDArray[np.bool_]) -> Runs:
    """Six steps one way make seven points: the run of steps and the point before it."""
    found = _runs(step, begins, at_least=LONG - 1)
    return Runs(found.first - 1, found.last, found.side, found.size + 1)


def _two_of_three(close: NDArray[np.bool_], side: Signs, begins: NDArray[np.bool_]) -> Runs:
    """From the first to the last close point of windows that overlap or touch."""
    none = np.zeros(0, dtype=np.int64)
    if len(close) < 3:
        return Runs(none, none, np.zeros(0, dtype=np.int8), none)
    one_side = (side[:-2] == side[1:-1]) & (side[:-2] == side[2:])
    whole = ~begins[1:-1] & ~begins[2:]
    two = close[:-2].astype(np.int8) + close[1:-1] + close[2:] >= 2
    window = one_side & whole & two
    inside = np.zeros(len(close), dtype=np.bool_)
    for offset in range(3):
        inside[offset : len(close) - 2 + offset] |= window
    places = np.flatnonzero(inside & close)
    if not len(places):
        return Runs(none, none, np.zeros(0, dtype=np.int8), none)
    part = np.cumsum(begins)
    new = np.ones(len(places), dtype=np.bool_)
    new[1:] = (np.diff(places) > 2) | (np.diff(part[places]) > 0) | (side[places[1:]] != side[places[:-1]])
    at = np.flatnonzero(new)
    size = np.diff(np.append(at, len(places)))
    return Runs(places[at], places[at + size - 1], side[places[at]], size)
