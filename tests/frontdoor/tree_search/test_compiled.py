"""The compiled core gives what numpy gives, for every set of exits; and without it everything still works."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.frontdoor.tree_search.compiled import COMPILED
from fanlight.frontdoor.tree_search.literals import literals
from fanlight.frontdoor.tree_search.price import Price
from fanlight.frontdoor.tree_search.search import Search


@st.composite
def problems(draw):
    """Up to nine cues and five questions, more than a word of cases, groups, everything else that is told."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, m = draw(st.integers(2, 400)), draw(st.integers(1, 9))
    cues = (rng.random((n, m)) < rng.random(m)).astype(float)
    cues[rng.random((n, m)) < draw(st.sampled_from([0.0, 0.0, 0.3]))] = np.nan
    outcome = rng.random(n) < draw(st.sampled_from([0.05, 0.5]))
    outcome[:2] = True, False
    groups = sorted(rng.integers(0, m, m).tolist()) if draw(st.booleans()) else list(range(m))
    price = Price(
        draw(st.sampled_from([1.0, 7.0, 0.3])), float(draw(st.integers(1, 9))), rng.choice([0, 0.1])
    )
    must = (groups[0],) if draw(st.booleans()) and draw(st.booleans()) else ()
    return literals(cues, outcome, groups), price, {"most_cues": draw(st.integers(1, 5)), "must_have": must}


def could_be_built():
    """Whether a compiler and Python's headers are here; without them numpy alone is right (decision 0020)."""
    headers = Path(sysconfig.get_paths()["include"]) / "Python.h"
    return headers.exists() and any(map(shutil.which, ("cc", "gcc", "clang")))


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_it_was_built_and_values_of_all_sets_are_the_same(threads):
    if not COMPILED:
        assert not could_be_built(), "the compiled core is missing: make setup"
        return

    @settings(max_examples=150, deadline=None)
    @given(problems())
    def same(problem):
        cases, price, more = problem
        quick = Search(cases, price, **more, threads=threads)
        plain = Search(cases, price, **more, compiled=False)
        assert quick.best == pytest.approx(plain.best, rel=1e-12)
        for one, other in zip(quick.values, plain.values, strict=True):
            assert one.shape == other.shape
            np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-9)

    same()


def test_whole_costs_are_the_same_to_the_last_digit_on_many_cases():
    rng = np.random.default_rng(2)
    cues = (rng.random((30_000, 12)) < rng.random(12)).astype(float)
    cases = literals(cues, rng.random(30_000) < 0.2)
    price = Price.balanced(cases.positives, cases.negatives)
    quick, plain = (Search(cases, price, most_cues=5, compiled=how) for how in (COMPILED, False))
    assert all((one == other).all() for one, other in zip(quick.values, plain.values, strict=True))


def test_without_it_numpy_does_the_work():
    """As where no compiler was: the module cannot be imported."""
    program = """
import sys
sys.modules["fanlight.frontdoor.tree_search._counting"] = None
import numpy as np
from fanlight.frontdoor.best_tree import Cases, Goal, best_tree, does_as_well
from fanlight.frontdoor.tree_search.compiled import COMPILED
table = {"bruise": list("110000"), "seen": list("101100")}
cases = Cases.of(table, np.array([1, 1, 0, 0, 1, 1], bool))
found = best_tree(cases, Goal(), most_cues=2).tree.sentence()
print(COMPILED, found, does_as_well(cases, Goal(), 0, most_cues=2))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    expected = "False bruise: yes → assess. seen: no → assess. All others → do not assess. True"
    assert done.stdout.strip() == expected
