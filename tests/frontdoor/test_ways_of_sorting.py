"""Each other way of sorting beside what a person reckons by hand."""

import numpy as np
import pytest

from fanlight.frontdoor.best_tree import Goal
from fanlight.frontdoor.past_table import PastTable
from fanlight.frontdoor.ways_of_sorting import Fold, always, best_list, logistic, one_cue, unit_tally

A, B = list("11110000"), list("11001100")
BOTH = np.array([one == other == "1" for one, other in zip(A, B, strict=True)])


def fold(table, outcome, look=None, goal=None):
    return Fold(
        PastTable.of(table),
        outcome,
        PastTable.of(look or table),
        goal or Goal(),
        2,
        np.random.default_rng(1),
    )


def test_a_tally_takes_whoever_reaches_the_cut_and_not_known_counts_for_neither():
    looked = {"a": ["1", "1", "0", "", "1"], "b": ["1", "0", "0", "1", ""]}
    found = unit_tally(fold({"a": A, "b": B}, BOTH, looked))
    assert found.positive.tolist() == [True, False, False, False, False]
    assert found.cues_asked.tolist() == [2] * 5


def test_a_tally_turns_a_question_that_speaks_against():
    found = unit_tally(fold({"a": A, "safe": [str(1 - int(one)) for one in B]}, BOTH))
    np.testing.assert_array_equal(found.positive, BOTH)


def test_a_tally_may_let_everybody_go():
    chance = {"a": list("10101010")}
    rare = np.array([1, 0, 0, 0, 0, 0, 0, 1], bool)
    assert not unit_tally(fold(chance, rare, goal=Goal("net-benefit", 0.9))).positive.any()
    assert unit_tally(fold(chance, rare, goal=Goal("net-benefit", 0.01))).positive.all()


def test_a_regression_reads_numbers_words_and_what_is_not_known():
    rng = np.random.default_rng(3)
    truth = rng.random(600) < 0.3
    age = np.where(truth, "", (rng.normal(8, 2, 600)).round(1).astype(str)).tolist()
    word = np.where(truth, "police", rng.choice(["school", "health"], 600)).tolist()
    for name, cells in (("age", age), ("from", word)):
        found = logistic(fold({name: cells}, truth))
        np.testing.assert_array_equal(found.positive, truth), name
    assert logistic(fold({"age": age, "from": word}, truth)).cues_asked.tolist() == [2] * 600


def test_a_regression_puts_a_number_that_is_new_and_a_word_that_is_new_somewhere():
    """Words are those of the whole table: one that the fold never saw tells nothing."""
    table = PastTable.of({"age": [*["1", "9"] * 20, "1", ""], "from": [*["a", "b"] * 20, "c", "b"]})
    truth, places = np.tile([True, False], 20), np.arange(42)
    both = Fold(table.rows(places[:40]), truth, table.rows(places[40:]), Goal(), 2, np.random.default_rng(1))
    assert logistic(both).positive.tolist() == [True, False]


@pytest.mark.parametrize(("way", "asked"), [(always, 0), (one_cue, 1)])
def test_the_simplest_ways_ask_as_little_as_they_say(way, asked):
    found = way(fold({"a": A, "b": B}, np.array([one == "1" for one in A])))
    assert set(found.cues_asked.tolist()) == {asked}
    assert found.positive.all() if way is always else found.positive.tolist() == [True] * 4 + [False] * 4


def test_the_best_list_is_chosen_on_the_fold_and_told_on_the_others():
    table = {"a": A * 10, "b": B * 10}
    truth = np.tile(BOTH, 10)
    found = best_list(fold(table, truth, {"a": ["1", "1", "0"], "b": ["1", "0", "1"]}))
    assert found.positive.tolist() == [True, False, False]
