"""From the values of a search to trees: the best one, and all that are nearly as good."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fanlight.frontdoor.tree_search.conjunctions import Bits, ones
from fanlight.frontdoor.tree_search.search import Search

EXIT_TO = (True, False)


@dataclass(frozen=True, slots=True)
class Exit:
    """A level as the search knows it: the atom, its way (0: holding it leaves; 1: lacking it), the class."""

    atom: int
    way: int
    positive: bool


@dataclass(frozen=True, slots=True)
class FoundTree:
    """A tree of the class, and its cost."""

    exits: tuple[Exit, ...]
    otherwise: bool
    cost: float


@dataclass(slots=True)
class NearTies:
    """Trees that cost at most so much more than the best.

    Attributes
    ----------
    classifications
        How many different ways of sorting the cases they make.
    exact
        False when the search was cut short: there are at least so many.
    trees
        One tree for each, the cheapest found first; at most as many as were asked for.
    """

    classifications: int = 0
    exact: bool = True
    trees: list[FoundTree] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Node:
    """What is left after some exits, and whom they put into the positive class."""

    exits: tuple[Exit, ...]
    cost: float
    left: tuple[NDArray[np.uint64], NDArray[np.uint64]]
    put: tuple[NDArray[np.uint64], NDArray[np.uint64]]


@dataclass(frozen=True, slots=True)
class _Steps:
    """The exits that a node can be followed by: atom, way, cases that exit, least cost from there on."""

    atom: NDArray[np.intp]
    way: NDArray[np.intp]
    positive: NDArray[np.int64]
    negative: NDArray[np.int64]
    value: NDArray[np.float64]


class Trees:
    """Walks the trees of a search whose cost is at most a bound."""

    def __init__(self, search: Search) -> None:
        self.search, self.cases, self.price = search, search.cases, search.price

    def best(self) -> FoundTree:
        """A tree of least cost: the first that is met, and none of fewer questions on the way to it."""
        tree, _ = next(self._marked(self.search.best))
        return tree

    def near(self, within: float, *, most_listed: int = 1000, most_walked: int = 100_000) -> NearTies:
        """Count the distinct classifications whose cost is within `within` of the best.

        Parameters
        ----------
        within
            Costs more at most, in the unit of the search's price.
        most_listed, most_walked
            Trees named, and trees looked at, at most. When the second is reached the count is a lower bound.
        """
        ties, seen = NearTies(), set()
        for walked, (tree, mark) in enumerate(self._marked(self.search.best + within)):
            if walked == most_walked:
                ties.exact = False
                break
            if mark not in seen:
                seen.add(mark)
                ties.trees.append(tree)
        ties.classifications = len(seen)
        ties.trees = sorted(ties.trees, key=lambda tree: (tree.cost, len(tree.exits)))[:most_listed]
        return ties

    def _marked(self, bound: float) -> Iterator[tuple[FoundTree, bytes]]:
        """Trees below a bound, each with a mark of how it sorts the cases."""
        slack = abs(bound) * 1e-12
        stack = [self._root()]
        while stack:
            node = stack.pop()
            yield from self._stopped(node, bound + slack)
            if len(node.exits) < self.search.depth:
                stack.extend(reversed(list(self._followed(node, bound + slack))))

    def _root(self) -> _Node:
        return _Node(
            (),
            0.0,
            (
                _filled(self.cases.positives, self.cases.positive),
                _filled(self.cases.negatives, self.cases.negative),
            ),
            (
                np.zeros(self.cases.positive.shape[1], np.uint64),
                np.zeros(self.cases.negative.shape[1], np.uint64),
            ),
        )

    def _stopped(self, node: _Node, bound: float) -> Iterator[tuple[FoundTree, bytes]]:
        """The node's cases that are left put into either class."""
        asked = {int(self.cases.group[one.atom]) for one in node.exits}
        if not self.search.must_have <= asked:
            return
        positive, negative = (int(ones(left)) for left in node.left)
        for to_positive in EXIT_TO:
            cost = node.cost + (
                self.price.false_alarm * negative if to_positive else self.price.missed * positive
            )
            # A last exit into the class of the rest tells nothing apart: the tree without it is met too.
            idle = node.exits and node.exits[-1].positive == to_positive and not self.search.must_have
            if cost > bound or idle:
                continue
            put = [put | left if to_positive else put for put, left in zip(node.put, node.left, strict=True)]
            mark = hashlib.blake2b(put[0].tobytes() + b"|" + put[1].tobytes(), digest_size=16).digest()
            yield FoundTree(node.exits, to_positive, cost), mark

    def _followed(self, node: _Node, bound: float) -> Iterator[_Node]:
        """The node after each further exit that can still end below the bound, cheapest end first."""
        steps = self._steps(node)
        asked = self.price.asked * sum(int(ones(left)) for left in node.left)
        found = []
        for to_positive in EXIT_TO:
            exiting = (
                self.price.false_alarm * steps.negative if to_positive else self.price.missed * steps.positive
            )
            cost = node.cost + asked + exiting
            for at in np.flatnonzero(cost + steps.value <= bound):
                new = Exit(int(steps.atom[at]), int(steps.way[at]), to_positive)
                if self._in_order(node, new):
                    found.append((float(cost[at] + steps.value[at]), float(cost[at]), new))
        for _, so_far, new in sorted(found, key=lambda one: one[0]):
            yield self._after(node, new, so_far)

    def _in_order(self, node: _Node, new: Exit) -> bool:
        """Exits into one class, one after another, sort alike in any order: only the ascending is walked.

        Where asking has its price the order matters to the cost, and every order is walked.
        """
        if self.price.asked or not node.exits or node.exits[-1].positive != new.positive:
            return True
        last = node.exits[-1]
        return (last.atom, last.way) < (new.atom, new.way)

    def _steps(self, node: _Node) -> _Steps:
        atoms = np.arange(len(self.cases.atoms))
        taken = {int(self.cases.group[one.atom]) for one in node.exits}
        free = atoms[~np.isin(self.cases.group, list(taken))]
        other = free[self.cases.complete[free]]
        atom = np.concatenate([free, other])
        way = np.concatenate([np.zeros(len(free), np.intp), np.ones(len(other), np.intp)])
        counts = []
        for left, bits in zip(node.left, (self.cases.positive, self.cases.negative), strict=True):
            holding = ones(bits[free] & left)
            lacking = int(ones(left)) - holding[self.cases.complete[free]]
            counts.append(np.concatenate([holding, lacking]))
        return _Steps(atom, way, counts[0], counts[1], self._values(node, atom, way, counts))

    def _values(
        self,
        node: _Node,
        atom: NDArray[np.intp],
        way: NDArray[np.intp],
        exiting: list[NDArray[np.int64]],
    ) -> NDArray[np.float64]:
        k = len(node.exits) + 1
        key = np.empty((len(atom), k), np.intp)
        key[:, :-1] = [2 * one.atom + one.way for one in node.exits]
        key[:, -1] = 2 * atom + way
        key.sort(axis=1)
        rows, ways = key >> 1, key & 1
        if k < self.search.depth:
            values = self.search.values[k][(*ways.T, self.search.subsets[k].rank(rows))]
        else:
            left = [int(ones(bits)) - out for bits, out in zip(node.left, exiting, strict=True)]
            values = np.minimum(self.price.missed * left[0], self.price.false_alarm * left[1])
            for wanted in self.search.must_have:
                values = np.where((self.cases.group[rows] == wanted).any(axis=1), values, np.inf)
        # An exit by which nobody leaves sorts as if it were not there.
        idle = (exiting[0] + exiting[1] == 0) & (not self.search.must_have)
        return np.where(idle, np.inf, values)

    def _after(self, node: _Node, new: Exit, cost: float) -> _Node:
        left, put = [], []
        for before, already, bits in zip(
            node.left, node.put, (self.cases.positive, self.cases.negative), strict=True
        ):
            leaving = before & (~bits[new.atom] if new.way else bits[new.atom])
            left.append(before & ~leaving)
            put.append(already | leaving if new.positive else already)
        return _Node((*node.exits, new), cost, (left[0], left[1]), (put[0], put[1]))


def _filled(count: int, like: Bits) -> NDArray[np.uint64]:
    """As many bits as there are cases, in the places where `packed` puts them."""
    held = np.zeros(like.shape[1] * 64, np.bool_)
    held[:count] = True
    return np.packbits(held).view(np.uint64)
