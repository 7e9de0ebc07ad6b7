"""The diagram, the score over time, sensitivity, bounds, teams: known answers, and chance told as chance."""

from __future__ import annotations

import numpy as np
import pytest

from fanlight.estimates.forecasts import brier_parts
from fanlight.figures.reliability import reliability_figure
from fanlight.practice.calibration import calibrate
from fanlight.practice.learning_over_time import learning_over_time
from fanlight.practice.reliability import reliability
from fanlight.practice.sensitivity import Counts, SentOn, sensitivity_of
from fanlight.practice.team_shares import TeamCount, team_shares


def forecasts(rng, count, off=0.0):
    said = rng.choice([0.1, 0.2, 0.3, 0.5, 0.7], count)
    return said, (rng.random(count) < np.clip(said + off, 0, 1)).astype(float)


def test_the_band_of_exactly_right_forecasts_holds_the_diagram_at_19_of_20_points():
    rng, within, alarms = np.random.default_rng(2), [], 0
    for _ in range(60):
        told = reliability(*forecasts(rng, 80), rng, samples=200)
        within.append(np.mean((told.happened >= told.low - 1e-9) & (told.happened <= told.high + 1e-9)))
        alarms += told.chance <= 0.05
    assert np.mean(within) >= 0.93
    assert alarms <= 8  # 3 expected; more than 8 has a chance of 1 in 200


def test_forecasts_far_off_are_told():
    rng = np.random.default_rng(2)
    told = reliability(*forecasts(rng, 200, off=0.25), rng)
    assert told.chance < 0.02
    assert told.sentence().endswith("further from what was said than chance alone makes it.")


def test_the_share_as_far_off_goes_by_miscalibration():
    rng = np.random.default_rng(3)
    said, happened = forecasts(rng, 40)
    worst = np.where(said > 0.4, 0.0, 1.0)
    assert reliability(said, worst, rng).chance < reliability(said, happened, rng).chance
    assert brier_parts(said, worst).miscalibration > brier_parts(said, happened).miscalibration


def test_few_forecasts_are_a_band_alone():
    rng = np.random.default_rng(4)
    told = reliability(*forecasts(rng, 19), rng)
    figure = reliability_figure(told, title="My forecasts")
    assert told.is_too_few
    assert "too few to tell" in figure.sentence
    assert "circle" not in figure.svg
    assert all(row[2] is None for row in figure.table.rows)
    enough = reliability(*forecasts(rng, 20), rng)
    assert "circle" in reliability_figure(enough, title="My forecasts").svg


def test_discrimination_is_never_told_as_below_0():
    found = calibrate(*forecasts(np.random.default_rng(5), 60), np.random.default_rng(1), samples=100)
    assert found.discrimination.low >= 0
    assert found.miscalibration.low >= 0


def days(count):
    return np.datetime64("2026-01-01") + np.arange(count)


def test_windows_go_by_the_day_asked_and_the_last_takes_the_rest():
    said, happened = np.full(55, 0.5), np.r_[np.ones(20), np.zeros(35)]
    mixed = np.random.default_rng(1).permutation(55)
    told = learning_over_time(said[mixed], happened[mixed], days(55)[mixed])
    assert [one.n for one in told.windows] == [20, 35]
    assert told.windows[0].first_on.isoformat() == "2026-01-01"
    assert told.windows[1].last_on.isoformat() == "2026-02-24"
    assert told.windows[0].by_base_rate == 0
    assert told.windows[0].is_better is False


def test_a_change_is_told_only_beyond_chance():
    rng = np.random.default_rng(6)
    happened = (rng.random(60) < 0.5).astype(float)
    noisy, right = np.full(60, 0.5), np.where(happened == 1, 0.95, 0.05)
    learned = np.r_[noisy[:20], right[20:]]
    assert "is better (lower)" in learning_over_time(learned, happened, days(60)).sentence()
    assert "is worse (higher)" in learning_over_time(learned[::-1], happened[::-1], days(60)).sentence()
    alarms = 0
    for _ in range(100):
        said, came = forecasts(rng, 40)
        alarms += not learning_over_time(said, came, days(40)).sentence().startswith("We cannot tell")
    assert alarms <= 12
    assert "too few to tell" in learning_over_time(noisy[:39], happened[:39], days(39)).sentence()


def test_sensitivity_and_threshold_are_told_apart():
    able_sparing = sensitivity_of(Counts(100, 40, 100, 3), [])
    able_ready = sensitivity_of(Counts(100, 97, 100, 60), [])
    assert able_sparing.sensitivity.value == pytest.approx(able_ready.sensitivity.value)
    assert "sparingly" in able_sparing.sentence()
    assert "readily" in able_ready.sentence()
    assert sensitivity_of(Counts(9, 5, 100, 3), []) is None


def test_it_is_drawn_towards_the_others_only_when_there_are_five():
    mine, other = Counts(12, 12, 12, 0), Counts(60, 30, 60, 30)
    alone = sensitivity_of(mine, [other] * 4)
    drawn = sensitivity_of(mine, [other] * 5)
    assert (alone.others, drawn.others) == (0, 5)
    assert drawn.sensitivity.value < alone.sensitivity.value
    assert sensitivity_of(mine, [Counts(2, 1, 2, 1)] * 9).others == 0


def test_bounds_hold_whatever_is_true_of_those_nobody_looked_at():
    told = SentOn(found=30, not_found=20, found_later=3, silent=47)
    bounds = told.bounds()
    for in_need in range(told.silent + 1):
        share = told.found / (told.found + told.found_later + in_need)
        assert bounds.lowest - 1e-12 <= share <= bounds.highest + 1e-12
    assert bounds.lowest == pytest.approx(30 / 80)
    assert SentOn(3, 2, 1, 5).sentence() == "Too few to tell."
    assert SentOn(0, 20, 0, 20).sentence() == "Too few to tell."


def teams(*people, recorded=50):
    return [TeamCount(f"team {9 - at}", count, 200, recorded) for at, count in enumerate(people)]


def test_teams_are_in_the_order_of_the_alphabet_whatever_their_shares():
    counts = [TeamCount(name, 8, 200, yes) for name, yes in (("C", 10), ("A", 90), ("D", 60), ("B", 20))]
    told = team_shares(counts)
    assert [one.name for one in told.teams] == ["A", "B", "C", "D"]
    assert told.differ
    assert told.teams[0].share.value < 90 / 200  # drawn in


def test_a_team_under_five_is_not_shown_nor_one_by_which_it_could_be_worked_out():
    shown = {one.name for one in team_shares(teams(8, 7, 6, 9, 3)).teams}
    assert shown == {"team 9", "team 8", "team 6"}  # without the three, and the six that would uncover them
    assert len(team_shares(teams(8, 7, 6, 9, 3, 4)).teams) == 4  # seven people together uncover nobody
    assert len(team_shares(teams(8, 7, 6, 9)).teams) == 4
    assert len(team_shares(teams(8, 7, 6, 9), left_out=1).teams) == 3
    assert team_shares(teams(8, 7)).sentence().startswith("Fewer than 3 teams")


def test_decisions_are_told_to_the_nearest_ten_and_a_team_outside_is_told_as_such():
    counts = [TeamCount(f"T{at}", 9, 404, 80) for at in range(8)] + [TeamCount("T8", 9, 404, 260)]
    told = team_shares(counts)
    assert {one.about for one in told.teams} == {400}
    places = {one.name: one.place for one in told.teams}
    assert places.pop("T8") == "above"
    assert set(places.values()) == {"within"}
