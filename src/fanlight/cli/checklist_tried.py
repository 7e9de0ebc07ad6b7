"""A list tried on past cases: all its figures at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.cli.checklist_cases import PastCases
from fanlight.frontdoor.best_tree import Cases, sorted_by
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, SortedCases
from fanlight.frontdoor.sorting_by_group import SortingByGroup, sorting_by_group
from fanlight.frontdoor.sorting_figures import SortingFigures
from fanlight.frontdoor.sorting_partly_seen import SortingPartlySeen, sorting_partly_seen


@dataclass(frozen=True, slots=True)
class TriedTree:
    """What a tree would have done.

    Attributes
    ----------
    sorted
        All cases, seen or not, as the tree sorts them.
    figures
        Of the cases whose outcome was seen.
    by_group
        The same for each column that divides the cases.
    partly_seen
        What can be told where outcomes are unseen; None where all were seen and no sample was drawn.
    """

    sorted: SortedCases
    figures: SortingFigures
    by_group: tuple[SortingByGroup, ...]
    partly_seen: SortingPartlySeen | None

    def as_json(self) -> dict[str, object]:
        """The contract of `fanlight checklist test --json`, without the tree."""
        return {
            "n": self.figures.n,
            **self.figures.as_json(),
            "at_each_exit": self.sorted.at_each_exit().tolist(),
            "not_known": list(self.sorted.not_known),
            "by_group": [one.as_json() for one in self.by_group],
            "partly_seen": self.partly_seen.as_json() if self.partly_seen else None,
        }

    def more(self) -> Iterator[str]:
        """What is said beyond the main figures."""
        for one in self.by_group:
            yield one.sentence()
        if self.partly_seen:
            yield self.partly_seen.sentence()


def tried_tree(tree: FastAndFrugalTree, cases: Cases, past: PastCases) -> TriedTree:
    """Try a tree on cases in which its cues are answered."""
    found = sorted_by(tree, cases)
    seen = past.seen
    positive, outcome, asked = found.positive[seen], past.outcome[seen], found.cues_asked[seen]
    by_group = tuple(
        sorting_by_group(
            positive,
            outcome,
            asked,
            [cell for cell, one in zip(cells, seen, strict=True) if one],
            column=name,
        )
        for name, cells in past.groups.items()
    )
    partly = None
    if past.weights is not None or not seen.all():
        partly = sorting_partly_seen(
            found.positive, past.outcome, seen, found.cues_asked, weights=past.weights
        )
    return TriedTree(found, SortingFigures.of(positive, outcome, asked), by_group, partly)
