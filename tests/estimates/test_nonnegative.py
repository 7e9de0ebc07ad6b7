"""Shares that bring donors nearest to a target: exact, unique, and those of two other ways to find them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize, nnls

from fanlight.estimates.nonnegative import nonnegative_quadratic, simplex_least_squares

problems = st.tuples(st.integers(1, 12), st.integers(1, 25), st.integers(0, 2**32 - 1))


def drawn(problem):
    donors, periods, seed = problem
    rng = np.random.default_rng(seed)
    return rng.normal(50, 10, (periods, donors)), rng.normal(50, 10, periods)


def left(columns, target, weights):
    return float(np.sum((target - columns @ weights) ** 2))


@given(problems)
def test_nothing_nearer_is_found_by_sequential_quadratic_programming(problem):
    columns, target = drawn(problem)
    fit = simplex_least_squares(columns, target)
    count = columns.shape[1]
    other = minimize(
        lambda w: left(columns, target, w),
        np.full(count, 1 / count),
        jac=lambda w: -2 * columns.T @ (target - columns @ w),
        bounds=[(0, 1)] * count,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 500},
    )
    size = left(columns, target, np.full(count, 1 / count)) + 1
    shares = np.clip(other.x, 0, None)
    assert left(columns, target, fit.weights) <= left(columns, target, shares / shares.sum()) + 1e-7 * size


@given(problems)
def test_the_shares_are_those_of_non_negative_least_squares_with_a_row_of_ones(problem):
    columns, target = drawn(problem)
    fit = simplex_least_squares(columns, target)
    apart = columns - target[:, None]
    scale = np.sqrt((apart**2).sum(axis=0).mean())
    found, _ = nnls(np.vstack([apart / scale, np.ones(columns.shape[1])]), np.r_[np.zeros(len(target)), 1.0])
    size = left(columns, target, np.full(columns.shape[1], 1 / columns.shape[1])) + 1
    expected = left(columns, target, found / found.sum())
    assert left(columns, target, fit.weights) == pytest.approx(expected, abs=1e-7 * size)


@given(problems, st.floats(0, 5))
def test_shares_are_shares_and_meet_the_conditions_of_an_optimum(problem, ridge):
    columns, target = drawn(problem)
    fit = simplex_least_squares(columns, target, ridge=ridge)
    assert fit.weights.min() >= 0
    assert fit.weights.sum() == pytest.approx(1)
    assert fit.violation < 1e-9
    assert fit.mean_square * len(target) == pytest.approx(left(columns, target, fit.weights), abs=1e-6)


@given(problems, st.randoms(use_true_random=False))
def test_the_order_of_donors_plays_no_part(problem, shuffler):
    columns, target = drawn(problem)
    order = list(range(columns.shape[1]))
    shuffler.shuffle(order)
    plain, mixed = (simplex_least_squares(one, target) for one in (columns, columns[:, order]))
    assert columns @ plain.weights == pytest.approx(columns[:, order] @ mixed.weights, abs=1e-3)
    if len(target) > columns.shape[1]:
        assert plain.weights[order] == pytest.approx(mixed.weights, abs=1e-6)


@given(problems, st.floats(-1e4, 1e4))
def test_a_constant_added_to_all_changes_no_share(problem, constant):
    columns, target = drawn(problem)
    plain = simplex_least_squares(columns, target).mean_square
    moved = simplex_least_squares(columns + constant, target + constant).mean_square
    assert moved == pytest.approx(plain, abs=1e-6 * (1 + plain))


@given(problems)
def test_a_donor_that_stands_twice_brings_nothing(problem):
    columns, target = drawn(problem)
    twice = np.column_stack([columns, columns[:, 0]])
    plain, more = simplex_least_squares(columns, target), simplex_least_squares(twice, target)
    assert more.mean_square == pytest.approx(plain.mean_square, abs=1e-6)


@given(problems)
def test_a_mixture_of_donors_is_found_again(problem):
    columns, _ = drawn(problem)
    shares = np.random.default_rng(problem[2]).dirichlet(np.ones(columns.shape[1]))
    assert simplex_least_squares(columns, columns @ shares).mean_square < 1e-6


def test_a_target_that_is_every_donor_weights_them_evenly():
    assert simplex_least_squares(np.ones((3, 4)), np.ones(3)).weights.tolist() == [0.25] * 4


@given(st.integers(1, 15), st.integers(0, 2**32 - 1))
def test_weights_that_are_not_negative_agree_with_scipy(count, seed):
    rng = np.random.default_rng(seed)
    rows, target = rng.normal(size=(count + 5, count)), rng.normal(size=count + 5)
    expected, _ = nnls(rows, target)
    assert nonnegative_quadratic(rows.T @ rows, rows.T @ target) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(
    ("columns", "target"), [([[1.0]], [1.0, 2.0]), ([[]], [1.0]), ([1.0], [1.0]), ([[np.nan]], [1.0])]
)
def test_what_cannot_be_fitted_is_refused(columns, target):
    with pytest.raises(ValueError, match=r"columns"):
        simplex_least_squares(columns, target)
