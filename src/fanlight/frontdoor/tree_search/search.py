"""The exact search: a dynamic program over unordered sets of exits.

After some exits, which cases are left depends on the set of exits alone, not on their order or classes; and
the cost of a tree is a sum over its exits. So the least cost from a set on is

    V(R) = min(leaf(R), min over literal r and class c of exit(R, r, c) + V(R and r))

where a leaf puts all that is left into its cheaper class. Every set of at most K literals of distinct cues is
looked at, so no better tree of the class exists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fanlight.frontdoor.tree_search.compiled import COMPILED, MOST_CUES, least_costs
from fanlight.frontdoor.tree_search.conjunctions import Conjunctions
from fanlight.frontdoor.tree_search.literals import Literals
from fanlight.frontdoor.tree_search.price import Price
from fanlight.frontdoor.tree_search.remaining import Counts, remaining
from fanlight.frontdoor.tree_search.subsets import Subsets

Costs = NDArray[np.float64]


class Search:
    """The least cost of a tree from every set of exits on.

    Parameters
    ----------
    cases
        Atoms and classes, from `literals`.
    price
        What is made least.
    most_cues
        Cues in a tree at most.
    must_have
        Groups of cues that a tree must ask.
    compiled
        Whether the compiled core counts; where it was built it does, unless told not to.
    threads
        Of the compiled core; 1 where the caller has threads of its own.

    Attributes
    ----------
    values
        values[k] has the shape (2,) * k + (subsets of size k,): the least cost from there on, for k below
        `depth`; infinity where no tree of the class goes.
    best
        The least cost of any tree. No tree of the class costs less.

    Raises
    ------
    ValueError
        No case of one of the classes, or more must-have cues than a tree may have.

    Examples
    --------
    >>> from fanlight.frontdoor.tree_search.literals import literals
    >>> cues = np.array([[1, 0], [1, 1], [0, 1], [0, 0]])
    >>> cases = literals(cues, np.array([True, True, True, False]))
    >>> Search(cases, Price(missed=1, false_alarm=1), most_cues=1).best
    1.0
    >>> Search(cases, Price(missed=1, false_alarm=1), most_cues=2).best
    0.0
    """

    def __init__(
        self,
        cases: Literals,
        price: Price,
        *,
        most_cues: int,
        must_have: Collection[int] = (),
        compiled: bool = COMPILED,
        threads: int | None = None,
    ) -> None:
        if not cases.positives or not cases.negatives:
            raise ValueError("every case is of the same class: there is nothing to tell apart")
        if len(must_have) > most_cues:
            raise ValueError(f"{len(must_have)} cues must be asked, and at most {most_cues} may be")
        self.cases, self.price, self.must_have = cases, price, frozenset(must_have)
        self.depth = min(most_cues, len(set(cases.group.tolist())))
        self.subsets = [Subsets(len(cases.atoms), k) for k in range(self.depth + 1)]
        if compiled and 1 <= self.depth <= MOST_CUES:
            self.values = least_costs(
                cases, price, depth=self.depth, must_have=self.must_have, threads=threads
            )
            self.best = float(self.values[0][0])
            return
        self._holding = Conjunctions([cases.positive, cases.negative])
        self._tables = [(np.array([cases.positives], np.int32), np.array([cases.negatives], np.int32))]
        for k in range(1, self.depth):
            blocks = [block for _, block in self._blocks(k)]
            positive, negative = (np.concatenate(part, axis=-1) for part in zip(*blocks, strict=True))
            self._tables.append((positive, negative))
        self.values = self._program()
        self.best = float(self.values[0][0]) if self.depth else float(self._leaf(0, *self._tables[0])[0])

    def _blocks(self, k: int) -> Iterator[tuple[int, tuple[Counts, Counts]]]:
        """Remaining cases of each class for the subsets of size k, by their first atom."""
        for first in range(self.subsets[k].m - k + 1):
            rows = self.subsets[k].rows[self.subsets[k].starting_with(first)]
            all_hold = self._holding.starting_with(first, k)
            positive, negative = (
                remaining(held, lower, rows, self.subsets[k - 1])
                for held, lower in zip(all_hold, self._tables[k - 1], strict=True)
            )
            yield first, (positive, negative)

    def _program(self) -> list[Costs]:
        """Values from the largest sets down to none."""
        values: list[Costs] = []
        for k in range(self.depth, 0, -1):
            after_positive, after_negative = (
                np.full((2,) * (k - 1) + (self.subsets[k - 1].count,), np.inf) for _ in range(2)
            )
            for first, (positive, negative) in self._with_tables(k):
                place = self.subsets[k].starting_with(first)
                value = values[0][..., place] if values else self._leaf(k, positive, negative, place)
                value = self._possible(value, self.subsets[k].rows[place])
                # Exiting cases cost what is charged before less what is charged after: see `_before`.
                self._lowest(value - self.price.false_alarm * negative, k, first, after_positive)
                self._lowest(value - self.price.missed * positive, k, first, after_negative)
            values.insert(0, self._before(k - 1, after_positive, after_negative))
        return values

    def _with_tables(self, k: int) -> Iterator[tuple[int, tuple[Counts, Counts]]]:
        if k == self.depth:
            yield from self._blocks(k)
            return
        for first in range(self.subsets[k].m - k + 1):
            place = self.subsets[k].starting_with(first)
            positive, negative = self._tables[k]
            yield first, (positive[..., place], negative[..., place])

    def _leaf(self, k: int, positive: Counts, negative: Counts, place: slice = slice(None)) -> Costs:
        """What it costs to put all that is left into the cheaper class."""
        cost: Costs = np.minimum(
            float(self.price.missed) * positive, float(self.price.false_alarm) * negative
        )
        for wanted in self.must_have:
            cost[..., ~(self.cases.group[self.subsets[k].rows[place]] == wanted).any(axis=1)] = np.inf
        return cost

    def _possible(self, value: Costs, rows: NDArray[np.intp]) -> Costs:
        """The same with infinity where a set asks what cannot be asked."""
        k, complete = rows.shape[1], self.cases.complete
        value = value.copy()
        if not complete.all():
            for t in range(k):
                value[(slice(None),) * t + (1, ..., ~complete[rows[:, t]])] = np.inf
        group = np.sort(self.cases.group[rows], axis=1)
        value[..., (group[:, 1:] == group[:, :-1]).any(axis=1)] = np.inf
        return value

    def _lowest(self, value: Costs, k: int, first: int, into: Costs) -> None:
        """Lower `into`, a table of size k - 1, to the least value of the sets with one exit more."""
        larger, smaller = self.subsets[k], self.subsets[k - 1]
        of_rest = slice(smaller.count - value.shape[-1], None)  # the first atom is the new one
        np.minimum(into[..., of_rest], value.min(axis=0), out=into[..., of_rest])
        for t in range(1, k):
            order, starts, without = _grouped(larger.m - 1 - first, k - 1, t - 1)
            least = np.minimum.reduceat(value.min(axis=t).take(order, axis=-1), starts, axis=-1)
            places = smaller.starting_with(first).start + without
            into[..., places] = np.minimum(into[..., places], least)

    def _before(self, k: int, after_positive: Costs, after_negative: Costs) -> Costs:
        """Values of size k: stop here, or let cases exit to the one class or the other."""
        positive, negative = self._tables[k]
        asked = self.price.asked * (positive + negative)
        go_on = np.minimum(
            self.price.false_alarm * negative + after_positive, self.price.missed * positive + after_negative
        )
        value: Costs = np.minimum(self._leaf(k, positive, negative), go_on + asked)
        return value


@lru_cache(maxsize=512)
def _grouped(m: int, k: int, t: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """The subsets of k of m, those together that are the same without element t.

    Their order; where each group starts in it; the place of its smaller subset.
    """
    larger, smaller = Subsets(m, k), Subsets(m, k - 1)
    without = smaller.rank(np.delete(larger.rows, t, axis=1))
    order = np.argsort(without, kind="stable")
    places, starts = np.unique(without[order], return_index=True)
    return order, starts, places
