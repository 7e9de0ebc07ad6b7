"""Scores of probabilities: answers of reliabilitydiag, and what must hold for any forecasts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from fanlight.estimates.forecasts import brier_parts, log_score
from tests.estimates.frozen import columns, sets


@pytest.mark.parametrize("one", sets("calibration"), ids=lambda one: one["file"])
def test_frozen_answers(one):
    table = columns(one["file"])
    parts = brier_parts(
        np.array([float(cell) for cell in table["probability"]]),
        np.array([float(cell) for cell in table["outcome"]]),
    )
    assert parts.score == pytest.approx(one["mean_score"], abs=1e-10)
    assert parts.miscalibration == pytest.approx(one["miscalibration"], abs=1e-10)
    assert parts.discrimination == pytest.approx(one["discrimination"], abs=1e-10)
    assert parts.uncertainty == pytest.approx(one["uncertainty"], abs=1e-10)
    bins = [(each["n"], each["CEP_pav"]) for each in one["pav_bins"]]
    levels, place = np.unique(parts.calibrated.round(12), return_inverse=True)
    assert list(zip(np.bincount(place, parts.weight), levels, strict=True)) == [
        (count, pytest.approx(level)) for count, level in bins
    ]


FORECASTS = st.integers(1, 60).flatmap(
    lambda n: st.tuples(
        arrays.arrays(float, n, elements=st.sampled_from([0, 0.1, 0.25, 0.5, 0.9, 1])),
        arrays.arrays(float, n, elements=st.sampled_from([0.0, 1.0])),
    )
)


@given(FORECASTS)
def test_the_parts_make_up_the_score_and_none_is_below_0(told):
    probability, outcome = told
    parts = brier_parts(probability, outcome)
    assert parts.score == pytest.approx(((probability - outcome) ** 2).mean(), abs=1e-12)
    assert parts.score == pytest.approx(parts.miscalibration - parts.discrimination + parts.uncertainty)
    assert min(parts.miscalibration, parts.discrimination, parts.uncertainty) >= -1e-12
    assert (np.diff(parts.calibrated) >= -1e-12).all()


@given(FORECASTS)
def test_no_other_monotone_recalibration_scores_better(told):
    probability, outcome = told
    parts = brier_parts(probability, outcome)
    best = parts.score - parts.miscalibration
    for power in (0.5, 1, 2):
        assert best <= ((probability**power - outcome) ** 2).mean() + 1e-12


def test_saying_the_base_rate_has_no_skill_and_tells_nothing_apart():
    parts = brier_parts(np.full(10, 0.3), np.array([1.0] * 3 + [0.0] * 7))
    assert parts.skill == pytest.approx(0)
    assert parts.discrimination == pytest.approx(0)


def test_a_wrong_certainty_is_infinite_in_the_log_score():
    assert log_score(np.array([0.0]), np.array([1.0])) == np.inf


@given(FORECASTS, st.integers(0, 2**32 - 1))
def test_a_weight_stands_for_so_many_alike(told, seed):
    probability, outcome = told
    times = np.random.default_rng(seed).integers(0, 4, len(outcome))
    times[0] += 1
    weighted = brier_parts(probability, outcome, times.astype(float))
    repeated = brier_parts(np.repeat(probability, times), np.repeat(outcome, times))
    for name in ("score", "miscalibration", "discrimination", "uncertainty", "calibrated", "weight"):
        assert getattr(weighted, name) == pytest.approx(getattr(repeated, name), abs=1e-12)


@pytest.mark.parametrize("weight", [[1.0], [1.0, -1.0], [0.0, 0.0], [1.0, np.inf]])
def test_what_is_no_weight_is_refused(weight):
    with pytest.raises(ValueError, match="weights"):
        brier_parts(np.array([0.5, 0.5]), np.array([0.0, 1.0]), np.array(weight))


@pytest.mark.parametrize(
    ("probability", "outcome"), [([], []), ([0.5], [1, 0]), ([1.1], [1]), ([0.5], [0.5]), ([np.nan], [1])]
)
def test_what_is_no_forecast_is_refused(probability, outcome):
    with pytest.raises(ValueError, match="probabilit"):
        brier_parts(np.array(probability, float), np.array(outcome, float))
