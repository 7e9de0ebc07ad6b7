"""Runs of marked points in words: "8 months in a row below the mean"."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.control_chart import OUTSIDE, SHIFT, TREND, TWO_OF_THREE, Signal
from fanlight.evidence.run_rules import ORDER, RULES, Marked


def signals_of(
    marked: Marked, bounds: NDArray[np.int64], words: list[str], centre: str
) -> list[list[Signal]]:
    """The signals of each of many charts laid end to end.

    Parameters
    ----------
    marked
        What the rules found.
    bounds
        Shape (charts + 1,), where each chart begins, and the end.
    words
        For each chart what its points are: months.
    centre
        What its middle line is: mean or median.

    Returns
    -------
    list of list of Signal
        In order of their first points. A run in which another rule comes first at every point is left out.
    """
    found: list[list[Signal]] = [[] for _ in words]
    for number, rule in enumerate(RULES, 1):
        runs = marked.runs[rule]
        shown = np.concatenate(([0], np.cumsum(marked.mark == number)))
        kept = shown[runs.last + 1] > shown[runs.first]
        chart = np.searchsorted(bounds, runs.first, side="right") - 1
        each = (chart[kept], runs.first[kept], runs.last[kept], runs.side[kept], runs.size[kept])
        for at, first, last, side, size in zip(*(column.tolist() for column in each), strict=True):
            begin = int(bounds[at])
            told = in_words(rule, side, size, words[at], centre)
            found[at].append(Signal(rule, first - begin, last - begin, told))
    for signals in found:
        signals.sort(key=lambda signal: (signal.first, ORDER.index(signal.rule)))
    return found


def in_words(rule: str, side: int, size: int, points: str, centre: str) -> str:
    """One run in words.

    Examples
    --------
    >>> in_words("shift", -1, 8, "months", "mean"), in_words("outside", 1, 1, "months", "mean")
    ('8 months in a row below the mean', '1 month above the upper limit')
    """
    count = f"{size} {points if size != 1 else points[:-1]}"
    if rule == OUTSIDE:
        row = " in a row" if size > 1 else ""
        return f"{count}{row} {'above the upper' if side > 0 else 'below the lower'} limit"
    if rule == TREND:
        return f"{count} in a row {'rising' if side > 0 else 'falling'}"
    if rule == TWO_OF_THREE:
        near = "upper" if side > 0 else "lower"
        return f"{count} close to the {near} limit, at least 2 of 3 following {points}"
    if rule == SHIFT:
        return f"{count} in a row {'above' if side > 0 else 'below'} the {centre}"
    raise ValueError(f"no such rule: {rule}")
