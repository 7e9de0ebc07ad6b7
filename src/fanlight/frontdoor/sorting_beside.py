"""A list beside what is simpler and what is heavier, on the same past cases: what its simplicity costs."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.paired_proportions import paired_difference
from fanlight.estimates.proportions import mean_of_two
from fanlight.estimates.resampling import parts, stratified_folds
from fanlight.frontdoor.best_tree import Cases, Goal, Table, sorted_by
from fanlight.frontdoor.checklist_audit import FOLDS
from fanlight.frontdoor.cue_definition import answers_of, cue_named
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree
from fanlight.frontdoor.past_table import PastTable
from fanlight.frontdoor.sorting_figures import SortingFigures
from fanlight.frontdoor.ways_of_sorting import (
    Fold,
    Sorted,
    Way,
    always,
    best_list,
    logistic,
    one_cue,
    unit_tally,
)
from fanlight.terms.frames import frame_of

MOST_CUES = 5
GIVEN = "given"
WAYS: dict[str, tuple[str, Way]] = {
    "best_list": ("the best possible list of at most {cues}", best_list),
    "always_assess": ("always assess", always),
    "one_cue": ("the best single question", one_cue),
    "unit_tally": ("count the answers, each worth one", unit_tally),
    "logistic_regression": ("logistic regression on every column", logistic),
}


@dataclass(frozen=True, slots=True)
class SortedBeside:
    """One way of sorting, over all cases.

    Attributes
    ----------
    name, words
        "given" or a key of `WAYS`, and the same in words.
    figures
        What it did with the cases.
    difference
        Its balanced accuracy less that of the given list, with the paired interval of 95 %; None for the
        list itself.
    """

    name: str
    words: str
    figures: SortingFigures
    difference: Estimate | None

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        difference = self.difference.as_json() if self.difference else None
        return {"name": self.name, **self.figures.as_json(), "difference": difference}

    def sentence(self) -> str:
        """One line, with what it is ahead of the list by."""
        told = f"{self.words[:1].upper()}{self.words[1:]}: {_of(self.figures.balanced_accuracy)}"
        return f"{told}, {_ahead(self.difference)}." if self.difference else f"{told}."


@dataclass(frozen=True, slots=True)
class SortingBeside:
    """A given list and other ways of sorting the same cases, each case sorted by what was learned on others.

    Attributes
    ----------
    tree
        The given list. It is taken as it is: nothing of it is learned here.
    ways
        The list first, the others in the order of `WAYS`.
    folds
        How many parts the cases were divided into, the same for all.
    goal
        What the others made best.
    """

    tree: FastAndFrugalTree
    ways: tuple[SortedBeside, ...]
    folds: int
    goal: Goal

    def columns(self) -> dict[str, NDArray[Any]]:
        """Name to array, a row a way; balanced accuracy and the difference with their ends."""
        told: dict[str, NDArray[Any]] = {"way": np.array([way.name for way in self.ways])}
        for name in ("balanced_accuracy", "sensitivity", "specificity"):
            given = [getattr(way.figures, name) for way in self.ways]
            told |= _ends(name, given)
        nothing = Estimate(0.0, 0.0, 0.0)
        told |= _ends("difference", [way.difference or nothing for way in self.ways])
        told["cues_per_case"] = np.array([way.figures.cues_per_case for way in self.ways])
        if self.goal.kind == "net-benefit":
            told["net_benefit"] = np.array([way.figures.net_benefit(self.goal.at) for way in self.ways])
        return told

    def to_frame(self) -> Any:
        """The columns as a polars or pandas frame, whichever is installed."""
        return frame_of(self.columns())

    def as_json(self) -> dict[str, object]:
        """The contract of `fanlight checklist compare --json`."""
        ways = [way.as_json() for way in self.ways]
        if self.goal.kind == "net-benefit":
            for plain, way in zip(ways, self.ways, strict=True):
                plain["net_benefit"] = way.figures.net_benefit(self.goal.at)
        return {
            "n": self.ways[0].figures.n,
            "tree": self.tree.as_json(),
            "goal": self.goal.kind,
            "folds": self.folds,
            "ways": ways,
        }

    def sentence(self) -> str:
        """What the list reaches, and what each other way reaches beside it."""
        return " ".join(
            [
                f"On {self.ways[0].figures.n:,} past cases, balanced accuracy with its interval of 95 %.",
                *(way.sentence() for way in self.ways),
                f"All but the given list were learned anew on {self.folds - 1} of {self.folds} parts of the "
                "cases and told on the part left out; the list is as it was written: if it "
                "was made from these very cases, its own figure is too good.",
            ]
        )


def sorting_beside(
    tree: FastAndFrugalTree,
    table: Table,
    outcome: NDArray[np.bool_],
    rng: np.random.Generator,
    *,
    goal: Goal | None = None,
    most_cues: int | None = None,
) -> SortingBeside:
    """Sort past cases by a given list and by other ways, all out of sample over the same folds.

    Parameters
    ----------
    tree
        The given list; its cues are columns, or comparisons with one.
    table
        Column to cells as text, each of shape (n,): all that may be asked.
    outcome
        Shape (n,).
    rng
        Draws the folds.
    goal
        What the others make best; balanced accuracy unless told.
    most_cues
        Questions of the best possible list, 1 to 5; as many as the given list has unless told.

    Raises
    ------
    ValueError
        Fewer than five cases of one class; no column.
    NotACue
        A cue of the list is no column, or a column is no cue.

    Examples
    --------
    >>> told = ["1", "1", "1", "0", "0", "0"] * 4
    >>> from fanlight.frontdoor.fast_and_frugal_tree import TreeLevel
    >>> tree = FastAndFrugalTree((TreeLevel("told", True, True),), False)
    >>> outcome = np.array([1, 1, 0, 0, 0, 1] * 4, bool)
    >>> beside = sorting_beside(tree, {"told": told}, outcome, np.random.default_rng(1))
    >>> beside.ways[0].sentence()
    'The given list of 1 question: 0.67 (0.47 to 0.80).'
    """
    rarer = min(int(outcome.sum()), int((~outcome).sum()))
    if rarer < FOLDS:
        raise ValueError(f"{rarer} cases of one class: at least {FOLDS} are needed to look out of sample")
    if not table:
        raise ValueError("there is no column that could be asked")
    aim = goal or Goal()
    most = most_cues or min(max(len(tree.levels), 1), MOST_CUES)
    given = _given(tree, table, outcome)
    found = {GIVEN: given} | _others(PastTable.of(table), outcome, aim, most, rng)
    words = {GIVEN: f"the given list of {_questions(len(tree.levels))}"}
    words |= {name: said.format(cues=_questions(most)) for name, (said, _) in WAYS.items()}
    ways = tuple(
        SortedBeside(
            name,
            words[name],
            SortingFigures.of(one.positive, outcome, one.cues_asked),
            None if name == GIVEN else _difference(one.positive, given.positive, outcome),
        )
        for name, one in found.items()
    )
    return SortingBeside(tree, ways, FOLDS, aim)


def _given(tree: FastAndFrugalTree, table: Table, outcome: NDArray[np.bool_]) -> Sorted:
    cues = tuple(cue_named(name, list(table)) for name in tree.cues)
    answers = answers_of(cues, table) if cues else np.empty((len(outcome), 0))
    found = sorted_by(tree, Cases(cues, answers, outcome))
    return Sorted(found.positive, found.cues_asked)


def _others(
    table: PastTable, outcome: NDArray[np.bool_], goal: Goal, most: int, rng: np.random.Generator
) -> dict[str, Sorted]:
    """Every other way over all folds."""
    folds = list(parts(stratified_folds(outcome, FOLDS, rng)))
    places = np.argsort(np.concatenate([look for _, look in folds]))

    def sorted_in(fold: tuple[NDArray[np.intp], NDArray[np.intp]], own: np.random.Generator) -> list[Sorted]:
        fit, look = fold
        given = Fold(table.rows(fit), outcome[fit], table.rows(look), goal, most, own)
        return [way(given) for _, way in WAYS.values()]

    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        found = list(pool.map(sorted_in, folds, rng.spawn(FOLDS)))
    return {
        name: Sorted(
            np.concatenate([fold[at].positive for fold in found])[places],
            np.concatenate([fold[at].cues_asked for fold in found])[places],
        )
        for at, name in enumerate(WAYS)
    }


def _difference(
    positive: NDArray[np.bool_], given: NDArray[np.bool_], outcome: NDArray[np.bool_]
) -> Estimate:
    """Balanced accuracy less that of the list, case by case."""

    def of_class(one: bool) -> Estimate:
        rows = outcome == one
        right, list_right = positive[rows] == one, given[rows] == one
        return paired_difference(
            int((right & list_right).sum()),
            int((right & ~list_right).sum()),
            int((~right & list_right).sum()),
            int((~right & ~list_right).sum()),
        )

    return mean_of_two(of_class(True), of_class(False))


def _ends(name: str, given: list[Estimate]) -> dict[str, NDArray[np.float64]]:
    return {
        name: np.array([one.value for one in given]),
        f"{name}_low": np.array([one.low for one in given]),
        f"{name}_high": np.array([one.high for one in given]),
    }


def _questions(count: int) -> str:
    return f"{count} question{'s' * (count != 1)}"


def _of(one: Estimate) -> str:
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"


def _ahead(one: Estimate) -> str:
    """How much better or worse, or that it cannot be told."""
    reach = f"{one.low:+.2f} to {one.high:+.2f}"
    if one.low > 0:
        return f"better than the list by {one.value:.2f} ({reach})"
    if one.high < 0:
        return f"worse than the list by {-one.value:.2f} ({reach})"
    return f"{one.value:+.2f} beside the list ({reach}: they cannot be told apart)"
