"""Tables for sharing: true, hidden where small, and the same in every file that tells a month."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.casework.cases import Cases, State
from fanlight.casework.shared_counts import ALL, YEAR, by_state, shared_counts

GROUPS = ("Police", "School", "Health")
DAYS = np.arange(np.datetime64("2023-03-01"), np.datetime64("2025-07-15"))


def some_cases(counts, seed=0):
    rng = np.random.default_rng(seed)
    on = rng.choice(DAYS, sum(counts))
    group = np.repeat(np.arange(len(counts)), counts)
    return Cases("contacts", np.arange(len(on)), on, np.full(len(on), State.YES, np.int8)), group


def told(cases, group, last):
    years = shared_counts("Contacts", cases, {"Source": (GROUPS, group)}, last)
    return [row for year in years for row in year.rows()]


@given(st.tuples(*[st.integers(0, 900)] * 3), st.integers(0, 9))
def test_every_number_told_is_the_true_one(counts, seed):
    cases, group = some_cases(counts, seed)
    for _, by, year, month, name, number in told(cases, group, date(2025, 6, 30)):
        if number == "c":
            continue
        first = np.datetime64(f"{year[:4]}-04-01") if month == YEAR else np.datetime64(f"{month}-01")
        last = np.datetime64(f"{int(year[:4]) + 1}-04-01") if month == YEAR else np.datetime64(month, "M") + 1
        within = (cases.on >= first) & (cases.on < last.astype("datetime64[D]"))
        if name != ALL:
            within &= group == GROUPS.index(name)
        assert int(number) == within.sum()
        assert by in ("Source", ALL)


def test_a_month_is_told_alike_in_every_later_file():
    """Two files a month apart cannot be taken from each other: what both tell they tell alike."""
    cases, group = some_cases((300, 90, 40))
    files = [
        {row[:5]: row[5] for row in told(cases, group, date(2024 + (m > 12), (m - 1) % 12 + 1, 28))}
        for m in range(2, 19)
    ]
    for earlier, later in pairwise(files):
        for place in earlier.keys() & later.keys():
            assert earlier[place] == later[place], place


def test_groups_and_totals_of_a_year_wait_until_it_is_over():
    cases, group = some_cases((300, 90, 40))
    rows = told(cases, group, date(2025, 6, 20))
    under_way = [row for row in rows if row[2] == "2025-26"]
    assert [row[3:5] for row in under_way] == [("2025-04", ALL), ("2025-05", ALL)]
    over = [row for row in rows if row[2] == "2024-25"]
    assert {row[4] for row in over} == {*GROUPS, ALL}
    assert sum(row[3] == YEAR for row in over) == 4


def test_what_is_known_of_cases_is_a_cut():
    on = np.array(["2024-05-02"] * 4, "datetime64[D]")
    state = np.array([State.NO, State.YES, State.LEFT_OUT, State.NOT_YET_KNOWN], np.int8)
    names, group = by_state(Cases("re_referral_12m", np.array([1, 2, 3, 5]), on, state), 6)
    assert [names[at] for at in group[[1, 2, 3, 5]]] == ["No", "Yes", "Left out", "Not yet known"]


def test_nothing_is_told_of_nothing():
    cases, group = some_cases((0, 0, 0))
    assert shared_counts("Contacts", cases, {"Source": (GROUPS, group)}, date(2025, 6, 30)) == []


def test_the_columns_are_those_of_the_rows_and_can_be_rounded():
    cases, group = some_cases((900, 400, 300))
    [*_, year] = shared_counts("Contacts", cases, {"Source": (GROUPS, group)}, date(2025, 3, 31))
    columns = year.columns(base=10)
    assert len({len(column) for column in columns.values()}) == 1
    assert all(number == "c" or int(number) % 10 == 0 for number in columns["count"])
    assert year.to_frame().shape == (len(list(year.rows())), 6)
    assert "numbers are" in year.sentence()


@pytest.mark.parametrize("last", [date(2023, 4, 1), date(2024, 3, 30)])
def test_a_month_under_way_is_not_told(last):
    cases, group = some_cases((300, 90, 40))
    assert all(row[3] < f"{last:%Y-%m}" for row in told(cases, group, last) if row[3] != YEAR)
