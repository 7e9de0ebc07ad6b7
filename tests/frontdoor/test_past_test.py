"""A list on past cases beside a slow count, and its bounds beside every way the unseen could have been."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.frontdoor.enough_cases import cases_for_width, cases_needed
from fanlight.frontdoor.exits import exit_reached, exits_of
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, NotATree, TreeLevel
from fanlight.frontdoor.group_differences import comparisons, group_differences
from fanlight.frontdoor.past_test import ListTest, PastCases, hundred, past_test
from fanlight.frontdoor.sorting_partly_seen import sorting_partly_seen
from fanlight.frontdoor.tree_words import read_words

ANSWER = {1.0: "yes", 0.0: "no"}
answers = st.sampled_from([1.0, 0.0, float("nan")])


@st.composite
def problems(draw, most=7):
    count = draw(st.integers(1, most))
    columns = {name: draw(st.lists(answers, min_size=count, max_size=count)) for name in "abc"}
    cues = draw(st.permutations("abc"))[: draw(st.integers(0, 3))]
    levels = tuple(TreeLevel(cue, draw(st.booleans()), draw(st.booleans())) for cue in cues)
    bits = st.lists(st.booleans(), min_size=count, max_size=count)
    cases = PastCases(
        columns,
        np.array(draw(bits)),
        np.array(draw(bits)),
        groups={"Sex": (("F", "M"), np.array(draw(bits), np.int64))},
    )
    return FastAndFrugalTree(levels, draw(st.booleans())), cases


@given(problems())
def test_counts_are_those_of_a_person_with_the_card_in_hand(problem):
    tree, cases = problem
    told = past_test(tree, cases)
    ways = exits_of(tree)
    left = [0] * len(ways)
    cells = [0, 0, 0, 0]
    for row in range(len(cases.outcome)):
        one = {cue: ANSWER.get(values[row], "not_known") for cue, values in cases.answers.items()}
        way = exit_reached(tree, one)
        left[ways.index(way)] += 1
        cells[2 * (not cases.outcome[row]) + (not way.positive)] += 1
    whole = told.whole
    assert [whole.hits, whole.misses, whole.false_alarms, whole.correct_rejections] == cells
    assert [one.cases for one in told.exits] == left
    assert sum(one.n for one in told.groups["Sex"].values()) == whole.n
    assert ListTest.from_json(told.as_json()) == told
    unseen = cases.screened_out & ~cases.outcome
    found = sorting_partly_seen(
        tree.sort(cases.answers).positive,
        cases.outcome,
        ~unseen,
        tree.sort(cases.answers).cues_asked,
    )
    assert repr(told.partly_seen()) == repr(found)  # not known is not known in both


@settings(max_examples=60)
@given(problems(most=5))
def test_bounds_are_the_extremes_over_everything_unseen(problem):
    tree, cases = problem
    told = past_test(tree, cases)
    unseen = np.flatnonzero(cases.screened_out & ~cases.outcome)
    found: dict[str, list[float]] = {"sensitivity": [], "specificity": [], "balanced_accuracy": []}
    for truth in product([False, True], repeat=len(unseen)):
        outcome = cases.outcome.copy()
        outcome[unseen] = truth
        one = past_test(tree, PastCases(cases.answers, outcome, cases.screened_out)).whole
        for name, values in found.items():
            values.append(getattr(one, name).value)
    for name, bounds in (
        ("sensitivity", told.partly_seen().sensitivity),
        ("specificity", told.partly_seen().specificity),
        ("balanced_accuracy", told.partly_seen().balanced_accuracy),
    ):
        known = [value for value in found[name] if np.isfinite(value)]
        if known and np.isfinite([bounds.lowest, bounds.highest]).all():
            assert bounds.lowest == pytest.approx(min(known))
            assert bounds.highest == pytest.approx(max(known))
            assert bounds.low - 1e-9 <= bounds.lowest <= bounds.highest <= bounds.high + 1e-9


def differences(told):
    return [one for split in told.by_group() for one in group_differences(split)]


def test_a_group_that_is_missed_more_often_is_told_once_and_few_are_passed_over():
    bruise = np.repeat([1.0, 0.0, 1.0, 0.0], [30, 10, 10, 30])
    group = np.repeat([0, 1], 40)
    tree = FastAndFrugalTree((TreeLevel("bruise", True, True),), False)
    everyone = np.ones(80, np.bool_)
    cases = PastCases({"bruise": bruise}, everyone, ~everyone, groups={"Sex": (("F", "M"), group)})
    [one] = differences(past_test(tree, cases))
    assert one.sentence() == (
        "Sex, M: misses are more frequent, 30 of 40 against 10 of 40 of all others "
        "(difference +50 in 100, +29 to +65)."
    )
    few = PastCases(
        {"bruise": bruise[30:50]}, everyone[:20], ~everyone[:20], groups={"Sex": (("F", "M"), group[30:50])}
    )
    assert differences(past_test(tree, few)) != []
    fewer = PastCases(
        {"bruise": bruise[31:49]}, everyone[:18], ~everyone[:18], groups={"Sex": (("F", "M"), group[31:49])}
    )
    assert differences(past_test(tree, fewer)) == []
    assert [comparisons(split) for split in past_test(tree, fewer).by_group()] == [0]
    assert [comparisons(split) for split in past_test(tree, cases).by_group()] == [2]


def test_a_group_that_is_not_known_is_compared_with_nothing_and_stays_among_the_others():
    bruise = np.repeat([1.0, 0.0, 0.0], [20, 20, 20])
    groups = {"Sex": (("F", "M", "Not known"), np.repeat([0, 1, 2], 20))}
    tree = FastAndFrugalTree((TreeLevel("bruise", True, True),), False)
    everyone = np.ones(60, np.bool_)
    told = past_test(tree, PastCases({"bruise": bruise}, everyone, ~everyone, groups=groups))
    assert [(one.group, one.others) for one in differences(told)] == [("M", (20, 40))]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6).filter(any))
def test_a_hundred_is_a_hundred_and_near_each_share(counts):
    shares = hundred(counts)
    assert sum(shares) == 100
    for share, count in zip(shares, counts, strict=True):
        assert abs(share - 100 * count / sum(counts)) < 1


def test_more_cases_are_needed_for_a_rarer_outcome():
    needed = [cases_needed(share) for share in (0.02, 0.1, 0.5)]
    assert needed == sorted(needed, reverse=True)
    assert cases_for_width(0.8, 0.05) > cases_for_width(0.8, 0.1)
    for wrong in (0, 1, -1):
        with pytest.raises(ValueError, match="share"):
            cases_needed(wrong)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "if bruise: assess\nif seen: advise\notherwise: assess",
            "bruise: yes → assess. seen: yes → advise.",
        ),
        ("If a or b: assess", "a: yes → assess. b: yes → assess. All others → do not assess."),
        ("if not seen: assess\nif not known to us: do not assess", "seen: no → assess."),
        ("if a and b: no further action", "a: no → look further. b: yes → no further action."),
    ],
)
def test_words_are_read_as_they_are_meant(text, sentence):
    read = read_words(text)
    assert read.tree.sentence(read.positive, read.negative).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "there is no rule"),
        ("perhaps", "line 1 is no rule"),
        ("if a and b or c: assess", "joins by “and” and by “or”"),
        ("if a and b: assess\nif c: assess", "only the last rule"),
        ("if a: assess\nif a: assess", "asked twice"),
        ("if a: assess\nelse: advise\nif b: close", "more follows"),
        ("if a: assess\nif b: advise\nelse: close", "ends in two ways"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(text, words):
    with pytest.raises(NotATree, match=words):
        read_words(text)
