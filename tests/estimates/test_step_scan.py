"""Models, evidence and scores give what plain slow arithmetic gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.estimates.alarm_limits import FEWEST, alarm_limit
from fanlight.estimates.alarm_limits_table import CHARTED, HISTORY, LIMITS, RATES
from fanlight.estimates.interventions import (
    LOG_ODDS,
    PULSE_VARIANCE,
    STEP_VARIANCE,
    Intervention,
    explain,
)
from fanlight.estimates.level_models import VAGUE, level_models
from fanlight.estimates.step_scan import WINDOW, averaged_covariance, scores, watch

TIMES = np.array([0, 1, 2, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15])


def models(times=TIMES):
    return level_models(times, season=times % 4, driver=np.sin(times))


def plain_covariance(made, drift, tie, season, driver, times=TIMES):
    """The covariance of one model, written out value by value."""
    count = len(times)
    whole = np.empty((count, count))
    centred = driver - driver.mean()
    for a in range(count):
        for b in range(count):
            walk = min(times[a], times[b]) - times[0] + 1
            alike = season**2 if times[a] % 4 == times[b] % 4 else 0
            whole[a, b] = tie ** abs(times[a] - times[b]) + drift * walk + alike
            whole[a, b] += VAGUE * (1 + centred[a] * centred[b])
    return whole


def test_each_model_is_its_formula():
    made = models()
    inverse, volume = made.inverse()
    drift, tie, season = made.grid
    for place in range(0, len(drift), 7):
        plain = plain_covariance(made, drift[place], tie[place], season[place], np.sin(TIMES))
        one = np.eye(len(drift))[[place]]
        assert np.allclose(made.covariance_of(one)[0], plain, rtol=1e-10)
        assert np.allclose(inverse[place], np.linalg.inv(plain), rtol=1e-5, atol=1e-7)
        assert volume[place] == pytest.approx(np.linalg.slogdet(plain)[1], rel=1e-6)


def plain_evidence(made, series, found):
    """Log evidence over all models with some interventions, each model inverted anew."""
    known = len(series) - 2
    each = []
    for place, one_model in enumerate(np.eye(len(made.log_prior))):
        whole = made.covariance_of(one_model[None])[0]
        for one in found:
            size = STEP_VARIANCE if one.lasting else PULSE_VARIANCE
            whole = whole + size * np.outer(one.column(len(series)), one.column(len(series)))
        square = series @ np.linalg.solve(whole, series)
        each.append(made.log_prior[place] - known / 2 * np.log(square) - np.linalg.slogdet(whole)[1] / 2)
    top = max(each)
    weight = np.exp(np.array(each) - top)
    return top + np.log(weight.sum()) + LOG_ODDS * len(found), weight / weight.sum()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_found_raises_the_evidence_and_nothing_more_would(seed):
    rng = np.random.default_rng(seed)
    made = models()
    series = rng.normal(10, 1, len(TIMES)) + 12 * (np.arange(len(TIMES)) >= 6)
    series[11] += 30
    explained = explain(series[None], made)
    found = explained.found[0]
    assert Intervention(False, 11) in found
    best, weight = plain_evidence(made, series, found)
    assert np.allclose(explained.weight[0], weight, atol=1e-6)
    for count in range(len(found)):
        assert (
            plain_evidence(made, series, found[:count])[0]
            < plain_evidence(made, series, found[: count + 1])[0]
        )
    for place in range(len(TIMES)):
        one = Intervention(False, place)
        assert one in found or plain_evidence(made, series, (*found, one))[0] <= best + 1e-9


def plain_scores(covariance, series, first):
    """Each score by generalised least squares on the values so far."""
    count = len(series)
    table = np.zeros((count - first, count - first))
    for now in range(first, count):
        inverse = np.linalg.inv(covariance[: now + 1, : now + 1])
        for place in range(max(first, now - WINDOW + 1), now + 1):
            step = (np.arange(now + 1) >= place).astype(float)
            table[now - first, place - first] = (
                step @ inverse @ series[: now + 1] / np.sqrt(step @ inverse @ step)
            )
    return table


def test_scores_are_those_of_least_squares_on_the_values_so_far():
    rng = np.random.default_rng(5)
    series = rng.normal(20, 1, (3, len(TIMES)))
    made = models()
    covariance = averaged_covariance(made, explain(series[:, :10], made.first(10)))
    found, expected, spread = scores(covariance, series, 10)
    for row in range(3):
        assert np.allclose(found[row], plain_scores(covariance[row], series[row], 10), atol=1e-5)
        now = 12
        inside = covariance[row][:now, :now]
        ahead = covariance[row][now, :now] @ np.linalg.solve(inside, series[row][:now])
        left = covariance[row][now, now] - covariance[row][now, :now] @ np.linalg.solve(
            inside, covariance[row][:now, now]
        )
        assert expected[row, now] == pytest.approx(ahead, abs=1e-5)
        assert spread[row, now] == pytest.approx(np.sqrt(left), abs=1e-5)


def watched(series, first=40, limit=4.0):
    made = level_models(np.arange(len(series)))
    explained = explain(series[None, :first], made.first(first))
    noise = (explained.weight * explained.variance).sum(axis=1)
    return watch(averaged_covariance(made, explained), noise, series[None], first, limit)[0]


def test_a_step_is_told_from_an_odd_value_and_the_new_level_is_gone_on_with():
    rng = np.random.default_rng(3)
    noise = rng.normal(size=60)
    odd = watched(noise + 9 * (np.arange(60) == 48))
    assert [(one.what.lasting, one.what.place) for one in odd.alarms] == [(False, 48)]
    stepped = watched(noise + 9 * (np.arange(60) >= 48))
    assert [(one.what.lasting, one.what.place, one.known) for one in stepped.alarms] == [(True, 48, 49)]
    assert abs(stepped.expected[52] - 9) < 1.5
    slow = watched(noise + 2.6 * (np.arange(60) >= 45))
    assert [one.what.lasting for one in slow.alarms] == [True]
    assert abs(slow.alarms[0].what.place - 45) <= 2


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(41, 59))
def test_nothing_that_comes_later_changes_what_was_known(seed, until):
    series = np.random.default_rng(seed).normal(size=60) + 5 * (np.arange(60) >= 45)
    whole, part = watched(series, limit=3.0), watched(series[:until], limit=3.0)
    known = [one for one in whole.alarms if one.known < until]
    # What was odd when the part ended may become the first value of a step with the next.
    same = known if len(known) == len(part.alarms) else known[: len(part.alarms) - 1]
    pairs = zip(same, part.alarms, strict=False)
    assert all(a.what == b.what and a.known == b.known for a, b in pairs if a.known == b.known)
    assert np.allclose(whole.expected[40:until], part.expected[40:], atol=1e-4)


def test_limits_fall_with_history_and_rate_and_rise_with_the_number_charted():
    table = np.array(LIMITS)
    assert table.shape == (len(HISTORY), len(CHARTED), len(RATES))
    assert (np.diff(table, axis=2) < 0).all()
    assert (np.diff(table, axis=1) > 0).all()
    assert alarm_limit(60, 24, 0.06) == pytest.approx(table[-1, -1, RATES.index(0.06)])
    assert alarm_limit(40, 12) > alarm_limit(60, 12)
    for wrong in ((FEWEST - 1, 24, 0.06), (60, 25, 0.06), (60, 0, 0.06), (60, 24, 0.5)):
        with pytest.raises(ValueError, match=r"give|needed"):
            alarm_limit(*wrong)


def test_times_have_to_increase():
    with pytest.raises(ValueError, match="increasing"):
        level_models([0, 2, 2])
