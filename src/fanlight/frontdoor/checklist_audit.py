"""How good can a checklist of these cues be, and how much of it is chance? For an analyst, on past cases."""

from __future__ import annotations

import os
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import comb

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.resampling import PermutationTest, parts, permutation_test, stratified_folds
from fanlight.frontdoor.best_tree import (
    BestTree,
    Cases,
    Goal,
    Table,
    best_tree,
    does_as_well,
    figures_of,
    least_cost,
    tree_alone,
)
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree
from fanlight.frontdoor.past_table import PastTable
from fanlight.frontdoor.sorting_figures import SortingFigures
from fanlight.frontdoor.tree_search.compiled import COMPILED

FOLDS = 5
MOST_SETS = 100_000  # of cues, that each shuffle looks at
FEW, FOLDS_OF_FEW, TIMES_OF_FEW = 2000, 10, 3  # with few cases one division into folds is itself chance


@dataclass(frozen=True, slots=True)
class AuditPlan:
    """What is asked of an audit.

    Attributes
    ----------
    goal
        What makes a tree the best.
    most_cues
        1 to 5.
    must_have
        Columns that a tree must ask.
    near
        How much less good a tree may be and still be counted.
    thresholds
        A column of numbers becomes at most so many cues.
    permutations
        Shuffled samples; 0 leaves the test out.
    """

    goal: Goal = field(default_factory=Goal)
    most_cues: int = 5
    must_have: tuple[str, ...] = ()
    near: float = 0.01
    thresholds: int = 1
    permutations: int = 1000


@dataclass(frozen=True, slots=True)
class ChecklistAudit:
    """The best tree in the class, out of sample too.

    Attributes
    ----------
    cues
        Names of all that could be asked.
    best
        The certified best tree on these cases, and its near-ties.
    cross_validated
        What trees found the same way did with cases that they were not found on.
    permutation
        How often shuffled outcomes allowed a tree as good; None when not asked.
    permutation_cues
        Cues in the trees that the shuffles were compared by: all that were asked for, or fewer where there
        are so many cues that a thousand full searches would take minutes.
    most_cues
        How many a list could ask at most.
    """

    cues: tuple[str, ...]
    best: BestTree
    cross_validated: SortingFigures
    permutation: PermutationTest | None
    permutation_cues: int | None = None
    most_cues: int = 5

    @property
    def optimism(self) -> float:
        """Balanced accuracy on the cases the tree was found on, less that on others."""
        found, held_out = self.best.figures.balanced_accuracy, self.cross_validated.balanced_accuracy
        return found.value - held_out.value

    def as_json(self) -> dict[str, object]:
        """The contract of `fanlight checklist audit --json`."""
        figures = self.best.figures
        return {
            "n": figures.n,
            "cues": list(self.cues),
            "best": {
                "tree": self.best.tree.as_json(),
                "balanced_accuracy": figures.balanced_accuracy.value,
                "sensitivity": figures.sensitivity.value,
                "specificity": figures.specificity.value,
                "cues_per_case": figures.cues_per_case,
            },
            "certified": True,
            "near_count": self.best.near,
            "near_count_exact": self.best.near_exact,
            "near_trees": [tree.as_json() for tree in self.best.near_trees],
            "cross_validated": self.cross_validated.as_json(),
            "optimism": self.optimism,
            "permutation_p": self.permutation.p if self.permutation else None,
            "permutation_cues": self.permutation_cues,
        }

    def sentence(self) -> str:
        """What the audit found, in words."""
        reached, other = self.best.figures.balanced_accuracy.value, self.cross_validated.balanced_accuracy
        near = f"{self.best.near:,}" if self.best.near_exact else f"at least {self.best.near:,}"
        words = (
            f"No list of at most {self.most_cues} of these {len(self.cues)} cues sorts these "
            f"{self.best.figures.n:,} cases better than balanced accuracy {reached:.2f}; on cases it was not "
            f"found on it reaches {other.value:.2f} ({other.low:.2f} to {other.high:.2f}). Lists that are as "
            f"good within the margin: {near}."
        )
        if self.permutation:
            words += (
                f" With the outcomes shuffled a list did as well in {self.permutation.as_good:,} of "
                f"{self.permutation.tried:,}, by lists of at most {self.permutation_cues} cues."
            )
        return words


def audit_checklist(
    table: Table, outcome: NDArray[np.bool_], plan: AuditPlan, rng: np.random.Generator
) -> ChecklistAudit:
    """Audit the cues of a table of past cases.

    Parameters
    ----------
    table
        Column to cells as text, each of shape (n,).
    outcome
        Shape (n,).

    Raises
    ------
    ValueError
        Every case is of one class, or there are fewer than five of one.
    NotACue
        A column is no cue.

    Notes
    -----
    Thresholds, the number of cues and the tree are all chosen anew within each of five folds, the number of
    cues by folds within those; thresholds are chosen anew for each shuffle too.
    """
    rarer = min(int(outcome.sum()), int((~outcome).sum()))
    if rarer < FOLDS:
        raise ValueError(f"{rarer} cases of one class: at least {FOLDS} are needed to look out of sample")
    read = PastTable.of(table)
    cases = Cases.of(read, outcome, thresholds=plan.thresholds)
    best = best_tree(cases, plan.goal, most_cues=plan.most_cues, must_have=plan.must_have, near=plan.near)
    held_out = cross_validated(read, outcome, plan, rng)
    shuffled, cues = _permuted(read, outcome, plan, cases, rng) if plan.permutations else (None, None)
    return ChecklistAudit(
        tuple(cue.name for cue in cases.cues), best, held_out, shuffled, cues, plan.most_cues
    )


def chosen_tree(
    table: PastTable, outcome: NDArray[np.bool_], plan: AuditPlan, rng: np.random.Generator
) -> tuple[FastAndFrugalTree, Cases]:
    """The best tree of the length that does out of sample, by folds of these cases alone.

    The shortest length is taken that comes within `plan.near` of the best: a question has to bring something.
    """
    totals = _by_length(table, outcome, plan, rng)
    price = plan.goal.price(int(outcome.sum()), int((~outcome).sum()))

    def cost(total: SortingFigures) -> float:
        mistakes = price.missed * total.misses + price.false_alarm * total.false_alarms
        return (mistakes + price.asked * total.cues_asked) * len(outcome) / total.n

    margin = plan.goal.worth(plan.near, int(outcome.sum()), int((~outcome).sum()))
    least = min(map(cost, totals.values()))
    length = min(one for one, total in totals.items() if cost(total) <= least + margin)
    cases = Cases.of(table, outcome, thresholds=plan.thresholds)
    return tree_alone(cases, plan.goal, most_cues=length, must_have=plan.must_have), cases


def _by_length(
    table: PastTable, outcome: NDArray[np.bool_], plan: AuditPlan, rng: np.random.Generator
) -> dict[int, SortingFigures]:
    """What the best trees of each length did with cases of other folds."""
    few = len(outcome) < FEW and min(outcome.sum(), (~outcome).sum()) >= FOLDS_OF_FEW
    folds, times = (FOLDS_OF_FEW, TIMES_OF_FEW) if few else (FOLDS, 1)
    lengths = range(max(1, len(plan.must_have)), plan.most_cues + 1)
    totals = dict.fromkeys(lengths, SortingFigures(0, 0, 0, 0, 0))
    for _ in range(times):
        for fit, look in parts(stratified_folds(outcome, folds, rng)):
            fitted = Cases.of(table.rows(fit), outcome[fit], thresholds=plan.thresholds)
            held_out = _same_cues(fitted, table.rows(look), outcome[look])
            for length in lengths:
                found = tree_alone(fitted, plan.goal, most_cues=length, must_have=plan.must_have)
                totals[length] += figures_of(found, held_out)
    return totals


def cross_validated(
    table: Table | PastTable, outcome: NDArray[np.bool_], plan: AuditPlan, rng: np.random.Generator
) -> SortingFigures:
    """What trees chosen by `chosen_tree` did with cases that they were not chosen on."""
    read, folds = PastTable.of(table), list(parts(stratified_folds(outcome, FOLDS, rng)))

    def looked_at(
        fold: tuple[NDArray[np.intp], NDArray[np.intp]], own: np.random.Generator
    ) -> SortingFigures:
        fit, look = fold
        tree, cases = chosen_tree(read.rows(fit), outcome[fit], plan, own)
        return figures_of(tree, _same_cues(cases, read.rows(look), outcome[look]))

    with ThreadPoolExecutor(_at_once()) as pool:  # each fold has its own chance: the same in any order
        found = pool.map(looked_at, folds, rng.spawn(len(folds)))
        return sum(found, start=SortingFigures(0, 0, 0, 0, 0))


def _permuted(
    table: PastTable, outcome: NDArray[np.bool_], plan: AuditPlan, cases: Cases, rng: np.random.Generator
) -> tuple[PermutationTest, int]:
    """The test, and of how many cues at most the trees are that it compares by.

    Any statistic makes the test valid, if it is the same for true and shuffled outcomes: the best tree
    of fewer cues too.
    """
    atoms = len(cases.literals().atoms)
    few = sum(comb(atoms, k) <= MOST_SETS for k in range(1, plan.most_cues + 1))
    length = max(few, len(plan.must_have), 1)
    reached = least_cost(cases, plan.goal, most_cues=length, must_have=plan.must_have)

    def as_well(shuffled: NDArray[np.generic]) -> bool:
        others = Cases.of(table, shuffled.astype(np.bool_), thresholds=plan.thresholds)
        return does_as_well(others, plan.goal, reached, most_cues=length, must_have=plan.must_have)

    at_once = _at_once() if COMPILED else 1
    return permutation_test(
        as_well, outcome, permutations=plan.permutations, rng=rng, at_once=at_once
    ), length


def _same_cues(cases: Cases, table: PastTable, outcome: NDArray[np.bool_]) -> Cases:
    return Cases(cases.cues, table.answers(cases.cues), outcome)


def _at_once() -> int:
    return min(4, os.cpu_count() or 1)


def without(table: Table, forbidden: Collection[str]) -> dict[str, list[str]]:
    """The table without columns that must not be asked."""
    return {name: list(cells) for name, cells in table.items() if name not in forbidden}
