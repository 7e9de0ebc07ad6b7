"""Vintages: what was known when, first figures with first figures, revisions, rare events."""

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.evidence.care_applications import PAGES, care_applications, care_applications_by_year
from fanlight.evidence.days_between import days_between, is_rare
from fanlight.evidence.like_with_like import FIRST_FIGURES, ONE_RELEASE, UNLIKE, like_with_like
from fanlight.evidence.revisions import revisions
from fanlight.evidence.series import series
from fanlight.evidence.series_change import BOUNDARY, DEFINITION, SeriesChange, changes_between

DATA = Path(__file__).parents[1] / "data/evidence"


def rows(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


published = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 900), st.integers(0, 500)),
    unique_by=lambda one: one[:2],
    max_size=40,
)
FIRST = date(2020, 1, 1)


def of(told):
    """A series of tuples: month, days after the month's first day, value."""
    months = [date(2020, 1 + month, 1) for month, _, _ in told]
    days = [month + timedelta(after) for month, (_, after, _) in zip(months, told, strict=True)]
    return series(months, [value for *_, value in told], published_on=days)


def slowly(told, wanted, newest):
    """The plain way: for each month, the first or last value among those wanted."""
    found = {}
    for month, after, value in sorted(told, reverse=not newest):
        day = date(2020, 1 + month, 1) + timedelta(after)
        if wanted(day):
            found[np.datetime64(date(2020, 1 + month, 1))] = (value, day)
    return dict(sorted(found.items()))


def as_dict(vintage):
    columns = zip(vintage.period, vintage.value, vintage.published_on, strict=True)
    return {period: (value, day.astype(date)) for period, value, day in columns}


@given(published, st.integers(0, 1500))
def test_as_known_on_is_the_newest_by_then(told, after):
    day = FIRST + timedelta(after)
    assert as_dict(of(told).as_known_on(day)) == slowly(told, lambda on: on <= day, newest=True)


@given(published)
def test_first_figures_are_the_oldest_and_latest_the_newest(told):
    held = of(told)
    assert as_dict(held.first_figures()) == slowly(told, lambda on: True, newest=False)
    assert as_dict(held.latest()) == slowly(told, lambda on: True, newest=True)
    assert held.first_figures().is_first.all()


@given(published, st.integers(0, 1000), st.integers(0, 1000))
def test_replay_never_forgets_and_never_foresees(told, one, other):
    early, late = sorted([one, other])
    held = of(told)
    before = held.as_known_on(FIRST + timedelta(early))
    after = held.as_known_on(FIRST + timedelta(late))
    assert set(before.period) <= set(after.period)
    assert (before.published_on <= np.datetime64(FIRST + timedelta(early))).all()


@given(published, st.randoms())
def test_the_order_of_rows_does_not_matter(told, shuffled):
    mixed = list(told)
    shuffled.shuffle(mixed)
    assert as_dict(of(mixed).latest()) == as_dict(of(told).latest())


@pytest.mark.parametrize(
    ("periods", "values", "days", "says"),
    [
        (["2020-01", "2020-01"], [1, 2], ["2020-02-01"] * 2, "two values"),
        (["2020-02"], [1], ["2020-01-31"], "before it began"),
        (["2020-02"], [1], ["NaT"], "a day of publication"),
        (["2020-02"], [np.inf], ["2020-03-01"], "infinite"),
        (["2020-02"], [1, 2], ["2020-03-01"], "one length"),
    ],
)
def test_what_cannot_be_a_series_is_refused(periods, values, days, says):
    with pytest.raises(ValueError, match=says):
        series(periods, values, published_on=days)
    with pytest.raises(ValueError, match="no unit"):
        series([], [], published_on=[], unit="furlongs")


def test_shares_and_rates_come_from_their_denominator():
    told = series(
        ["2020-01", "2020-02"], [5, 5], published_on=["2020-03-01"] * 2, denominator=[20, 0], unit="percent"
    )
    assert told.latest().y.tolist()[0] == 25
    assert np.isnan(told.latest().y[1])
    rate = series(["2020-01"], [5], published_on=["2020-03-01"], denominator=[20_000], unit="rate")
    assert rate.latest().y.tolist() == [2.5]


def test_the_worked_example_is_what_was_transcribed():
    shipped = care_applications()
    kept = {
        (f"{month:%Y-%m}", int(value))
        for month, value in zip(shipped.period.tolist(), shipped.value, strict=True)
    }
    transcribed = {
        (row["month"], int(row["care_applications"]))
        for row in rows("cafcass_care_applications_monthly.csv")
        if row["month"] in {"2009-06", "2009-07"} or "2012-04" <= row["month"] <= "2015-09"
    }
    assert kept == transcribed
    years = care_applications_by_year()
    kept = {
        (period.year, int(value)) for period, value in zip(years.period.tolist(), years.value, strict=True)
    }
    assert kept == {
        (int(row["year"][:4]), int(row["care_applications"]))
        for row in rows("cafcass_care_applications_annual_vintages.csv")
        if row["year"] >= "2010"
    }
    assert all(day <= date(2017, 3, 31) for day, _ in PAGES.values())


def test_six_per_cent_fewer_in_september_2013_is_four_like_with_like():
    compared = like_with_like(care_applications(), "2013-09", "2012-09")
    assert (compared.naive_value, compared.naive_before) == (830, 879)
    assert round(compared.naive_percent) == -6
    assert (compared.value, compared.value_before, compared.how) == (843, 879, ONE_RELEASE)
    assert compared.percent == pytest.approx(-4.1, abs=0.05)
    assert "would have said -5.6 %" in compared.sentence()


def test_a_figure_is_known_on_the_day_of_its_publication():
    told = care_applications()
    assert 830 in told.as_known_on("2013-10-09").value
    assert 830 not in told.as_known_on("2013-10-08").value


def test_nine_months_were_revised_up_and_one_stood():
    told = revisions(care_applications())
    up = told.percent[told.up]
    assert (len(told.period), int(told.up.sum()), int(told.down.sum())) == (10, 9, 0)
    assert up.mean() == pytest.approx(1.9, abs=0.05)
    assert (up.min(), up.max()) == (pytest.approx(0.7, abs=0.05), pytest.approx(5.0, abs=0.05))
    assert told.period[~told.up].tolist() == [date(2013, 8, 1)]


def test_the_fall_did_not_last():
    years = care_applications_by_year().latest().value[-4:]
    assert years.tolist() == [11110, 10620, 11159, 12791]
    assert (100 * (years[1:] / years[:-1] - 1)).round(1).tolist() == [-4.4, 5.1, 14.6]
    # At the time: 10,605, told three months after the year, beside 11,055, told one month after.
    assert like_with_like(care_applications_by_year(), "2013-04", "2012-04").how == UNLIKE
    at_once = like_with_like(care_applications_by_year(), "2013-04", "2012-04", same_age=90)
    assert (at_once.value, at_once.value_before, at_once.how) == (10605, 11055, FIRST_FIGURES)


def test_first_figures_go_with_first_figures():
    told = series(
        ["2020-01", "2020-01", "2021-01", "2021-01"],
        [100, 110, 104, 108],
        published_on=["2020-02-10", "2021-06-01", "2021-02-10", "2021-06-01"],
    )
    compared = like_with_like(told, "2021-01", "2020-01")
    assert (compared.value, compared.value_before, compared.how) == (104, 100, FIRST_FIGURES)
    assert compared.percent == pytest.approx(4)
    assert compared.naive_percent == pytest.approx(100 * (104 / 110 - 1))


def test_figures_of_different_ages_are_not_compared():
    told = series(["2020-01", "2021-01"], [110, 104], published_on=["2021-06-01", "2021-02-10"])
    compared = like_with_like(told, "2021-01", "2020-01")
    assert compared.how == UNLIKE
    assert np.isnan(compared.percent)
    assert "we cannot tell" in compared.sentence()


def test_nothing_compares_across_a_change_of_definition():
    change = SeriesChange(date(2020, 10, 1), DEFINITION, "contacts from health are counted")
    told = series(
        ["2020-01", "2021-01"], [100, 104], published_on=["2020-02-10", "2021-02-10"], changes=(change,)
    )
    compared = like_with_like(told, "2021-01", "2020-01")
    assert np.isnan(compared.percent)
    assert compared.sentence().endswith("contacts from health are counted.")
    assert changes_between((change,), date(2020, 10, 1), date(2021, 1, 1)) == ()
    with pytest.raises(ValueError, match="no kind"):
        SeriesChange(date(2020, 1, 1), "weather", "rain")
    assert "the area changed" in SeriesChange(date(2020, 1, 1), BOUNDARY, "merged").sentence()


def test_a_period_that_was_never_told_is_refused():
    with pytest.raises(KeyError, match="December 2013"):
        like_with_like(care_applications(), "2013-12", "2012-09")
    with pytest.raises(ValueError, match="not before"):
        like_with_like(care_applications(), "2012-09", "2013-09")


@given(st.lists(st.integers(0, 700), max_size=30))
def test_days_between_add_up(offsets):
    days = [FIRST + timedelta(offset) for offset in offsets]
    told = days_between(np.array(days, dtype="datetime64[D]"), FIRST + timedelta(700))
    assert len(told.days) == max(len(days) - 1, 0)
    assert (told.days >= 0).all()
    if days:
        assert told.days.sum() + told.since == (FIRST + timedelta(700) - min(days)).days


def test_days_between_want_known_days():
    with pytest.raises(ValueError, match="known up to"):
        days_between(["2026-01-05"], date(2026, 1, 4))
    with pytest.raises(ValueError, match="has a day"):
        days_between(["NaT"], date(2026, 1, 4))
    assert not is_rare([])
