"""Charts of counts, shares and rates agree with their textbook formulas, point by point."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.evidence.c_chart import c_chart
from fanlight.evidence.control_chart import COMMON_CAUSE, OUTSIDE
from fanlight.evidence.g_chart import g_chart, medians
from fanlight.evidence.p_chart import p_chart
from fanlight.evidence.t_chart import t_chart
from fanlight.evidence.u_chart import u_chart
from fanlight.evidence.xmr_chart import xmr_chart

nan = float("nan")


def months(count):
    return (np.datetime64("2020-01", "M") + np.arange(count)).astype("datetime64[D]")


pairs = st.lists(
    st.integers(1, 400).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size))),
    min_size=2,
    max_size=30,
)


@given(pairs)
def test_p_limits_are_binomial(counted):
    above, below = zip(*counted, strict=True)
    chart = p_chart(months(len(above)), above, below)
    share = sum(above) / sum(below)
    for place, size in enumerate(below):
        reach = 3 * sqrt(share * (1 - share) / size)
        told = (chart.centre[place], chart.lower[place], chart.upper[place])
        assert told == pytest.approx((share, share - reach, share + reach), abs=1e-12)
        assert (chart.mark[place] == OUTSIDE) == (abs(above[place] / size - chart.centre[place]) > reach)


@given(pairs)
def test_u_limits_are_poisson_and_p_turns_with_its_complement(counted):
    above, below = (np.array(one) for one in zip(*counted, strict=True))
    days = months(len(above))
    rate = above.sum() / below.sum()
    chart = u_chart(days, above, below)
    assert chart.upper == pytest.approx(rate + 3 * np.sqrt(rate / below), abs=1e-12)
    assert p_chart(days, below - above, below).lower == pytest.approx(1 - p_chart(days, above, below).upper)


@given(pairs, st.sampled_from([p_chart, u_chart]))
def test_laney_multiplies_by_how_much_the_z_values_move(counted, make):
    above, below = (np.array(one) for one in zip(*counted, strict=True))
    days = months(len(above))
    plain, laney = make(days, above, below), make(days, above, below, laney=True)
    error = (plain.upper - plain.centre) / 3
    if not error.all():
        return
    z = (plain.y - plain.centre) / error
    factor = sum(abs(z[place + 1] - z[place]) for place in range(len(z) - 1)) / (len(z) - 1) / 1.128
    assert laney.upper == pytest.approx(plain.centre + 3 * factor * error, abs=1e-9)
    assert laney.kind == plain.kind + "_prime"


def test_laney_of_equal_denominators_is_an_xmr_chart():
    rng = np.random.default_rng(4)
    counts = rng.poisson(200, 36)
    laney = u_chart(months(36), counts, np.ones(36), laney=True)
    xmr = xmr_chart(months(36), counts, screen=False)
    assert laney.centre == pytest.approx(xmr.centre)
    assert laney.upper - laney.centre == pytest.approx((xmr.upper - xmr.centre) * 3 / 1.128 / 2.66)


def test_laney_keeps_quiet_where_the_binomial_cries():
    """Big denominators with real movement between months: nearly all outside on p, none on p'."""
    rng = np.random.default_rng(5)
    below = rng.integers(40_000, 60_000, 24)
    above = rng.binomial(below, np.clip(rng.normal(0.2, 0.02, 24), 0, 1))
    assert p_chart(months(24), above, below).mark.count(OUTSIDE) > 15
    assert p_chart(months(24), above, below, laney=True).mark.count(OUTSIDE) == 0


@given(st.lists(st.integers(0, 300), min_size=1, max_size=30))
def test_c_limits_are_poisson(counts):
    chart = c_chart(months(len(counts)), counts)
    mean = sum(counts) / len(counts)
    assert chart.lower == pytest.approx([mean - 3 * sqrt(mean)] * len(counts), abs=1e-9)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=30))
def test_g_limits_are_geometric_about_the_mean_and_the_centre_is_the_median(between):
    chart = g_chart(months(len(between)), between)
    mean = sum(between) / len(between)
    assert chart.centre[0] == sorted(between)[len(between) // 2] or len(between) % 2 == 0
    assert chart.upper == pytest.approx([mean + 3 * sqrt(mean * (mean + 1))] * len(between), abs=1e-9)
    assert (chart.lower < 0).all() or mean == 0


@given(st.lists(st.integers(1, 400), min_size=3, max_size=30))
def test_t_is_an_xmr_chart_of_roots(between):
    chart = t_chart(months(len(between)), between)
    roots = xmr_chart(months(len(between)), np.array(between) ** (1 / 3.6), screen=False)
    assert chart.mark == roots.mark
    assert chart.centre == pytest.approx(roots.centre**3.6)
    if roots.lower[0] > 0:
        assert chart.lower == pytest.approx(roots.lower**3.6)
    else:
        assert np.isnan(chart.lower).all()


@given(
    st.lists(
        st.lists(st.one_of(st.integers(0, 9), st.just(nan)), min_size=1, max_size=12), min_size=1, max_size=5
    )
)
def test_medians_of_parts(parts):
    starts = np.cumsum([0, *(len(part) for part in parts[:-1])])
    found = medians(np.array([value for part in parts for value in part], dtype=float), starts)
    known = [[value for value in part if value == value] for part in parts]
    np.testing.assert_array_equal(found, [np.median(part) if part else nan for part in known])


@pytest.mark.parametrize("make", [p_chart, u_chart])
def test_a_month_without_a_count_or_denominator_is_left_out(make):
    whole = make(months(3), [4, 6, 20], [20, 30, 50])
    gaps = make(months(5), [4, nan, 6, 3, 20], [20, 10, 30, nan, 50])
    assert gaps.centre[0] == whole.centre[0]
    assert np.isnan(gaps.y[[1, 3]]).all()
    assert gaps.mark[1] == COMMON_CAUSE


def test_each_part_has_its_own_centre():
    chart = u_chart(months(4), [1, 3, 10, 30], [1, 1, 2, 2], rebase=["2020-03-01"])
    assert chart.centre.tolist() == [2, 2, 10, 10]
    assert chart.starts == (0, 2)


@pytest.mark.parametrize(
    ("make", "arguments", "words"),
    [
        (p_chart, ([5], [4]), "more counted"),
        (p_chart, ([-1], [4]), "negative"),
        (u_chart, ([1], [0]), "not above 0"),
        (u_chart, ([1], [2, 3]), "1 counts and 2 denominators"),
        (c_chart, ([-1],), "negative"),
        (g_chart, ([-1],), "negative"),
        (t_chart, ([0],), "not above 0"),
    ],
)
def test_what_cannot_be_is_refused(make, arguments, words):
    with pytest.raises(ValueError, match=words):
        make(months(len(arguments[0])), *arguments)
