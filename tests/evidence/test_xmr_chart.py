"""The XmR chart gives what the NHS's own package gives, and what a plain slow reading of its rules gives."""

from __future__ import annotations

import csv
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.evidence.control_chart import COMMON_CAUSE, OUTSIDE, SHIFT, TREND, TWO_OF_THREE, trial_limits
from fanlight.evidence.variation import assurance, point_types, variation
from fanlight.evidence.xmr_chart import xmr_chart, xmr_charts
from tests.evidence.plain_xmr import plain_xmr

EXPECTED = Path(__file__).parent.parent / "data" / "charts" / "ptd_expected.csv"
DIRECTIONS = {
    "england_referrals_fix12_neutral": "neutral",
    "birmingham_referrals_decrease_target1200": "decrease",
    "birmingham_rebase_2014_04": "decrease",
}
LABELS = {"Above UCL": OUTSIDE, "Below LCL": OUTSIDE, "Common Cause": COMMON_CAUSE}
nan = float("nan")
# Few distinct values: ties with neighbours and with the mean are common.
tied = st.integers(0, 6).map(float)
spread = st.floats(-1000, 1000).map(lambda value: round(value, 2))
drift = st.integers(-3, 4).map(float)
gaps = st.just(nan)


def label(words):
    if words in LABELS:
        return LABELS[words]
    return TREND if "Trend" in words else TWO_OF_THREE if "2 in 3" in words else SHIFT


def published():
    with EXPECTED.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {case: list(points) for case, points in groupby(rows, key=lambda row: row["case"])}


def number(text):
    return nan if text == "NA" else float(text)


def months(count, first="2012-04"):
    return np.datetime64(first, "M") + np.arange(count)


def charted(case, points):
    rebase = [
        after["x"] for before, after in pairwise(points) if before["rebase_group"] != after["rebase_group"]
    ]
    target = number(points[0]["target"])
    return xmr_chart(
        [point["x"] for point in points],
        [number(point["y"]) for point in points],
        rebase=rebase,
        fix_after=12 if "fix12" in case else None,
        screen="unscreened" not in case,
        target=None if np.isnan(target) else target,
        improvement=DIRECTIONS.get(case, "increase"),
    )


@pytest.mark.parametrize(("case", "points"), published().items(), ids=published())
def test_no_mark_differs_from_nhs_plot_the_dots(case, points):
    chart = charted(case, points)
    assert list(chart.mark) == [label(point["special_cause_type"]) for point in points]
    for name, line in (("mean_col", chart.centre), ("lpl", chart.lower), ("upl", chart.upper)):
        expected = [number(point[name]) for point in points]
        np.testing.assert_allclose(line, expected, rtol=1e-12, atol=1e-9)
    kinds = [point["point_type"].removeprefix("special_cause_") for point in points]
    told = [kind if kind in (COMMON_CAUSE,) or "neutral" in kind else kind.rsplit("_", 1)[0]
            for kind in point_types(chart)]  # fmt: skip
    assert told == kinds


def test_every_published_point_is_compared():
    assert sum(len(points) for points in published().values()) == 876


series = st.one_of(
    *(st.lists(st.one_of(one, one, one, gaps), max_size=40) for one in (tied, spread))
) | st.lists(drift, max_size=40).map(lambda steps: np.cumsum(steps).tolist())


@settings(max_examples=400)
@given(series, st.lists(st.integers(0, 39), max_size=3), st.sampled_from([None, 12, 15]), st.booleans())
def test_marks_and_limits_are_those_of_a_plain_reading(values, cuts, fix_after, screen):
    starts = tuple(sorted({0, *(cut for cut in cuts if cut < len(values))})) if values else (0,)
    days = months(len(values)).astype("datetime64[D]")
    chart = xmr_chart(days, values, rebase=days[list(starts[1:])], fix_after=fix_after, screen=screen)
    if not values:
        assert chart.mark == ()
        return
    lines, marks = plain_xmr(values, starts, fix_after, screen)
    np.testing.assert_allclose(np.column_stack([chart.centre, chart.lower, chart.upper]), lines, atol=1e-9)
    assert list(chart.mark) == marks
    assert chart.starts == starts


@given(
    st.lists(st.lists(st.one_of(tied, gaps), min_size=0, max_size=25), min_size=1, max_size=6), st.randoms()
)
def test_series_in_a_batch_do_not_touch_each_other(many, order):
    days = [months(len(values)) for values in many]
    alone = [xmr_chart(x, y) for x, y in zip(days, many, strict=True)]
    places = list(range(len(many)))
    order.shuffle(places)
    together = xmr_charts(
        np.concatenate([days[place] for place in places]),
        np.concatenate([np.array(many[place], dtype=float) for place in places]),
        [len(many[place]) for place in places],
    )
    for place, chart in zip(places, together, strict=True):
        assert (chart.mark, chart.signals, chart.starts) == (
            alone[place].mark,
            alone[place].signals,
            alone[place].starts if many[place] else (),
        )
        np.testing.assert_array_equal(chart.upper, alone[place].upper)


@given(
    st.lists(tied, min_size=8, max_size=40), st.integers(-64, 64), st.sampled_from([0.25, 2.0, -1.0, 1024.0])
)
def test_marks_do_not_depend_on_unit_or_level(values, shift, scale):
    days = months(len(values))
    chart, moved = xmr_chart(days, values), xmr_chart(days, (np.array(values) + shift) * scale)
    if len(set(np.round(chart.centre * 4096) / 4096)) == 1 and float(chart.centre[0] * 4096).is_integer():
        assert moved.mark == chart.mark
    np.testing.assert_allclose(moved.centre, (chart.centre + shift) * scale, atol=1e-6)


@given(st.lists(tied, min_size=2, max_size=40), st.data())
def test_a_rebase_makes_two_charts(values, data):
    cut = data.draw(st.integers(1, len(values) - 1))
    days = months(len(values)).astype("datetime64[D]")
    whole = xmr_chart(days, values, rebase=[days[cut]])
    parts = [xmr_chart(days[:cut], values[:cut]), xmr_chart(days[cut:], values[cut:])]
    assert whole.mark == parts[0].mark + parts[1].mark
    np.testing.assert_array_equal(whole.lower, np.concatenate([part.lower for part in parts]))
    assert len(whole.signals) == sum(len(part.signals) for part in parts)


@given(series)
def test_each_signal_holds_a_point_of_its_mark_and_each_mark_lies_in_a_signal(values):
    chart = xmr_chart(months(len(values)), values)
    for signal in chart.signals:
        assert signal.rule in chart.mark[signal.first : signal.last + 1]
    for place, mark in enumerate(chart.mark):
        held = any(one.rule == mark and one.first <= place <= one.last for one in chart.signals)
        assert held == (mark != COMMON_CAUSE)


def test_values_all_alike_have_no_limits_unless_ranges_are_kept():
    days, alike = months(14), [0.1] * 14
    chart = xmr_chart(days, alike)
    assert set(chart.mark) == {COMMON_CAUSE}
    assert np.isnan(chart.upper).all()
    assert chart.centre[0] == 0.1
    assert trial_limits(chart) == ["no limits: 14 months, too few or all alike"]
    assert xmr_chart(days, alike, screen=False).upper[0] == 0.1


def test_a_value_on_the_mean_is_on_neither_side_and_ends_a_run():
    values = [3, 3, 3, 3, 2, 3, 3, 3, *[1] * 7, 9, -5, 9, -5]
    chart = xmr_chart(months(len(values)), values)
    assert chart.centre[0] == 2
    assert chart.mark[:15] == (*[COMMON_CAUSE] * 8, *[SHIFT] * 7)


def test_a_rebase_on_a_day_without_a_point_changes_nothing():
    days, values = months(20), np.arange(20.0) % 5
    assert xmr_chart(days, values, rebase=["2013-01-15", "1999-01-01"]).starts == (0,)


def test_a_trend_is_told_by_its_direction_and_the_later_one_where_two_meet():
    values = [*[9, -4] * 5, *range(7), *range(5, -2, -1), *[9, -4] * 5]
    chart = xmr_chart(months(len(values)), values, improvement="increase")
    assert set(chart.mark[9:24]) == {TREND}
    assert point_types(chart)[14:18] == ("improvement_high",) * 2 + ("concern_low",) * 2
    assert [one.words for one in chart.signals if one.rule == TREND] == [
        "8 months in a row rising",
        "8 months in a row falling",
    ]


@pytest.mark.parametrize(
    ("target", "improvement", "expected"),
    [
        (100, "increase", "fail"),
        (100, "decrease", "pass"),
        (-100, "increase", "pass"),
        (-100, "decrease", "fail"),
        (2, "increase", "inconsistent"),
        (2, "neutral", None),
        (None, "increase", None),
    ],
)
def test_assurance_says_what_the_target_may_expect(target, improvement, expected):
    chart = xmr_chart(months(20), np.arange(20) % 5, target=target, improvement=improvement)
    assert assurance(chart) == expected
    assert variation(chart) == COMMON_CAUSE


def test_without_limits_no_target_is_sure():
    chart = xmr_chart(months(1), [3], target=100, improvement="increase")
    assert assurance(chart) == "inconsistent"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"days": ["2026-01-01", "2026-01-01"]}, "days do not rise"),
        ({"days": ["2026-01-01"]}, "1 days and 2 values"),
        ({"values": [1, float("inf")]}, "infinite"),
        ({"fix_after": 11}, "at least 12 points"),
        ({"improvement": "up"}, "neutral, not 'up'"),
    ],
)
def test_what_cannot_be_charted_is_refused(arguments, words):
    given_all = {"days": ["2026-01-01", "2026-02-01"], "values": [1, 2]} | arguments
    with pytest.raises(ValueError, match=words):
        xmr_chart(given_all.pop("days"), given_all.pop("values"), **given_all)
