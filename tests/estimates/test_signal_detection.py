"""Sensitivity apart from threshold; values drawn in: known answers, coverage, what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from fanlight.estimates.shrunk_values import middle_of
from fanlight.estimates.signal_detection import signal_detection

COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


@given(COUNTS, COUNTS)
def test_they_are_normal_quantiles_of_the_corrected_shares(signal, other):
    found = signal_detection([signal[0]], [signal[1]], [other[0]], [other[1]])
    hit, alarm = (signal[0] + 0.5) / (signal[1] + 1), (other[0] + 0.5) / (other[1] + 1)
    assert found.sensitivity[0] == pytest.approx(norm.ppf(hit) - norm.ppf(alarm))
    assert found.threshold[0] == pytest.approx(-(norm.ppf(hit) + norm.ppf(alarm)) / 2)


@given(COUNTS, COUNTS)
def test_to_act_the_other_way_round_turns_both(signal, other):
    there = signal_detection([signal[0]], [signal[1]], [other[0]], [other[1]])
    back = signal_detection([signal[1] - signal[0]], [signal[1]], [other[1] - other[0]], [other[1]])
    assert back.sensitivity[0] == pytest.approx(-there.sensitivity[0])
    assert back.threshold[0] == pytest.approx(-there.threshold[0])


def test_a_readier_judge_of_one_sensitivity_differs_in_threshold_alone():
    rng = np.random.default_rng(4)
    for cut, threshold in ((0.0, -0.5), (1.0, 0.5)):
        hits, alarms = (rng.normal(1, 1, 200_000) > cut).sum(), (rng.normal(0, 1, 200_000) > cut).sum()
        found = signal_detection([hits], [200_000], [alarms], [200_000])
        assert found.sensitivity[0] == pytest.approx(1, abs=0.02)
        assert found.threshold[0] == pytest.approx(threshold, abs=0.02)


def test_errors_are_those_of_repeated_samples():
    rng = np.random.default_rng(8)
    hits, alarms = rng.binomial(80, norm.cdf(0.6), 4000), rng.binomial(120, norm.cdf(-0.4), 4000)
    found = signal_detection(hits, np.full(4000, 80), alarms, np.full(4000, 120))
    assert found.sensitivity.std() == pytest.approx(found.sensitivity_error.mean(), rel=0.05)
    assert found.threshold.std() == pytest.approx(found.threshold_error.mean(), rel=0.05)


@pytest.mark.parametrize("units", [8, 30])
def test_intervals_of_values_drawn_in_hold_the_truth(units):
    rng, held = np.random.default_rng(6), []
    for _ in range(120):
        true = rng.normal(0.8, 0.4, units)
        error = rng.uniform(0.2, 0.8, units)
        told = rng.normal(true, error)
        middle = middle_of(told, error)
        for at in range(0, units, 4):
            one = middle.shrunk(told[at], error[at])
            held.append(one.low <= true[at] <= one.high)
    assert 0.92 <= np.mean(held) <= 0.985


def test_a_value_is_drawn_in_by_as_much_as_it_is_chance():
    middle = middle_of([0.0, 1.0, 2.0, 0.5, 1.5, 1.0], [0.2] * 6)
    sure, unsure = middle.shrunk(3.0, 0.1), middle.shrunk(3.0, 2.0)
    assert 2.8 < sure.value < 3
    assert 1 < unsure.value < 1.6
    assert unsure.high - unsure.low < 2 * 1.96 * 2.0


@pytest.mark.parametrize(
    "counts", [([5], [4], [0], [1]), ([-1], [4], [0], [1]), ([], [], [], []), ([1, 1], [2, 2], [1], [2])]
)
def test_what_are_no_counts_is_refused(counts):
    with pytest.raises(ValueError, match=r"counts|judges"):
        signal_detection(*counts)


@pytest.mark.parametrize(
    ("values", "errors"), [([1.0] * 4, [1.0] * 4), ([1.0] * 5, [0.0] * 5), ([np.nan] * 5, [1.0] * 5)]
)
def test_what_are_no_values_is_refused(values, errors):
    with pytest.raises(ValueError, match="value"):
        middle_of(values, errors)
