"""The draw keeps its share and hangs on nothing but number and seed; small numbers are never told."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import date, datetime, time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fanlight.practice.second_look import (
    Landing,
    due_the_same_working_day,
    fingerprint,
    is_drawn,
    landing,
    needs_the_duty_manager,
    seed_of_month,
)
from fanlight.practice.second_look_result import (
    SecondLookLabel,
    second_look_result,
    told_months,
)
from fanlight.terms.levels import WORKING_TOGETHER
from fanlight.terms.working_days import WorkingCalendar

SHARES = st.integers(0, 100).map(lambda share: share / 100)
SEEDS = st.binary(min_size=8, max_size=32).map(bytes.hex)
NOVEMBER = date(2026, 11, 1)


@given(SEEDS, SHARES)
def test_the_share_is_held(seed, share):
    count = 2_000
    drawn = sum(is_drawn(seed, number, share) for number in range(1, count + 1))
    low, high = stats.binom.ppf([1e-7, 1 - 1e-7], count, share)
    assert low <= drawn <= high


@given(SEEDS, st.integers(1, 10**12), SHARES, SHARES)
def test_the_draw_hangs_on_number_and_seed_alone_and_a_larger_share_draws_all_of_a_smaller(
    seed, number, one, other
):
    first = is_drawn(seed, number, one)
    assert first == is_drawn(seed, number, one)
    digits = hmac.new(seed.encode(), f"decision {number}".encode(), hashlib.sha256).hexdigest()[:16]
    assert first == (int(digits, 16) / 2**64 < one)  # as the page tells how to check it
    if first and other >= one:
        assert is_drawn(seed, number, other)


def test_neighbours_and_seeds_are_drawn_apart():
    draws = np.array([[is_drawn(f"seed {at}", number, 0.5) for number in range(2_000)] for at in range(2)])
    after = np.corrcoef(draws[0][:-1], draws[0][1:])[0, 1]
    between = np.corrcoef(*draws)[0, 1]
    assert abs(after) < 0.1
    assert abs(between) < 0.1


def test_a_share_that_is_none_is_refused():
    with pytest.raises(ValueError, match="from 0 to 1"):
        is_drawn("seed", 1, 10)


def test_months_have_seeds_of_their_own_bound_beforehand():
    seeds = {seed_of_month(b"key", date(2026, month, 1)) for month in range(1, 13)}
    assert len(seeds) == 12
    assert seed_of_month(b"key", date(2026, 11, 30)) in seeds
    assert seed_of_month(b"another", NOVEMBER) not in seeds
    assert fingerprint(seed_of_month(b"key", NOVEMBER)) == fingerprint(
        seed_of_month(b"key", date(2026, 11, 9))
    )


def test_where_looks_land_beside_the_shipped_levels():
    levels = WORKING_TOGETHER.levels
    for first in levels:
        for second in levels:
            where = landing(first.kind, first.steps_up, second.kind, second.steps_up)
            if first is second:
                assert where is Landing.SAME
            elif first.steps_up is None or second.steps_up is None:
                assert where is Landing.OTHER
            else:
                assert (where is Landing.HIGHER) == (second.order > first.order)
            assert needs_the_duty_manager(where) == (where in {Landing.HIGHER, Landing.OTHER})


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.booleans())
def test_a_task_is_due_the_same_working_day_or_at_once(opened, within_hours):
    calendar = WorkingCalendar(opens=time(9), closes=time(17))
    due = due_the_same_working_day(opened, calendar, within_hours=within_hours)
    if within_hours or not calendar.is_open(opened):
        assert due == opened
    else:
        assert opened <= due
        assert due == datetime.combine(opened.date(), time(17))


def labels_of(counts: dict[Landing | None, int], workers: int = 6, chance: float = 0.1):
    landed = [where for where, count in counts.items() for _ in range(count)]
    return [SecondLookLabel(at, NOVEMBER, at % workers, chance, where) for at, where in enumerate(landed)]


def test_the_share_is_told_with_its_interval_and_what_is_owed_widens_it():
    result = second_look_result(labels_of({Landing.SAME: 50, Landing.HIGHER: 10, Landing.LOWER: 0, None: 6}))
    assert result.share_higher.value == pytest.approx(10 / 60)
    assert (result.least, result.most) == pytest.approx((10 / 66, 16 / 66))
    assert result.sentence().startswith("Of 60 decisions looked at again, 10 landed higher: by the chances")
    assert "6 drawn but not answered" in result.sentence()
    assert result.rows[1] == ("On a higher level", "10")
    assert set(result.columns()) >= {"drawn", "answered", "higher", "higher_low"}


def test_unequal_chances_weigh():
    few = labels_of({Landing.HIGHER: 10}, chance=0.5) + labels_of({Landing.SAME: 10}, chance=0.1)
    assert second_look_result(few).share_higher.value == pytest.approx(20 / 120)


@pytest.mark.parametrize("workers", [1, 4])
def test_nothing_is_told_of_fewer_than_five_workers(workers):
    result = second_look_result(labels_of({Landing.SAME: 40, Landing.HIGHER: 9}, workers))
    assert not result.is_told
    assert not re.search(r"\d\d|9", result.sentence())


@given(st.integers(5, 200), st.integers(0, 20), st.integers(0, 9), st.integers(0, 9))
def test_small_numbers_stand_nowhere(same, higher, lower, owed):
    counts = {Landing.SAME: same, Landing.HIGHER: higher, Landing.LOWER: lower, None: owed}
    result = second_look_result(labels_of(counts))
    shown = [word for _, word in result.rows if word != "not shown"]
    assert not [word for word in shown if 0 < int(word) < 5]
    if 0 < higher < 5:
        others = [
            second_look_result(
                labels_of({**counts, Landing.HIGHER: other, Landing.SAME: same + higher - other})
            )
            for other in range(1, 5)
        ]
        # Whichever small number it were, the same words would stand there.
        assert len({one.sentence() for one in others if one.shown.cells == result.shown.cells}) == 1
        assert f" {higher} landed" not in result.sentence()


@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(0, 9), st.booleans()), min_size=1, max_size=60),
    st.integers(1, 12),
)
def test_what_is_added_from_one_telling_to_the_next_is_nothing_or_the_work_of_five(rows, until):
    labels = [
        SecondLookLabel(at, date(2026, month, 1), worker, 0.1, Landing.SAME if answered else None)
        for at, (month, worker, answered) in enumerate(rows)
    ]
    earlier = told_months([label for label in labels if label.month.month < until])
    later = told_months([label for label in labels if label.month.month <= until])
    assert earlier <= later
    fresh = {label.worker for label in labels if label.month in later - earlier and label.landed}
    assert not fresh or len(fresh) >= 5
