"""A series by group gives nobody away, and its intervals are Wilson's."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from fanlight.estimates.wilson import wilson_interval
from fanlight.evidence.by_group import chart_steps, charted_groups, shares_by_group, shares_of_whole

MINIMUM = 5
tables = st.integers(1, 6).flatmap(
    lambda groups: st.lists(
        st.lists(st.integers(0, 30), min_size=6, max_size=6), min_size=groups, max_size=groups
    )
)


@given(tables)
def test_what_is_charted_leaves_no_small_number_and_no_single_rest(counts):
    table = np.array(counts)
    shown = charted_groups(table, MINIMUM)
    small = (table > 0) & (table < MINIMUM)
    assert not small[shown].any()
    assert (~shown).sum() != 1 or not shown.any()


@given(tables)
@example([[2, 0, 0, 2, 0, 0], [3, 20, 20, 20, 20, 20], [5, 5, 5, 5, 5, 5], [30] * 6])
def test_quarters_give_no_hidden_group_away(counts):
    table = np.array(counts)
    steps = chart_steps(table, MINIMUM)
    quarters = table.reshape(len(table), 2, 3).sum(axis=2)
    assert not ((table > 0) & (table < MINIMUM))[steps == 1].any()
    assert not ((quarters > 0) & (quarters < MINIMUM))[steps == 3].any()
    for told in (steps == 1, steps > 0):  # from the whole less what is shown, no single group follows
        assert (~told).sum() != 1 or not told.any()


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_parts_of_the_whole_hide_small_numbers_and_one_more(counts):
    shares = shares_of_whole(counts, MINIMUM)
    for count, share in zip(counts, shares, strict=True):
        assert share.yes in (None, count)
        if 0 < count < MINIMUM:
            assert share.yes is None
    hidden = [count for count, share in zip(counts, shares, strict=True) if share.yes is None]
    total_is_shown = any(share.of is not None for share in shares)
    assert not total_is_shown or len(set(hidden)) != 1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=6))
def test_shares_hide_those_that_count_and_those_that_do_not(pairs):
    shares = shares_by_group([yes for yes, _ in pairs], [yes + no for yes, no in pairs], MINIMUM)
    for (yes, no), share in zip(pairs, shares, strict=True):
        if 0 < yes < MINIMUM or 0 < no < MINIMUM:
            assert share.yes is None
            assert share.of is None
    assert [share.yes for share in shares].count(None) != 1 or len(shares) == 1


@given(st.integers(0, 400), st.integers(1, 400), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_is_scipys(yes, trials, level):
    yes = min(yes, trials)
    low, high = wilson_interval(yes, trials, level)
    wanted = stats.binomtest(yes, trials).proportion_ci(level, method="wilson")
    assert (float(low), float(high)) == pytest.approx((wanted.low, wanted.high), abs=1e-12)


def test_wilson_covers_about_as_often_as_it_says():
    rng = np.random.default_rng(5)
    yes = rng.binomial(40, 0.15, 20_000)
    low, high = wilson_interval(yes, np.full(20_000, 40))
    assert 0.94 < ((low <= 0.15) & (high >= 0.15)).mean() < 0.97


def test_wilson_refuses_what_is_no_share():
    with pytest.raises(ValueError, match="from 0 to trials"):
        wilson_interval(3, 2)
    with pytest.raises(ValueError, match="level"):
        wilson_interval(1, 2, 1.0)
    assert np.isnan(wilson_interval(0, 0)[0])
