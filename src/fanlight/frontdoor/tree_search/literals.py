"""What a level of a tree can ask: a cue that is known to hold, or known not to hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.frontdoor.tree_search.conjunctions import Bits, packed


@dataclass(frozen=True, slots=True)
class Atom:
    """Something that holds or does not hold in a case.

    A cue known in every case is one atom, its rarer answer: what is not yes is no. A cue that is not known in
    some is two atoms, "yes" and "no", of which a case can have neither.

    Attributes
    ----------
    cue
        Place of the cue.
    yes
        Whether the atom is "known yes" or "known no".
    complete
        Whether the cue is known in every case, so that the atom not holding is an answer too.
    """

    cue: int
    yes: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class Literals:
    """Cases as bits: for each class the atoms that hold in each of its cases.

    Attributes
    ----------
    atoms
        Shape (m,).
    group
        Shape (m,): atoms of one group are never asked in one tree (yes and no of a cue, two thresholds of
        one measure).
    positive, negative
        Bits, shapes (m, words): cases of the one class and of the other.
    positives, negatives
        How many cases each class has.
    """

    atoms: tuple[Atom, ...]
    group: NDArray[np.intp]
    positive: Bits
    negative: Bits
    positives: int
    negatives: int

    @property
    def complete(self) -> NDArray[np.bool_]:
        """Shape (m,): whether the atom not holding can be asked too."""
        return np.array([atom.complete for atom in self.atoms], np.bool_)


def literals(
    cues: NDArray[np.float64], outcome: NDArray[np.bool_], groups: Sequence[int] | None = None
) -> Literals:
    """Prepare cases for a search.

    Parameters
    ----------
    cues
        Shape (n, m) of 1 (yes), 0 (no) and NaN (not known).
    outcome
        Shape (n,): True for the one class ("positive"), False for the other.
    groups
        Shape (m,): cues of the same number are never asked in one tree; each for itself when None.

    Raises
    ------
    ValueError
        Shapes do not fit, or a value is none of the three.

    Examples
    --------
    >>> found = literals(np.array([[1, 0], [0, np.nan]]), np.array([True, False]))
    >>> [(atom.cue, atom.yes, atom.complete) for atom in found.atoms]
    [(0, True, True), (1, True, False), (1, False, False)]
    """
    if cues.ndim != 2 or outcome.shape != cues.shape[:1]:
        raise ValueError(f"cues of shape {cues.shape} for an outcome of shape {outcome.shape}")
    known = np.isfinite(cues)
    if not np.isin(cues[known], (0, 1)).all():
        raise ValueError("a cue is 1, 0 or NaN")
    numbers = range(cues.shape[1]) if groups is None else groups
    atoms, columns, group = [], [], []
    for cue, number in enumerate(numbers):
        complete = bool(known[:, cue].all())
        # Of a cue known everywhere the rarer answer is the atom: what seldom holds is counted sooner.
        rarer = bool(2 * (cues[:, cue] == 1).sum() <= len(outcome))
        for yes in (rarer,) if complete else (True, False):
            atoms.append(Atom(cue, yes, complete))
            columns.append(cues[:, cue] == (1 if yes else 0))
            group.append(number)
    held = np.array(columns, np.bool_).reshape(len(atoms), len(outcome))
    return Literals(
        tuple(atoms),
        np.array(group, np.intp),
        packed(held[:, outcome]),
        packed(held[:, ~outcome]),
        int(outcome.sum()),
        int((~outcome).sum()),
    )
