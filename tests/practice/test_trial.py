"""Trials: schedules that balance and repeat, an analysis that keeps its error, words that do not bend."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.estimates.paired_rates import paired_rate_ratio
from fanlight.evidence.pilot_count import Count
from fanlight.practice.trial import Safeguards, TrialPlan, arms_of, is_on, refusals
from fanlight.practice.trial_foretold import foretell
from fanlight.practice.trial_report import CANNOT_TELL, RESULTS, trial_report
from fanlight.practice.trial_schedule import BadSchedule, draw_schedule

DESIGNS = [
    ("randomised", "teams"),
    ("alternating", "teams"),
    ("stepped_wedge", "teams"),
    ("randomised", "weeks"),
    ("alternating", "weeks"),
    ("randomised", "workers"),
    ("alternating", "workers"),
]
WHOLE = Safeguards("no", "Nobody", "Watched", "If more", "In the meeting", date(2026, 1, 2), True)


def plan_of(kind="randomised", units="weeks", count=1, periods=16, effect=0.7, seed=1, **more):
    names = [f"unit {at:02d}" for at in range(count)]
    drawn = draw_schedule(kind, units, names, periods, np.random.default_rng(seed))
    given = {"events": 40.0 * count, "exposure": 200.0 * count, "smallest_effect": effect, **more}
    return TrialPlan(
        "Breaks",
        "breaks",
        "Fewer are left",
        drawn,
        seed,
        date(2026, 1, 5),
        7,
        "Left open",
        "contacts",
        safeguards=WHOLE,
        **given,
    )


def cells_of(plan, ratio, rng, spread=0.0, season=0.3):
    """Counts of a world in which the new way has this ratio, units differ and weeks go up and down."""
    own = np.exp(rng.normal(0, spread, len(plan.schedule.units)))
    found = {}
    for at in range(plan.schedule.periods):
        week = 1 + season * np.sin(at / 3)
        for unit in arms_of(plan.schedule, at):
            on = is_on(plan.schedule, unit, at)
            if plan.by_arm:
                inside = np.flatnonzero(plan.schedule.on[:, at] == on)
            else:
                inside = np.array([plan.schedule.units.index(unit)])
            mean = plan.events / len(plan.schedule.units) * own[inside].sum() * week * (ratio if on else 1)
            exposure = plan.exposure / len(plan.schedule.units) * len(inside)
            found[unit, at] = Count(float(rng.poisson(mean)), exposure)
    return found


@given(st.sampled_from(DESIGNS), st.integers(10, 24), st.integers(1, 12), st.integers(0, 2**31))
def test_a_schedule_repeats_from_its_seed_and_balances(design, units, pairs, seed):
    kind, of = design
    names = ["one"] if of == "weeks" else [str(at) for at in range(units)]
    first, again = (draw_schedule(kind, of, names, 2 * pairs, np.random.default_rng(seed)) for _ in range(2))
    assert (first.on == again.on).all()
    if first.is_paired:
        assert (first.on[:, 0::2] != first.on[:, 1::2]).all()
        assert (abs(first.on.sum(axis=0) - len(names) / 2) <= 0.5).all()
        assert first.ways() == 2**pairs
    elif kind == "stepped_wedge":
        assert not first.on[:, 0].any()
        assert first.on[:, -1].all()
        assert (np.diff(first.on.astype(int), axis=1) >= 0).all()
    else:
        assert (first.on == first.on[:, :1]).all()
        assert abs(first.on[:, 0].sum() - len(names) / 2) <= 0.5
    assert len(first.columns()["on"]) == len(names) * 2 * pairs


@pytest.mark.parametrize(
    ("kind", "of", "units", "periods", "words"),
    [
        ("stepped_wedge", "workers", list("abcdefghij"), 6, "single workers"),
        ("stepped_wedge", "weeks", ["one"], 6, "for teams"),
        ("alternating", "teams", ["a", "b"], 5, "even number"),
        ("randomised", "teams", ["a"], 6, "at least two"),
        ("randomised", "teams", ["a", "a"], 6, "once"),
        ("randomised", "workers", list("abcdefghi"), 6, "at least 10"),
        ("randomised", "weeks", ["a", "b"], 6, "one service"),
        ("by whim", "teams", ["a", "b"], 6, "a schedule is"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_reason(kind, of, units, periods, words):
    with pytest.raises(BadSchedule, match=words):
        draw_schedule(kind, of, units, periods, np.random.default_rng(1))


def plain_p(on, usual):
    """Every way to turn the pairs round, one by one."""
    logs = np.log(np.array(on) / np.array(usual))
    seen = logs.mean()
    means = [np.mean(logs * signs) for signs in product((1, -1), repeat=len(logs))]
    low = sum(one <= seen + 1e-12 for one in means)
    high = sum(one >= seen - 1e-12 for one in means)
    return min(1.0, 2 * min(low, high) / len(means))


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=8))
def test_pairs_against_a_plain_count_of_every_way(pairs):
    on, usual = zip(*pairs, strict=True)
    found = paired_rate_ratio(on, 1.0, usual, 1.0, rng=np.random.default_rng(1))
    assert found.p[0] == pytest.approx(plain_p(on, usual))
    assert (found.p[0] < 0.05) == (not found.low[0] <= 1 <= found.high[0])


@pytest.mark.parametrize("design", DESIGNS)
def test_without_an_effect_a_change_is_claimed_at_most_once_in_twenty(design):
    kind, of = design
    rng, wrong, worlds = np.random.default_rng(11), 0, 150
    for seed in range(worlds):
        plan = plan_of(kind, of, {"weeks": 1, "teams": 8, "workers": 12}[of], seed=seed)
        report = trial_report(plan, cells_of(plan, 1.0, rng, spread=0.3), power=0.8, rng=rng)
        wrong += bool(report.estimate.p[0] < 0.05)
    assert wrong / worlds <= 0.1  # 5 in 100, and what chance adds in 150


def test_looks_after_every_pair_cry_wolf_at_most_once_in_twenty():
    rng, wrong = np.random.default_rng(12), 0
    for seed in range(150):
        plan = plan_of(seed=seed, periods=24)
        report = trial_report(plan, cells_of(plan, 1.0, rng, season=0), power=0.8, rng=rng)
        wrong += bool(report.process.p[-1] < 0.05)
    assert wrong / 150 <= 0.06


def test_the_power_that_is_foretold_is_about_what_trials_find():
    rng = np.random.default_rng(13)
    told = foretell(plan_of(effect=0.75, periods=20), rng=rng).power
    found = 0
    for seed in range(120):
        plan = plan_of(effect=0.75, periods=20, seed=seed)
        report = trial_report(plan, cells_of(plan, 0.75, rng), power=told, rng=rng)
        found += bool(report.estimate.high[0] < 1)
    assert abs(found / 120 - told) < 0.1


def test_too_few_ways_to_draw_could_not_show_anything_and_it_is_said():
    plan = plan_of(periods=10)
    told = foretell(plan, rng=np.random.default_rng(1))
    assert told.power == 0
    assert "could not show anything" in told.sentence()
    cells = {
        (unit, at): Count(1 if is_on(plan.schedule, unit, at) else 90, 200)
        for at in range(10)
        for unit in arms_of(plan.schedule, at)
    }
    assert trial_report(plan, cells, power=0, rng=np.random.default_rng(1)).result.word == "not shown"
    assert foretell(plan_of(periods=12), rng=np.random.default_rng(1)).can_ever_show


def test_teams_that_differ_by_themselves_take_power_away():
    alike, unlike = (
        foretell(plan_of("randomised", "teams", 10, variation=variation), rng=np.random.default_rng(1)).power
        for variation in (0.0, 0.3)
    )
    assert unlike < alike - 0.2


def test_words_of_the_result():
    rng = np.random.default_rng(5)
    plan = plan_of(periods=24)
    shown = trial_report(plan, cells_of(plan, 0.5, rng), power=0.9, rng=rng)
    absent = trial_report(plan, cells_of(plan, 1.0, rng), power=0.9, rng=rng)
    broken = trial_report(plan, cells_of(plan, 0.5, rng), power=0.9, rng=rng, broken=["Swapped."])
    assert [one.result.word for one in (shown, absent, broken)] == ["shown", "shown absent", CANNOT_TELL]
    assert broken.estimate is None
    assert {one.result.word for one in (shown, absent, broken)} <= set(RESULTS)


def test_on_the_way_only_pairs_speak_and_an_early_stop_rests_on_them():
    rng = np.random.default_rng(6)
    plan = plan_of(periods=24)
    some = {cell: one for cell, one in cells_of(plan, 0.4, rng).items() if cell[1] < 16}
    so_far = trial_report(plan, some, power=0.9, rng=rng)
    assert (so_far.estimate, so_far.counted, so_far.result.word) == (None, 16, "shown")
    assert so_far.sentence().startswith("So far, after 16 of 24 periods")
    assert trial_report(plan, some, power=0.9, rng=rng, stopped=True).result.word == "shown"
    dull = {cell: one for cell, one in cells_of(plan, 1.0, rng).items() if cell[1] < 4}
    assert trial_report(plan, dull, power=0.9, rng=rng, stopped=True).result.word == CANNOT_TELL
    teams = plan_of("randomised", "teams", 8)
    part = {cell: one for cell, one in cells_of(teams, 0.4, rng).items() if cell[1] < 8}
    assert trial_report(teams, part, power=0.9, rng=rng).result is None
    assert trial_report(teams, part, power=0.9, rng=rng, stopped=True).result.word == CANNOT_TELL


def test_a_change_the_wrong_way_is_told_to_the_stop_rule():
    rng = np.random.default_rng(7)
    plan = plan_of(periods=24)
    worse = trial_report(plan, cells_of(plan, 1.9, rng), power=0.9, rng=rng)
    assert worse.is_against
    assert worse.result.word == "shown absent"
    assert "the wrong way" in worse.result.reason


def test_every_answer_but_no_refuses_and_each_missing_answer_is_named():
    assert refusals(WHOLE, approver="lee", planner="kim") == ()
    assert len(refusals(Safeguards(), approver="", planner="kim")) == 7
    for answer in ("yes", "not_known", ""):
        asked = Safeguards(answer, *("x",) * 4, date(2026, 1, 1), True)
        assert "whether or when" in refusals(asked, approver="lee", planner="kim")[0]
    assert refusals(WHOLE, approver="kim", planner="kim") == ("Whoever planned it cannot approve it.",)


def test_the_hash_changes_with_any_word_and_any_week():
    plan = plan_of()
    assert plan.freeze_hash() == plan_of().freeze_hash()
    others = [plan_of(seed=2), plan_of(effect=0.71), plan_of(periods=18), plan_of(dispersion=1.1)]
    assert len({one.freeze_hash() for one in [plan, *others]}) == 5
    assert plan.days_of(1)[0] == date(2026, 1, 5) + timedelta(days=7)
