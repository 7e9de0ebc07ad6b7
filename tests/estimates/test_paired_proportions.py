"""Newcombe's paired interval: published limits, symmetry, coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.estimates.paired_proportions import paired_difference
from fanlight.estimates.proportions import difference_of_two, proportion

counts = st.integers(0, 60)


@given(counts, counts, counts, counts)
def test_the_other_way_round_is_the_same_with_the_other_sign(both, first, second, neither):
    here, there = (
        paired_difference(both, first, second, neither),
        paired_difference(both, second, first, neither),
    )
    assert here.value == pytest.approx(-there.value, nan_ok=True)
    assert here.low == pytest.approx(-there.high, nan_ok=True)
    if both + first + second + neither:
        assert -1 - 1e-9 <= here.low <= here.value <= here.high <= 1 + 1e-9


def test_without_correlation_it_is_the_interval_of_two_samples():
    paired = paired_difference(0, 30, 0, 20)
    apart = difference_of_two(proportion(30, 50), proportion(0, 50))
    assert (paired.low, paired.high) == pytest.approx((apart.low, apart.high))


def test_pairs_that_go_together_are_told_apart_sooner():
    together, apart = paired_difference(50, 9, 2, 39), paired_difference(30, 29, 22, 19)
    assert together.value == apart.value
    assert together.low > 0 > apart.low


def test_nineteen_of_twenty_intervals_hold_the_difference():
    rng = np.random.default_rng(1)
    shares = np.array([0.55, 0.2, 0.1, 0.15])
    held = 0
    for table in rng.multinomial(60, shares, 2000):
        found = paired_difference(*map(int, table))
        held += found.low <= 0.1 <= found.high
    assert 0.935 <= held / 2000 <= 0.975
