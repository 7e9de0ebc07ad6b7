"""Figures: what is drawn, said and tabled agree; markup is sound; colours stand apart."""

import csv
import io
from datetime import date, timedelta
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from fanlight.figures import Figure, Share, icon_array, palette, share_bars, svg, weekly_counts
from fanlight.figures.figure import table

SVG = "{http://www.w3.org/2000/svg}"
words = st.text(max_size=60)
shares = st.tuples(words, st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)).map(
    lambda t: Share(t[0], t[1], t[1] + t[2] + t[3], t[2])
)


def parsed(figure: Figure) -> Element:
    return fromstring(figure.svg)


def classes(root: Element, tag: str) -> list[str]:
    return [node.get("class", "") for node in root.iter(SVG + tag)]


def assert_accessible(figure: Figure) -> None:
    root = parsed(figure)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert root.get("role") == "img"
    assert all(name in ids for name in root.get("aria-labelledby", "").split())
    assert not any(key == "style" or key.startswith("on") for node in root.iter() for key in node.attrib)


@given(st.lists(shares, min_size=1, max_size=6), words)
def test_bars_are_sound_whatever_the_words(given_shares, title):
    figure = share_bars(given_shares, title=title)
    assert_accessible(figure)
    assert classes(parsed(figure), "rect").count("fl-fig-1") == len(given_shares)
    assert [row[1:] for row in figure.table.rows] == [(s.count, s.total, s.unknown) for s in given_shares]


@given(shares.filter(lambda share: 1 <= share.total <= 200))
def test_an_icon_for_each_case(share):
    figure = icon_array(share, title="Within 6 months")
    assert_accessible(figure)
    drawn = classes(parsed(figure), "rect")
    assert len(drawn) == share.total
    assert drawn.count("fl-fig-1") == share.count
    assert drawn.count("fl-fig-unknown") == share.unknown


@given(
    st.integers(1, 40).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 300), min_size=n, max_size=n), min_size=1, max_size=4)
    )
)
def test_column_heights_follow_counts(series):
    weeks = [date(2026, 1, 5) + timedelta(weeks=place) for place in range(len(series[0]))]
    figure = weekly_counts(
        weeks, {f"level {n}": values for n, values in enumerate(series)}, title="Decisions"
    )
    assert_accessible(figure)
    assert [row[-1] for row in figure.table.rows] == [sum(column) for column in zip(*series, strict=True)]
    drawn = [node for node in parsed(figure).iter(SVG + "rect") if node.get("width") != "16"]
    heights = [float(n.get("height")) for n in drawn if n.get("class") == "fl-fig-1"]
    counts = [value for value in series[0] if value]
    assert len(heights) == len(counts)
    if counts:
        unit = max(heights) / max(counts)
        assert heights == pytest.approx([count * unit for count in counts], abs=0.02)


def test_refusals_say_why():
    with pytest.raises(ValueError, match="not part of 40"):
        Share("Again", 41, 40)
    with pytest.raises(ValueError, match="draw bars"):
        icon_array(Share("Again", 1, 201), title="t")
    with pytest.raises(ValueError, match="no share"):
        share_bars([], title="t")
    week = [date(2026, 1, 5)]
    with pytest.raises(ValueError, match="at most 4 levels"):
        weekly_counts(week, {str(n): [1] for n in range(5)}, title="t")
    with pytest.raises(ValueError, match="2 counts for 1 weeks"):
        weekly_counts(week, {"a": [1, 2]}, title="t")
    with pytest.raises(ValueError, match="negative"):
        weekly_counts(week, {"a": [-1]}, title="t")
    with pytest.raises(ValueError, match="must rise"):
        weekly_counts([*week, *week], {"a": [1, 2]}, title="t")
    with pytest.raises(ValueError, match="no week"):
        weekly_counts([], {"a": []}, title="t")
    with pytest.raises(ValueError, match="row 1 has 1 cells"):
        table(("a", "b"), [(1,)])
    with pytest.raises(ValueError, match="style"):
        svg.element("rect", {"style": "fill: red"})


def test_a_common_total_is_said_once():
    figure = share_bars(
        [Share("Again", 7, 40, 5), Share("Child in need plan", 2, 40, 5)], title="Within 6 months"
    )
    assert figure.sentence == "Within 6 months: of 40, again 7, child in need plan 2; 5 not yet known."


def test_markup_in_words_stays_words():
    figure = share_bars([Share('<script>alert("1")</script>&\x00', 1, 2)], title="</svg>")
    assert "<script" not in figure.svg
    assert figure.svg.count("</svg>") == 1


def test_the_same_figure_has_the_same_ids():
    one, two = (share_bars([Share("Again", 7, 40)], title="t").svg for _ in range(2))
    assert one == two
    assert one != share_bars([Share("Again", 8, 40)], title="t").svg


@given(st.lists(st.tuples(words.filter(lambda w: "\r" not in w), st.integers()), max_size=5))
def test_csv_reads_back(rows):
    figure = Figure("", "t", "s", table(("Week", "Count"), rows))
    read = list(csv.reader(io.StringIO(figure.to_csv(), newline="")))
    assert len(read) == len(rows) + 1
    for (name, count), (shown, number) in zip(rows, read[1:], strict=True):
        assert shown.removeprefix("'") == name.removeprefix("'") or shown == name
        assert int(number) == count
        assert shown[:1] not in {"=", "+", "-", "@"}


def test_colours_stand_apart():
    for colour in palette.COLOURS:
        assert palette.contrast(colour, palette.PAPER) >= 3, f"a mark in {colour}"
    for text in (palette.INK, palette.QUIET):
        assert palette.contrast(text, palette.PAPER) >= 4.5
        assert palette.contrast(text, palette.WASH) >= 4.5
    assert palette.contrast(palette.COLOURS[0], palette.WASH) >= 3, "a bar on its ground"


@given(st.from_regex(r"#[0-9A-F]{6}", fullmatch=True), st.from_regex(r"#[0-9A-F]{6}", fullmatch=True))
def test_contrast_is_symmetric_and_bounded(one, two):
    assert palette.contrast(one, two) == palette.contrast(two, one)
    assert 1 <= palette.contrast(one, two) <= 21
