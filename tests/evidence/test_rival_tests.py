"""Tests of rivals: run from a saved specification, against a plain reading of the figures."""

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.evidence.care_applications import care_applications, care_applications_by_year
from fanlight.evidence.finding import CannotRun, is_stale
from fanlight.evidence.running import KINDS, run
from fanlight.evidence.series import series
from fanlight.evidence.specification import NotASpecification, Specification, read_specification

MONTHLY = care_applications()
NEWEST = dict(
    zip(MONTHLY.latest().period.astype("datetime64[M]").astype(str), MONTHLY.latest().value, strict=True)
)


def months(first, last):
    return np.arange(np.datetime64(first), np.datetime64(last) + 1).astype(str)


def plain_change(first, last, back=12):
    """The same months a year earlier, added up month by month in the plainest way."""
    later = earlier = 0.0
    for month in months(first, last):
        before = str(np.datetime64(month) - back)
        if month in NEWEST and before in NEWEST:
            later += NEWEST[month]
            earlier += NEWEST[before]
    return 100 * (later / earlier - 1)


@pytest.mark.parametrize(
    ("first", "last", "back"),
    [("2013-07", "2013-10", 12), ("2014-04", "2014-10", 24), ("2013-09", "2013-09", 12)],
)
def test_a_change_is_what_the_figures_say(first, last, back):
    found = run(Specification("change", settings={"from": first, "to": last, "back": back}), MONTHLY)
    assert found.numbers["percent"] == pytest.approx(plain_change(first, last, back))


def test_a_month_without_both_figures_is_left_out_and_told():
    found = run(Specification("change", settings={"from": "2013-09", "to": "2014-04"}), MONTHLY)
    assert found.numbers["percent"] == pytest.approx(plain_change("2013-09", "2014-04"))
    assert "cannot be compared: a figure is missing" in found.sentence()


def test_working_days_are_those_of_england():
    found = run(Specification("working_days", settings={"from": "2013-05", "to": "2013-05"}), MONTHLY)
    assert found.table["working_days"].tolist() == [21]  # 31 days, 4 weekends, two bank holidays
    assert found.table["working_days_before"].tolist() == [22]  # the jubilee moved one to June
    assert found.numbers["percent_a_day"] == pytest.approx(100 * ((983 / 21) / (984 / 22) - 1))


def test_figures_of_one_age_shrink_the_headline():
    found = run(Specification("late_entries", settings={"from": "2013-09", "to": "2013-09"}), MONTHLY)
    assert round(found.numbers["percent_naive"], 1) == -5.6
    assert round(found.numbers["percent"], 1) == -4.1


def test_what_was_known_on_a_day_is_replayed():
    settings = {"from": "2013-08", "to": "2013-08", "known_on": "2013-10-31"}
    then = run(Specification("change", settings=settings), MONTHLY)
    assert then.table["value_before"].tolist() == [981]
    assert then.known_on <= date(2013, 10, 31)
    now = run(Specification("change", settings={"from": "2013-08", "to": "2013-08"}), MONTHLY)
    assert now.table["value_before"].tolist() == [987]


@pytest.mark.parametrize(
    ("later", "said"),
    [([90, 90], "lasted"), ([90, 101], "did not last"), ([97, 97], "shrank"), ([], "No later year is known")],
)
def test_whether_it_lasted_is_said(later, said):
    values = [100, 90, *later]
    years = [f"{2010 + place}-04-01" for place in range(len(values))]
    told = series(years, values, published_on=["2020-01-01"] * len(values), months=12)
    found = run(Specification("lasted", settings={"from": "2011-04", "to": "2011-04", "years": 2}), told)
    assert said in found.sentence()


def test_each_side_of_a_date_is_compared_with_the_year_before():
    found = run(Specification("around_date", settings={"on": "2013-07-01", "months": 3}), MONTHLY)
    assert found.numbers["percent_before"] == pytest.approx(plain_change("2013-04", "2013-06"))
    assert found.numbers["percent_after"] == pytest.approx(plain_change("2013-07", "2013-09"))


def test_a_month_that_a_date_cuts_is_on_neither_side():
    found = run(Specification("around_date", settings={"on": "2013-09-17", "months": 1}), MONTHLY)
    assert [str(one)[:7] for one in found.table["period"]] == ["2013-08", "2013-10"]


def test_other_years_are_told_beside_the_change():
    yearly = care_applications_by_year()
    found = run(Specification("chance", settings={"from": "2013-04", "to": "2013-04"}), yearly)
    assert found.numbers["others"] == 4
    assert found.numbers["others_as_far"] == 0
    assert "+11.4 %, +8.3 %, +5.1 % and +14.6 %" in found.sentence()


def test_chance_alarms_by_chance_as_often_as_it_says():
    rng = np.random.default_rng(3)
    periods = np.arange(np.datetime64("2020-01"), np.datetime64("2022-01")).astype("datetime64[D]")
    spec, alarms = Specification("chance", settings={"from": "2021-01", "to": "2021-12"}), 0
    for _ in range(400):
        told = series(periods, rng.poisson(200, 24), published_on=["2023-01-01"] * 24)
        alarms += run(spec, told).numbers["p"] <= 0.05
    assert 8 <= alarms <= 34  # 5 in 100, give or take


@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if kind.run])
@given(
    first=st.sampled_from(["2013-01", "2013-09", "1999-01", "", "soon", "2013-99", "9999999-01"]),
    last=st.sampled_from(["2013-10", "2012-01", "", "2013-02-31"]),
    back=st.one_of(st.integers(-5, 40), st.just("12")),
    on=st.sampled_from(["2013-07-01", "", "never", "0001-01-01"]),
    known=st.sampled_from(["", "2013-10-31", "1999-01-01", "x"]),
)
def test_whatever_is_asked_it_finds_something_or_says_why_not(kind, first, last, back, on, known):
    settings = {"from": first, "to": last, "back": back, "on": on, "known_on": known, "years": 3, "months": 2}
    try:
        found = run(Specification(kind, settings=settings), MONTHLY)
    except CannotRun as refusal:
        told = str(refusal)
    else:
        told = found.sentence()
        assert json.dumps(found.to_dict())
        assert len({len(column) for column in found.columns().values()}) == 1
    assert told
    assert "\n" not in told


def test_the_same_specification_gives_the_same_finding():
    spec = Specification("chance", settings={"from": "2013-07", "to": "2013-10"}, seed=7)
    first, second = run(spec, MONTHLY), run(read_specification(spec.to_json()), care_applications())
    assert first.digest == second.digest
    assert not is_stale(first.digest, second)


def test_a_revised_figure_makes_it_stale_and_a_new_one_elsewhere_does_not():
    spec = Specification("change", settings={"from": "2021-01", "to": "2021-02"})
    columns = (["2020-01", "2020-02", "2021-01", "2021-02"], [100.0, 100, 90, 90], ["2021-04-01"] * 4)
    before = run(spec, series(columns[0], columns[1], published_on=columns[2]))
    more = series([*columns[0], "2021-03"], [*columns[1], 50], published_on=[*columns[2], "2021-05-01"])
    assert not is_stale(before.digest, run(spec, more))
    revised = series([*columns[0], "2021-02"], [*columns[1], 91], published_on=[*columns[2], "2021-05-01"])
    assert is_stale(before.digest, run(spec, revised))


def test_a_kind_that_is_not_there_is_refused():
    with pytest.raises(CannotRun, match="no kind of test"):
        run(Specification("tarot"))
    with pytest.raises(CannotRun, match="is not here"):
        run(Specification("change", "own-gone"))
    with pytest.raises(CannotRun, match="cannot be run again"):
        run(Specification("by_hand"))


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_of_specifications(text):
    told = ""
    try:
        read_specification(text)
    except NotASpecification as refusal:
        told = str(refusal)
    assert "\n" not in told


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "[" * 100_000,
        '{"version": 1}',
        '{"version": 1, "kind": "change", "series": "", "settings": {"from": []}, "seed": 1}',
        '{"version": 1, "kind": "change", "series": "", "settings": {"back": NaN}, "seed": 1}',
        '{"version": 1, "kind": "change", "series": "", "settings": {}, "seed": true}',
        '{"version": 1, "kind": "change", "series": "", "settings": {}, "seed": -1}',
    ],
)
def test_a_bent_specification_is_refused_in_a_line(text):
    with pytest.raises(NotASpecification) as refusal:
        read_specification(text)
    assert len(str(refusal.value)) < 120


@given(
    st.sampled_from(sorted(KINDS)),
    st.text(max_size=20),
    st.dictionaries(
        st.text(max_size=8),
        st.one_of(st.text(max_size=8), st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
    ),
    st.integers(0, 2**53),
)
def test_what_is_written_is_read_again(kind, key, settings, seed):
    spec = Specification(kind, key, settings, seed)
    assert read_specification(spec.to_json()) == spec
