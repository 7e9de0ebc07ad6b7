"""Two rates: published figures, plain oracles, and p that never disagrees with its interval."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import optimize, stats

from fanlight.estimates.rate_ratio import METHODS, rate_ratio

DIAS = (21, 94409, 49, 118072)
ALTMAN = (2, 3, 14, 5)
counts = st.one_of(st.integers(0, 12), st.integers(0, 10**4), st.integers(0, 10**13))
exposures = st.floats(1e-6, 1e9)


def figures(result):
    return [float(column[0]) for column in result.columns().values()]


@pytest.mark.parametrize(
    ("study", "method", "low", "high", "p"),
    [
        (DIAS, "mid-p", 0.316, 0.886, 0.0143),
        (DIAS, "exact", 0.305, 0.911, 0.0191),
        (DIAS, "score", 0.323, 0.889, 0.0151),
        (ALTMAN, "mid-p", 0.037, 0.918, 0.0349),
        (ALTMAN, "exact", 0.026, 1.037, 0.0583),
    ],
)
def test_published_pilots(study, method, low, high, p):
    """Dias 2005 (49 and 21 cases, 118,072 and 94,409 births) and Altman 2011 (14 in 5 years, 2 in 3)."""
    result = rate_ratio(*study, method=method)
    assert result.ratio[0] == pytest.approx(0.536 if study is DIAS else 0.238, abs=5e-4)
    assert [result.low[0], result.high[0]] == pytest.approx([low, high], abs=5.1e-4)
    assert result.p[0] == pytest.approx(p, abs=5e-5)


def test_p_of_dias_on_births_as_the_published_rates_imply():
    """With 21 / 22.2e-5 = 94,595 births after, p is .0140 (mid-P) and .0187 (exact)."""
    births = 21 / 22.2e-5
    assert rate_ratio(21, births, 49, 118072).p[0] == pytest.approx(0.0140, abs=5e-5)
    assert rate_ratio(21, births, 49, 118072, method="exact").p[0] == pytest.approx(0.0187, abs=5e-5)


def test_barr_within_what_its_figures_allow():
    """10.6 to 7.1 per 100,000 under 12 months: 0.67 (0.42-1.07), p .090; under 24: 0.65 (0.43-0.99), p .048.

    Counts were not published. Those that reproduce the ratio reproduce the interval and p, within rounding.
    """
    for ratio, low, high, p in ((0.67, 0.42, 1.07, 0.090), (0.65, 0.43, 0.99, 0.048)):
        grid = np.meshgrid(np.arange(10, 90), [0.8, 1.0, 1.25, 1.6, 2.0], np.arange(15, 90))
        a, share, b = (axis.ravel() for axis in grid)
        near = np.abs(a / b / share - ratio) < 0.005
        a, share, b = a[near], share[near], b[near]
        result = rate_ratio(a, share, b, 1.0)
        fits = (np.abs(result.low - low) < 0.006) & (np.abs(result.high - high) < 0.011)
        assert fits.any()
        assert np.abs(result.p[fits] - p).min() < 0.004


def test_the_trap_the_published_p_of_altman_is_another_methods():
    """P = .03 is the point-probability mid-P; its exact sibling is .0404 though the interval holds 1."""
    chance = stats.binom.pmf(np.arange(17), 16, 3 / 8)
    as_rare = chance <= chance[2] * (1 + 1e-9)
    assert chance[as_rare].sum() == pytest.approx(0.0404, abs=5e-5)
    assert chance[as_rare].sum() - chance[2] / 2 == pytest.approx(0.0286, abs=5e-5)
    exact = rate_ratio(*ALTMAN, method="exact")
    assert exact.p[0] > 0.05
    assert exact.high[0] > 1


def plain(a, s, b, t, method):
    """Tails by summing, bounds by a root finder on the share."""
    n, null = a + b, s / (s + t)

    def lower(share):
        if method == "score":
            return stats.norm.cdf((a - n * share) / np.sqrt(n * share * (1 - share)))
        return stats.binom.cdf(a, n, share) - (method == "mid-p") * stats.binom.pmf(a, n, share) / 2

    def upper(share):
        if method == "score":
            return 1 - lower(share)
        return stats.binom.sf(a - 1, n, share) - (method == "mid-p") * stats.binom.pmf(a, n, share) / 2

    edge = 1e-12
    low = optimize.brentq(lambda x: upper(x) - 0.025, edge, 1 - edge, xtol=1e-15) if a else 0.0
    high = optimize.brentq(lambda x: lower(x) - 0.025, edge, 1 - edge, xtol=1e-15) if b else 1.0
    p = min(1, 2 * min(lower(null), upper(null)))
    return [low / (1 - low) * t / s, high / (1 - high) * t / s if b else np.inf, p]


@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.05, 20), st.sampled_from(METHODS))
def test_agrees_with_a_plain_reading(a, b, exposure, method):
    result = rate_ratio(a, exposure, b, 1.0, method=method)
    assert figures(result)[1:] == pytest.approx(plain(a, exposure, b, 1.0, method), rel=1e-6, abs=1e-12)


@given(
    counts, exposures, counts, exposures, st.sampled_from(METHODS), st.sampled_from([0.5, 0.9, 0.95, 0.99])
)
@example(0, 1, 0, 1, "score", 0.95)
@example(1, 0.025 / 0.975, 0, 1, "exact", 0.95)  # p is .05, to the last digit
@example(10**13, 1, 10**13 + 6198000, 1, "mid-p", 0.95)
def test_p_and_interval_never_disagree(a, s, b, t, method, confidence):
    result = rate_ratio(a, s, b, t, method=method, confidence=confidence)
    ratio, low, high, p = figures(result)
    assert (p < round(1 - confidence, 9)) == (low > 1 or high < 1)
    assert 0 <= p <= 1
    assert low <= high
    if not np.isnan(ratio):
        assert low <= ratio * (1 + 1e-9)
        assert ratio <= high * (1 + 1e-9)


@given(counts, exposures, counts, exposures, st.sampled_from(METHODS))
def test_turned_round_it_is_the_inverse(a, s, b, t, method):
    one, other = (
        figures(rate_ratio(a, s, b, t, method=method)),
        figures(rate_ratio(b, t, a, s, method=method)),
    )
    inverse = [np.divide(1.0, other[place]) if other[place] else np.inf for place in (2, 1)]
    assert one[1:3] == pytest.approx(inverse, rel=1e-8)
    assert one[3] == pytest.approx(other[3], rel=1e-8)


@pytest.mark.parametrize("method", METHODS)
def test_many_at_once_are_those_one_by_one_and_quick(method):
    rng = np.random.default_rng(1)
    a, b = rng.poisson(20, 1000), rng.poisson(30, 1000)
    began = time.process_time()
    together = rate_ratio(a, 1.0, b, 1.3, method=method)
    assert time.process_time() - began < 0.1
    for i in range(0, 1000, 97):
        alone = rate_ratio(a[i], 1.0, b[i], 1.3, method=method)
        assert figures(alone) == [column[i] for column in together.columns().values()]


@pytest.mark.parametrize(("method", "least", "most"), [("mid-p", 0.94, 0.96), ("exact", 0.95, 1.0)])
@pytest.mark.parametrize("mean", [5, 12, 40])
def test_coverage_summed_over_all_counts(mean, method, least, most):
    """The chance that the interval holds the true ratio, summed, not drawn; unequal exposures, ratio 0.7."""
    exposure, ratio = 1.7, 0.7
    means = mean, mean * exposure * ratio
    a, b = np.meshgrid(np.arange(250), np.arange(250), indexing="ij")
    result = rate_ratio(a, exposure, b, 1.0, method=method)
    held = ((result.low <= ratio) & (ratio <= result.high)).reshape(a.shape)
    chance = np.outer(
        stats.poisson.pmf(np.arange(250), means[1]), stats.poisson.pmf(np.arange(250), means[0])
    )
    covered = (held * chance).sum()
    assert least <= covered <= most


@pytest.mark.parametrize(
    "wrong", [(-1, 1, 1, 1), (0.5, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, -2), (np.nan, 1, 1, 1)]
)
def test_what_is_no_count_or_exposure_is_refused(wrong):
    with pytest.raises(ValueError, match=r"counted|above 0"):
        rate_ratio(*wrong)


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="mid-p, exact, score"):
        rate_ratio(1, 1, 1, 1, method="wald")


def test_words():
    assert rate_ratio(0, 1, 0, 1).sentence() == "No event on either side: the rates cannot be compared."
    assert "no upper limit" in rate_ratio(3, 1, 0, 1).sentence()
    assert rate_ratio([1, 0], 1, [30, 0], 1).sentence() == "1 of 2 intervals leave out 1."


@pytest.mark.parametrize("method", METHODS)
def test_they_agree_where_a_bound_falls_on_1_to_the_last_digit(method):
    """Exposures stretched by a bound put that bound on 1: only one function for both keeps them together."""
    rng = np.random.default_rng(6)
    a, b = rng.integers(1, 4000, 4000), rng.integers(1, 4000, 4000)
    first = rate_ratio(a, 1.0, b, 1.0, method=method)
    for bound in (first.low, first.high):
        for stretch in (np.nextafter(bound, 0), bound, np.nextafter(bound, np.inf)):
            result = rate_ratio(a, stretch, b, 1.0, method=method)
            assert ((result.p < 0.05) == ((result.low > 1) | (result.high < 1))).all()
