"""How many cases go on after some exits, for every set of exits.

For a set of k atoms each is asked in one of two ways. Way 0: cases in which it holds leave, so that it holds
in none that go on. Way 1: cases in which it does not hold leave, so that it holds in all that go on. A table
has the shape (2,) * k + (subsets,): the way of each atom, then the subset.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fanlight.frontdoor.tree_search.subsets import Subsets

Counts = NDArray[np.int32]


def remaining(all_hold: Counts, lower: Counts, rows: NDArray[np.intp], smaller: Subsets) -> Counts:
    """The table of some subsets of size k, from that of all subsets of size k - 1.

    Parameters
    ----------
    all_hold
        Shape (n,): cases in which all k hold.
    lower
        The table of size k - 1.
    rows
        Shape (n, k): the subsets.
    smaller
        All subsets of size k - 1.

    Notes
    -----
    Cases without an atom are those whether or not it holds, less those in which it does: applied to one atom
    after another this is Moebius inversion on the lattice of subsets.
    """
    k = rows.shape[1]
    table = np.empty((2,) * k + (len(rows),), np.int32)
    table[(1,) * k] = all_hold
    for t in range(k):
        without = smaller.rank(np.delete(rows, t, axis=1))
        before, after = (slice(None),) * t, (1,) * (k - 1 - t)
        either_way = lower[(*before, *after, without)]
        np.subtract(either_way, table[(*before, 1, *after)], out=table[(*before, 0, *after)])
    return table
