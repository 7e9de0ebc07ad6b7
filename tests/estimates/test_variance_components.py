"""Parts of noise: answers of lme4, the likelihood written out plainly, and intervals."""

import numpy as np
import pytest
from benchmarks.noise_intervals import SEED, audit
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.estimates.variance_components import (
    NAMES,
    Cells,
    NotEstimable,
    component_interval,
    variance_components,
)
from fanlight.estimates.variance_components import _criterion as criterion
from tests.estimates.frozen import columns, sets

BOUNDARY = 1e-3  # of the spread: lme4 says 4e-7 where the estimate is 0


def cells_of(file):
    table = columns(file)
    judged = np.array([float(cell) for cell in table["judgement"]])
    return Cells.of(np.array(table["rater"]), np.array(table["case"]), judged)


@pytest.mark.parametrize("one", sets("noise"), ids=lambda one: one["file"])
def test_frozen_answers(one):
    found = variance_components(cells_of(one["file"]))
    for name in NAMES:
        assert getattr(found, name) == pytest.approx(one["sd"][name], rel=0.005, abs=BOUNDARY), name
    assert found.system == pytest.approx(one["system_noise_sd"], rel=0.005)


def simulate(rng, raters, cases, repeated, sds, missing=0.0):
    rater, case = np.divmod(np.arange(raters * cases), cases)
    level, of_case = rng.normal(0, sds[0], raters), rng.normal(0, sds[1], cases)
    pattern = rng.normal(0, sds[2], raters * cases)
    again = np.concatenate([np.arange(raters * cases), np.flatnonzero(case < repeated)])
    again = again[rng.random(len(again)) >= missing]
    judged = (level[rater] + of_case[case] + pattern)[again] + rng.normal(0, sds[3], len(again))
    return rater[again], case[again], judged


def plainly(rater, case, judged, variances):
    """The restricted likelihood with every matrix written out."""
    same_rater, same_case = rater[:, None] == rater, case[:, None] == case
    level, of_case, pattern, occasion = variances
    spread = level * same_rater + of_case * same_case + pattern * (same_rater & same_case)
    spread = spread + occasion * np.eye(len(judged))
    inverse, ones = np.linalg.inv(spread), np.ones(len(judged))
    information = ones @ inverse @ ones
    rest = judged - (ones @ inverse @ judged) / information
    return np.linalg.slogdet(spread)[1] + np.log(information) + rest @ inverse @ rest


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_the_likelihood_is_that_of_the_matrices_written_out(seed):
    rng = np.random.default_rng(seed)
    data = simulate(rng, 4, 5, 2, (1, 2, 1, 0.5), missing=0.2)
    cells = Cells.of(*data)
    one, other = rng.uniform(0.1, 3, (2, 4))
    difference = criterion(cells, *one) - criterion(cells, *other)
    assert difference == pytest.approx(plainly(*data, one) - plainly(*data, other), rel=1e-8, abs=1e-8)


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 100), st.floats(-1000, 1000))
def test_another_unit_changes_the_unit_alone(seed, scale, shift):
    rater, case, judged = simulate(np.random.default_rng(seed), 6, 6, 3, (2, 4, 3, 2))
    plain = variance_components(Cells.of(rater, case, judged))
    other = variance_components(Cells.of(rater, case, shift + scale * judged))
    assert other.system == pytest.approx(scale * plain.system, rel=2e-3)


def test_intervals_hold_the_estimate_and_reach_0_where_there_is_no_pattern():
    cells = cells_of("noise_e.csv")
    found = variance_components(cells)
    for name in NAMES:
        low, high = component_interval(cells, lambda one, name=name: getattr(one, name), name)
        assert low <= getattr(found, name) <= high
    assert component_interval(cells, lambda one: one.pattern, "pattern")[0] == 0


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    rng, sds = np.random.default_rng(12), (6, 12, 7, 5)
    held = {"level": 0, "pattern": 0}
    for _ in range(8):
        cells = Cells.of(*simulate(rng, 10, 10, 4, sds, missing=0.05))
        for name in held:
            low, high = component_interval(cells, lambda one, name=name: getattr(one, name), name)
            held[name] += low <= sds[NAMES.index(name)] <= high
    assert min(held.values()) >= 6  # of 8: fewer has a chance of 1 in 170 if each were 95 %


def test_a_search_that_wanders_far_still_ends():
    """One audit in some 700 failed: the logarithm of a small difference of large numbers was not above 0."""
    rng = np.random.default_rng(SEED)
    table = [audit(rng) for _ in range(45)][-1]
    cells = Cells.of(np.array(table.rater), np.array(table.case), np.asarray(table.judgement))
    assert np.isfinite(variance_components(cells).fit)


def test_the_criterion_keeps_its_digits_where_raters_differ_enormously():
    rater, case, judged = simulate(np.random.default_rng(2), 5, 6, 2, (1, 2, 1, 0.5))
    cells = Cells.of(rater, case, judged)
    # With raters that differ without bound, minus twice the likelihood grows by four logarithms of the sd.
    far, further = (criterion(cells, sd**2, 4.0, 1e-8, 0.01) for sd in (1e4, 1e5))
    assert further - far == pytest.approx(2 * 4 * np.log(10), rel=1e-3)


def test_whatever_is_likely_enough_lies_within_the_interval_of_all_noise():
    cells = cells_of("noise_b.csv")
    best = variance_components(cells)
    low, high = component_interval(cells, lambda one: one.system, "system")
    rng = np.random.default_rng(9)
    tried = np.array([getattr(best, name) for name in NAMES]) * np.exp(rng.normal(0, 0.15, (1500, 4)))
    systems = (tried[:, [0, 2, 3]] ** 2).sum(axis=1) ** 0.5
    likely = np.array([criterion(cells, *sds**2) for sds in tried]) <= best.fit + 3.8415
    assert likely.sum() > 100
    assert (systems[likely] >= 0.999 * low).all()
    assert (systems[likely] <= 1.001 * high).all()
    # And it is no wider: some come near either end.
    assert systems[likely].min() < low + 0.25 * (best.system - low)
    assert systems[likely].max() > high - 0.4 * (high - best.system)


def test_what_cannot_be_told_apart_is_refused():
    with pytest.raises(NotEstimable, match="nobody judged a case twice"):
        variance_components(Cells.of(*simulate(np.random.default_rng(1), 3, 3, 0, (1, 1, 1, 1))))
    with pytest.raises(NotEstimable, match="two raters"):
        Cells.of(np.zeros(3), np.arange(3), np.arange(3.0))
