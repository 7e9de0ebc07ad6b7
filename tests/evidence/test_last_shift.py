"""When the level last moved: also under other marks, never across limits begun anew or at their start."""

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fanlight.evidence.last_shift import last_shift
from fanlight.evidence.xmr_chart import xmr_chart

MONTHS = np.arange("2020-01", "2026-01", dtype="datetime64[M]")


def charted(values, **more):
    return xmr_chart(MONTHS[: len(values)], values, **more)


@given(st.lists(st.integers(0, 6), min_size=2, max_size=60))
def test_it_is_the_last_run_of_seven(values):
    chart = charted(values)
    runs, at = [], 0
    for side, group in groupby(np.sign(chart.y - chart.centre).tolist()):
        size = len(list(group))
        if side and size >= 7:
            runs.append((MONTHS[at].astype("datetime64[D]").item(), size, side > 0, at == 0))
        at += size
    found = last_shift(chart)
    told = (found.on, found.points, found.above, found.from_the_start) if found else None
    assert told == (runs[-1] if runs else None)


def test_limits_begun_anew_end_a_run():
    values = [100, 102] * 6 + [200, 202] * 6
    assert last_shift(charted(values)).on.isoformat() == "2021-01-01"
    assert last_shift(charted(values, rebase=["2021-01-01"])) is None


def test_what_begins_with_the_limits_is_no_step():
    values = [120] * 8 + [90, 100, 88, 101, 99, 120, 80, 121]
    assert "no lasting step shows" in last_shift(charted(values)).sentence()


def test_a_gap_ends_a_run():
    values = [100, 102] * 6 + [200, 202, 200, np.nan, 202, 200, 202, 200]
    assert last_shift(charted(values)).above is False
