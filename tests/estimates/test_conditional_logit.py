"""Conditional logistic regression beside the enumeration of all subsets, and what proxies leave of a bias."""

from itertools import combinations
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from fanlight.estimates.clustered import clustered_reach, weighted_slopes
from fanlight.estimates.conditional_logit import conditional_logistic, within_group_chances
from fanlight.estimates.proxy_bias import bias_per_trend


def enumerated(design, outcome, groups, coefficients):
    """Log likelihood by listing every subset of as many members as had the outcome."""
    total = 0.0
    for group in np.unique(groups):
        rows, happened = design[groups == group], outcome[groups == group] > 0
        weights = [
            exp(float(rows[list(chosen)].sum(axis=0) @ coefficients))
            for chosen in combinations(range(len(rows)), int(happened.sum()))
        ]
        total += float(rows[happened].sum(axis=0) @ coefficients) - log(sum(weights))
    return total


def drawn(seed, groups=25, least=1, most=8, columns=2):
    rng = np.random.default_rng(seed)
    codes = np.repeat(np.arange(groups), rng.integers(least, most + 1, groups))
    design = rng.normal(size=(len(codes), columns))
    odds = design @ np.linspace(0.6, -0.4, columns) + rng.normal(size=groups)[codes]
    return design, (rng.uniform(size=len(codes)) < 1 / (1 + np.exp(-odds))).astype(float), codes


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 3))
def test_the_fit_is_the_best_by_enumeration(seed, columns):
    design, outcome, groups = drawn(seed, columns=columns)
    found = conditional_logistic(design, outcome, groups)
    slow = minimize(
        lambda at: -enumerated(design, outcome, groups, at), np.zeros(columns), method="BFGS", tol=1e-10
    )
    assert found.coefficients == pytest.approx(slow.x, abs=2e-4)
    assert found.log_likelihood == pytest.approx(-slow.fun, abs=1e-7)
    assert found.scores.sum(axis=0) == pytest.approx(np.zeros(columns), abs=1e-5)
    step = 1e-4 * np.eye(columns)
    bend = [
        [
            sum(
                sign * enumerated(design, outcome, groups, found.coefficients + one * a + two * b)
                for one, two, sign in ((1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1))
            )
            / (4 * 1e-8)
            for a in step
        ]
        for b in step
    ]
    assert found.information == pytest.approx(-np.array(bend), rel=1e-3, abs=1e-3)


def test_a_group_s_level_and_the_order_of_rows_do_not_matter():
    design, outcome, groups = drawn(4)
    moved = design + np.random.default_rng(1).normal(size=(groups.max() + 1, 2))[groups]
    mixed = np.random.default_rng(2).permutation(len(groups))
    one, two, three = (
        conditional_logistic(*rows).coefficients
        for rows in (
            (design, outcome, groups),
            (moved, outcome, groups),
            (design[mixed], outcome[mixed], groups[mixed]),
        )
    )
    assert one == pytest.approx(two, abs=1e-7)
    assert one == pytest.approx(three, abs=1e-7)


def test_large_groups_agree_with_a_level_for_each():
    design, outcome, groups = drawn(8, groups=12, least=100, most=110)
    dummies = np.eye(12)[groups]

    def minus(at):
        odds = design @ at[:2] + dummies @ at[2:]
        return float(np.logaddexp(0, odds).sum() - outcome @ odds)

    slow = minimize(minus, np.zeros(14), method="BFGS", tol=1e-8).x[:2]
    assert conditional_logistic(design, outcome, groups).coefficients == pytest.approx(slow, rel=0.03)


def test_nothing_to_tell_is_refused():
    with pytest.raises(ValueError, match="both outcomes"):
        conditional_logistic(np.arange(4.0)[:, None], np.array([1.0, 1, 0, 0]), np.array([0, 0, 1, 1]))
    with pytest.raises(ValueError, match="vary"):
        conditional_logistic(np.ones((4, 1)), np.array([1.0, 0, 0, 1]), np.array([0, 0, 1, 1]))


def test_chances_add_up_to_what_a_group_had():
    design, outcome, groups = drawn(3)
    chances = within_group_chances(design[:, 0], outcome, groups)
    assert np.bincount(groups, chances) == pytest.approx(np.bincount(groups, outcome), abs=1e-6)


def test_clusters_that_hang_together_widen_the_interval():
    rng = np.random.default_rng(6)
    cluster = np.repeat(np.arange(20), 10)
    shared = rng.normal(size=20)[cluster]
    apart = clustered_reach(shared, [np.arange(200)])
    assert clustered_reach(shared, [np.arange(200), cluster]) > 2.5 * apart
    assert clustered_reach(shared, [np.arange(200), cluster // 4]) == apart  # five clusters tell no spread


def test_weighted_slopes_are_those_of_dummies():
    design, _, groups = drawn(5)
    values, weight = design[:, 1] * 2 + groups, np.random.default_rng(5).uniform(0.1, 1, len(groups))
    values = values + np.random.default_rng(6).normal(size=len(groups))
    root = np.sqrt(weight)[:, None]
    slow = np.linalg.lstsq(np.hstack([design, np.eye(25)[groups]]) * root, values * root[:, 0], rcond=None)[
        0
    ][:2]
    assert weighted_slopes(design, values, weight, groups)[0] == pytest.approx(slow)


@pytest.mark.parametrize("strong", [0.3, 1.0, 3.0])
@pytest.mark.parametrize("moved", [0.05, 0.2])
def test_what_a_proxy_leaves_is_what_large_samples_show(strong, moved):
    """A cause moves with the exposure, only its proxy of correlation .3 is adjusted for."""
    rng = np.random.default_rng(9)
    size = 240_000
    exposure = rng.normal(size=size)
    cause = moved * exposure + np.sqrt(1 - moved**2) * rng.normal(size=size)
    proxy = 0.3 * cause + np.sqrt(1 - 0.09) * rng.normal(size=size)
    outcome = (rng.uniform(size=size) < 1 / (1 + np.exp(-strong * cause))).astype(float)
    groups = np.arange(size) // 12
    both = conditional_logistic(np.column_stack([exposure, proxy]), outcome, groups).coefficients[0]
    alone = conditional_logistic(proxy[:, None], outcome, groups).coefficients[0]
    bound = 0.3 * moved * bias_per_trend(alone, 0.3, (0.3 * moved) ** 2)
    assert bound == pytest.approx(both, rel=0.12, abs=0.012)
