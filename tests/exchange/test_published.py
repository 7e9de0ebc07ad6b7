"""Published tables: renamed columns, marks kept as marks, codes as text; and the figures that come along."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.exchange.published import LOCAL, Mark, PublishedTable, read_figure, read_published
from fanlight.exchange.published_figures import (
    authority_names,
    beside_neighbours,
    neighbours_of,
    published,
    sources,
)
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.recognise import read_any
from fanlight.exchange.values import Refused
from tests.exchange.samples import assert_account_closes

PLACES = (
    "time_period,geographic_level,country_code,country_name,region_code,region_name"
    ",old_la_code,new_la_code,la_name"
)
DATA_SETS = [name for name in sources() if name != "neighbours"]


def table(columns: str, *rows: str) -> PublishedTable:
    text = "\n".join([f"{PLACES},{columns}", *rows])
    found = read_published(BytesIO(text.encode()))
    assert_account_closes(found.reading)
    return found


def local(la_code: str, figures: str, period: str = "2024") -> str:
    return f"{period},Local authority,E92000001,England,E12,North,{la_code},E06000014,York,{figures}"


@pytest.mark.parametrize("data_set", DATA_SETS)
def test_every_row_of_a_bundled_table_is_taken(data_set: str) -> None:
    found = published(data_set)
    assert found.data_set == data_set
    assert len(found.rows) == sources()[data_set].rows
    assert found.reading.set_aside == ()
    assert sources()[data_set].licence == "Open Government Licence v3.0"


def test_marks_of_referrals_stand_as_published() -> None:
    """Local authority rows of c1, all years: 296 c, 68 x, 26 u."""
    marks = Counter(
        figure
        for row in published("c1").rows
        if row.level == LOCAL
        for figure in row.figures.values()
        if isinstance(figure, Mark)
    )
    assert marks == {Mark.CONFIDENTIAL: 296, Mark.NOT_AVAILABLE: 68, Mark.LOW_RELIABILITY: 26}


def test_figures_for_england_are_those_published() -> None:
    assert published("c1").series("referrals")["2025"] == 632_830
    assert published("headline").series("children_in_need_rate")["2024"] == 332.9
    assert published("c4").series("section_47s")["2024"] == 224_520
    assert published("c2").series("assessments")["2024"] == 643_170


@pytest.mark.parametrize(
    "columns",
    ["Referrals,Re_referrals,Re_referrals_percent", "referral_count,rereferral_count,rereferral_percent"],
)
def test_names_of_two_releases_become_one(columns: str) -> None:
    found = table(columns, local("816", "1200,c,22.6"))
    assert found.data_set == "c1"
    assert found.rows[0].figures == {
        "referrals": 1200,
        "rereferrals": Mark.CONFIDENTIAL,
        "rereferral_percent": 22.6,
    }


def test_codes_stay_text_and_breakdowns_stay_words() -> None:
    found = table("category,Shoes", local("001", "Blue,12"), local("002", "Red,Z"))
    assert [row.la_code for row in found.rows] == ["001", "002"]
    assert found.rows[0].breakdown == {"category": "Blue"}
    assert [row.figures["shoes"] for row in found.rows] == [12, Mark.NOT_APPLICABLE]


def test_what_is_neither_figure_nor_mark_is_told_and_never_nought() -> None:
    found = table(
        "shoes",
        local("816", "1"),
        local("817", "2"),
        local("818", "nearly 3"),
        local("", "4"),
        local("819", ""),
    )
    assert [row.figures["shoes"] for row in found.rows] == [1, 2, None, None]
    assert [(item.place, item.reason) for item in found.reading.set_aside] == [
        ("row 4", "shoes: neither a figure nor a mark (c, u, x, z, low, k)"),
        ("row 5", "old_la_code: not given"),
    ]


def test_a_series_of_a_broken_down_table_is_refused() -> None:
    found = table("category,shoes", local("816", "Blue,1"), local("816", "Red,2"))
    with pytest.raises(ValueError, match="narrow the table first"):
        found.series("shoes", "816")
    with pytest.raises(KeyError, match="hats is not in this table; it has shoes"):
        found.series("hats", "816")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b\n1,2\n", "has the columns time_period and geographic_level"),
        (
            "time_period,geographic_level,category\n2024,National,x-ray department\n",
            "without a column of figures",
        ),
        ("time_period,geographic_level,n,N\n2024,National,1,2\n", "the column n stands twice"),
    ],
)
def test_what_is_no_published_table_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_published(BytesIO(text.encode()))


def test_a_published_table_is_recognised() -> None:
    text = f"\ufeff{PLACES},referral_count\n{local('816', 'x')}\n"
    reading = read_any(BytesIO(text.encode()), "c1.csv")
    assert (reading.format, reading.persons, reading.events) == ("published", (), ())


@given(st.text(max_size=8))
def test_a_figure_is_a_number_a_mark_or_refused(text: str) -> None:
    try:
        figure = read_figure(text)
    except Refused:
        return
    assert figure == figure and abs(figure) < 1e16 if not isinstance(figure, Mark) else figure in Mark


def test_every_authority_of_the_model_has_ten_neighbours_that_have_figures() -> None:
    names = authority_names()
    latest = {row.la_code for row in published("c1").rows if row.level == LOCAL and row.period == "2025"}
    with_neighbours = [code for code in names if neighbours_of(code)]
    assert len(with_neighbours) == 153
    for code in with_neighbours:
        near = [neighbour.la_code for neighbour in neighbours_of(code)]
        assert len(set(near)) == 10
        assert code not in near
        assert set(near) <= latest


def test_an_authority_beside_its_neighbours() -> None:
    found = beside_neighbours("c1", "rereferral_percent", "816")
    assert list(found) == ["816", *(near.la_code for near in neighbours_of("816")), ""]
    assert found[""]["2025"] == 22.6
    assert beside_neighbours("c1", "rereferral_percent", "999")["999"] == {}
    with pytest.raises(KeyError, match="neighbours"):
        published("neighbours")
