"""The XmR chart gives the limits that the NHS's own package gives, and marks what lies beyond them."""

from __future__ import annotations

import csv
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.evidence.xmr_chart import FEWEST, xmr_chart

EXPECTED = Path(__file__).parent.parent / "data" / "charts" / "ptd_expected.csv"
# Not this chart's: outliers left out before the limits are drawn, or limits fixed on the first points.
OTHER = {"vignette_outlier_screened", "england_referrals_fix12_neutral"}
values = st.floats(0, 1000).map(lambda value: round(value, 2))


def published_charts():
    with EXPECTED.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    groups = groupby(rows, key=lambda row: (row["case"], row["rebase_group"]))
    return {key: list(points) for key, points in groups if key[0] not in OTHER}


@pytest.mark.parametrize("points", published_charts().values(), ids=map("-".join, published_charts()))
def test_limits_are_those_of_nhs_plot_the_dots(points):
    chart = xmr_chart([float(point["y"]) for point in points])
    expected = [float(points[0][name]) for name in ("mean_col", "lpl", "upl")]
    assert [chart.mean, chart.lower, chart.upper] == pytest.approx(expected, rel=1e-9)
    assert chart.outside.tolist() == [point["outside_limits"] == "TRUE" for point in points]


def test_ten_published_charts_are_compared():
    assert len(published_charts()) == 10


@given(st.lists(st.one_of(values, st.just(float("nan"))), max_size=40), st.floats(-50, 50))
def test_limits_agree_with_a_plain_reading_and_move_with_the_values(series, shift):
    chart = xmr_chart(series)
    known = [value for value in series if value == value]
    if len(known) < FEWEST:
        assert chart.mean is None
        assert not chart.outside.any()
        assert chart.sentence().startswith(f"Too few months ({len(known)})")
        return
    changes = [abs(after - before) for before, after in pairwise(known)]
    reach = 2.66 * sum(changes) / len(changes)
    mean = sum(known) / len(known)
    assert (chart.lower, chart.upper) == pytest.approx((mean - reach, mean + reach), abs=1e-6)
    moved = xmr_chart(np.array(series) + shift)
    assert moved.mean == pytest.approx(chart.mean + shift, abs=1e-6)
    assert not chart.outside[np.isnan(series)].any()


def test_limits_stay_within_what_the_unit_allows():
    chart = xmr_chart([99, 80, 97, 60, 100, 85, 99, 70, 95, 100, 60, 99], lowest=0, highest=100)
    assert chart.upper == 100
    assert not chart.outside.any()
