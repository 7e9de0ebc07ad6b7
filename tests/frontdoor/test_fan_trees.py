"""The heuristics: never above the certified best of the same cues; dfan ranks on what is left."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.frontdoor.best_tree import Cases, Goal, best_tree
from fanlight.frontdoor.fan_trees import dfan, ifan


def made_up(seed, n=60, m=5):
    rng = np.random.default_rng(seed)
    cells = rng.choice(["1", "0", ""], (m, n), p=[0.45, 0.45, 0.1])
    outcome = rng.random(n) < 0.4
    outcome[:2] = True, False
    return {f"c{at}": cells[at].tolist() for at in range(m)}, outcome


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([Goal(), Goal("sens", 0.8), Goal("net-benefit", 0.3)]))
def test_no_heuristic_is_above_the_certified_best(seed, goal):
    table, outcome = made_up(seed)
    price = goal.price(int(outcome.sum()), int((~outcome).sum()))
    least = best_tree(Cases.of(table, outcome), goal, most_cues=4).cost
    for make in (ifan, dfan):
        found = make(table, outcome, goal=goal)
        cost = price.missed * found.figures.misses + price.false_alarm * found.figures.false_alarms
        assert cost >= least - 1e-9
        assert len(set(found.tree.cues)) == len(found.tree.cues) <= 4


def test_dfan_asks_next_what_tells_most_of_those_left():
    """`late` tells everything of those without `first`, and little of all; `early` the other way round."""
    first = np.array([1] * 40 + [0] * 20, bool)
    outcome = np.array([1] * 40 + [1] * 10 + [0] * 10, bool)
    late = np.array([0] * 40 + [1] * 10 + [0] * 10, bool)
    early = np.array([1] * 40 + [1] * 6 + [0] * 4 + [1] * 5 + [0] * 5, bool)
    named = {"first": first, "late": late, "early": early}
    table = {name: np.where(values, "1", "0").tolist() for name, values in named.items()}
    assert dfan(table, outcome, most_levels=2).tree.cues == ("first", "late")
    assert "late" not in ifan(table, outcome, most_levels=2).tree.cues


def test_one_class_alone_is_refused():
    with pytest.raises(ValueError, match="same class"):
        ifan({"a": ["1", "0"]}, np.ones(2, bool))
