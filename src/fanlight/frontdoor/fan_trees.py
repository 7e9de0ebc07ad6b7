"""The classic heuristics for fast-and-frugal trees: cues ranked, then every structure of exits tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.resampling import parts, stratified_folds
from fanlight.frontdoor.best_tree import Cases, Goal, figures_of
from fanlight.frontdoor.cue_definition import CueDefinition
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, TreeLevel
from fanlight.frontdoor.past_table import PastTable
from fanlight.frontdoor.sorting_figures import SortingFigures
from fanlight.frontdoor.tree_search.price import Price

FOLDS = 5
MOST_LEVELS = 4
STOP_BELOW = 0.1  # of all cases left: the level becomes the last


@dataclass(frozen=True, slots=True)
class FanTree:
    """A tree that a heuristic made: good, and not certified to be the best.

    Attributes
    ----------
    tree, figures
        The tree, and what it would have done with the cases it was made on.
    cases
        The same cases, with the cues of the tree.
    """

    tree: FastAndFrugalTree
    figures: SortingFigures
    cases: Cases


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A cue, the answer that speaks for the outcome, and what it alone would cost."""

    cue: CueDefinition
    answers: NDArray[np.float64]
    when: bool
    cost: float


def ifan(
    table: Mapping[str, Sequence[str]] | PastTable,
    outcome: NDArray[np.bool_],
    *,
    goal: Goal | None = None,
    most_levels: int = MOST_LEVELS,
) -> FanTree:
    """Cues ranked once, on all cases.

    Each column is cut where it alone does best by the goal and turned the way that does best; the first
    `most_levels` of them are asked in that order. Every structure of exits is tried, a level being the last
    where fewer than a tenth of the cases are left; the best by the goal is taken.

    Parameters
    ----------
    table
        Columns of past cases, each of shape (n,).
    outcome
        Shape (n,), both classes in it.
    goal
        Balanced accuracy unless told.
    most_levels
        Cues asked at most.

    Raises
    ------
    ValueError
        Every case is of one class.

    References
    ----------
    Phillips, Neth, Woike and Gaissmaier, Judgment and Decision Making 12 (2017), 344-368; the ranking goes
    back to Martignon, Katsikopoulos and Woike (2008). Unlike there, what is not known goes on.

    Examples
    --------
    >>> table = {"bruise": list("110000"), "seen": list("101100")}
    >>> ifan(table, np.array([1, 1, 0, 0, 1, 1], bool)).tree.sentence()
    'seen: no → assess. bruise: yes → assess. All others → do not assess.'
    """
    return _fan(table, outcome, goal or Goal(), most_levels, anew=False)


def dfan(
    table: Mapping[str, Sequence[str]] | PastTable,
    outcome: NDArray[np.bool_],
    *,
    goal: Goal | None = None,
    most_levels: int = MOST_LEVELS,
) -> FanTree:
    """The same with cues cut and ranked anew, at each level, on the cases that are left.

    A column is asked once at most; the published heuristic lets it come again.

    Examples
    --------
    >>> table = {"bruise": list("110000"), "seen": list("101100")}
    >>> dfan(table, np.array([1, 1, 0, 0, 1, 1], bool)).figures.misses
    0
    """
    return _fan(table, outcome, goal or Goal(), most_levels, anew=True)


def _fan(
    table: Mapping[str, Sequence[str]] | PastTable,
    outcome: NDArray[np.bool_],
    goal: Goal,
    most_levels: int,
    *,
    anew: bool,
) -> FanTree:
    if outcome.all() or not outcome.any():
        raise ValueError("every case is of the same class: there is nothing to tell apart")
    read = PastTable.of(table)
    price = goal.price(int(outcome.sum()), int((~outcome).sum()))
    best: FanTree | None = None
    least = np.inf
    for exits in product((True, False), repeat=most_levels - 1):
        made = _grown(read, outcome, goal, most_levels, exits, anew=anew)
        figures = made.figures
        cost = price.missed * figures.misses + price.false_alarm * figures.false_alarms
        cost += price.asked * figures.cues_asked
        if cost < least:
            best, least = made, cost
    assert best is not None  # noqa: S101 - there is at least one structure
    return best


def _grown(
    table: PastTable,
    outcome: NDArray[np.bool_],
    goal: Goal,
    most_levels: int,
    exits: tuple[bool, ...],
    *,
    anew: bool,
) -> FanTree:
    """The tree of one structure of exits."""
    on = np.ones(len(outcome), np.bool_)
    ranked = _ranked(table, outcome, on, goal)
    asked: list[_Ranked] = []
    levels: list[TreeLevel] = []
    otherwise = False
    for number in range(most_levels):
        taken = {one.cue.column for one in asked}
        free = [one for one in ranked if one.cue.column not in taken]
        if not free:
            break
        one, last = free[0], number == most_levels - 1
        asked.append(one)
        to_positive = True if last else exits[number]
        when = one.when if to_positive else not one.when
        levels.append(TreeLevel(one.cue.name, when, to_positive))
        on &= one.answers != (1 if when else 0)
        otherwise = not to_positive
        if last or on.sum() < STOP_BELOW * len(outcome) or outcome[on].all() or not outcome[on].any():
            break
        if anew:
            ranked = _ranked(table, outcome, on, goal)
    tree = FastAndFrugalTree(tuple(levels), otherwise)
    cases = Cases(tuple(one.cue for one in asked), np.column_stack([one.answers for one in asked]), outcome)
    return FanTree(tree, figures_of(tree, cases), cases)


def _ranked(table: PastTable, outcome: NDArray[np.bool_], on: NDArray[np.bool_], goal: Goal) -> list[_Ranked]:
    """Cues of the cases that are left, the one that alone does best first."""
    part = table.rows(np.flatnonzero(on))
    here = outcome[on]
    price = goal.price(int(here.sum()), int((~here).sum()))
    found = [_turned(cue, table, outcome, on, price) for cue in part.cues(here, thresholds=1)]
    return sorted(found, key=lambda one: one.cost)


def _turned(
    cue: CueDefinition, table: PastTable, outcome: NDArray[np.bool_], on: NDArray[np.bool_], price: Price
) -> _Ranked:
    answers = table.answers([cue])[:, 0]

    def cost(when: bool) -> float:
        put = answers == (1 if when else 0)
        missed, alarms = (on & outcome & ~put).sum(), (on & ~outcome & put).sum()
        return float(price.missed * missed + price.false_alarm * alarms)

    when = cost(True) <= cost(False)
    return _Ranked(cue, answers, when, cost(when))


METHODS = {"ifan": ifan, "dfan": dfan}


@dataclass(frozen=True, slots=True)
class FanAudit:
    """A heuristic's tree, out of sample too.

    Attributes
    ----------
    found
        On all cases.
    cross_validated
        What trees made the same way did with cases that they were not made on.
    """

    found: FanTree
    cross_validated: SortingFigures

    def as_json(self) -> dict[str, object]:
        """The fields of `ChecklistAudit.as_json`; what a heuristic cannot tell is None."""
        figures = self.found.figures
        return {
            "n": figures.n,
            "cues": [cue.name for cue in self.found.cases.cues],
            "best": {
                "tree": self.found.tree.as_json(),
                "balanced_accuracy": figures.balanced_accuracy.value,
                "sensitivity": figures.sensitivity.value,
                "specificity": figures.specificity.value,
                "cues_per_case": figures.cues_per_case,
            },
            "certified": False,
            "near_count": None,
            "near_count_exact": None,
            "near_trees": [],
            "cross_validated": self.cross_validated.as_json(),
            "optimism": figures.balanced_accuracy.value - self.cross_validated.balanced_accuracy.value,
            "permutation_p": None,
            "permutation_cues": None,
        }

    def sentence(self) -> str:
        """What was found, in words."""
        here, other = self.found.figures.balanced_accuracy, self.cross_validated.balanced_accuracy
        return (
            f"A heuristic's tree, not certified to be the best: balanced accuracy {here.value:.2f} on these "
            f"{self.found.figures.n:,} cases; on cases it was not made on {other.value:.2f} "
            f"({other.low:.2f} to {other.high:.2f})."
        )


def audit_by_fan(
    method: str,
    table: Mapping[str, Sequence[str]],
    outcome: NDArray[np.bool_],
    rng: np.random.Generator,
    *,
    goal: Goal | None = None,
    most_levels: int = MOST_LEVELS,
) -> FanAudit:
    """Make a tree by "ifan" or "dfan", and cross-validate it over five folds.

    Raises
    ------
    ValueError
        Fewer than five cases of a class.
    """
    rarer = min(int(outcome.sum()), int((~outcome).sum()))
    if rarer < FOLDS:
        raise ValueError(f"{rarer} cases of one class: at least {FOLDS} are needed to look out of sample")
    make, read = METHODS[method], PastTable.of(table)
    total = SortingFigures(0, 0, 0, 0, 0)
    for fit, look in parts(stratified_folds(outcome, FOLDS, rng)):
        made = make(read.rows(fit), outcome[fit], goal=goal, most_levels=most_levels)
        cues = made.cases.cues
        total += figures_of(made.tree, Cases(cues, read.rows(look).answers(cues), outcome[look]))
    return FanAudit(make(read, outcome, goal=goal, most_levels=most_levels), total)
