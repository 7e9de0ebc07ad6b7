"""Other ways of sorting past cases, simpler and heavier than a list: each learned on some, told on others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.logistic_regression import logistic_regression
from fanlight.frontdoor.best_tree import Cases, Goal, sorted_by, tree_alone
from fanlight.frontdoor.checklist_audit import AuditPlan, chosen_tree
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree
from fanlight.frontdoor.past_table import PastColumn, PastTable

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fold:
    """Cases to learn on, and others to sort.

    Attributes
    ----------
    fit, outcome
        The cases learned on, and what services recorded next of them.
    look
        The cases sorted.
    goal
        What a way of sorting is to make best.
    most_cues
        Questions of the best possible list, at most.
    rng
        For the choice of its length.
    """

    fit: PastTable
    outcome: NDArray[np.bool_]
    look: PastTable
    goal: Goal
    most_cues: int
    rng: np.random.Generator


@dataclass(frozen=True, slots=True)
class Sorted:
    """Cases of a fold as one way sorts them: each of shape (n,)."""

    positive: NDArray[np.bool_]
    cues_asked: NDArray[np.intp]


def best_list(fold: Fold) -> Sorted:
    """The best possible list, thresholds, length and exits all chosen on the fold's own cases."""
    plan = AuditPlan(fold.goal, fold.most_cues, permutations=0)
    tree, cases = chosen_tree(fold.fit, fold.outcome, plan, fold.rng)
    return _by_tree(tree, cases, fold)


def one_cue(fold: Fold) -> Sorted:
    """The one question that alone does best."""
    cases = Cases.of(fold.fit, fold.outcome)
    return _by_tree(tree_alone(cases, fold.goal, most_cues=1), cases, fold)


def always(fold: Fold) -> Sorted:
    """All are put into the positive class; nothing is asked."""
    n = fold.look.cases
    return Sorted(np.ones(n, np.bool_), np.zeros(n, np.intp))


def unit_tally(fold: Fold) -> Sorted:
    """Each answer counts one: for the outcome, against it, or nothing where it is not known.

    Cues are turned the way, and the sum is cut where, the fold's own cases do best. All cues are asked.

    References
    ----------
    Dawes, American Psychologist 34 (1979), 571-582.
    """
    cues = fold.fit.cues(fold.outcome)
    fitted = _signs(fold.fit.answers(cues))
    towards = np.sign(_mean(fitted, fold.outcome) - _mean(fitted, ~fold.outcome))
    cut = _best_cut(fitted @ towards, fold.outcome, fold.goal)
    sums = _signs(fold.look.answers(cues)) @ towards
    return Sorted(sums >= cut, np.full(len(sums), int((towards != 0).sum()), np.intp))


def logistic(fold: Fold) -> Sorted:
    """Logistic regression on every column; the fitted share is cut where the goal's costs say.

    Numbers stay numbers, words become a column each, and "not known" is a column of its own.
    """
    fitted, looked = scaled_designs(fold.fit, fold.look)
    shares = logistic_regression(fitted, fold.outcome).shares(looked)
    price = fold.goal.price(int(fold.outcome.sum()), int((~fold.outcome).sum()))
    cut = price.false_alarm / (price.missed + price.false_alarm)
    return Sorted(shares >= cut, np.full(len(shares), len(fold.fit.columns), np.intp))


Way = Callable[[Fold], Sorted]


def _by_tree(tree: FastAndFrugalTree, cases: Cases, fold: Fold) -> Sorted:
    n = fold.look.cases
    found = sorted_by(tree, Cases(cases.cues, fold.look.answers(cases.cues), np.zeros(n, np.bool_)))
    return Sorted(found.positive, found.cues_asked)


def _signs(answers: Array) -> Array:
    """1 for yes, -1 for no, 0 for not known."""
    return np.nan_to_num(2 * answers - 1)


def _mean(signs: Array, rows: NDArray[np.bool_]) -> Array:
    return np.asarray(signs[rows].mean(axis=0), np.float64)


def _best_cut(sums: Array, outcome: NDArray[np.bool_], goal: Goal) -> float:
    """The least sum that is put into the positive class."""
    price = goal.price(int(outcome.sum()), int((~outcome).sum()))
    cuts = np.append(np.unique(sums), np.inf)
    missed = np.searchsorted(np.sort(sums[outcome]), cuts)
    alarms = (~outcome).sum() - np.searchsorted(np.sort(sums[~outcome]), cuts)
    return float(cuts[np.argmin(price.missed * missed + price.false_alarm * alarms)])


def scaled_designs(fit: PastTable, look: PastTable) -> tuple[Array, Array]:
    """Columns of numbers on one scale, that of the cases learned on; those that do not vary there go.

    A number that is not known stands at the mean of the known.
    """
    fitted, looked = (
        np.column_stack([part for column in table.columns for part in _numbers(column)])
        for table in (fit, look)
    )
    known = np.ma.masked_invalid(fitted)
    middle, spread = known.mean(axis=0).filled(0.0), known.std(axis=0).filled(0.0)
    kept = spread > 0
    scaled = [(part[:, kept] - middle[kept]) / spread[kept] for part in (fitted, looked)]
    return np.nan_to_num(scaled[0]), np.nan_to_num(scaled[1])


def _numbers(column: PastColumn) -> list[Array]:
    """A column of numbers, or one a word; and one for not known."""
    unknown = ~np.isfinite(column.values)
    if column.words is None:
        values = [np.where(unknown, np.nan, column.values)]
    else:
        values = [(column.values == place).astype(np.float64) for place in range(len(column.words))]
    return [*values, unknown.astype(np.float64)]
