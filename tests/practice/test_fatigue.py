"""Decision fatigue: no claim in confounded worlds, found where it is, refused where it cannot be told."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.fatigue_world import CONFOUNDED, FATIGUE, FIRST, PLANNER, UNTRACED, World, made_world
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.figures.fatigue import gate_and_estimate
from fanlight.practice.fatigue import decision_fatigue
from fanlight.practice.fatigue_gate import gate_of
from fanlight.practice.working_order import working_order


def made(world, run=0, **how):
    return made_world(world, np.random.default_rng([77, run]), **how)


@pytest.mark.parametrize("name", CONFOUNDED)
def test_no_fatigue_is_claimed_from_a_mix_of_contacts(name):
    """Seeded and small; the shares of hundreds of runs are in docs/measured/fatigue_worlds.json."""
    worlds = [World(name, 0.3, strength=0.5), World(name, 1.0, strength=0.8)]
    found = [decision_fatigue(made(world, decisions=6_000)) for world in worlds]
    assert [one.verdict for one in found] == ["cannot tell"] * 2
    assert all(one.odds_ratio is None and not one.gate.passed for one in found)
    assert any(one.naive.high < 1 for one in found)


@pytest.mark.parametrize("name", [PLANNER, FIRST])
def test_a_weak_mix_behind_a_proxy_is_held_back_by_the_bound_alone(name):
    """Adjusted for the record there is still a fall, and order follows the mix too little to be refused."""
    found = decision_fatigue(made(World(name, 0.3, strength=0.1, effect=2.0)))
    assert any(one.effect.high < 0 for one in found.readings)
    assert all(one.decided < 0.1 for one in found.readings)
    assert (found.verdict, found.gate.passed) == ("cannot tell", False)


def test_a_planner_who_only_reorders_the_own_queue_is_seen_through():
    table = made(World(PLANNER, 0.3, dealt=False, strength=0.9), 1, decisions=60_000)
    found = decision_fatigue(table)
    assert found.naive.high < 1
    assert found.verdict == "shown absent"


@pytest.mark.parametrize("resets", [False, True])
def test_fatigue_is_found(resets):
    shown = 0
    for run in range(4):
        found = decision_fatigue(made(World(FATIGUE, effect=0.3, per_decision=0.95, resets=resets), run))
        shown += found.verdict == "shown"
        if found.odds_ratio:
            assert found.odds_ratio.low - 0.01 < 0.95 < found.odds_ratio.high + 0.01
    assert shown >= 3


def test_none_is_told_from_no_evidence():
    assert decision_fatigue(made(World(FATIGUE), decisions=120_000)).verdict == "shown absent"
    few = decision_fatigue(made(World(FATIGUE), decisions=1_000))
    assert few.verdict == "cannot tell"
    assert "too few" in few.gate.why
    sure = decision_fatigue(made(World(FATIGUE), 5, decisions=1_000), lowest_correlation=1.0)
    assert sure.verdict == "not shown"
    assert "no evidence that there is none" in sure.sentence()


def test_what_leaves_no_trace_passes_the_gate():
    """The limit that the page tells: nothing in the record could show it."""
    assert decision_fatigue(made(World(UNTRACED, strength=0.8), decisions=12_000)).verdict == "shown"


def test_a_rise_is_sought_with_a_margin_over_one():
    table = made(World(FATIGUE, effect=0.3, per_decision=1 / 0.95))
    assert decision_fatigue(table, margin=1.02).verdict == "shown"
    other = decision_fatigue(table, lowest_correlation=1.0)
    assert other.verdict == "not shown"
    assert "They rise" in other.sentence()


def test_the_gate_never_passes_for_want_of_decisions():
    table = made(World(FATIGUE), decisions=2_000)
    found = decision_fatigue(table)
    assert found.gate.trend.low < 0 < found.gate.trend.high
    assert not found.gate.passed


def test_neither_rows_order_nor_scales_matter():
    table = made(World(FATIGUE, effect=0.3, per_decision=0.95), decisions=3_000)
    mixed = np.random.default_rng(1).permutation(len(table.worker))
    other = replace(
        table,
        **{
            name: getattr(table, name)[mixed]
            for name in ("worker", "session", "arrived_at", "decided_at", "progressed", "since_break")
        },
        severity=10 * table.severity[mixed] + 50,
    )
    one, two = (decision_fatigue(each, lowest_correlation=1.0).columns() for each in (table, other))
    for name in one:
        if name != "builds_up":
            assert one[name] == pytest.approx(two[name], rel=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_relabelled_workers_and_moved_clocks_change_nothing(seed):
    rng = np.random.default_rng(seed)
    table = made_world(World(FATIGUE, per_decision=0.95), rng, decisions=400, workers=4)
    names, days = rng.permutation(4) + 3, rng.permutation(int(table.session.max()) + 1)
    clock = 86_400.0 * rng.integers(-3, 4, len(days))[table.session]
    other = replace(
        table,
        worker=names[table.worker],
        session=days[table.session],
        arrived_at=table.arrived_at + clock,
        decided_at=table.decided_at + clock,
    )
    one, two = decision_fatigue(table), decision_fatigue(other)
    assert (one.verdict, one.decisions) == (two.verdict, two.decisions)
    for mine, theirs in zip(one.readings, two.readings, strict=True):
        for part in ("effect", "corrected", "trend"):
            ends = (getattr(mine, part), getattr(theirs, part))
            assert ends[0].low == pytest.approx(ends[1].low, rel=1e-5, abs=1e-8)
            assert ends[0].high == pytest.approx(ends[1].high, rel=1e-5, abs=1e-8)


def test_place_is_that_of_arrival():
    found = working_order(
        np.zeros(4, dtype=int),
        np.array([3.0, 1, 2, 2]),
        np.array([1.0, 2, 3, 4]),
        np.array([0.0, 1, 0, 1]),
    )
    assert found.position.tolist() == [4, 1, 2.5, 2.5]
    assert found.since_break.tolist() == [1, 0, 0.5, 0.5]


def test_severity_that_is_not_known_is_counted_and_left_out():
    table = made(World(FATIGUE), decisions=2_000)
    severity = table.severity.copy()
    severity[:7] = np.nan
    found = decision_fatigue(replace(table, severity=severity))
    assert (found.left_out, found.decisions) == (7, len(severity) - 7)
    none = decision_fatigue(replace(table, severity=np.full(len(severity), np.nan)))
    assert none.verdict == "cannot tell"


def test_what_is_given_beside_is_adjusted_for():
    table = made(World(FATIGUE), decisions=4_000)
    queue = np.random.default_rng(2).normal(size=len(table.worker))
    odds = 2 * queue - 0.5
    busy = replace(
        table,
        progressed=(np.random.default_rng(3).uniform(size=len(odds)) < 1 / (1 + np.exp(-odds))).astype(float),
        beside={"queue": queue, "hours": 0.1 * table.decided_at, "same": np.ones(len(odds))},
    )
    found = decision_fatigue(busy)
    assert found.readings
    assert all(np.isfinite(one.effect.high) for one in found.readings)


@pytest.mark.parametrize("wrong", [0.0, 1.0, -1.0, float("nan")])
def test_a_margin_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="margin"):
        decision_fatigue(made(World(FATIGUE), decisions=400), margin=wrong)


def test_the_figure_says_what_the_answer_says():
    found = decision_fatigue(made(World(FATIGUE, effect=0.3, per_decision=0.95)))
    figure = gate_and_estimate(found)
    assert figure.sentence == found.sentence()
    assert len(figure.table.rows) == 6
    assert len(found.to_frame()) == 2
    refused = decision_fatigue(made(World(PLANNER, 1.0, strength=0.8)))
    assert all("Estimate" not in row[0] for row in gate_and_estimate(refused).table.rows)


def test_no_reading_is_no_claim():
    gate, verdict, chosen = gate_of((), -0.02, 0.3, "too few")
    assert (gate.passed, verdict, chosen) == (False, "cannot tell", None)


@pytest.mark.parametrize("marked", [4, 19])
def test_severity_that_hardly_differs_is_no_control(marked):
    """An interval from a handful of sessions would pass any gate."""
    table = made(World(PLANNER, 1.0, strength=0.8), decisions=6_000)
    severity = np.zeros(len(table.worker))
    severity[np.searchsorted(table.session, np.arange(marked) * 7) + 3] = 1.0
    found = decision_fatigue(replace(table, severity=severity))
    assert found.verdict == "cannot tell"
    assert "recorded severity differs within only" in found.gate.why


def test_severity_that_settles_everything_is_no_control():
    table = made(World(PLANNER, 1.0, strength=0.8), decisions=6_000)
    severity = (np.random.default_rng(3).uniform(size=len(table.worker)) < 0.03).astype(float)
    settled = replace(table, severity=severity, progressed=np.where(severity > 0, 1.0, table.progressed))
    found = decision_fatigue(settled)
    assert (found.verdict, found.gate.passed) == ("cannot tell", False)
    assert "settles what follows" in found.gate.why
