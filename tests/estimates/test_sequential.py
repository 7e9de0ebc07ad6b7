"""Looks planned and unplanned: published bounds, chances summed, and evidence that stays valid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fanlight.estimates.alpha_spending import SPENDING, crossing, planned_looks
from fanlight.estimates.e_process import RatioMixture, compared_rates_e_process, known_rate_e_process

PUBLISHED = {  # five equal looks, two-sided .05: the bounds that Lan and DeMets's functions are known by
    "obrien-fleming": [4.877, 3.357, 2.680, 2.290, 2.031],
    "pocock": [2.438, 2.427, 2.410, 2.397, 2.386],
}
months = st.lists(st.tuples(st.integers(0, 30), st.floats(0.1, 20)), min_size=1, max_size=12)


@pytest.mark.parametrize("spending", SPENDING)
def test_published_bounds(spending):
    looks = planned_looks(np.arange(1, 6) / 5, spending=spending)
    assert looks.bound == pytest.approx(PUBLISHED[spending], abs=6e-4)


@pytest.mark.parametrize("spending", SPENDING)
@pytest.mark.parametrize("count", [1, 2, 12, 60])
def test_the_error_of_all_looks_is_the_one_wanted(spending, count):
    looks = planned_looks(np.arange(1, count + 1) / count, spending=spending)
    above, below = crossing(looks, 0.0)
    assert above == pytest.approx(below)
    assert above.sum() + below.sum() == pytest.approx(0.05, abs=1e-6)


def test_one_look_is_the_fixed_design():
    looks = planned_looks([1.0])
    assert looks.bound[0] == pytest.approx(1.959964, abs=1e-6)
    assert crossing(looks, 2.8016)[0].sum() == pytest.approx(0.8, abs=1e-3)


def test_crossing_is_that_of_drawn_paths():
    fraction = np.array([0.1, 0.35, 0.6, 1.0])
    looks = planned_looks(fraction, spending="pocock")
    rng = np.random.default_rng(4)
    steps = np.diff(fraction, prepend=0.0)
    paths = np.cumsum(2.5 * steps + np.sqrt(steps) * rng.standard_normal((200_000, 4)), axis=1)
    beyond = np.abs(paths / np.sqrt(fraction)) >= looks.bound
    first = np.where(beyond.any(axis=1), beyond.argmax(axis=1), 9)
    above, below = crossing(looks, 2.5)
    assert above + below == pytest.approx([(first == k).mean() for k in range(4)], abs=0.004)


@pytest.mark.parametrize("wrong", [[], [0.5, 0.5], [0.0, 1.0], [0.5, 1.2]])
def test_fractions_that_do_not_rise_are_refused(wrong):
    with pytest.raises(ValueError, match="rise"):
        planned_looks(wrong)


def slow_known(events, expected, sought):
    """The mixture by adding up likelihood ratios over a fine grid of ratios."""
    mixture = RatioMixture.around(sought)
    grid = np.linspace(1e-4, 12, 400_000)
    density = sum(
        stats.gamma.pdf(grid, mixture.shape, scale=mean / mixture.shape) / 2 for mean in (sought, 1 / sought)
    )
    a, m = sum(events), sum(expected)
    return np.trapezoid(density * np.exp(a * np.log(grid) - (grid - 1) * m), grid)


def test_known_rate_is_the_slow_mixture():
    events, expected = [2, 1, 3, 2], [5.0, 4.0, 6.0, 5.0]
    process = known_rate_e_process(events, expected, sought=0.6)
    for k in range(1, 5):
        assert np.exp(process.log_e[k - 1]) == pytest.approx(
            slow_known(events[:k], expected[:k], 0.6), rel=1e-4
        )


def test_the_interval_ends_where_evidence_against_a_ratio_reaches_20():
    process = known_rate_e_process([7], [20.0], sought=0.6)
    for end in (process.low[0], process.high[0]):
        against_end = np.log(slow_known([7], [20.0], 0.6)) - (7 * np.log(end) - (end - 1) * 20.0)
        assert against_end == pytest.approx(np.log(20), abs=1e-3)


def test_compared_rates_multiply_binomial_likelihood_ratios():
    a, s, b, t = [2, 0, 5], [1.0, 2.0, 1.5], [6, 7, 5], [1.0, 1.0, 2.0]
    process = compared_rates_e_process(a, s, b, t, sought=0.5)
    total = 0.0
    for ratio in RatioMixture.around(0.5).nodes():
        product = 1.0
        for y, u, x, v in zip(a, s, b, t, strict=True):
            one, other = (stats.binom.pmf(y, y + x, r * u / (r * u + v)) for r in (ratio, 1.0))
            product *= one / other
        total += product / 120
    assert np.exp(process.log_e[-1]) == pytest.approx(total, rel=1e-9)


@given(months, months, st.sampled_from([0.5, 0.8, 1.5]))
def test_p_and_interval_never_disagree(pilot, other, sought):
    n = min(len(pilot), len(other))
    (a, s), (b, t) = (np.array(side[:n]).T for side in (pilot, other))
    known = known_rate_e_process(a, s, sought=sought)
    compared = compared_rates_e_process(a, s, b, t, sought=sought)
    for process in (known, compared):
        assert ((process.p < 0.05) == ((process.low > 1) | (process.high < 1))).all()
        assert (process.p <= 1).all()
        assert (np.diff(process.p) <= 0).all()


@pytest.mark.parametrize("kind", ["known", "compared"])
def test_seldom_wrong_however_often_one_looks(kind):
    """2,000 pilots of 36 months without an effect, looked at each month: at most 5 % alarm."""
    rng = np.random.default_rng(11)
    alarms = 0
    for _ in range(2000 if kind == "known" else 500):
        a, b = rng.poisson(5, 36), rng.poisson(5, 36)
        if kind == "known":
            process = known_rate_e_process(a, np.full(36, 5.0), sought=0.7)
        else:
            process = compared_rates_e_process(a, 1.0, b, 1.0, sought=0.7)
        alarms += process.p[-1] < 0.05
    assert alarms / (2000 if kind == "known" else 500) < 0.05


def test_no_ratio_sought_is_refused():
    with pytest.raises(ValueError, match="not 1"):
        RatioMixture.around(1.0)


@pytest.mark.parametrize(
    ("looks", "kept", "kept_by_pocock"), [(2, 0.998, 0.939), (12, 0.980, 0.874), (36, 0.975, 0.863)]
)
def test_obrien_flemings_type_keeps_nine_tenths_of_the_power_and_pococks_does_not(
    looks, kept, kept_by_pocock
):
    """The table of docs/methods/pilots.md: an effect that one look finds in 80 of 100 pilots."""
    drift = float(stats.norm.ppf(0.975) + stats.norm.ppf(0.8))
    found = {
        kind: float(crossing(planned_looks(np.arange(1, looks + 1) / looks, spending=kind), drift)[0].sum())
        for kind in ("obrien-fleming", "pocock")
    }
    assert found["obrien-fleming"] / 0.8 == pytest.approx(kept, abs=5e-4)
    assert found["pocock"] / 0.8 == pytest.approx(kept_by_pocock, abs=5e-4)
    assert found["obrien-fleming"] / 0.8 >= 0.9
