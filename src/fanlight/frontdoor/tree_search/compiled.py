"""The compiled counting core, where it was built: the same answers as numpy's, many times sooner.

It is built when Fanlight is installed where a C compiler is at hand, and comes with wheels. Without it
everything works by numpy alone. Decision 0020 weighs it against other ways.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from math import comb

import numpy as np
from numpy.typing import NDArray

from fanlight.frontdoor.tree_search.literals import Literals
from fanlight.frontdoor.tree_search.price import Price

try:
    from fanlight.frontdoor.tree_search import _counting
except ImportError:
    COMPILED = False
else:
    COMPILED = True

Costs = NDArray[np.float64]
MOST_CUES = 5
_WORTH_THREADS = 4000  # words of a row: below, the tables cost more than the counting, and gain nothing


def least_costs(
    cases: Literals, price: Price, *, depth: int, must_have: frozenset[int], threads: int | None = None
) -> list[Costs]:
    """Values of every set of exits, as `Search.values`, for depth from 1 to 5.

    Parameters
    ----------
    cases, price
        As in `Search`.
    depth
        Cues in a tree at most.
    must_have
        Groups that a tree must ask.
    threads
        Two for many cases where there are two processors, unless told; 1 where the caller has its own.

    Returns
    -------
    list of ndarray
        One for each size from 0 to depth - 1, shape (2,) * k + (subsets,).
    """
    rows = np.ascontiguousarray(np.concatenate([cases.positive, cases.negative], axis=1))
    words = cases.positive.shape[1], cases.negative.shape[1]
    m = len(cases.atoms)
    parts = _parts(sum(words)) if threads is None else threads
    tables = [(np.array([cases.positives], np.int32), np.array([cases.negatives], np.int32))]
    for k in range(1, depth):
        into = np.empty(comb(m, k) << k, np.int32), np.empty(comb(m, k) << k, np.int32)
        lower = tables[-1]

        def fill(
            part: int,
            k: int = k,
            lower: tuple[NDArray[np.int32], ...] = lower,
            into: tuple[NDArray[np.int32], ...] = into,
        ) -> None:
            _counting.tables(rows, *words, m, k, part, parts, *lower, *into)

        _in_parts(fill, parts)
        tables.append(into)
    rules = _rules(cases, must_have)
    size = len(tables[-1][0])
    least, most = np.full((parts, size), np.inf), np.full((parts, size), -np.inf)

    def end(part: int) -> None:
        costs = float(price.missed), float(price.false_alarm)
        _counting.ends(
            rows, *words, m, depth, part, parts, *tables[-1], *costs, *rules, least[part], most[part]
        )

    _in_parts(end, parts)
    # A last exit costs nothing more or saves the difference: its cheaper class is taken.
    after = (
        _saved(np.minimum.reduce(least) if parts > 1 else least[0]),
        _saved(-(np.maximum.reduce(most) if parts > 1 else most[0])),
    )
    return _carried(m, depth, tables, after, price, rules)


def _saved(difference: Costs) -> Costs:
    return np.where(np.isinf(difference), np.inf, np.minimum(difference, 0.0))


def _carried(
    m: int,
    depth: int,
    tables: list[tuple[NDArray[np.int32], NDArray[np.int32]]],
    after: tuple[Costs, Costs],
    price: Price,
    rules: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], int],
) -> list[Costs]:
    values: list[Costs] = []
    for k in range(depth - 1, 0, -1):
        value = np.empty(comb(m, k) << k)
        before = np.full(comb(m, k - 1) << (k - 1), np.inf), np.full(comb(m, k - 1) << (k - 1), np.inf)
        costs = float(price.missed), float(price.false_alarm), float(price.asked)
        _counting.carried(m, k, *tables[k], *after, *costs, *rules, value, *before)
        # Set after set as it was counted; seen from outside, way after way.
        shape = (comb(m, k), *(2,) * k)
        values.insert(0, np.moveaxis(value.reshape(shape), 0, -1))
        after = before
    positive, negative = (float(one[0]) for one in tables[0])
    on = min(price.false_alarm * negative + after[0][0], price.missed * positive + after[1][0])
    leaf = np.inf if rules[3] else min(price.missed * positive, price.false_alarm * negative)
    values.insert(0, np.array([min(leaf, on + price.asked * (positive + negative))]))
    return values


def _rules(
    cases: Literals, must_have: frozenset[int]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], int]:
    apart = np.ascontiguousarray(cases.group[:, None] != cases.group[None, :], dtype=np.uint8)
    wanted = np.zeros(len(cases.atoms), np.uint8)
    for bit, group in enumerate(sorted(must_have)):
        wanted[cases.group == group] |= 1 << bit
    return apart, np.ascontiguousarray(cases.complete, dtype=np.uint8), wanted, (1 << len(must_have)) - 1


def _parts(words: int) -> int:
    return 1 if words < _WORTH_THREADS else min(2, os.cpu_count() or 1)


def _in_parts(call: Callable[[int], None], parts: int) -> None:
    if parts == 1:
        call(0)
        return
    with ThreadPoolExecutor(parts) as pool:
        for finished in [pool.submit(call, part) for part in range(parts)]:
            finished.result()
