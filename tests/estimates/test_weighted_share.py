"""Hájek's share: the plain share where chances are alike, unbiased where they are not, honest intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.estimates.proportions import proportion
from fanlight.estimates.weighted_share import weighted_share


@given(st.lists(st.booleans(), min_size=1, max_size=80), st.floats(0.01, 1))
def test_one_chance_for_all_is_the_plain_share(yes, chance):
    got, plain = weighted_share(yes, [chance] * len(yes)), proportion(sum(yes), len(yes))
    assert (got.value, got.low, got.high) == pytest.approx((plain.value, plain.low, plain.high), abs=1e-9)


@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 1)), min_size=1, max_size=40))
def test_a_slow_oracle_agrees(rows):
    total = sum(1 / chance for _, chance in rows)
    share = sum(1 / chance for yes, chance in rows if yes) / total
    got = weighted_share(*zip(*rows, strict=True))
    assert got.value == pytest.approx(share)
    assert 0 <= got.low <= share + 1e-12
    assert share - 1e-12 <= got.high <= 1


def test_the_interval_covers_where_the_naive_share_is_off():
    rng = np.random.default_rng(2026)
    truth = np.concatenate([np.ones(300), np.zeros(2_700), np.ones(150), np.zeros(150)])
    chance = np.concatenate([np.full(3_000, 0.05), np.full(300, 0.6)])
    covered, naive = 0, []
    for _ in range(400):
        drawn = rng.random(truth.size) < chance
        got = weighted_share(truth[drawn], chance[drawn])
        covered += got.low <= truth.mean() <= got.high
        naive.append(truth[drawn].mean())
    assert 0.92 <= covered / 400 <= 0.98
    assert abs(np.mean(naive) - truth.mean()) > 0.1  # what counting heads would say


@pytest.mark.parametrize(("yes", "chances"), [([1], [0]), ([1], [1.2]), ([1, 0], [0.5])])
def test_what_is_no_chance_is_refused(yes, chances):
    with pytest.raises(ValueError, match="chance"):
        weighted_share(yes, chances)


def test_nothing_drawn_is_no_number():
    assert np.isnan(weighted_share([], []).value)
