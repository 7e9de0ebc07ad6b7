"""Where to cut a column of numbers or of words, so that it answers yes or no and tells most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray


def cuts_of_numbers(values: NDArray[np.float64], outcome: NDArray[np.bool_], most: int) -> list[float]:
    """Midpoints between neighbouring values; of each part of their range the one that tells most.

    Parameters
    ----------
    values
        Shape (n,), NaN where not known.
    outcome
        Shape (n,).
    most
        Cuts at most, each best within its part of the values.

    Examples
    --------
    >>> cuts_of_numbers(np.array([1.0, 2, 8, 9]), np.array([True, True, False, False]), 1)
    [5.0]
    """
    known = np.isfinite(values)
    values, outcome = values[known], outcome[known]
    order = np.argsort(values, kind="stable")
    ordered, positive = values[order], outcome[order]
    ends = np.flatnonzero(np.diff(ordered) > 0)
    if not len(ends) or positive.all() or not positive.any():
        return []
    at_most_positive = np.cumsum(positive)[ends] / positive.sum()
    at_most_negative = np.cumsum(~positive)[ends] / (~positive).sum()
    tells = np.abs(at_most_positive - at_most_negative)
    middles = (ordered[ends] + ordered[ends + 1]) / 2
    chosen = [
        int(part[np.argmax(tells[part])]) for part in np.array_split(np.arange(len(ends)), most) if len(part)
    ]
    return [float(middles[at]) for at in chosen]


def cuts_of_words(
    values: NDArray[np.float64], words: Sequence[str], outcome: NDArray[np.bool_], most: int
) -> Iterator[frozenset[str]]:
    """Words in the order of how often the outcome went with them; the best cuts of that order.

    Parameters
    ----------
    values
        Shape (n,): place of each case's word in `words`, NaN where not known.
    words
        In the order of the alphabet.
    outcome, most
        As for numbers.

    Examples
    --------
    >>> places = np.array([0.0, 0, 1, 1, 2, 2])
    >>> [sorted(one) for one in cuts_of_words(places, "abc", np.array([1, 1, 0, 0, 1, 0], bool), 1)]
    [['a']]
    """
    known = np.isfinite(values)
    places = values[known].astype(np.intp)
    total = np.bincount(places, minlength=len(words))
    shares = (np.bincount(places[outcome[known]], minlength=len(words)) + 0.5) / (total + 1)
    order = [at for at in np.argsort(-shares, kind="stable").tolist() if total[at]]
    rank = np.full(len(words), np.nan)
    rank[order] = np.arange(len(order), 0, -1)
    ranks = np.full(len(values), np.nan)
    ranks[known] = rank[places]
    for cut in cuts_of_numbers(ranks, outcome, most):
        yield frozenset(words[at] for at in order if rank[at] > cut)
