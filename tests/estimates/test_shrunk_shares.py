"""Shares drawn towards their middle: a slow integration beside, what must hold, and coverage."""

import numpy as np
import pytest
from benchmarks.outcome_statistics import shrunk_coverage
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit
from scipy.stats import norm

from fanlight.estimates.shrunk_shares import WIDEST, shrunk_shares


def by_quadrature(yes, of):
    """Posterior mean share of each unit: sums over middle, spread and log odds on wide fine grids."""
    odds = np.linspace(-16, 14, 1501)
    likelihood = expit(odds) ** yes[:, None] * expit(-odds) ** (of - yes)[:, None]
    value, total = np.zeros(len(yes)), 0.0
    for middle in np.linspace(-9, 7, 81):
        for spread in WIDEST * (np.arange(80) + 0.5) / 80:
            density = norm.pdf(odds, middle, max(spread, 0.02))
            density = density / density.sum()
            each = likelihood @ density
            weight = spread * each.prod()  # flat in the variance
            value += weight * (likelihood @ (density * expit(odds))) / each
            total += weight
    return value / total


def test_means_are_those_of_a_slow_integration():
    yes, of = np.array([0, 1, 2, 5, 1, 3, 0]), np.array([8, 8, 10, 8, 4, 12, 2])
    found = shrunk_shares(yes, of)
    assert found.value == pytest.approx(by_quadrature(yes, of), abs=0.002)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=5, max_size=15))
def test_a_share_lies_within_its_interval_and_order_does_not_matter(counts):
    of = np.array([max(pair) for pair in counts])
    yes = np.array([min(pair) for pair in counts])
    if not of.sum():
        return
    found = shrunk_shares(yes, of)
    assert ((found.low < found.value) & (found.value < found.high)).all()
    turned = shrunk_shares(yes[::-1], of[::-1])
    assert turned.value[::-1] == pytest.approx(found.value)


def test_an_extreme_share_is_drawn_in_and_a_large_one_less():
    found = shrunk_shares([6, 60, 2, 20, 2, 21], [8, 80, 8, 80, 8, 80])
    assert 0.3 < found.value[0] < 0.75
    assert found.value[0] < found.value[1] < 0.75


def test_large_units_of_one_middle_are_told_as_precisely_as_they_are():
    """Nodes that lay wider apart than the error of a unit once told a share beyond its own count."""
    found = shrunk_shares([10, 90, 60, 20], [200, 200, 200, 200])
    assert (found.value[[1, 2]] < [0.45, 0.3]).all()
    assert (found.value[[0, 3]] > [0.05, 0.1]).all()
    many = shrunk_shares([5300, 7400, 9500], [10_000, 10_000, 10_000])
    assert many.value == pytest.approx([0.53, 0.74, 0.95], abs=0.001)
    assert many.high - many.low == pytest.approx(
        2 * 1.96 * np.sqrt([0.53 * 0.47, 0.74 * 0.26, 0.95 * 0.05]) / 100, rel=0.05
    )


def test_turning_successes_into_failures_turns_all_round():
    yes, of = np.array([1, 3, 2, 6, 0]), np.array([8, 8, 9, 8, 8])
    one, other = shrunk_shares(yes, of), shrunk_shares(of - yes, of)
    assert one.value == pytest.approx(1 - other.value, abs=1e-6)
    assert one.low == pytest.approx(1 - other.high, abs=1e-6)


def test_units_that_do_not_differ_are_not_told_apart():
    rng = np.random.default_rng(3)
    found = shrunk_shares(rng.binomial(400, 0.3, 40), np.full(40, 400))
    assert not found.differ
    assert "cannot be told from chance" in found.sentence()


def test_units_that_differ_are_told():
    rng = np.random.default_rng(3)
    found = shrunk_shares(rng.binomial(400, expit(rng.normal(logit(0.3), 0.8, 40))), np.full(40, 400))
    assert found.differ
    assert found.spread.low < 0.8 < found.spread.high
    assert "more than chance" in found.sentence()


@pytest.mark.parametrize("workers", [12, 30, 100])
def test_intervals_hold_the_truth_on_average_over_workers(workers):
    found = shrunk_coverage(np.random.default_rng(20261125), workers=workers, samples=60)
    least, most = (0.90, 0.985) if workers == 12 else (0.92, 0.985)  # sixty samples: about .01 of chance
    assert least <= found.average <= most


@pytest.mark.parametrize(
    ("yes", "of"),
    [
        ([1, 2], [3, 3]),
        ([1] * 5, [0] * 5),
        ([0] * 5, [0] * 5),
        ([0.5] * 5, [1] * 5),
        ([1] * 5, [2] * 4),
        ([1] * 5, [200_000] * 5),
    ],
)
def test_what_is_no_count_is_refused(yes, of):
    with pytest.raises(ValueError, match="successes"):
        shrunk_shares(yes, of)


def test_units_alike_are_told_apart_in_about_one_of_twenty_samples_at_most():
    rng = np.random.default_rng(11)
    told = [shrunk_shares(rng.binomial(20, 0.3, 12), np.full(12, 20)).differ for _ in range(200)]
    assert np.mean(told) <= 0.09
