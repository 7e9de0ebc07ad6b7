"""A funnel's exact limits are those of the plain definition; over-dispersion is found where it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fanlight.evidence.control_chart import OUTSIDE
from fanlight.evidence.funnel import exact_limit, funnel


def plain_limit(chance, law, size):
    """The smallest count whose chance exceeds, less its excess as a share of its own chance."""
    count = 0
    while law.cdf(count) <= chance:
        count += 1
    excess = (law.cdf(count) - chance) / (law.cdf(count) - law.cdf(count - 1))
    return (count - excess) / size


chances = st.sampled_from([0.001, 0.025, 0.975, 0.999])


@given(st.integers(1, 600), st.floats(0.001, 0.999), chances)
def test_binomial_limits(size, share, chance):
    expected = plain_limit(chance, stats.binom(size, share), size)
    assert exact_limit(chance, [size], share, "binomial") == pytest.approx([expected], abs=1e-9)


@given(st.floats(0.5, 500), st.floats(0.001, 2), chances)
def test_poisson_limits(size, rate, chance):
    expected = plain_limit(chance, stats.poisson(size * rate), size)
    assert exact_limit(chance, [size], rate, "poisson") == pytest.approx([expected], rel=1e-7, abs=1e-9)


def test_false_alarms_are_those_of_units_that_are_alike():
    rng = np.random.default_rng(8)
    sizes = rng.integers(20, 900, 30)
    overall = funnel(rng.binomial(sizes, 0.2), sizes)
    centre = float(overall.centre[0])
    drawn = rng.binomial(sizes, centre, (4000, 30)) / sizes
    any_out = ((drawn > overall.upper) | (drawn < overall.lower)).any(axis=1).mean()
    assert any_out == pytest.approx(overall.false_alarm_rate, abs=0.012)
    assert overall.false_alarm_rate < 0.002 * 30 * 1.5


def test_units_that_differ_besides_chance_lie_within_a_widened_funnel():
    rng = np.random.default_rng(9)
    sizes = rng.integers(500, 6000, 150)
    counts = rng.binomial(sizes, np.clip(rng.normal(0.2, 0.03, 150), 0, 1))
    marked = {how: funnel(counts, sizes, dispersion=how).mark.count(OUTSIDE) for how in HOW}
    assert marked["exact"] > 30
    assert marked["multiplicative"] < 10
    assert marked["additive"] < 5


def test_units_that_are_alike_do_not_widen_it():
    """Neither correction narrows the funnel below the standard error."""
    sizes = np.full(50, 400)
    exact = funnel(np.full(50, 80), sizes)
    for how in HOW[1:]:
        widened = funnel(np.full(50, 80), sizes, dispersion=how)
        reach = stats.norm.ppf(0.999) * np.sqrt(0.2 * 0.8 / 400)
        assert widened.upper == pytest.approx(0.2 + reach)
        assert widened.upper[0] == pytest.approx(exact.upper[0], abs=0.005)


HOW = ("exact", "multiplicative", "additive")


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=2, max_size=20), st.randoms())
def test_order_of_the_units_does_not_matter(units, order):
    counts, sizes = zip(*units, strict=True)
    places = list(range(len(units)))
    order.shuffle(places)
    first = funnel(counts, sizes, dispersion="additive")
    second = funnel([counts[p] for p in places], [sizes[p] for p in places], dispersion="additive")
    assert second.upper == pytest.approx(first.upper[places], nan_ok=True)


def test_a_unit_whose_count_is_not_known_has_a_place_and_no_mark():
    chart = funnel([10, np.nan, 12], [100, 50, 110], names=("A", "B", "C"))
    assert np.isnan(chart.y[1])
    assert chart.centre[0] == pytest.approx(22 / 210)
    assert chart.sentence().startswith("None of 2 units")


@pytest.mark.parametrize(
    ("counts", "sizes", "options", "words"),
    [
        ([1], [2, 3], {}, "1 counts and 2"),
        ([3], [2], {}, "at most all of them"),
        ([1], [2.5], {}, "whole denominators"),
        ([-1], [2], {}, "negative"),
        ([1], [2], {"law": "normal"}, "binomial or poisson"),
        ([1, 1], [2, 2], {"dispersion": "wide"}, "exact, multiplicative or additive"),
    ],
)
def test_what_cannot_be_is_refused(counts, sizes, options, words):
    with pytest.raises(ValueError, match=words):
        funnel(counts, sizes, **options)
