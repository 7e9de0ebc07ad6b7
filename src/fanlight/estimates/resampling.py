"""Parts of a sample to fit on and to look at, and how often chance does as well.

For methods that search, such as the best list of questions: folds to look at cases that a method did not see,
and outcomes shuffled among cases to see what searching alone would find. It gives a p and no interval; for
the effect of something that was allotted by lot there is `fanlight.estimates.randomisation_inference`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray


def stratified_folds(classes: NDArray[np.generic], folds: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """The fold of each case, every class spread evenly over the folds.

    Parameters
    ----------
    classes
        Shape (n,), any values.
    folds
        Two or more.

    Returns
    -------
    ndarray
        Shape (n,), from 0 to folds - 1. Folds differ by one case of a class at most.

    Raises
    ------
    ValueError
        Fewer than two folds, or more than cases.

    Examples
    --------
    >>> folds = stratified_folds(np.array([1, 1, 0, 0, 0, 0]), 2, np.random.default_rng(1))
    >>> [np.bincount(folds[:2]).tolist(), np.bincount(folds[2:]).tolist()]
    [[1, 1], [2, 2]]
    """
    if not 2 <= folds <= len(classes):
        raise ValueError(f"{folds} folds of {len(classes)} cases")
    fold = np.empty(len(classes), np.intp)
    start = 0
    for one in np.unique(classes):
        places = rng.permutation(np.flatnonzero(classes == one))
        fold[places] = (start + np.arange(len(places))) % folds
        start += len(places)
    return fold


def parts(fold: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """For each fold the places outside it and those in it.

    Examples
    --------
    >>> [(fit.tolist(), look.tolist()) for fit, look in parts(np.array([0, 1, 0]))]
    [([1], [0, 2]), ([0, 2], [1])]
    """
    for number in range(int(fold.max()) + 1):
        yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)


@dataclass(frozen=True, slots=True)
class PermutationTest:
    """How often a shuffled sample did as well.

    Attributes
    ----------
    as_good, tried
        Shuffles that did at least as well, and all of them.
    p
        The p value.
    """

    as_good: int
    tried: int
    p: float


def permutation_test(
    does_as_well: Callable[[NDArray[np.generic]], bool],
    classes: NDArray[np.generic],
    *,
    permutations: int,
    rng: np.random.Generator,
    enough: int = 20,
    at_once: int = 1,
) -> PermutationTest:
    """Shuffle classes over cases and ask how often chance does as well.

    Parameters
    ----------
    does_as_well
        Whether a shuffled sample reaches what the true one did.
    classes
        Shape (n,).
    permutations
        Shuffles at most.
    enough
        Stop once so many did as well: the answer is then clear, and its p value still valid.
    at_once
        Shuffles tried side by side in threads. The answer is the same.

    References
    ----------
    Besag and Clifford, Biometrika 78 (1991), 301-304.

    Examples
    --------
    >>> never = permutation_test(lambda shuffled: False, np.zeros(5), permutations=99,
    ...                          rng=np.random.default_rng(1))
    >>> never.p
    0.01
    """
    as_good = 0
    shuffled = (rng.permutation(classes) for _ in range(permutations))
    for tried, found in enumerate(_each(does_as_well, shuffled, at_once), 1):
        as_good += bool(found)
        if as_good == enough:
            return PermutationTest(as_good, tried, as_good / tried)
    return PermutationTest(as_good, permutations, (as_good + 1) / (permutations + 1))


def _each(
    call: Callable[[NDArray[np.generic]], bool], shuffled: Iterator[NDArray[np.generic]], at_once: int
) -> Iterator[bool]:
    """The answers in the order of the shuffles, so many worked out at once."""
    if at_once == 1:
        yield from map(call, shuffled)
        return
    with ThreadPoolExecutor(at_once) as pool:
        while batch := list(islice(shuffled, at_once)):
            yield from pool.map(call, batch)
