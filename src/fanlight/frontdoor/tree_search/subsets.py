"""All subsets of k of m things in the order of a dictionary, and the place of any of them in that order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import comb

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Subsets:
    """The subsets of `k` of `m` things.

    Examples
    --------
    >>> pairs = Subsets(4, 2)
    >>> pairs.rows.tolist()
    [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]
    >>> pairs.rank(pairs.rows).tolist()
    [0, 1, 2, 3, 4, 5]
    """

    m: int
    k: int

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return comb(self.m, self.k)

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """Shape (count, k), each row ascending."""
        if self.k == 0:
            return np.empty((1, 0), np.intp)
        smaller = Subsets(self.m, self.k - 1).rows
        after = self.m - 1 - (smaller[:, -1] if self.k > 1 else np.array([-1]))
        lasts = np.arange(after.sum()) - np.repeat(np.cumsum(after) - self.m, after)
        return np.column_stack([np.repeat(smaller, after, axis=0), lasts])

    @cached_property
    def _after(self) -> NDArray[np.intp]:
        """[t, s]: how many subsets come after all those whose element t is s."""
        return np.array(
            [[comb(self.m - 1 - s, self.k - t) for s in range(self.m)] for t in range(self.k)], np.intp
        ).reshape(self.k, self.m)

    def rank(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """The place of each row, shape (n,), of ascending rows, shape (n, k)."""
        places = np.full(len(rows), self.count - 1, np.intp)
        for t in range(self.k):
            places -= self._after[t][rows[:, t]]
        return places

    def starting_with(self, first: int) -> slice:
        """Where those stand whose least element is `first`."""
        start = self.count - comb(self.m - first, self.k)
        return slice(start, start + comb(self.m - 1 - first, self.k - 1))
