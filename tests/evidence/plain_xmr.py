"""The XmR chart read plainly: one point after the other, each rule by its words. Slow on purpose."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import isnan, nan

COMMON = "common_cause"


def plain_mean(values):
    """The mean rounded once, from exact fractions; NaN of nothing."""
    known = [Fraction(value) for value in values if not isnan(value)]
    return float(sum(known) / len(known)) if known else nan


def plain_part(y, fix_after=None, screen=True):
    """Mean, lower, upper and marks of one stretch between rebases."""
    used = y if fix_after is None else [value if at < fix_after else nan for at, value in enumerate(y)]
    mean = plain_mean(used)
    ranges = [abs(after - before) for before, after in pairwise(used)]
    average = plain_mean(ranges)
    if screen:
        average = plain_mean([one for one in ranges if one < 3.267 * average])
    lower, upper = mean - 2.66 * average, mean + 2.66 * average
    near = 2 * (2.66 / 3) * average
    side = [0 if isnan(value) else (value > mean) - (value < mean) for value in y]
    outside = [value > upper or value < lower for value in y]
    close = [
        not out and (value > mean + near or value < mean - near)
        for value, out in zip(y, outside, strict=True)
    ]
    marks = []
    for at in range(len(y)):
        if outside[at]:
            marks.append("outside")
        elif any(is_trend(y[first : first + 7]) for first in range(max(0, at - 6), at + 1)):
            marks.append("trend")
        elif close[at] and any(
            len(side[first : first + 3]) == 3
            and abs(sum(side[first : first + 3])) == 3
            and sum(close[first : first + 3]) >= 2
            for first in range(max(0, at - 2), at + 1)
        ):
            marks.append("two_of_three")
        elif any(
            len(side[first : first + 7]) == 7 and abs(sum(side[first : first + 7])) == 7
            for first in range(max(0, at - 6), at + 1)
        ):
            marks.append("shift")
        else:
            marks.append(COMMON)
    return mean, lower, upper, marks


def is_trend(seven):
    """Seven points of which each is higher than the one before, or each lower."""
    pairs = list(pairwise(seven))
    return len(seven) == 7 and (all(a < b for a, b in pairs) or all(a > b for a, b in pairs))


def plain_xmr(y, starts=(0,), fix_after=None, screen=True):
    """Mean, lower and upper of each point, and its mark."""
    lines, marks = [], []
    for first, last in zip(starts, (*starts[1:], len(y)), strict=True):
        *limits, part = plain_part(list(y[first:last]), fix_after, screen)
        lines += [tuple(limits)] * (last - first)
        marks += part
    return lines, marks
