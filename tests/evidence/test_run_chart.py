"""The run chart's limits are Anhøj's, its signals those of a plain reading, its alarms exact."""

from __future__ import annotations

import csv
from itertools import combinations, groupby
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.evidence.control_chart import COMMON_CAUSE, SHIFT
from fanlight.evidence.false_alarms import run_alarm
from fanlight.evidence.run_chart import crossings_needed, longest_run_allowed, run_chart

LIMITS = Path(__file__).parent.parent / "data" / "charts" / "anhoej_limits.csv"


def months(count):
    return np.datetime64("2012-04", "M") + np.arange(count)


def test_limits_are_the_published_ones():
    with LIMITS.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 191
    for row in rows:
        count = int(row["n"])
        assert longest_run_allowed(count) == int(row["longest.run.max"])
        assert crossings_needed(count) == int(row["n.crossings.min"])


@given(st.lists(st.one_of(st.integers(0, 6).map(float), st.just(float("nan"))), min_size=1, max_size=60))
def test_signals_are_those_of_a_plain_reading(values):
    chart = run_chart(months(len(values)), values)
    known = sorted(value for value in values if value == value)
    if not known:
        assert chart.signals == ()
        return
    middle = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
    useful = [
        (place, value > middle) for place, value in enumerate(values) if value == value and value != middle
    ]
    runs = [[place for place, _ in group] for _, group in groupby(useful, key=lambda one: one[1])]
    long = {place for run in runs if len(run) > longest_run_allowed(len(useful)) for place in run}
    assert [mark == SHIFT for mark in chart.mark] == [place in long for place in range(len(values))]
    few = bool(useful) and len(runs) - 1 < crossings_needed(len(useful))
    assert any("crossings" in signal.words for signal in chart.signals) == few
    assert np.isnan(chart.upper).all()
    assert set(chart.mark) <= {COMMON_CAUSE, SHIFT}


@pytest.mark.parametrize("useful", range(1, 15))
def test_false_alarms_are_those_of_every_arrangement(useful):
    longest, least = longest_run_allowed(useful), crossings_needed(useful)
    ways = list(combinations(range(useful), (useful + 1) // 2))
    found = 0
    for above in ways:
        runs = [len(list(group)) for _, group in groupby(range(useful), key=lambda place: place in above)]
        found += max(runs) > longest or len(runs) - 1 < least
    assert run_alarm(useful, longest, least) == pytest.approx(found / len(ways), abs=1e-12)


def test_false_alarms_are_those_of_simulated_series():
    rng = np.random.default_rng(7)
    alarms = sum(bool(run_chart(months(24), rng.normal(size=24)).signals) for _ in range(1000)) / 1000
    assert alarms == pytest.approx(run_chart(months(24), np.arange(24)).false_alarm_rate, abs=0.02)
