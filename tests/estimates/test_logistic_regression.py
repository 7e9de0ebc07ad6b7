"""The fit is that of a general optimiser, and there is one even where nothing overlaps."""

import numpy as np
import pytest
from scipy.optimize import minimize

from fanlight.estimates.logistic_regression import logistic_regression


def data(seed=1, n=300, p=5):
    rng = np.random.default_rng(seed)
    design = rng.normal(size=(n, p))
    return design, rng.random(n) < 1 / (1 + np.exp(0.5 - design @ rng.normal(size=p)))


@pytest.mark.parametrize("ridge", [0.01, 1.0, 50.0])
def test_a_general_optimiser_finds_the_same(ridge):
    design, outcome = data()

    def loss(beta):
        odds = beta[0] + design @ beta[1:]
        return np.logaddexp(0, np.where(outcome, -odds, odds)).sum() + ridge * (beta[1:] ** 2).sum() / 2

    found = minimize(loss, np.zeros(6), method="BFGS", options={"gtol": 1e-7}).x
    fit = logistic_regression(design, outcome, ridge=ridge)
    np.testing.assert_allclose([fit.intercept, *fit.coefficients], found, atol=1e-4)


def test_classes_that_do_not_overlap_have_an_answer():
    design = np.linspace(-1, 1, 40)[:, None] * 1e3
    fit = logistic_regression(design, design[:, 0] > 0, ridge=1e-3)
    assert np.isfinite(fit.coefficients).all()
    assert ((fit.shares(design) > 0.5) == (design[:, 0] > 0)).all()


def test_the_fitted_shares_add_up_to_the_cases_with_the_outcome():
    design, outcome = data(2)
    assert logistic_regression(design, outcome).shares(design).sum() == pytest.approx(outcome.sum())


def test_a_column_twice_and_a_column_of_nothing_do_no_harm():
    design, outcome = data(3)
    once = logistic_regression(design[:, :1], outcome, ridge=1.0)
    twice = logistic_regression(
        np.column_stack([design[:, 0], design[:, 0], np.zeros(300)]), outcome, ridge=2.0
    )
    assert twice.coefficients[:2] == pytest.approx(np.repeat(once.coefficients / 2, 2))
    assert twice.coefficients[2] == 0


@pytest.mark.parametrize(("outcome", "ridge"), [([1, 1], 1.0), ([1, 0], 0.0)])
def test_what_has_no_single_answer_is_refused(outcome, ridge):
    with pytest.raises(ValueError, match=r"same class|above 0"):
        logistic_regression(np.zeros((2, 1)), np.array(outcome, bool), ridge=ridge)
