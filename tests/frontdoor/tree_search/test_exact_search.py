"""The search finds what looking at every tree finds: costs, trees, near-ties, bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frontdoor.tree_search.every_tree import every_tree

from fanlight.frontdoor.tree_search.bounded import any_costs_at_most
from fanlight.frontdoor.tree_search.compiled import COMPILED
from fanlight.frontdoor.tree_search.conjunctions import Conjunctions, packed
from fanlight.frontdoor.tree_search.found import Trees
from fanlight.frontdoor.tree_search.literals import literals
from fanlight.frontdoor.tree_search.price import Price
from fanlight.frontdoor.tree_search.search import Search
from fanlight.frontdoor.tree_search.subsets import Subsets

NAN = float("nan")


@st.composite
def problems(draw):
    """A small problem: ties, weights, cues not known, a price of asking, a cue that must be asked."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, m = draw(st.integers(2, 30)), draw(st.integers(1, 4))
    cues = rng.integers(0, 2, (n, m)).astype(float)
    cues[rng.random((n, m)) < draw(st.sampled_from([0.0, 0.0, 0.2, 0.6]))] = NAN
    outcome = rng.random(n) < draw(st.sampled_from([0.2, 0.5]))
    outcome[:2] = True, False
    price = Price(
        float(draw(st.integers(1, 4))),
        float(draw(st.integers(1, 4))),
        draw(st.sampled_from([0.0, 0.0, 0.25])),
    )
    must_have = (0,) if draw(st.booleans()) and draw(st.booleans()) else ()
    return cues, outcome, price, draw(st.integers(1, 3)), must_have


def solved(problem, **more):
    cues, outcome, price, most_cues, must_have = problem
    return Search(literals(cues, outcome), price, most_cues=most_cues, must_have=must_have, **more)


@settings(max_examples=1000)
@given(problems())
def test_the_least_cost_is_that_of_every_tree(problem):
    least = min(cost for cost, _ in every_tree(*problem))
    for compiled in {False, COMPILED}:
        assert solved(problem, compiled=compiled).best == pytest.approx(least, abs=1e-9)


@settings(max_examples=150)
@given(problems(), st.integers(0, 4))
def test_near_ties_are_all_counted_each_way_of_sorting_once(problem, within):
    search = solved(problem)
    ties = Trees(search).near(within)
    ways = {put.tobytes() for cost, put in every_tree(*problem) if cost <= search.best + within + 1e-9}
    assert ties.exact
    assert ties.classifications == len(ways) == len(ties.trees)
    assert min(tree.cost for tree in ties.trees) == pytest.approx(search.best)


@settings(max_examples=150)
@given(problems())
def test_a_bound_is_reached_just_when_some_tree_reaches_it(problem):
    cues, outcome, price, most_cues, must_have = problem
    best = solved(problem).best
    cases = literals(cues, outcome)
    assert any_costs_at_most(best, cases, price, most_cues=most_cues, must_have=must_have)
    assert not any_costs_at_most(best - 0.2, cases, price, most_cues=most_cues, must_have=must_have)


@settings(max_examples=100)
@given(problems())
def test_the_best_tree_costs_what_it_says(problem):
    cues, outcome, price, _, _ = problem
    search = solved(problem)
    found = Trees(search).best()
    left, cost = np.ones(len(outcome), bool), 0.0
    for one in found.exits:
        atom = search.cases.atoms[one.atom]
        when = atom.yes if one.way == 0 else not atom.yes
        leaving = left & (cues[:, atom.cue] == when)
        cost += price.asked * left.sum()
        cost += (
            price.false_alarm * (leaving & ~outcome).sum()
            if one.positive
            else (price.missed * (leaving & outcome).sum())
        )
        left &= ~leaving
    cost += (
        price.false_alarm * (left & ~outcome).sum()
        if found.otherwise
        else (price.missed * (left & outcome).sum())
    )
    assert cost == pytest.approx(found.cost) == pytest.approx(search.best)


def test_thresholds_of_one_measure_are_never_asked_together():
    cues = np.array([[1, 1, 0], [1, 0, 0], [0, 0, 1], [1, 0, 1]], float)
    outcome = np.array([True, False, True, False])
    apart = literals(cues, outcome, groups=[0, 0, 2])
    cost = Search(apart, Price(1, 1), most_cues=2).best
    pairs = [
        min(c for c, _ in every_tree(cues[:, kept], outcome, Price(1, 1), 2)) for kept in ([0, 2], [1, 2])
    ]
    assert cost == min(pairs)


def test_a_count_that_is_cut_short_says_so():
    rng = np.random.default_rng(3)
    cases = literals(rng.integers(0, 2, (60, 6)).astype(float), rng.random(60) < 0.5)
    search = Search(cases, Price(1, 1), most_cues=4)
    whole, cut = Trees(search).near(4), Trees(search).near(4, most_walked=10, most_listed=3)
    assert whole.exact
    assert not cut.exact
    assert 0 < cut.classifications <= 10 < whole.classifications
    assert len(cut.trees) == 3


@given(st.integers(1, 7), st.integers(1, 5), st.integers(1, 200), st.integers(0, 2**32 - 1))
def test_conjunctions_are_counted_as_by_hand(m, k, n, seed):
    held = np.random.default_rng(seed).random((m, n)) < 0.6
    counted = Conjunctions([packed(held), packed(~held)])
    for first in range(m):
        rows = [row for row in Subsets(m, k).rows.tolist() if row[0] == first]
        by_hand = [
            [held[row].all(axis=0).sum() for row in rows],
            [(~held[row]).all(axis=0).sum() for row in rows],
        ]
        if rows:
            assert counted.starting_with(first, k).tolist() == by_hand


@given(st.integers(1, 9), st.integers(1, 5))
def test_each_subset_stands_at_its_rank(m, k):
    subsets = Subsets(m, k)
    assert subsets.rank(subsets.rows).tolist() == list(range(subsets.count))
    for first in range(m - k + 1):
        assert (subsets.rows[subsets.starting_with(first)][:, 0] == first).all()


@pytest.mark.parametrize(
    ("outcome", "more"), [([True, True], {}), ([True, False], {"must_have": (0, 1), "most_cues": 1})]
)
def test_what_cannot_be_searched_is_refused(outcome, more):
    cases = literals(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array(outcome))
    with pytest.raises(ValueError, match=r"same class|must be asked"):
        Search(cases, Price(1, 1), **({"most_cues": 2} | more))
