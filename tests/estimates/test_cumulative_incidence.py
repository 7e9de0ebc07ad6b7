"""Aalen and Johansen's estimate beside a plain reading of its definition, and what must hold for any data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.estimates.cumulative_incidence import cumulative_incidence
from fanlight.estimates.wilson import wilson_interval

WAITS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), min_size=1, max_size=40)


def by_definition(waits, of, when):
    """The share and its variance by the recursion of the two-state covariance, a person at a time."""
    nothing, share = 1.0, 0.0
    covariance = np.zeros((2, 2))  # of nothing yet, and of the share
    for time in sorted({time for time, cause in waits if cause}):
        if time > when:
            break
        risk = sum(1 for other, _ in waits if other >= time)
        one = sum(1 for other, cause in waits if other == time and cause == of)
        every = sum(1 for other, cause in waits if other == time and cause)
        move = np.array([[1 - every / risk, 0], [one / risk, 1]])
        # Multinomial variance of those who move, out of state "nothing yet".
        leaves = np.array(
            [
                [every * (risk - every), -one * (risk - every)],
                [-one * (risk - every), one * (risk - one)],
            ]
        )
        covariance = move @ covariance @ move.T + nothing**2 * leaves / risk**3
        share += nothing * one / risk
        nothing *= 1 - every / risk
    return share, covariance[1, 1]


@given(WAITS, st.integers(1, 2), st.integers(0, 12))
def test_share_and_variance_are_those_of_the_definition(waits, of, when):
    curve = cumulative_incidence(*np.array(waits).T, of=of)
    share, variance = by_definition(waits, of, when)
    known = np.searchsorted(curve.time, when, side="right") - 1
    assert (curve.incidence[known] if known >= 0 else 0) == pytest.approx(share, abs=1e-12)
    assert (curve.variance[known] if known >= 0 else 0) == pytest.approx(variance, abs=1e-12)


@given(WAITS)
def test_what_happened_and_what_did_not_make_up_all(waits):
    time, cause = np.array(waits).T
    curves = [cumulative_incidence(time, cause, of=of) for of in (1, 2, 3)]
    whole = sum(curve.incidence for curve in curves) + curves[0].remaining
    assert whole == pytest.approx(np.ones(len(whole)))


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 2)), min_size=1, max_size=40), st.integers(0, 12)
)
def test_with_nobody_lost_it_is_the_plain_share_with_wilsons_interval(waits, when):
    time, cause = np.array(waits).T
    one = cumulative_incidence(time, cause).at(when)
    count = int(((time <= when) & (cause == 1)).sum())
    assert one.value == pytest.approx(count / len(waits))
    if 0 < count < len(waits):
        low, high = wilson_interval(count, len(waits))
        assert (one.low, one.high) == (pytest.approx(float(low)), pytest.approx(float(high)))


def test_to_call_competing_events_lost_tells_too_much():
    time, cause = np.array([1, 2, 3, 4, 5, 6]), np.array([2, 1, 2, 1, 2, 1])
    as_lost = np.where(cause == 2, 0, cause)
    assert cumulative_incidence(time, cause).at(6).value == pytest.approx(0.5)
    assert cumulative_incidence(time, as_lost).at(6).value == pytest.approx(1.0)


def test_beyond_the_last_day_that_anybody_was_followed_nothing_is_said():
    curve = cumulative_incidence([3, 10, 10], [1, 0, 0])
    assert np.isfinite(curve.at(10).value)
    assert np.isnan(curve.at(11).value)
    assert curve.sentence(11).startswith("Nobody was followed for 11 days: we cannot tell; 2 of 3")


def test_none_so_far_leaves_room_above():
    one = cumulative_incidence([30] * 20, [0] * 20).at(30)
    assert (one.value, one.low) == (0.0, pytest.approx(0.0, abs=1e-15))
    assert one.high == pytest.approx(float(wilson_interval(0, 20)[1]))


@pytest.mark.parametrize(
    ("time", "cause", "of"),
    [
        ([], [], 1),
        ([1, 2], [1], 1),
        ([-1], [1], 1),
        ([np.nan], [1], 1),
        ([1], [-1], 1),
        ([1], [0.5], 1),
        ([1], [1], 0),
    ],
)
def test_what_is_no_wait_is_refused(time, cause, of):
    with pytest.raises(ValueError, match=r"times|time|cause"):
        cumulative_incidence(np.array(time, float), np.array(cause), of=of)


def test_intervals_hold_the_truth_with_losses():
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        back, up, lost = (rng.exponential(scale, 60) for scale in (400, 900, 300))
        time = np.minimum(np.minimum(back, up), lost)
        cause = np.where(time == back, 1, np.where(time == up, 2, 0))
        one = cumulative_incidence(time, cause).at(180)
        rate = 1 / 400 + 1 / 900
        truth = (1 / 400) / rate * (1 - np.exp(-rate * 180))
        held += one.low <= truth <= one.high
    assert 0.92 <= held / 400 <= 0.98
