"""Signs counted and signs turned by lot, against plain slow ways and scipy."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from fanlight.estimates.sign_tests import MOST_EXACT, sign_flips, sign_test

RNG = np.random.default_rng


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_sign_test_is_the_exact_binomial_one(fewer, more):
    if fewer + more:
        assert sign_test(fewer, more) == pytest.approx(binomtest(fewer, fewer + more).pvalue, rel=1e-9)
    assert sign_test(fewer, more) == sign_test(more, fewer)


def test_nothing_that_moved_tells_nothing():
    assert sign_test(0, 0) == 1


def test_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="negative"):
        sign_test(-1, 3)


def every_turning(differences):
    sums = [
        abs(sum(s * d for s, d in zip(signs, differences, strict=True)))
        for signs in product((1, -1), repeat=len(differences))
    ]
    observed = abs(sum(differences))
    return sum(one >= observed * (1 - 1e-9) for one in sums) / len(sums)


@given(st.lists(st.floats(-10, 10).map(lambda x: round(x, 2)), min_size=1, max_size=9))
def test_few_differences_are_turned_in_every_way(differences):
    assert sign_flips(differences, RNG(1)) == pytest.approx(every_turning(differences))


def test_many_are_turned_by_lot_near_the_truth_and_by_seed():
    differences = RNG(5).normal(0.3, 1, MOST_EXACT + 4)
    exact = every_turning(differences[:12])
    assert abs(sign_flips(differences[:12], RNG(1)) - exact) < 1e-9
    drawn = sign_flips(differences, RNG(1))
    assert drawn == sign_flips(differences, RNG(1))
    assert abs(drawn - sign_flips(differences, RNG(2), draws=60_000)) < 0.02


def test_false_alarms_come_as_often_as_said():
    rng = RNG(11)
    alarms = np.mean([sign_flips(rng.normal(size=10), rng) <= 0.05 for _ in range(2_000)])
    assert 0.035 <= alarms <= 0.062
