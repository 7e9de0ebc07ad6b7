"""Every group on its own, too few said, differences that are there are found."""

import numpy as np
import pytest

from fanlight.frontdoor.sorting_by_group import sorting_by_group
from fanlight.frontdoor.sorting_figures import SortingFigures


def cases(seed=3, n=2000, missed_more=0.0):
    rng = np.random.default_rng(seed)
    group = rng.choice(["a", "b", "", "tiny"], n, p=[0.5, 0.39, 0.1, 0.01])
    came = rng.random(n) < 0.4
    put = rng.random(n) < np.where(came, 0.8 - missed_more * (group == "b"), 0.3)
    return put, came, rng.integers(1, 4, n), group.tolist()


def test_groups_add_up_and_each_is_counted_by_hand():
    put, came, asked, group = cases()
    found = sorting_by_group(put, came, asked, group, column="sex")
    assert [one.group for one in found.groups] == ["a", "b", "tiny", "not known"]
    whole = SortingFigures.of(put, came, asked)
    for one in found.groups:
        inside = np.array([(name or "not known") == one.group for name in group])
        assert one.figures.misses == (came & ~put & inside).sum()
        assert one.figures + one.others == whole


def test_a_difference_is_the_one_that_was_made():
    put, came, asked, group = cases(missed_more=0.3)
    found = sorting_by_group(put, came, asked, group, column="sex")
    b = next(one for one in found.groups if one.group == "b")
    assert b.difference_in_misses.low < 0.3 < b.difference_in_misses.high
    assert b.difference_in_misses.low > 0
    assert b in found.differ
    assert "more than among the others" in b.sentence()


def test_too_few_tell_nothing_and_give_no_number():
    put, came, asked, group = cases()
    tiny = sorting_by_group(put, came, asked, group, column="sex").groups[2]
    assert tiny.sensitivity is tiny.balanced_accuracy is tiny.difference_in_misses is None
    told = tiny.as_json()
    assert told["too_few"] is True
    assert told["with_outcome"] is told["sensitivity"] is told["difference_in_misses"] is None
    assert "too few" in tiny.sentence()


def test_with_nothing_to_find_one_group_in_twenty_differs_at_most():
    marked = 0
    for seed in range(120):
        put, came, asked, group = cases(seed, 600)
        found = sorting_by_group(put, came, asked, [name or "a" for name in group], column="sex")
        marked += sum(
            one.difference_in_misses is not None
            and not one.difference_in_misses.low <= 0 <= one.difference_in_misses.high
            for one in found.groups[1:2]
        )
    assert marked <= 14


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="every case"):
        sorting_by_group(np.ones(2, bool), np.ones(2, bool), np.ones(2, int), ["a"], column="sex")
