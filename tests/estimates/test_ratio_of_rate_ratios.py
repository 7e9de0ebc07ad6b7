"""A change beside a control's: the tables of a reference, and p that agrees with its interval."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fanlight.estimates.rate_ratio import METHODS, rate_ratio
from fanlight.estimates.ratio_of_rate_ratios import ratio_of_rate_ratios

counts = st.one_of(st.integers(0, 10), st.integers(0, 400))
exposures = st.floats(1e-3, 1e4)
place = st.tuples(counts, exposures)


@pytest.mark.parametrize("table", [(21, 49, 100, 98), (3, 9, 8, 7), (2, 14, 30, 20), (0, 5, 7, 5)])
def test_exact_is_the_conditional_interval_of_scipy(table):
    a, b, c, d = table
    result = ratio_of_rate_ratios((a, 1), (b, 1), (c, 1), (d, 1), method="exact")
    reference = stats.contingency.odds_ratio(np.array([[a, b], [c, d]])).confidence_interval(0.95)
    assert [result.low[0], result.high[0]] == pytest.approx(list(reference), rel=1e-7)
    chance = stats.hypergeom(a + b + c + d, a + b, a + c)
    assert result.p[0] == pytest.approx(min(1, 2 * min(chance.cdf(a), chance.sf(a - 1))), rel=1e-9)
    middle = ratio_of_rate_ratios((a, 1), (b, 1), (c, 1), (d, 1))
    tail = min(chance.cdf(a), chance.sf(a - 1)) - chance.pmf(a) / 2
    assert middle.p[0] == pytest.approx(2 * tail, rel=1e-9)


def test_score_is_the_chi_square_without_correction():
    result = ratio_of_rate_ratios((21, 1), (49, 1), (100, 1), (98, 1), method="score")
    reference = stats.chi2_contingency([[21, 49], [100, 98]], correction=False)
    assert result.p[0] == pytest.approx(reference.pvalue, rel=1e-9)


@given(place, place, place, place, st.sampled_from(METHODS))
def test_p_and_interval_never_disagree(after, before, control_after, control_before, method):
    result = ratio_of_rate_ratios(after, before, control_after, control_before, method=method)
    ratio, low, high, p = (float(column[0]) for column in result.columns().values())
    assert (p < 0.05) == (low > 1 or high < 1)
    assert low <= high
    if np.isfinite(ratio):
        assert low <= ratio * (1 + 1e-9)
        assert ratio <= high * (1 + 1e-9)


def test_a_large_steady_control_changes_nothing():
    beside = ratio_of_rate_ratios((21, 94409), (49, 118072), (10**6, 1.0), (10**6, 1.0))
    alone = rate_ratio(21, 94409, 49, 118072)
    for name, column in beside.columns().items():
        assert column[0] == pytest.approx(alone.columns()[name][0], rel=0.01)


def test_exposures_move_the_ratio_and_nothing_else():
    plain = ratio_of_rate_ratios((21, 1), (49, 1), (30, 1), (31, 1))
    moved = ratio_of_rate_ratios((21, 4), (49, 2), (30, 3), (31, 3))
    assert moved.high[0] == pytest.approx(plain.high[0] / 2, rel=1e-9)


def test_a_million_events_are_no_trouble():
    result = ratio_of_rate_ratios((10**6, 1), (10**6, 1), (1005000, 1), (10**6, 1))
    wald = np.exp(np.log(10**6 / 1005000) + np.array([-1, 1]) * 1.959964 * np.sqrt(4e-6 - 5e-9))
    assert [result.low[0], result.high[0]] == pytest.approx(wald, rel=1e-5)
