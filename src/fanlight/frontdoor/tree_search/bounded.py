"""Does any tree of the class cost as little as this? Answered without finding the best one.

For permutation tests: with shuffled outcomes the answer is mostly no, and most sets of exits have cost too
much long before the last question.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.frontdoor.tree_search.conjunctions import Bits, ones
from fanlight.frontdoor.tree_search.literals import Literals
from fanlight.frontdoor.tree_search.price import Price


@dataclass(frozen=True, slots=True)
class _Frontier:
    """Sets of exits, the least that reaching each costs, and the cases left of each class.

    `exits` holds 2 * atom + way, ascending, shape (sets, k).
    """

    exits: NDArray[np.int64]
    cost: NDArray[np.float64]
    left: tuple[Bits, Bits]


@dataclass(frozen=True, slots=True)
class _Reached:
    """Sets with one exit more: the set they come from, the exit, and their least cost so far."""

    parent: NDArray[np.intp]
    code: NDArray[np.int64]
    cost: NDArray[np.float64]


def any_costs_at_most(
    bound: float, cases: Literals, price: Price, *, most_cues: int, must_have: Collection[int] = ()
) -> bool:
    """Whether a tree of at most `most_cues` cues costs at most `bound`.

    The cost of a tree is at least that of its exits so far, so a set of exits that alone costs more than the
    bound is given up. What is left is looked at whole: the answer is exact.

    Examples
    --------
    >>> from fanlight.frontdoor.tree_search.literals import literals
    >>> cases = literals(np.array([[1, 0], [1, 1], [0, 1], [0, 0]]), np.array([True, True, True, False]))
    >>> [any_costs_at_most(0, cases, Price(1, 1), most_cues=cues) for cues in (1, 2)]
    [False, True]
    """
    bound += abs(bound) * 1e-12
    leaf = min(price.missed * cases.positives, price.false_alarm * cases.negatives)
    if leaf <= bound and not must_have:
        return True
    frontier = _Frontier(
        np.empty((1, 0), np.int64),
        np.zeros(1),
        (_all_of(cases.positives, cases.positive), _all_of(cases.negatives, cases.negative)),
    )
    wanted = set(must_have)
    for number in range(1, most_cues + 1):
        found = _follow(frontier, cases, price, bound, wanted)
        if found is None:
            return True
        if number == most_cues or not len(found.parent):
            return False
        frontier = _next(frontier, found, cases)
    return False


def _all_of(count: int, like: Bits) -> Bits:
    held = np.zeros(like.shape[1] * 64, np.bool_)
    held[:count] = True
    return np.packbits(held).view(np.uint64)[None, :]


def _follow(
    frontier: _Frontier, cases: Literals, price: Price, bound: float, wanted: set[int]
) -> _Reached | None:
    """All sets with one exit more that may still end below the bound; None when one ends there already."""
    parents, codes, costs = [], [], []
    positive, negative = (ones(left) for left in frontier.left)
    asked = frontier.cost + price.asked * (positive + negative)
    groups = cases.group[frontier.exits >> 1]
    for atom, definition in enumerate(cases.atoms):
        free = ~(groups == cases.group[atom]).any(axis=1)
        has_all = np.all([(groups == one).any(axis=1) | (cases.group[atom] == one) for one in wanted], axis=0)
        holding = [
            ones(left & bits[atom])
            for left, bits in zip(frontier.left, (cases.positive, cases.negative), strict=True)
        ]
        for way in (0, 1) if definition.complete else (0,):
            out = holding if way == 0 else [positive - holding[0], negative - holding[1]]
            cost = asked + np.minimum(price.missed * out[0], price.false_alarm * out[1])
            end = cost + np.minimum(
                price.missed * (positive - out[0]), price.false_alarm * (negative - out[1])
            )
            if (free & has_all & (end <= bound)).any():
                return None
            goes_on = np.flatnonzero(free & (cost <= bound) & ((out[0] + out[1] > 0) | bool(wanted)))
            parents.append(goes_on)
            codes.append(np.full(len(goes_on), 2 * atom + way, np.int64))
            costs.append(cost[goes_on])
    return _Reached(np.concatenate(parents), np.concatenate(codes), np.concatenate(costs))


def _next(frontier: _Frontier, found: _Reached, cases: Literals) -> _Frontier:
    """The sets reached, each once, at its least cost."""
    exits = np.sort(np.column_stack([frontier.exits[found.parent], found.code]), axis=1)
    order = np.lexsort((found.cost, *exits.T))
    new = np.ones(len(order), np.bool_)
    new[1:] = (exits[order][1:] != exits[order][:-1]).any(axis=1)
    kept = order[new]
    atom, way = found.code[kept] >> 1, found.code[kept] & 1
    left = []
    for before, bits in zip(frontier.left, (cases.positive, cases.negative), strict=True):
        held = bits[atom]
        stays = np.where(way[:, None] == 1, held, ~held)
        left.append(before[found.parent[kept]] & stays)
    return _Frontier(exits[kept], found.cost[kept], (left[0], left[1]))
