"""Small numbers stay hidden, even from a reader who knows the rules."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.terms.disclosure import MINIMUM_TEAM, SuppressedTable, suppress, thinned

tables = st.lists(st.integers(0, 12) | st.integers(0, 10_000), min_size=1, max_size=8)
minimums = st.integers(3, 10)


def test_nothing_hidden_can_be_recovered_by_one_who_knows_the_rules():
    # Every table of up to 4 cells of 0-9 with minimum 4: group the tables by what is shown of them; within
    # each group every hidden cell must take at least two values.
    seen: dict[SuppressedTable, list[set[int]]] = {}
    for size in range(1, 5):
        for counts in product(range(10), repeat=size):
            shown = suppress(counts, minimum=4)
            possible = seen.setdefault(shown, [set() for _ in counts])
            for values, count in zip(possible, counts, strict=True):
                values.add(count)
    assert any(None in shown.cells and shown.total is not None for shown in seen)
    for shown, possible in seen.items():
        for cell, values in zip(shown.cells, possible, strict=True):
            assert (len(values) >= 2) if cell is None else (values == {cell})


@given(tables, minimums)
def test_exchanging_hidden_numbers_changes_nothing_shown(counts, minimum):
    shown = suppress(counts, minimum)
    places = [i for i, cell in enumerate(shown.cells) if cell is None]
    turned = list(counts)
    for here, there in zip(places, places[1:] + places[:1], strict=True):
        turned[here] = counts[there]
    assert suppress(turned, minimum) == shown
    if places and shown.total is not None:
        assert len({counts[i] for i in places}) > 1


@given(tables, minimums)
def test_no_small_number_is_shown_and_what_is_shown_is_true(counts, minimum):
    shown = suppress(counts, minimum)
    assert all(cell is None or cell == 0 or cell >= minimum for cell in (*shown.cells, shown.total))
    assert all(cell in (None, count) for cell, count in zip(shown.cells, counts, strict=True))
    assert shown.total in (None, sum(counts))
    assert bool(shown.note) == (None in (*shown.cells, shown.total))


@given(st.lists(st.just(0) | st.integers(MINIMUM_TEAM, 500), min_size=1))
def test_a_table_without_small_numbers_is_shown_whole(counts):
    assert suppress(counts) == SuppressedTable(tuple(counts), sum(counts), MINIMUM_TEAM)


values = st.tuples(st.sampled_from("FM"), st.sampled_from(["2015", "2016", "2017"]), st.sampled_from("WXY"))


@given(st.lists(values, max_size=60), minimums)
def test_whatever_a_person_shows_is_shown_by_enough_others(rows, minimum):
    shown = thinned(rows, minimum)
    for row, told in zip(rows, shown, strict=True):
        assert all(now in ("", before) for now, before in zip(told, row, strict=True))
        assert not any(told) or shown.count(told) >= minimum


def test_equal_numbers_share_their_fate():
    # Hiding one 6 of two would tell a reader of the rules where the 6 stands.
    assert suppress([6, 6, 4, 9]).words == ("not shown", "not shown", "not shown", "9", "25")
    assert suppress([1, 2]).words == ("not shown",) * 3  # the total is small itself


def test_bad_counts_are_refused_with_their_place():
    with pytest.raises(ValueError, match="count 2 is -1"):
        suppress([3, -1])
    with pytest.raises(ValueError, match=r"count 1 is 1\.5"):
        suppress([1.5])
    with pytest.raises(ValueError, match="give 3 or more"):
        suppress([1], minimum=2)
