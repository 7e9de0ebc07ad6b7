"""The best tree that given cues allow on given past cases, and the trees that are nearly as good."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.frontdoor.cue_definition import CueDefinition
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, SortedCases, TreeLevel
from fanlight.frontdoor.past_table import PastTable
from fanlight.frontdoor.sorting_figures import SortingFigures
from fanlight.frontdoor.tree_search.bounded import any_costs_at_most
from fanlight.frontdoor.tree_search.compiled import COMPILED
from fanlight.frontdoor.tree_search.found import FoundTree, Trees
from fanlight.frontdoor.tree_search.literals import Literals, literals
from fanlight.frontdoor.tree_search.price import Price
from fanlight.frontdoor.tree_search.search import Search

Table = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Goal:
    """What makes a tree the best.

    Attributes
    ----------
    kind
        "balanced", "net-benefit" or "sens".
    at
        The threshold of net benefit, or the weight of sensitivity; not used by "balanced".
    asked
        What one more cue in every case must bring, in balanced accuracy.
    """

    kind: str = "balanced"
    at: float = 0.5
    asked: float = 0.0

    def price(self, positives: int, negatives: int) -> Price:
        """The same as costs a case.

        Raises
        ------
        ValueError
            No such kind, or `at` is not between 0 and 1.
        """
        match self.kind:
            case "balanced":
                return Price.balanced(positives, negatives, self.asked)
            case "net-benefit":
                return Price.net_benefit(self.at)
            case "sens":
                return Price.sensitivity_weighted(positives, negatives, self.at)
        raise ValueError(f"{self.kind} is no goal: balanced, net-benefit or sens")

    def worth(self, share: float, positives: int, negatives: int) -> float:
        """So much balanced accuracy (or net benefit a case) as a cost over all cases."""
        if self.kind == "net-benefit":
            return share * (positives + negatives)
        return share * 2 * positives * negatives


@dataclass(frozen=True, slots=True)
class Cases:
    """Past cases with their cues defined and answered.

    Attributes
    ----------
    cues
        What can be asked.
    answers
        Shape (n, cues): 1, 0 or NaN.
    outcome
        Shape (n,).
    """

    cues: tuple[CueDefinition, ...]
    answers: NDArray[np.float64]
    outcome: NDArray[np.bool_]

    @classmethod
    def of(cls, table: Table | PastTable, outcome: NDArray[np.bool_], *, thresholds: int = 1) -> Cases:
        """Define the cues of a table on these very cases.

        A cue for each column of yes and no; for each other one the cuts that tell most, at most `thresholds`.
        They are chosen by the outcome: out of sample they must be chosen anew.
        """
        read = PastTable.of(table)
        cues = read.cues(outcome, thresholds=thresholds)
        return cls(cues, read.answers(cues), outcome)

    def literals(self) -> Literals:
        """The same as bits."""
        columns = [cue.column for cue in self.cues]
        return literals(self.answers, self.outcome, [columns.index(column) for column in columns])

    def groups_of(self, names: Collection[str]) -> list[int]:
        """Groups that a tree must ask, by the columns named."""
        columns = [cue.column for cue in self.cues]
        return [columns.index(name) for name in names]


@dataclass(frozen=True, slots=True)
class BestTree:
    """The certified best tree, and how many are nearly as good.

    Attributes
    ----------
    cues
        What could be asked.
    tree, figures
        The tree, and what it would have done with the cases it was found on.
    cost
        What was made least.
    near, near_exact, near_trees
        Distinct ways of sorting the cases within so much of the best, whether all were counted, and some.
    """

    cues: tuple[CueDefinition, ...]
    tree: FastAndFrugalTree
    figures: SortingFigures
    cost: float
    near: int
    near_exact: bool
    near_trees: tuple[FastAndFrugalTree, ...]


def best_tree(
    cases: Cases, goal: Goal, *, most_cues: int, must_have: Collection[str] = (), near: float = 0.0
) -> BestTree:
    """Find the best tree.

    Parameters
    ----------
    cases
        Past cases.
    goal
        What is made best.
    most_cues
        1 to 5.
    must_have
        Columns that a tree must ask.
    near
        How much less good a tree may be and still be counted, in balanced accuracy.

    Raises
    ------
    ValueError
        Every case is of one class; more must-have cues than cues.

    Examples
    --------
    >>> table = {"bruise": list("110000"), "seen": list("101100")}
    >>> cases = Cases.of(table, np.array([1, 1, 0, 0, 1, 1], bool))
    >>> best_tree(cases, Goal(), most_cues=2).tree.sentence()
    'bruise: yes → assess. seen: no → assess. All others → do not assess.'
    """
    trees, bits = _searched(cases, goal, most_cues, must_have)
    best = _named(trees.best(), cases, bits)
    ties = trees.near(goal.worth(near, bits.positives, bits.negatives))
    return BestTree(
        cases.cues,
        best,
        figures_of(best, cases),
        trees.search.best,
        ties.classifications,
        ties.exact,
        tuple(_named(tree, cases, bits) for tree in ties.trees),
    )


def tree_alone(
    cases: Cases, goal: Goal, *, most_cues: int, must_have: Collection[str] = ()
) -> FastAndFrugalTree:
    """The tree of `best_tree` without what is nearly as good."""
    trees, bits = _searched(cases, goal, most_cues, must_have, threads=1)
    return _named(trees.best(), cases, bits)


def _searched(
    cases: Cases, goal: Goal, most_cues: int, must_have: Collection[str], threads: int | None = None
) -> tuple[Trees, Literals]:
    bits = cases.literals()
    price = goal.price(bits.positives, bits.negatives)
    wanted = cases.groups_of(must_have)
    return Trees(Search(bits, price, most_cues=most_cues, must_have=wanted, threads=threads)), bits


def least_cost(cases: Cases, goal: Goal, *, most_cues: int, must_have: Collection[str] = ()) -> float:
    """What the best tree costs; none of the class costs less."""
    trees, _ = _searched(cases, goal, most_cues, must_have)
    return trees.search.best


def does_as_well(
    cases: Cases, goal: Goal, cost: float, *, most_cues: int, must_have: Collection[str] = ()
) -> bool:
    """Whether any tree costs as little as `cost` on these cases."""
    bits = cases.literals()
    price = goal.price(bits.positives, bits.negatives)
    if COMPILED:
        wanted = cases.groups_of(must_have)
        search = Search(bits, price, most_cues=most_cues, must_have=wanted, threads=1)
        return search.best <= cost + abs(cost) * 1e-12
    return any_costs_at_most(cost, bits, price, most_cues=most_cues, must_have=cases.groups_of(must_have))


def figures_of(tree: FastAndFrugalTree, cases: Cases) -> SortingFigures:
    """What a tree would have done with cases in which its cues are answered."""
    found = sorted_by(tree, cases)
    return SortingFigures.of(found.positive, cases.outcome, found.cues_asked)


def sorted_by(tree: FastAndFrugalTree, cases: Cases) -> SortedCases:
    """Cases as a tree sorts them."""
    columns = {cue.name: cases.answers[:, at] for at, cue in enumerate(cases.cues)}
    return tree.sort(columns or {"": np.zeros(len(cases.outcome))})


def _named(found: FoundTree, cases: Cases, bits: Literals) -> FastAndFrugalTree:
    levels = []
    for one in found.exits:
        atom = bits.atoms[one.atom]
        when = atom.yes if one.way == 0 else not atom.yes
        levels.append(TreeLevel(cases.cues[atom.cue].name, when, one.positive))
    return FastAndFrugalTree(tuple(levels), found.otherwise)
