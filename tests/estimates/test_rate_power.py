"""Power beside draws; the figures of the abusive head trauma pilots."""

from __future__ import annotations

import numpy as np
import pytest

from fanlight.estimates.rate_power import (
    RateDesign,
    design_analysis,
    events_needed,
    power_of_rates,
    smallest_detectable,
)
from fanlight.estimates.rate_ratio import METHODS, rate_ratio

ALTMAN_SIZE = RateDesign(14, 3 / 5)


def test_a_pilot_of_altmans_size():
    """23 % power for a halving; under a true ratio of .8 the median find is .26."""
    assert sum(power_of_rates(ALTMAN_SIZE, 0.5)) == pytest.approx(0.23, abs=0.005)
    assert design_analysis(ALTMAN_SIZE, 0.8).median_found == pytest.approx(0.26, abs=0.005)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("mean", "share", "ratio"), [(14, 0.6, 0.5), (3, 2.0, 3.0), (80, 1.0, 0.7), (900, 0.3, 1.1)]
)
def test_power_is_that_of_draws(mean, share, ratio, method):
    rng = np.random.default_rng(7)
    draws = 40_000
    a, b = rng.poisson(mean * share * ratio, draws), rng.poisson(mean, draws)
    counts, places = np.unique(np.stack([a, b]), axis=1, return_inverse=True)
    result = rate_ratio(counts[0], share, counts[1], 1.0, method=method)
    low, high = result.low[places], result.high[places]
    fall, rise = power_of_rates(RateDesign(mean, share, method), ratio)
    assert fall == pytest.approx((high < 1).mean(), abs=0.01)
    assert rise == pytest.approx((low > 1).mean(), abs=0.01)


def test_finds_of_a_design_are_those_of_draws():
    rng = np.random.default_rng(3)
    a, b = rng.poisson(30 * 0.8, 30_000), rng.poisson(30, 30_000)
    result = rate_ratio(a, 1.0, b, 1.0)
    told = design_analysis(RateDesign(30, 1.0), 0.8)
    found = result.ratio[result.high < 1]
    assert told.median_found == pytest.approx(np.median(found), abs=0.01)
    assert told.wrong_sign == pytest.approx((result.low > 1).sum() / (result.p < 0.05).sum(), abs=0.01)
    assert told.exaggeration == pytest.approx(np.log(told.median_found) / np.log(0.8))


def test_the_smallest_effect_has_the_power_asked_for():
    for design in (RateDesign(40, 1.0), RateDesign(500, 0.2, "exact"), RateDesign(3e5, 2.0, "score")):
        assert power_of_rates(design, smallest_detectable(design))[0] == pytest.approx(0.8, abs=0.01)
        assert power_of_rates(design, smallest_detectable(design, rise=True))[1] == pytest.approx(
            0.8, abs=0.01
        )


def test_some_pilots_can_show_nothing():
    assert smallest_detectable(RateDesign(3, 1.0)) is None


def test_events_needed_have_the_power_asked_for():
    events = events_needed(0.8, 0.5, power=0.9)
    assert power_of_rates(RateDesign(events, 0.5), 0.8)[0] == pytest.approx(0.9, abs=0.01)
    assert events_needed(0.999999, 1.0) == 1e9


def test_dispersion_takes_information_away():
    assert power_of_rates(RateDesign(100, 1.0, dispersion=2.0), 0.7) == power_of_rates(
        RateDesign(50, 1.0), 0.7
    )


@pytest.mark.parametrize("mean", [4, 50, 2e4, 3e6])
def test_without_an_effect_mid_p_finds_about_one_in_twenty(mean):
    fall, rise = power_of_rates(RateDesign(mean, 1.0), 1.0)
    assert fall + rise == pytest.approx(0.05, abs=0.015)


@pytest.mark.parametrize("wrong", [(0, 1), (1, 0), (-1, 1)])
def test_a_design_without_events_or_exposure_is_refused(wrong):
    with pytest.raises(ValueError, match="above 0"):
        RateDesign(*wrong)
