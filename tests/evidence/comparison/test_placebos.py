"""Intervals and p are one method, and on real series they hold what was planted as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.evidence.comparison.area import Area, Fit, Link
from fanlight.evidence.comparison.estimate import ESTIMATORS, FOR_COUNTS, compare_areas, estimate
from fanlight.evidence.comparison.panel import panel
from fanlight.evidence.comparison.placebos import placebo_p, reach
from tests.evidence.comparison.samples import authority, california, packs, referrals

standings = st.lists(st.floats(-50, 50), min_size=19, max_size=150).map(np.array)


@given(standings, st.floats(-60, 60))
def test_the_interval_holds_what_the_placebos_would_not_reject(others, standing):
    p, far = placebo_p(standing, others), reach(others)
    assert (p > 0.05) == (abs(standing) <= far)


@given(st.lists(st.floats(-50, 50), max_size=18).map(np.array))
def test_with_fewer_than_twenty_areas_nothing_is_drawn_from_placebos(others):
    assert reach(others) is None


@given(st.floats(0.1, 100), st.floats(-5, 5), st.floats(0.01, 1), st.floats(0.1, 5), st.sampled_from(Link))
def test_the_bounds_of_an_interval_stand_as_far_as_its_reach(mean, share, scale, far, link):
    after = np.full(3, mean)
    effect = mean * (1 - np.exp(-share)) if link is Link.RATIO else share
    fit = Fit(effect, scale, np.zeros(4), link=link)
    for bound, sign in zip(fit.interval(far, after), (-1, 1), strict=True):
        other = Fit(bound, scale, np.zeros(4), link=link)
        assert other.standing(after) - fit.standing(after) == pytest.approx(sign * far, abs=1e-6)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_california_has_all_38_placebos_and_agreeing_p_and_interval(name):
    one = estimate(california(), name)
    assert one.placebos == 38
    assert one.from_placebos
    assert (one.placebo_p <= 0.05) == (not one.low <= 0 <= one.high)


def test_each_placebo_is_the_estimate_that_state_would_have_had_without_california():
    names, values = packs()
    own = names.index("California")
    fits = {}
    for place in range(39):
        others = [one for one in range(39) if one not in (place, own)]
        fits[place] = ESTIMATORS["synthetic_control"](Area(values[place], values[others], 19))
    usual = np.median([fit.scale for fit in fits.values()])
    expected = [
        fit.effect / np.sqrt((fit.scale**2 + usual**2) / 2) for place, fit in fits.items() if place != own
    ]
    assert estimate(california(), "synthetic_control").standings == pytest.approx(np.array(expected))


@pytest.mark.parametrize(
    ("name", "counts"),
    [("difference_in_differences", True), ("synthetic_control", True), ("interrupted_time_series", False)],
)
def test_planted_in_every_authority_in_turn_the_interval_holds_it_95_times_in_100(name, counts):
    rng = np.random.default_rng(5)
    names, series = referrals()
    first, held, found = 84, [], []
    known = {}

    def remembering(area):
        key = (area.values.tobytes(), area.donors.tobytes())
        if key not in known:
            known[key] = FOR_COUNTS[name](area)
        return known[key]

    for place in range(len(names)):
        planted = series.copy()
        planted[place, first:] = np.round(planted[place, first:] * rng.choice([0.7, 0.9, 1.2]))
        one = estimate(authority(place, first, planted, counts=counts), name, run=remembering)
        truth = (planted - series)[place, first:].mean()
        held.append(one.low <= truth <= one.high)
        unplanted = authority(place, first, counts=counts)
        null = estimate(unplanted, name, run=remembering)
        assert null.scale == pytest.approx(one.scale)
        found.append(null.placebo_p <= 0.05)
    assert 0.93 <= np.mean(held) <= 0.97
    assert np.mean(found) <= 0.06


def test_few_areas_get_an_interval_from_their_own_past_and_a_warning():
    told = compare_areas(california(donors=["Utah", "Nevada", "Colorado", "Montana"]))
    assert not any(one.from_placebos for one in told.estimates)
    assert all(np.isfinite([one.low, one.high]).all() for one in told.estimates)
    assert any("too few for intervals from placebos" in note for note in told.notes)


def test_the_spread_is_the_headline():
    told = compare_areas(california())
    effects = [one.average_effect for one in told.estimates]
    assert len(effects) == 6
    assert told.spread == (min(effects), max(effects))
    assert told.sentence().startswith("California: 6 ways of comparing give -28.28 to -13.47 a period")
    assert told.columns()["average_effect"].tolist() == effects
    assert list(told.to_frame().columns) == list(told.columns())


def test_what_no_estimator_can_do_is_told():
    values = np.tile(np.r_[np.zeros(5), np.ones(3)], (3, 1))
    values[0, 0] = 1
    areas = panel(["A", "B", "C"], values + np.array([[0], [1], [1]]), treated="A", first=5, counts=True)
    told = compare_areas(areas, ["difference_in_differences"])
    assert told.not_run == ()
    blank = Area(np.ones(8), np.zeros((2, 8)), 5, None, True)
    with pytest.raises(ValueError, match="no count"):
        FOR_COUNTS["count_synthetic_control"](blank)


def test_ratios_agree_with_the_effects_they_come_from():
    one = estimate(authority(40, 84, counts=True), "count_synthetic_control")
    seen = referrals()[1][40, 84:].mean()
    ratio, low, high = one.ratio()
    assert ratio == pytest.approx(seen / (seen - one.average_effect))
    assert low < ratio < high
    assert "areas stand as far from 0" in one.sentence()
