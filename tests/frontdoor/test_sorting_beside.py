"""A list beside simpler and heavier ways: same folds, nothing learned on the cases it is told on."""

import json

import numpy as np
import pytest

from fanlight.frontdoor import sorting_beside as module
from fanlight.frontdoor.best_tree import Goal
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, TreeLevel
from fanlight.frontdoor.sorting_beside import sorting_beside
from fanlight.frontdoor.ways_of_sorting import Sorted

TOLD = FastAndFrugalTree((TreeLevel("told", True, True),), False)


def cases(n=400, seed=1, noise=0.15):
    """One cue that tells, one that tells a little, a number, words, and five of chance; some not known."""
    rng = np.random.default_rng(seed)
    truth = rng.random(n) < 0.4
    told = np.where(rng.random(n) < noise, ~truth, truth)
    half = np.where(rng.random(n) < 0.35, ~truth, truth)
    table = {
        "told": np.where(told, "1", "0"),
        "half": np.where(rng.random(n) < 0.2, "", np.where(half, "yes", "no")),
        "age": np.round(rng.normal(10 + 2 * truth, 3), 1).astype(str),
        "from": np.where(truth & (rng.random(n) < 0.5), "police", rng.choice(["school", "health"], n)),
    } | {f"chance{at}": np.where(rng.random(n) < 0.5, "1", "0") for at in range(5)}
    return {name: cells.tolist() for name, cells in table.items()}, truth


def compared(table, truth, seed=3, **more):
    return sorting_beside(TOLD, table, truth, np.random.default_rng(seed), **more)


def of(beside):
    return {way.name: way for way in beside.ways}


def test_all_ways_stand_side_by_side_on_the_same_cases():
    table, truth = cases()
    found = compared(table, truth)
    ways = of(found)
    assert list(ways) == [
        "given", "best_list", "always_assess", "one_cue", "unit_tally", "logistic_regression"
    ]  # fmt: skip
    assert {way.figures.n for way in found.ways} == {400}
    assert ways["always_assess"].figures.balanced_accuracy.value == 0.5
    assert ways["one_cue"].figures == ways["given"].figures  # the one that tells is found in every fold
    assert ways["logistic_regression"].difference.low > 0
    assert 8 < ways["unit_tally"].figures.cues_per_case <= 9
    assert ways["given"].difference is None


def test_with_nothing_to_learn_nothing_seems_learned():
    """Out of sample: an in-sample best list of chance cues would seem to tell."""
    table, truth = cases(seed=5)
    chance = {name: cells for name, cells in table.items() if name.startswith("chance")}
    reached = []
    for seed in range(6):
        shuffled = np.random.default_rng(seed).permutation(truth)
        ways = of(compared(chance | {"told": table["told"]}, shuffled, most_cues=2))
        reached.append([way.figures.balanced_accuracy.value for way in ways.values()])
    assert np.abs(np.mean(reached, axis=0) - 0.5).max() < 0.03


def test_no_way_sees_the_outcomes_it_is_told_on(monkeypatch):
    """Each fold's ways get the other cases alone; together the folds sort every case once."""
    table, truth = cases(100)
    table["place"] = [str(at) for at in range(100)]
    seen = []

    def spy(fold):
        place = next(column.values for column in fold.look.columns if column.name == "place")
        other = next(column.values for column in fold.fit.columns if column.name == "place")
        assert not set(place) & set(other)
        assert len(fold.outcome) == len(other)
        seen.extend(place.astype(int).tolist())
        return Sorted(truth[place.astype(int)], np.ones(len(place), np.intp))

    monkeypatch.setattr(module, "WAYS", {"spy": ("one that knows", spy)})
    found = of(compared(table, truth))["spy"]
    assert sorted(seen) == list(range(100))
    assert (
        found.figures.misses == found.figures.false_alarms == 0
    )  # each case's answer went back to its place


def test_a_difference_is_told_case_by_case():
    table, truth = cases()
    ways = of(compared(table, truth))
    always, given = ways["always_assess"], ways["given"]
    less = always.figures.balanced_accuracy.value - given.figures.balanced_accuracy.value
    assert always.difference.value == pytest.approx(less)
    assert always.difference.low < less < always.difference.high < 0
    assert "worse than the list by" in always.sentence()
    assert (ways["one_cue"].difference.low, ways["one_cue"].difference.high) != (0, 0)
    assert "cannot be told apart" in ways["one_cue"].sentence()


def test_the_same_seed_gives_the_same_figures_and_the_length_is_that_of_the_list():
    table, truth = cases()
    first, again = compared(table, truth), compared(table, truth)
    assert first.as_json() == again.as_json()
    assert "at most 1 question" in of(first)["best_list"].words
    assert "at most 4 questions" in of(compared(table, truth, most_cues=4))["best_list"].words


def test_the_goal_moves_what_is_learned_and_not_the_list():
    table, truth = cases()
    plain, eager = of(compared(table, truth)), of(compared(table, truth, goal=Goal("net-benefit", 0.05)))
    assert eager["given"].figures == plain["given"].figures
    for name in ("logistic_regression", "unit_tally"):
        assert eager[name].figures.misses < plain[name].figures.misses
    assert "net_benefit" in compared(table, truth, goal=Goal("net-benefit", 0.05)).as_json()["ways"][0]


def test_the_table_the_frame_and_the_json_tell_the_same():
    found = compared(*cases(120))
    columns = found.columns()
    assert {len(values) for values in columns.values()} == {6}
    assert found.to_frame()["way"].to_list() == [way["name"] for way in found.as_json()["ways"]]
    assert json.loads(json.dumps(found.as_json()))["folds"] == 5
    for way in found.ways:
        assert way.sentence() in found.sentence()


def test_columns_that_cannot_tell_are_passed_over():
    _, truth = cases(60)
    table = {"told": ["1"] * 60, "blank": [""] * 60, "same": ["7"] * 60, "word": ["a"] * 60}
    for way in compared(table, truth).ways:
        assert way.figures.n == 60


@pytest.mark.parametrize(("truth", "told"), [([1] * 4 + [0] * 20, "4 cases of one class"), ([1, 0] * 12, "")])
def test_what_cannot_be_compared_is_refused(truth, told):
    table = {"told": ["1", "0"] * 12} if told else {}
    with pytest.raises(ValueError, match=told or "no column|neither a column"):
        compared(table, np.array(truth, bool))
