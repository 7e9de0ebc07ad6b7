"""How often a chart cries wolf, as told, is how often it does."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from fanlight.evidence.c_chart import c_chart
from fanlight.evidence.control_chart import wolf
from fanlight.evidence.false_alarms import c_alarm, g_alarm, t_alarm, xmr_alarm
from fanlight.evidence.g_chart import g_chart
from fanlight.evidence.p_chart import p_chart
from fanlight.evidence.t_chart import t_chart
from fanlight.evidence.xmr_chart import xmr_chart, xmr_charts

SERIES = 1500  # of the batch; a few hundred where each chart is made alone


def days(count):
    return (np.datetime64("2020-01", "M") + np.arange(count)).astype("datetime64[D]")


@pytest.mark.parametrize(("points", "screen"), [(9, True), (24, True), (24, False), (50, True), (150, True)])
def test_xmr(points, screen):
    rng = np.random.default_rng(points)
    charts = xmr_charts(
        np.tile(days(points), SERIES), rng.normal(size=points * SERIES), [points] * SERIES, screen=screen
    )
    found = sum(bool(chart.signals) for chart in charts) / SERIES
    assert found == pytest.approx(xmr_alarm(points, screen=screen), abs=0.04)
    assert charts[0].false_alarm_rate == pytest.approx(xmr_alarm(points, screen=screen), abs=1e-5)


@pytest.mark.parametrize(
    ("make", "draw", "told"),
    [
        (c_chart, lambda rng: [rng.poisson(3, 30)], c_alarm(30, 3)),
        (g_chart, lambda rng: [rng.geometric(1 / 21, 30) - 1], g_alarm(30, 20)),
        (t_chart, lambda rng: [rng.exponential(9, 30)], t_alarm(30)),
        (p_chart, lambda rng: [rng.binomial(200, 0.03, 30), np.full(30, 200)], c_alarm(30, 6)),
    ],
)
def test_other_kinds(make, draw, told):
    rng = np.random.default_rng(3)
    charts = [make(days(30), *draw(rng)) for _ in range(600)]
    assert sum(bool(chart.signals) for chart in charts) / 600 == pytest.approx(told, abs=0.065)


def test_parts_cry_apart():
    whole = xmr_chart(days(48), np.sin(np.arange(48)), rebase=[days(48)[24]])
    assert whole.false_alarm_rate == pytest.approx(1 - (1 - xmr_alarm(24)) ** 2, abs=1e-5)


def test_it_says_so_where_it_does_not_know():
    assert xmr_alarm(241) is None
    assert c_alarm(24, 0.3) is None
    assert xmr_alarm(1) == 0
    fixed = xmr_chart(days(24), np.arange(24) % 5, fix_after=12)
    assert fixed.false_alarm_rate is None
    assert "Of 100" not in fixed.sentence()


def test_it_rises_with_every_point():
    rates = [xmr_alarm(points) for points in range(5, 241)]
    assert all(after >= before for before, after in pairwise(rates))
    assert wolf(xmr_alarm(24)) == "Of 100 such charts of chance alone, about 18 mark something."
