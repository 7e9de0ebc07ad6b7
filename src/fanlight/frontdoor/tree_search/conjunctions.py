"""In how many cases do several things hold at once? Counted by bits, 64 cases a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
_WORDS_AT_ONCE = 1024  # of each row: pairs of sixty things then fit a processor's cache


def packed(columns: NDArray[np.bool_]) -> Bits:
    """Columns as bits, shape (m, words), from shape (m, n); what is over at the end is 0.

    Examples
    --------
    >>> packed(np.array([[True, False, True]])).shape
    (1, 1)
    """
    m, n = columns.shape
    filled = np.zeros((m, 8 * -(-n // 64)), np.uint8)
    as_bytes = np.packbits(columns, axis=1)
    filled[:, : as_bytes.shape[1]] = as_bytes
    return filled.view(np.uint64)


def ones(bits: Bits) -> NDArray[np.int64]:
    """How many bits are 1 in each row, shape (m,)."""
    counts: NDArray[np.int64] = np.bitwise_count(bits).sum(axis=-1, dtype=np.int64)
    return counts


class Conjunctions:
    """Counts of cases in which k of m things all hold, for several classes of cases in one pass.

    Parameters
    ----------
    classes
        Of each class the bits, shape (m, words), from `packed`.

    Examples
    --------
    >>> three = Conjunctions([packed(np.array([[1, 1, 0, 1], [1, 0, 1, 1], [1, 1, 1, 0]], bool))])
    >>> three.starting_with(0, 2).tolist(), three.starting_with(0, 3).tolist()
    ([[2, 2]], [[1]])
    """

    def __init__(self, classes: Sequence[Bits]) -> None:
        self.m, self.classes = len(classes[0]), len(classes)
        first, second = np.triu_indices(self.m, 1)
        # _pairs_from[i]: the first pair whose lesser member is i or more.
        self._pairs_from = np.searchsorted(first, np.arange(self.m + 1))
        self._chunks = []
        for at in range(0, max(bits.shape[1] for bits in classes), _WORDS_AT_ONCE):
            parts = [bits[:, at : at + _WORDS_AT_ONCE] for bits in classes]
            ends = np.cumsum([part.shape[1] for part in parts])
            chunk = np.concatenate(parts, axis=1)
            self._chunks.append(_Chunk(chunk, chunk[first] & chunk[second], ends.tolist()))

    def starting_with(self, first: int, k: int) -> NDArray[np.int32]:
        """Counts, shape (classes, subsets), of the subsets of size k whose least element is `first`."""
        counts = np.zeros((self.classes, comb(self.m - 1 - first, k - 1)), np.int32)
        for chunk in self._chunks:
            if k == 1:
                chunk.add(chunk.bits[first : first + 1], counts)
            elif k == 2:
                chunk.add(chunk.pairs[self._pairs_from[first] : self._pairs_from[first + 1]], counts)
            else:
                self._descend(counts, 0, chunk, first, chunk.bits[first], k - 2)
        return counts

    def _descend(
        self,
        counts: NDArray[np.int32],
        at: int,
        chunk: _Chunk,
        last: int,
        all_hold: NDArray[np.uint64],
        before_pairs: int,
    ) -> int:
        """Add a chunk's counts to those from place `at` on; the place after them."""
        if before_pairs == 1:
            rows = chunk.pairs[self._pairs_from[last + 1] :]
            chunk.add(rows & all_hold, counts[:, at : at + len(rows)])
            return at + len(rows)
        for following in range(last + 1, self.m - before_pairs):
            also = all_hold & chunk.bits[following]
            at = self._descend(counts, at, chunk, following, also, before_pairs - 1)
        return at


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some words of every row, class after class, and those of every pair; where each class ends."""

    bits: Bits
    pairs: Bits
    ends: Sequence[int]

    def add(self, rows: Bits, counts: NDArray[np.int32]) -> None:
        """Add what is 1 in each row, class by class."""
        ones_of_words = np.bitwise_count(rows)
        start = 0
        for one, end in enumerate(self.ends):
            counts[one] += ones_of_words[:, start:end].sum(axis=1, dtype=np.int32)
            start = end
