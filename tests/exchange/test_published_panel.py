"""A panel of published figures beside the same built slowly, one authority after another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.evidence.comparison.specified import ALL, specified
from fanlight.evidence.finding import CannotRun
from fanlight.evidence.specification import Specification
from fanlight.exchange.published_figures import authority_names, neighbours_of
from fanlight.exchange.published_panel import panel_of, periods_of, published_panel
from fanlight.exchange.published_series import MEASURES, published_series

CODES = sorted(authority_names())


@settings(max_examples=25, deadline=None)
@given(
    place=st.sampled_from(CODES),
    month=st.integers(0, 150),
    out=st.sets(st.sampled_from(CODES), max_size=3),
    pool=st.sampled_from(["neighbours", ALL]),
)
def test_a_panel_is_what_the_series_say_or_is_refused_in_a_line(place, month, out, pool):
    begins = str(np.datetime64("2012-04") + month)
    spec = specified("referrals", place, begins, left_out=out - {place}, pool=pool)
    try:
        areas, refused = panel_of(spec), ""
    except CannotRun as refusal:
        areas, refused = None, str(refusal)
    assert "\n" not in refused
    assert "lacks" not in refused  # a gap of the area's own shortens the window, and is told
    if areas is None:
        return
    told, names = published_panel("referrals"), authority_names()
    periods = periods_of(spec)
    assert periods[areas.first].startswith(f"{np.datetime64(begins, 'M').item():%B}")
    own = published_series("referrals", place).latest()
    slow = {str(day)[:7]: value for day, value in zip(own.period, own.value, strict=True)}
    months = [np.datetime64(begins) + (at - areas.first) for at in range(len(periods))]
    seen = areas.values[areas.treated] * areas.levels[areas.treated]
    assert np.allclose(seen, [slow[str(one)] for one in months])
    gone = {told.name_of(code) for code in out - {place}}
    assert not gone & set(areas.names)
    if pool == "neighbours" and len(areas.donors[areas.treated]) <= 10:
        near = {names[one.la_code] for one in neighbours_of(place) if one.la_code in names}
        assert {areas.names[at].partition(" (")[0] for at in areas.donors[areas.treated]} <= near
    # no gap lies in it, and it could reach no farther back
    assert np.isfinite(areas.values).all()
    before = str(months[0] - 1)
    assert before < "2012-04" or not np.isfinite(slow.get(before, np.nan))


def test_a_gap_of_the_areas_own_shortens_what_is_looked_at_and_is_told():
    areas = panel_of(specified("referrals", "816", "2020-04"))
    assert areas.first == 48
    assert areas.notes[0] == "York has no figure for May 2015 and March 2016: looked at from April 2016."
    areas = panel_of(specified("referrals", "856", "2019-04"))  # Leicester
    assert "looked at up to October 2021" in areas.notes[0]


def test_every_measure_has_its_panel():
    for measure in MEASURES:
        told = published_panel(measure)
        assert len(set(told.names)) == len(told.codes) == len(told.values)
        assert np.isfinite(told.values).any()


@pytest.mark.parametrize(
    ("series", "settings_", "words"),
    [
        ("published-referrals-england", {"from": "2020-04"}, "no authority has the code"),
        ("published-nothing-816", {"from": "2020-04"}, "is no published measure"),
        ("own-referral", {"from": "2020-04"}, "is no published measure"),
        ("published-referrals-816", {"from": "soon"}, "is no month"),
        ("published-referrals-816", {}, "is no month"),
        ("published-referrals-816", {"from": "2020-04", "left_out": "816"}, "is not among the areas"),
    ],
)
def test_a_specification_that_means_nothing_is_refused(series, settings_, words):
    with pytest.raises(CannotRun, match=words):
        panel_of(Specification("comparison", series, settings_))
