"""Second looks bring the two ends closer where they say something, never beyond; no answer shows through."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fanlight.practice.narrowed_bounds import narrowed
from fanlight.practice.second_look import Landing
from fanlight.practice.second_look_result import SecondLookLabel, second_look_result
from fanlight.practice.sensitivity import SentOn

NUMBER, SHARE = st.integers(0, 60), st.floats(0, 1)
NOVEMBER = date(2026, 11, 1)


@given(NUMBER, NUMBER, NUMBER, NUMBER, st.tuples(SHARE, SHARE).map(sorted))
def test_they_lie_within_the_two_ends_and_hold_what_every_share_between_makes(
    found, no, later, silent, shares
):
    least, most = shares
    told = narrowed(SentOn(found, no, later, silent), (least, most))
    assume(told is not None)
    slack = 1e-9
    assert told.lowest - slack <= told.least <= told.most <= told.highest + slack
    middle = (least + most) / 2
    sent, needed = found, found + later + silent * middle  # children in need, if that were the share
    assert told.least - slack <= sent / needed <= told.most + slack


def test_a_share_from_none_to_all_leaves_the_ends_where_they_are():
    told = narrowed(SentOn(30, 20, 3, 47), (0.0, 1.0))
    assert (told.least, told.most) == (told.lowest, told.highest)
    assert not told.is_narrower
    assert told.sentence() == ("That does not bring the two ends closer: they stay at 38 and 91 of 100.")
    # Nor where nobody is silent.
    assert not narrowed(SentOn(30, 20, 3, 0), (0.1, 0.2)).is_narrower


def test_too_few_decisions_and_what_is_no_share():
    assert narrowed(SentOn(3, 2, 1, 5), (0.1, 0.2)) is None
    assert narrowed(SentOn(0, 20, 0, 20), (0.1, 0.2)) is None
    for wrong in ((0.3, 0.2), (-0.1, 0.2), (0.1, 1.2)):
        with pytest.raises(ValueError, match="between 0 and 1"):
            narrowed(SentOn(30, 20, 3, 47), wrong)


def looks(higher, same, *, other=0, owed=0, workers=6):
    landed = [Landing.HIGHER] * higher + [Landing.SAME] * same + [Landing.OTHER] * other + [None] * owed
    return second_look_result(
        [SecondLookLabel(n, NOVEMBER, n % workers, 0.1, where) for n, where in enumerate(landed)]
    )


def test_what_is_not_told_has_no_range():
    assert looks(6, 54, workers=4).told_range is None
    assert second_look_result([]).told_range is None


def test_the_range_is_the_interval_and_wider_with_looks_that_are_owed():
    full = looks(6, 54)
    assert full.told_range == (full.share_higher.low, full.share_higher.high)
    owed = looks(6, 54, owed=30)
    low, high = owed.told_range
    assert (low, high) == (
        owed.least if owed.least < owed.share_higher.low else owed.share_higher.low,
        36 / 90,
    )


def test_a_small_number_that_is_hidden_does_not_show_through_the_range():
    ranges = {looks(higher, 60 - higher).told_range for higher in range(1, 5)}
    assert len(ranges) == 1
    low, high = ranges.pop()
    assert low == 0
    assert 4 / 60 < high < 0.2
