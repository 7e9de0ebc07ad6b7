"""Checks find what they are for, and find nothing where nothing is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fanlight.evidence.comparison.checks import (
    every_check,
    leave_one_out,
    placebo_in_time,
    pre_trend,
    sensitivity,
)
from fanlight.evidence.comparison.panel import panel
from tests.evidence.comparison.samples import authority, california

FIRST, PERIODS, AREAS = 30, 40, 30


def drawn(*, trend=0.0, early=0.0, effect=0.0):
    rng = np.random.default_rng(11)
    values = 100 + np.cumsum(rng.normal(size=PERIODS)) + rng.normal(0, 2, (AREAS, PERIODS))
    values[0] += trend * np.arange(PERIODS)
    values[0, 20:] += early
    values[0, FIRST:] += effect
    return panel([f"Area {n}" for n in range(AREAS)], values, treated="Area 0", first=FIRST)


def test_an_area_on_its_own_way_before_the_change_is_found():
    plain, going = pre_trend(drawn()), pre_trend(drawn(trend=0.5))
    assert going.slope == pytest.approx(plain.slope + 0.5)
    assert going.placebo_p == pytest.approx(1 / AREAS)
    assert plain.placebo_p > 0.1
    assert "already going its own way" in going.sentence()
    assert "not unusual" in plain.sentence()


def test_a_change_made_up_earlier_is_found_only_where_something_happened_then():
    assert "as it should be" in placebo_in_time(drawn(effect=50)).sentence()
    found = placebo_in_time(drawn(early=15))
    assert found.periods_earlier == 10
    assert "do not trust it" in found.sentence()


def test_the_real_change_plays_no_part_in_the_earlier_one():
    plain, changed = (placebo_in_time(drawn(effect=one)).estimate.average_effect for one in (0, 50))
    assert plain == changed


def test_a_donor_that_carries_the_answer_shows():
    areas = california()
    told = leave_one_out(areas, "synthetic_control")
    assert told.effect == pytest.approx(-19.514, abs=0.001)
    assert len(told.effects) == 38
    moved = {
        what for what, one in zip(told.variants, told.effects, strict=True) if abs(one - told.effect) > 0.01
    }
    assert {"without Utah", "without Nevada", "without Montana", "without Colorado"} <= moved
    assert "without Wyoming" not in moved
    assert "the direction stays" in told.sentence()
    assert list(told.columns()) == ["variant", "average_effect"]


def test_two_donors_cannot_be_left_out():
    told = leave_one_out(california(donors=["Utah", "Nevada"]))
    assert "nothing to vary" in told.sentence()


def test_other_parts_of_the_data_are_tried():
    told = sensitivity(authority(10, 60, counts=True))
    assert told.variants == ("later half of the past", "first half after the change", "against all areas")
    assert np.isfinite(told.effects).all()
    assert "the direction does not stay" in replace(told, effects=np.array([1.0, -1.0])).sentence()


def test_all_checks_in_the_order_of_reading():
    assert len(every_check(drawn())) == 4
    short = panel(["A", "B", "C"], np.arange(21.0).reshape(3, 7), treated="A", first=6)
    assert len(every_check(short)) == 3
