"""The catalogue of guards says what trials found; base rates tell of nobody; exercises have one answer."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.practice.base_rate import FEWEST, STEP, base_rate, quarters_known
from fanlight.practice.exercises import EXERCISES, Marked
from fanlight.practice.guard import EVIDENCE_WORDS, GUARDS, Evidence, guard, switchable
from fanlight.terms.periods import add_months

FIRST, LAST = date(2023, 10, 1), date(2025, 9, 30)


def test_what_trials_found_nothing_of_is_off_and_nothing_costs_a_key_unasked():
    for one in GUARDS:
        if one.evidence is Evidence.FOUND_NOTHING:
            assert not one.on_by_default, one.code
        if one.prompts:
            assert not one.on_by_default, one.code
    assert {one.code for one in GUARDS if one.on_by_default} == {
        "base_rate_after",
        "debiasing_practice",
        "absolute_anchors",
    }


def test_each_says_against_what_and_where_its_evidence_stands():
    assert len({one.code for one in GUARDS}) == len(GUARDS)
    for one in GUARDS:
        assert one.evidence in EVIDENCE_WORDS
        assert one.does
        assert one.against
        assert one.found
        assert one.cost
        assert one.sources
        assert all(source.words and source.of for source in one.sources)
    assert [one.code for one in GUARDS if one.always] == ["absolute_anchors"]
    assert guard("absolute_anchors") not in switchable()
    with pytest.raises(KeyError, match="there are base_rate_after"):
        guard("none")


def test_published_findings_stand_as_published():
    found = " ".join(one.found for one in GUARDS)
    for words in ("87 people", "18.6 %", "19.2 %", "6 % better than chance", "not in social work"):
        assert words in found


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(1, 12))
def test_quarters_are_whole_eight_and_the_newest_that_are_wholly_known(known, months):
    first, last = quarters_known(known, months)
    assert (first.day, first.month % 3) == (1, 1)
    assert add_months(first, 24) == last + timedelta(days=1)
    assert add_months(last, months) <= known
    day = last + timedelta(days=1)
    following = add_months(day, 3) - timedelta(days=1)
    assert add_months(following, months) > known, "the next quarter is not yet known"


@given(st.lists(st.booleans(), min_size=1, max_size=400), st.integers(1, 9))
def test_a_rate_is_the_nearest_step_of_five_or_not_told(recorded, people):
    made = base_rate(np.array(recorded), np.arange(len(recorded)) % people, FIRST, LAST)
    n, there = len(recorded), min(people, len(recorded))
    if n < FEWEST or there < 5:
        assert made.in_100 is None
        assert "Too few" in made.sentence()
        return
    exact = Fraction(100 * sum(recorded), n)
    assert made.in_100 % STEP == 0
    assert abs(made.in_100 - exact) <= Fraction(STEP, 2)
    assert made.about % 10 == 0


def test_one_decision_hardly_ever_moves_what_is_told():
    """Of 300 decisions, each more or less shows in the figure at most at the borders between two steps."""
    told = [base_rate(np.arange(300) < there, np.arange(300) % 8, FIRST, LAST).in_100 for there in range(301)]
    moves = sum(one != other for one, other in pairwise(told))
    assert moves == 100 // STEP
    assert told == sorted(told)


def test_words_at_the_ends_and_lengths():
    none, every = (base_rate(np.full(100, value), np.arange(100) % 5, FIRST, LAST) for value in (False, True))
    assert "fewer than 3 in 100" in none.sentence()
    assert "more than 97 in 100" in every.sentence()
    with pytest.raises(ValueError, match="2 outcomes for 3"):
        base_rate(np.array([True, False]), np.arange(3), FIRST, LAST)


def test_exercises_have_whole_answers_and_their_own_words():
    assert len(EXERCISES) == 8
    assert len({one.code for one in EXERCISES}) == 8
    answers = {one.code: one.answer for one in EXERCISES}
    assert answers == {
        "cue_common": 18,  # 8 of 44
        "cue_rare": 50,
        "alarm": 8,  # 90 of 1,080
        "both": 12,
        "regression": 20,
        "rereferral": 22,
        "vacancies": 19,
        "sure": 10,
    }
    one = EXERCISES[0]
    assert Marked(one, 18).sentence() == "You said 18. It is 18."
    assert Marked(one, 20).sentence() == "You said 20. It is 18: 2 too high, which is near."
    assert Marked(one, 0).sentence() == "You said 0. It is 18: 18 too low."
