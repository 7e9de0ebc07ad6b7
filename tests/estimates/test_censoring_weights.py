"""Weights for those lost from sight: a plain reading of Kaplan and Meier, and the bias that they take out."""

import numpy as np
import pytest
from benchmarks.outcome_statistics import brier_errors
from hypothesis import given
from hypothesis import strategies as st

from fanlight.estimates.censoring_weights import censoring_weights, weighted_brier

WAITS = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 2)), min_size=1, max_size=40)


def weight_by_definition(waits, at, horizon):
    time, ended, stratum = waits[at]
    if not (ended or time >= horizon):
        return 0.0
    same = [(other, over) for other, over, group in waits if group == stratum]
    chance = 1.0
    for lost in sorted({other for other, over in same if not over and other < horizon}):
        risk = sum(1 for other, over in same if other > lost or (other == lost and not over))
        kept = 1 - sum(1 for other, over in same if other == lost and not over) / risk
        if kept == 0:
            return 0.0  # the last one followed was lost
        chance *= kept if lost < min(time, horizon) else 1.0
    return 1 / chance


@given(WAITS, st.integers(1, 9))
def test_weights_are_those_of_the_definition(waits, horizon):
    time, ended, stratum = (np.array(column) for column in zip(*waits, strict=True))
    found = censoring_weights(time, ended, horizon, stratum)
    wanted = [weight_by_definition(waits, at, horizon) for at in range(len(waits))]
    assert found.weight == pytest.approx(np.array(wanted))


@given(WAITS, st.integers(1, 9))
def test_the_known_stand_for_all_whom_anybody_can_stand_for(waits, horizon):
    time, ended, stratum = (np.array(column) for column in zip(*waits, strict=True))
    found = censoring_weights(time, ended, horizon, stratum)
    assert found.weight.sum() == pytest.approx(len(waits) - found.unreached)
    assert (found.weight[~found.known] == 0).all()


def test_with_nobody_lost_the_score_is_the_plain_one():
    weights = censoring_weights([5, 9, 9], [True, False, False], 9)
    said, happened = np.array([0.7, 0.2, 0.4]), np.array([1, 0, 0])
    assert weighted_brier(said, happened, weights).value == pytest.approx(((said - happened) ** 2).mean())


def test_a_group_lost_to_the_last_is_told_and_not_weighed():
    weights = censoring_weights([1, 2, 9, 9], [True, False, False, True], 9, [0, 0, 1, 1])
    assert weights.unreached == 2
    assert weights.weight.tolist() == [0, 0, 1, 1]
    assert weights.sentence().endswith("of 2 nothing is said: nobody of their groups was followed so long.")


def test_an_unknown_outcome_is_not_looked_at():
    weights = censoring_weights([1, 2, 3, 4], [True, False, True, False], 3)
    said = np.array([0.9, 0.5, 0.5, 0.1])
    assert weighted_brier(said, [1, np.nan, 1, 0], weights) == weighted_brier(said, [1, 1, 1, 0], weights)


def test_the_weighted_score_is_unbiased_where_the_plain_one_is_not():
    errors = brier_errors(np.random.default_rng(20261125), samples=40, size=2000)
    assert errors.lost == pytest.approx(0.4, abs=0.02)
    assert abs(errors.weighted) < 0.005
    assert abs(errors.naive) > 0.03
    assert abs(errors.unrecorded) > 0.004


@pytest.mark.parametrize(
    ("time", "ended", "stratum"),
    [
        ([], [], None),
        ([1], [True, False], None),
        ([-1], [True], None),
        ([1], [True], [-1]),
        ([1], [True], [0, 1]),
    ],
)
def test_what_is_no_wait_is_refused(time, ended, stratum):
    with pytest.raises(ValueError, match=r"time|strat"):
        censoring_weights(np.array(time, float), np.array(ended, bool), 3, stratum)


@pytest.mark.parametrize(("said", "happened"), [([1.2], [1]), ([0.5], [0.5]), ([0.5, 0.5], [1, 0])])
def test_what_is_no_forecast_is_refused(said, happened):
    with pytest.raises(ValueError, match="probabilit"):
        weighted_brier(said, happened, censoring_weights([5], [True], 3))
