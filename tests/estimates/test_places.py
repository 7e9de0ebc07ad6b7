"""Places instead of persons: spread, dispersion, permutation, stepped wedge, and the worst place's fall."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fanlight.estimates.cluster_rates import cluster_rate_ratio, permuted_cluster_rate_ratio
from fanlight.estimates.gamma_poisson import SpreadOfRates, shrunken_ratio, spread_of_rates
from fanlight.estimates.quasi_poisson import dispersion, quasi_poisson_ratio
from fanlight.estimates.stepped_wedge import stepped_wedge_ratio

RNG = np.random.default_rng(0)
some_counts = st.lists(st.integers(0, 30), min_size=2, max_size=6)


def agrees(result):
    return (result.p[0] < 0.05) == (result.low[0] > 1 or result.high[0] < 1)


def test_cluster_t_is_that_of_scipy():
    events, treated = np.array([9, 12, 10, 8, 20, 24, 19]), np.array([1, 1, 1, 1, 0, 0, 0], dtype=bool)
    result = cluster_rate_ratio(events, 1.0, treated)
    reference = stats.ttest_ind(np.log(events[treated]), np.log(events[~treated]))
    interval = reference.confidence_interval(0.95)
    assert result.p[0] == pytest.approx(reference.pvalue)
    assert [result.low[0], result.high[0]] == pytest.approx([np.exp(interval.low), np.exp(interval.high)])


def test_permutation_is_the_slow_count_and_its_bounds_are_where_it_turns():
    events = np.array([9, 12, 10, 8, 20, 24, 19, 22, 13, 15])
    treated = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 1])
    result = permuted_cluster_rate_ratio(events, 1.0, treated, rng=RNG)

    def slow_p(log_effect):
        y = np.log(events) - log_effect * treated
        real = y[treated == 1].mean() - y[treated == 0].mean()
        drawn = []
        for chosen in combinations(range(10), 5):
            inside = np.isin(np.arange(10), chosen)
            drawn.append(y[inside].mean() - y[~inside].mean())
        drawn = np.array(drawn)
        return min(1, 2 * min((drawn >= real - 1e-9).mean(), (drawn <= real + 1e-9).mean()))

    assert result.p[0] == pytest.approx(slow_p(0.0))
    for end, inward in ((result.low[0], 1e-6), (result.high[0], -1e-6)):
        assert slow_p(np.log(end) + inward) >= 0.05
        assert slow_p(np.log(end) - inward) < 0.05


@given(some_counts, some_counts, st.integers(0, 99))
def test_p_and_interval_never_disagree(one, other, seed):
    events, treated = np.array(one + other), np.array([1] * len(one) + [0] * len(other))
    rng = np.random.default_rng(seed)
    assert agrees(cluster_rate_ratio(events, 1.0, treated))
    assert agrees(permuted_cluster_rate_ratio(events, 1.0, treated, rng=rng))
    if len(events) > 2:
        assert agrees(quasi_poisson_ratio(one, 1.0, other, 1.0))


def test_few_places_can_show_nothing():
    result = permuted_cluster_rate_ratio([1, 1, 50, 50], 1.0, [1, 1, 0, 0], rng=RNG)
    assert (result.p[0], result.low[0], result.high[0]) == (pytest.approx(1 / 3), 0.0, np.inf)


def wedge(effect, seed, places=6, periods=7):
    rng = np.random.default_rng(seed)
    begun = np.arange(periods)[None, :] >= np.arange(1, places + 1)[:, None]
    trend = np.exp(np.linspace(0, -1, periods))  # falls everywhere, whatever is done
    level = np.exp(rng.normal(0, 0.1, places))
    return rng.poisson(60 * trend * level[:, None] * np.where(begun, effect, 1.0)), np.arange(1, places + 1)


def test_a_fall_that_all_share_is_no_effect_and_an_effect_is_found():
    results = [stepped_wedge_ratio(*_with_exposure(1.0, seed), rng=RNG) for seed in range(40)]
    assert sum(result.p[0] < 0.05 for result in results) <= 6
    found = [stepped_wedge_ratio(*_with_exposure(0.5, seed), rng=RNG) for seed in range(10)]
    assert np.median([result.ratio[0] for result in found]) == pytest.approx(0.5, abs=0.07)
    assert sum(result.p[0] < 0.05 for result in found) >= 8
    assert all(agrees(result) for result in results + found)


def _with_exposure(effect, seed):
    events, starts = wedge(effect, seed)
    return events, 1.0, starts


def test_a_wedge_without_a_comparison_is_refused():
    with pytest.raises(ValueError, match="beside"):
        stepped_wedge_ratio(np.ones((3, 2)), 1.0, [0, 0, 0], rng=RNG)


def test_dispersion_of_poisson_is_about_one_and_of_doubled_counts_twice():
    counts = np.random.default_rng(2).poisson(20, 4000)
    assert dispersion([(counts, 1.0)]) == pytest.approx(1, abs=0.08)
    assert dispersion([(2 * counts, 1.0)]) == pytest.approx(2 * dispersion([(counts, 1.0)]))


def test_dispersion_widens_and_never_narrows():
    even = quasi_poisson_ratio([10, 10, 10], 1, [10, 10, 10], 1)
    uneven = quasi_poisson_ratio([0, 10, 20], 1, [20, 10, 0], 1)
    assert uneven.high[0] > even.high[0]
    assert np.log(even.high[0]) == pytest.approx(stats.t.ppf(0.975, 4) * np.sqrt(2 / 30))


def test_the_spread_of_rates_is_recovered():
    rng = np.random.default_rng(5)
    counts = rng.poisson(30 * rng.gamma(16, 1 / 16, 3000))
    fitted = spread_of_rates(counts, 1.0)
    assert fitted.mean == pytest.approx(30, rel=0.02)
    assert fitted.shape == pytest.approx(16, rel=0.15)
    even = spread_of_rates(rng.poisson(30, 3000), 1.0)
    assert even.shape > 300


@pytest.mark.parametrize("method", ["mid-p", "exact"])
def test_a_count_drawn_in_is_judged_by_the_negative_binomial(method):
    spread = SpreadOfRates(mean=10.0, shape=25.0)
    result = shrunken_ratio(6, 1.5, 22, 1.0, spread, method=method)
    later = stats.nbinom(22 + 25, (1.0 + 2.5) / (1.0 + 2.5 + 1.5))
    half = later.pmf(6) / 2 if method == "mid-p" else 0
    assert result.p[0] == pytest.approx(2 * (later.cdf(6) - half))
    at_high = stats.nbinom(47, 3.5 / (3.5 + 1.5 * result.high[0]))
    half = at_high.pmf(6) / 2 if method == "mid-p" else 0
    assert at_high.cdf(6) - half == pytest.approx(0.025)


@pytest.mark.parametrize(("mean", "variation"), [(20, 0.0), (20, 0.2), (60, 0.1)])
def test_the_worst_of_150_gets_no_false_credit(mean, variation):
    """Undiscounted about a third fall "significantly" without cause; drawn in, at most 5 in 100."""
    rng = np.random.default_rng(9)
    credit = 0
    for _ in range(200):
        rates = mean * (rng.gamma(variation**-2, variation**2, 150) if variation else np.ones(150))
        before = rng.poisson(rates)
        worst = before.argmax()
        after = rng.poisson(rates[worst])
        result = shrunken_ratio(after, 1.0, before[worst], 1.0, spread_of_rates(before, 1.0))
        credit += result.high[0] < 1
        assert agrees(result)
    assert credit / 200 <= 0.05
