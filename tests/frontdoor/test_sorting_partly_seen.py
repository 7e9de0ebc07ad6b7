"""Bounds hold whatever the unseen were, and are reached; a weighted sample finds the whole."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.estimates.partly_seen import weighted_share
from fanlight.frontdoor.sorting_figures import SortingFigures
from fanlight.frontdoor.sorting_partly_seen import sorting_partly_seen

FIGURES = ("sensitivity", "specificity", "balanced_accuracy")


def every_completion(positive, outcome, seen):
    """The plain slow oracle: figures for every outcome that the unseen cases can have had."""
    unseen = np.flatnonzero(~seen)
    for values in product([False, True], repeat=len(unseen)):
        whole = outcome.copy()
        whole[unseen] = values
        yield SortingFigures.of(positive, whole, np.ones(len(whole), int))


@settings(max_examples=150)
@given(st.integers(0, 2**32 - 1), st.integers(5, 16), st.integers(0, 7))
def test_bounds_are_those_of_every_completion(seed, n, unseen):
    rng = np.random.default_rng(seed)
    positive, outcome, seen = rng.random(n) < 0.5, rng.random(n) < 0.5, np.ones(n, bool)
    seen[rng.permutation(n)[:unseen]] = False
    seen[:4], positive[:4], outcome[:4] = True, [1, 1, 0, 0], [1, 0, 1, 0]
    found = sorting_partly_seen(positive, outcome, seen, np.ones(n, int))
    completed = list(every_completion(positive, outcome, seen))
    for name in FIGURES:
        values = [getattr(one, name).value for one in completed]
        bounds = getattr(found, name)
        assert bounds.lowest == pytest.approx(min(values))
        assert bounds.highest == pytest.approx(max(values))
        assert bounds.low <= bounds.lowest <= getattr(found.seen, name).value <= bounds.highest <= bounds.high


def test_all_seen_leaves_nothing_open():
    put, came = np.array([1, 1, 0, 0], bool), np.array([1, 0, 1, 0], bool)
    found = sorting_partly_seen(put, came, np.ones(4, bool), np.ones(4, int))
    assert found.sensitivity.lowest == found.sensitivity.highest == found.seen.sensitivity.value
    assert found.sentence() == "What became of every case was seen."


def test_a_sample_drawn_by_chance_finds_what_the_seen_hide():
    """Outcomes of cases the list lets go are seen mostly where they came true elsewhere: naive is wrong."""
    rng = np.random.default_rng(6)
    n = 40_000
    came = rng.random(n) < 0.2
    put = rng.random(n) < np.where(came, 0.6, 0.2)
    seen = put | (rng.random(n) < 0.02)
    weights = np.where(put, 1.0, np.nan)
    drawn = ~put & (rng.random(n) < 0.05)
    seen |= drawn
    weights[drawn] = 20.0
    found = sorting_partly_seen(put, came, seen, np.ones(n, int), weights=weights)
    truth = SortingFigures.of(put, came, np.ones(n, int))
    for name in ("sensitivity", "specificity"):
        sampled, real = getattr(found.sampled, name), getattr(truth, name).value
        assert sampled.low < real < sampled.high
        assert getattr(found, name).lowest <= real <= getattr(found, name).highest
    assert found.seen.sensitivity.value > truth.sensitivity.value + 0.2
    assert "cannot tell where" in found.sentence()


def test_intervals_of_a_weighted_share_cover():
    rng, hit = np.random.default_rng(8), 0
    for _ in range(400):
        holds = rng.random(600) < 0.3
        chance = np.where(holds, 0.5, 0.2)
        drawn = rng.random(600) < chance
        found = weighted_share(holds[drawn], 1 / chance[drawn])
        hit += found.low <= 0.3 <= found.high
    assert 0.92 <= hit / 400 <= 0.99


def test_weights_of_one_are_the_plain_share():
    holds = np.array([True] * 7 + [False] * 33)
    found = weighted_share(holds, np.ones(40))
    assert (found.value, round(found.low, 3), round(found.high, 3)) == (0.175, 0.087, 0.319)


def test_what_cannot_be_is_refused():
    put = np.array([True, False])
    with pytest.raises(ValueError, match="looked at"):
        sorting_partly_seen(put, put, np.array([True, False]), np.ones(2, int), weights=np.ones(2))
    with pytest.raises(ValueError, match="1 or more"):
        weighted_share(put, np.array([0.5, 1.0]))
    assert np.isnan(weighted_share(put[:0], np.ones(0)).value)
