"""A control chart draws every point with the shape of its mark; its words keep apart."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.evidence.control_chart import COMMON_CAUSE
from fanlight.evidence.p_chart import p_chart
from fanlight.evidence.variation import ASSURANCE_WORDS, VARIATION_WORDS
from fanlight.evidence.xmr_chart import xmr_chart
from fanlight.figures import control_chart
from fanlight.figures.chart_icons import assurance_icon, variation_icon
from fanlight.figures.chart_marks import MARK_WORDS, shape
from fanlight.figures.chart_plane import LETTER, round_step
from tests.figures.test_figures import SVG, assert_accessible, classes, parsed

numbers = st.one_of(st.floats(-1e4, 1e6), st.integers(0, 9).map(float), st.just(float("nan")))


def months(count, first="2012-04"):
    return (np.datetime64(first, "M") + np.arange(count)).astype("datetime64[D]")


def boxes(root):
    """Left, top, right and bottom of each line of words."""
    found = []
    for node in root.iter(SVG + "text"):
        width, x, y = LETTER * len(node.text), float(node.get("x")), float(node.get("y"))
        kind = node.get("class")
        left = x - (width if "--end" in kind else width / 2 if "--middle" in kind else 0)
        found.append((left, y - 10, left + width, y + 2, node.text))
    return found


def overlapping(root):
    return [
        (one[4], other[4])
        for one, other in combinations(boxes(root), 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


@settings(max_examples=150)
@given(
    st.lists(numbers, min_size=1, max_size=60),
    st.lists(st.integers(1, 59), max_size=3),
    st.one_of(st.none(), st.floats(0, 1e5)),
    st.sampled_from(["increase", "decrease", "neutral"]),
    st.booleans(),
)
def test_every_point_has_the_shape_of_its_mark(values, cuts, target, improvement, narrow):
    days = months(len(values))
    rebase = [days[cut] for cut in cuts if cut < len(values)]
    chart = xmr_chart(days, values, rebase=rebase, target=target, improvement=improvement)
    figure = control_chart(chart, title="Referrals & more", unit="a month", narrow=narrow)
    assert_accessible(figure)
    root = parsed(figure)
    known = Counter(mark for mark, y in zip(chart.mark, chart.y, strict=True) if y == y)
    drawn = sum(1 for kind in classes(root, "polygon") + classes(root, "circle") if kind in SHAPED)
    keyed = len(set(chart.mark)) if set(chart.mark) != {COMMON_CAUSE} else 0
    arrow = "Latest: no signal" not in figure.svg and np.isfinite(chart.upper).any()
    assert drawn == sum(known.values()) + keyed + arrow
    assert [row[-1] for row in figure.table.rows] == [
        "" if mark == COMMON_CAUSE else MARK_WORDS[mark] for mark in chart.mark
    ]
    assert not overlapping(root)


SHAPED = {"fl-fig-1", "fl-fig-2", "fl-fig-3", "fl-fig-4"}


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("count", [1, 2, 12, 24, 37, 60, 144, 160])
def test_words_keep_apart_and_inside_at_every_length(count, narrow):
    rng = np.random.default_rng(count)
    days = months(count)
    values = 100 + rng.normal(0, 3, count).cumsum()
    rebase = [days[count // 2]] if count > 5 else []
    chart = xmr_chart(days, values, target=101, improvement="increase", rebase=rebase)
    root = parsed(control_chart(chart, title="Assessments", unit="a month", narrow=narrow))
    assert not overlapping(root)
    width, height = map(float, root.get("viewBox").split()[2:])
    for left, top, right, bottom, words in boxes(root):
        assert left >= 0, words
        assert right <= width, words
        assert top >= 0, words
        assert bottom <= height, words


def test_limits_step_where_they_are_reckoned_anew():
    days = months(24)
    values = np.r_[np.tile([10.0, 12], 6), np.tile([40.0, 45], 6)]
    chart = xmr_chart(days, values, rebase=[days[12]])
    root = parsed(control_chart(chart, title="t", unit="u"))
    paths = classes(root, "path")
    assert (paths.count("fl-fig-limit"), paths.count("fl-fig-mean")) == (4, 2)
    assert "limits anew" in [node.text for node in root.iter(SVG + "text")]


def test_limits_that_move_with_the_denominator_are_one_line_of_steps():
    chart = p_chart(months(4), [8, 10, 30, 5], [40, 50, 60, 20])
    figure = control_chart(chart, title="t", unit="share", lowest=0.0, highest=1.0)
    lines = [node for node in parsed(figure).iter(SVG + "path") if node.get("class") == "fl-fig-limit"]
    assert [line.get("d").count("H") for line in lines] == [4, 4]


def test_a_limit_beyond_the_unit_is_not_drawn():
    chart = xmr_chart(months(14), [0, 9] * 7)
    drawn = control_chart(chart, title="t", unit="u", lowest=0.0)
    texts = [node.text for node in parsed(drawn).iter(SVG + "text")]
    assert any(words.startswith("upper") for words in texts)
    assert not any(words.startswith("lower") for words in texts)


def test_marks_differ_in_shape_without_colour():
    shapes = [fromstring(shape(mark, 0, 0, 4)) for mark in MARK_WORDS]
    assert len({(one.tag, one.get("points")) for one in shapes}) == len(MARK_WORDS)
    assert len({one.get("class") for one in shapes}) <= 4


@pytest.mark.parametrize("kind", VARIATION_WORDS)
def test_icons_of_variation_have_words(kind):
    assert VARIATION_WORDS[kind] in "".join(variation_icon(kind, 20, 20))


@pytest.mark.parametrize("kind", ASSURANCE_WORDS)
def test_icons_of_assurance_have_words(kind):
    assert ASSURANCE_WORDS[kind] in "".join(assurance_icon(kind, 20, 20))


@given(st.floats(1e-6, 1e9))
def test_a_round_step_covers_the_span_in_at_most_five(span):
    step = round_step(span)
    assert step * 5 >= span * 0.9998
    assert float(f"{step:.0e}") == step


def test_no_point_is_refused():
    with pytest.raises(ValueError, match="no point"):
        control_chart(xmr_chart([], []), title="", unit="")
