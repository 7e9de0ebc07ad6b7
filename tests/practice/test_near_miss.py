"""When a batch hides its authors, what counts tell, what a prompt finds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.practice.near_miss import batch_of, count_words, may_name_somebody

people = st.one_of(st.none(), st.integers(1, 6))


@given(st.lists(people, max_size=12))
def test_a_batch_holds_three_different_people_once_each_or_nobody(authors):
    chosen = [authors[at] for at in batch_of(authors)]
    different = set(authors)
    assert len(chosen) == len(set(chosen))
    assert set(chosen) == (different if len(different) >= 3 else set())


@given(st.lists(people, max_size=12))
def test_of_each_the_one_that_waits_longest(authors):
    assert all(authors.index(authors[at]) == at for at in batch_of(authors))


@pytest.mark.parametrize("authors", [[], [1], [1, 2], [1, 1, 2, 2], [None, None, None], [None, None, 4]])
def test_fewer_wait(authors):
    assert batch_of(authors) == ()


def test_no_count_under_five_is_told_and_one_more_report_seldom_shows():
    words = [count_words(count) for count in range(40)]
    assert set(words[:5]) == {"fewer than 5"}
    assert sum(before != after for before, after in pairwise(words)) == 7
    with pytest.raises(ValueError, match="0 or more"):
        count_words(-1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A colleague saw it on Monday. Nobody rang the school.", ()),
        ("The mother of Asa rang, then Asa's uncle.", ("Asa",)),
        ("Okafor saw it first.", ("Okafor",)),
        ("okafor saw it first.", ()),
        ("Case 1234567 of 12 May was closed too early.", ("1234567",)),
        ("The call was for Dov.\nThe list said so", ("Dov",)),
    ],
)
def test_what_may_name_somebody(text, found):
    assert may_name_somebody(text, known=["Ben Okafor"]) == found


@given(st.text(max_size=80))
def test_the_prompt_takes_any_text(text):
    assert all(word in text for word in may_name_somebody(text, known=["Ben Okafor"]))
