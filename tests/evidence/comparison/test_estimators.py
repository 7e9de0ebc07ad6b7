"""Each estimator gives the published answer, and what must not matter does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.evidence.comparison.area import Area
from fanlight.evidence.comparison.estimate import ESTIMATORS, FOR_COUNTS, estimate
from tests.evidence.comparison.samples import california

WITH_DONORS = [name for name in FOR_COUNTS if name != "interrupted_time_series"]
SHIFTED = list(ESTIMATORS)
seeds = st.integers(0, 2**32 - 1)

# Arkhangelsky et al. (2021), table 1, to its first decimal; the simplex one from three other programs.
PUBLISHED = {
    "synthetic_control": (-19.514, 0.001),
    "difference_in_differences": (-27.3, 0.05),
    "synthetic_difference_in_differences": (-15.6, 0.05),
}


def an_area(seed, donors=6, before=20, after=6, *, counts=False):
    rng = np.random.default_rng(seed)
    common = 100 + np.cumsum(rng.normal(size=before + after))
    values = common + rng.normal(0, 3, (donors + 1, before + after)) + rng.normal(0, 10, (donors + 1, 1))
    return Area(values[0], values[1:], before, None, counts)


@pytest.mark.parametrize("name", PUBLISHED)
def test_proposition_99_as_published(name):
    effect, within = PUBLISHED[name]
    assert estimate(california(), name).average_effect == pytest.approx(effect, abs=within)


@pytest.mark.parametrize("name", FOR_COUNTS)
@given(seed=seeds, effect=st.floats(-30, 30))
@settings(max_examples=15)
def test_what_is_added_after_the_change_is_found_to_the_last_digit(name, seed, effect):
    area = an_area(seed)
    values = area.values.copy()
    values[area.first :] += effect
    plain, more = (FOR_COUNTS[name](replace(area, values=one)).effect for one in (area.values, values))
    assert more - plain == pytest.approx(effect, abs=1e-6)


@pytest.mark.parametrize("name", SHIFTED)
@given(seed=seeds, constant=st.floats(-500, 500))
@settings(max_examples=15)
def test_a_constant_added_to_every_area_plays_no_part(name, seed, constant):
    area = an_area(seed)
    moved = replace(area, values=area.values + constant, donors=area.donors + constant)
    run = ESTIMATORS[name]
    assert run(moved).effect == pytest.approx(run(area).effect, abs=1e-4)


@pytest.mark.parametrize("name", FOR_COUNTS)
@given(seed=seeds, factor=st.floats(0.01, 100))
@settings(max_examples=15)
def test_the_unit_plays_no_part(name, seed, factor):
    area = an_area(seed, counts=name == "count_synthetic_control")
    other = replace(area, values=area.values * factor, donors=area.donors * factor)
    run = FOR_COUNTS[name]
    plain, scaled = run(area), run(other)
    assert scaled.effect == pytest.approx(factor * plain.effect, rel=1e-4, abs=1e-4 * factor)
    after = slice(area.first, None)
    expected = plain.standing(area.values[after])
    assert scaled.standing(other.values[after]) == pytest.approx(expected, rel=1e-3, abs=1e-4)


@pytest.mark.parametrize("name", WITH_DONORS)
@given(seed=seeds, shuffler=st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_the_order_of_donors_plays_no_part(name, seed, shuffler):
    area = an_area(seed)
    order = list(range(len(area.donors)))
    shuffler.shuffle(order)
    run = FOR_COUNTS[name]
    mixed = run(replace(area, donors=area.donors[order]))
    assert mixed.effect == pytest.approx(run(area).effect, abs=1e-5)


@pytest.mark.parametrize(
    "name", ["synthetic_control", "count_synthetic_control", "augmented_synthetic_control"]
)
@given(seed=seeds)
@settings(max_examples=15)
def test_an_area_that_is_a_mixture_of_its_donors_has_no_effect(name, seed):
    area = an_area(seed)
    shares = np.random.default_rng(seed).dirichlet(np.ones(len(area.donors)))
    mixed = replace(area, values=shares @ area.donors)
    within = 0.05 if name == "count_synthetic_control" else 1e-3  # its small ridge leaves a trace
    assert FOR_COUNTS[name](mixed).effect == pytest.approx(0, abs=within)


@given(seed=seeds)
@settings(max_examples=15)
def test_a_donor_that_stands_twice_changes_nothing(seed):
    area = an_area(seed)
    twice = replace(area, donors=np.vstack([area.donors, area.donors[0]]))
    run = FOR_COUNTS["synthetic_control"]
    assert run(twice).effect == pytest.approx(run(area).effect, abs=1e-4)


@pytest.mark.parametrize("name", ["difference_in_differences", "factor_model", "count_synthetic_control"])
def test_donors_and_area_that_move_alike_show_no_effect(name):
    course = 50 + 10 * np.sin(np.arange(30))
    area = Area(2 * course, np.outer([1, 2, 3], course), 20)
    if name == "difference_in_differences":
        area = replace(area, values=course + 7, donors=course + np.array([[1.0], [2], [3]]))
    assert FOR_COUNTS[name](area).effect == pytest.approx(0, abs=0.01)


@given(seed=seeds, step=st.floats(-0.6, 0.6))
@settings(max_examples=15)
def test_a_step_in_an_exponential_trend_of_counts_is_found(seed, step):
    rng = np.random.default_rng(seed)
    months = np.arange(60)
    season = rng.normal(0, 0.2, 12)[months % 12]
    expected = 200 * np.exp(0.004 * months + season)
    values = expected * np.where(months >= 48, 1 + step, 1)
    fit = FOR_COUNTS["interrupted_time_series"](Area(values, np.empty((0, 60)), 48, months % 12, True))
    assert fit.effect == pytest.approx(float((values - expected)[48:].mean()), abs=0.05)


def test_counts_that_grow_without_end_leave_a_number():
    values = np.r_[np.geomspace(1, 1e9, 10), np.ones(200)]
    fit = FOR_COUNTS["interrupted_time_series"](Area(values, np.empty((0, 210)), 10, None, True))
    assert np.isfinite(fit.effect)
