"""Regressions agree with slow ways to find the same, and their errors hold where errors hang together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from fanlight.estimates.regression import linear_regression, log_linear_regression, newey_west, usual_lags

seeds = st.integers(0, 2**32 - 1)


def design_of(rng, rows):
    return np.column_stack([np.ones(rows), np.arange(rows) / rows, rng.normal(size=rows)])


def slow_newey_west(scores, bread, lags):
    rows, count = scores.shape
    middle = np.zeros((count, count))
    for one in range(rows):
        for other in range(rows):
            if abs(one - other) <= lags:
                middle += (1 - abs(one - other) / (lags + 1)) * np.outer(scores[one], scores[other])
    return bread @ middle @ bread * rows / (rows - count)


@given(seeds, st.integers(8, 25), st.integers(0, 6))
def test_the_covariance_is_the_double_sum_over_neighbouring_errors(seed, rows, lags):
    rng = np.random.default_rng(seed)
    design, values = design_of(rng, rows), rng.normal(size=rows)
    fit = linear_regression(design, values, lags=lags)
    expected = np.linalg.lstsq(design, values, rcond=None)[0]
    assert fit.coefficients == pytest.approx(expected, abs=1e-8)
    scores = design * (values - fit.fitted)[:, None]
    slow = slow_newey_west(scores, np.linalg.inv(design.T @ design), lags)
    assert fit.covariance == pytest.approx(slow, rel=1e-6, abs=1e-9)


@given(seeds, st.integers(10, 40), st.floats(0.5, 200))
def test_log_linear_coefficients_are_those_of_the_greatest_poisson_likelihood(seed, rows, mean):
    rng = np.random.default_rng(seed)
    design = design_of(rng, rows)
    values = rng.poisson(mean * np.exp(0.2 * design[:, 2])).astype(float)
    if values.sum() < 10:
        return
    fit = log_linear_regression(design, values)

    def loss(answer):
        return float(np.exp(design @ answer).sum() - values @ (design @ answer))

    slow = minimize(loss, np.array([np.log(values.mean()), 0, 0]), method="BFGS", options={"gtol": 1e-9})
    assert loss(fit.coefficients) <= loss(slow.x) + 1e-6 * (1 + abs(slow.fun))
    assert design.T @ (values - fit.fitted) == pytest.approx(np.zeros(3), abs=1e-3 * values.sum())


def test_errors_that_hang_together_are_not_taken_for_many():
    rng = np.random.default_rng(3)
    naive, robust = [], []
    for _ in range(300):
        errors = np.zeros(120)
        for at in range(1, 120):
            errors[at] = 0.6 * errors[at - 1] + rng.normal()
        for lags, kept in ((0, naive), (8, robust)):
            fit = linear_regression(np.ones((120, 1)), errors, lags=lags)
            kept.append(abs(fit.coefficients[0]) <= 1.96 * np.sqrt(fit.covariance[0, 0]))
    assert np.mean(naive) < 0.75
    assert np.mean(robust) > 0.85


def test_one_period_more_or_less_lags_than_rows_is_no_fault():
    assert np.isfinite(newey_west(np.ones((3, 1)), np.eye(1), 10)).all()
    assert usual_lags(1) == 1


@pytest.mark.parametrize("values", [[0.0, 0.0], [1.0, -1.0]])
def test_counts_that_are_none_are_refused(values):
    with pytest.raises(ValueError, match="counts"):
        log_linear_regression(np.ones((2, 1)), np.array(values))
