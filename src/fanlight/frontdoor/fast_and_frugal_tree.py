"""A fast-and-frugal tree: a few questions in order, at each of which some cases are settled.

The tree sorts a table of past cases, so that a team can see what its list would have done. It is never asked
about one child: a worker answers the questions, and decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


class NotATree(ValueError):
    """Levels that make no tree of the class; the message says which and why."""


@dataclass(frozen=True, slots=True)
class TreeLevel:
    """One question: cases whose cue is known to be `when` are put into the class `then`; the others go on."""

    cue: str
    when: bool
    then: bool


@dataclass(frozen=True, slots=True)
class FastAndFrugalTree:
    """Levels in order, and the class of all that is left after the last.

    Not known goes on at every level: a question nobody could answer settles nothing.

    Raises
    ------
    NotATree
        A cue is asked twice.

    References
    ----------
    Martignon, Katsikopoulos and Woike, Journal of Mathematical Psychology 52 (2008), 352-361; the class
    here has one exit a level and sends what is not known on.

    Examples
    --------
    >>> tree = FastAndFrugalTree((TreeLevel("bruise", True, True), TreeLevel("seen", True, False)), True)
    >>> tree.sentence()
    'bruise: yes → assess. seen: yes → do not assess. All others → assess.'
    """

    levels: tuple[TreeLevel, ...]
    otherwise: bool

    def __post_init__(self) -> None:
        names = [level.cue for level in self.levels]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise NotATree(f"{twice[0]} is asked twice")

    @property
    def cues(self) -> tuple[str, ...]:
        """Names of the cues in the order they are asked."""
        return tuple(level.cue for level in self.levels)

    def sentence(self, positive: str = "assess", negative: str = "do not assess") -> str:
        """The tree in words."""
        words = {True: positive, False: negative}
        parts = [
            f"{level.cue}: {'yes' if level.when else 'no'} → {words[level.then]}." for level in self.levels
        ]
        return " ".join(
            [*parts, f"All others → {words[self.otherwise]}." if parts else f"All → {words[self.otherwise]}."]
        )

    def sort(self, table: Mapping[str, ArrayLike]) -> SortedCases:
        """Sort past cases.

        Parameters
        ----------
        table
            Cue name to values, each of shape (n,): 1 (yes), 0 (no), NaN (not known).

        Raises
        ------
        NotATree
            The table lacks a cue of the tree, or columns differ in length.
        """
        columns = {name: np.asarray(values, dtype=np.float64) for name, values in table.items()}
        lengths = {len(column) for column in columns.values()}
        if len(lengths) != 1:
            raise NotATree(f"columns of different lengths: {sorted(lengths)}")
        if missing := [name for name in self.cues if name not in columns]:
            raise NotATree(f"the table has no cue {missing[0]}")
        [count] = lengths
        positive = np.full(count, self.otherwise)
        exit_at = np.full(count, len(self.levels))
        on = np.ones(count, np.bool_)
        not_known = []
        for number, level in enumerate(self.levels):
            column = columns[level.cue]
            not_known.append(int((on & ~np.isfinite(column)).sum()))
            leaves = on & (column == (1 if level.when else 0))
            positive[leaves], exit_at[leaves] = level.then, number
            on &= ~leaves
        return SortedCases(positive, exit_at, tuple(not_known), len(self.levels))

    def classify(self, table: Mapping[str, ArrayLike]) -> NDArray[np.bool_]:
        """The class of each past case, shape (n,).

        Examples
        --------
        >>> tree = FastAndFrugalTree((TreeLevel("bruise", True, True),), False)
        >>> tree.classify({"bruise": [1, 0, float("nan")]}).tolist()
        [True, False, False]
        """
        return self.sort(table).positive

    def as_json(self) -> list[dict[str, object]]:
        """Levels as plain values, the last one {"else": class}."""
        levels: list[dict[str, object]] = [
            {"cue": level.cue, "when": int(level.when), "then": int(level.then)} for level in self.levels
        ]
        return [*levels, {"else": int(self.otherwise)}]

    @classmethod
    def from_json(cls, plain: Sequence[Mapping[str, object]]) -> FastAndFrugalTree:
        """The tree that `as_json` tells.

        Raises
        ------
        NotATree
            When it is none, with the level.
        """
        if not plain or set(plain[-1]) != {"else"}:
            raise NotATree('the last level must be {"else": 0 or 1}')
        levels = []
        for number, level in enumerate(plain[:-1], 1):
            if set(level) != {"cue", "when", "then"} or not isinstance(level["cue"], str):
                raise NotATree(f"level {number} needs cue, when and then, and nothing else")
            levels.append(
                TreeLevel(level["cue"], _truth(level["when"], number), _truth(level["then"], number))
            )
        return cls(tuple(levels), _truth(plain[-1]["else"], len(plain)))


def _truth(value: object, number: int) -> bool:
    if value in (0, 1):
        return bool(value)
    raise NotATree(f"level {number}: {value!r} is neither 0 nor 1")


@dataclass(frozen=True, slots=True)
class SortedCases:
    """Past cases as a tree sorts them.

    Attributes
    ----------
    positive
        Shape (n,): the class of each.
    exit_at
        Shape (n,): the level (from 0) at which it left; the number of levels for what was left over.
    not_known
        At each level, how many of those asked had no answer.
    levels
        How many levels the tree has.
    """

    positive: NDArray[np.bool_]
    exit_at: NDArray[np.intp]
    not_known: tuple[int, ...]
    levels: int

    @property
    def cues_asked(self) -> NDArray[np.intp]:
        """Shape (n,): how many questions were asked of each."""
        return np.minimum(self.exit_at + 1, self.levels)

    def at_each_exit(self) -> NDArray[np.intp]:
        """Cases that left at each level, and last those left over; shape (levels + 1,)."""
        return np.bincount(self.exit_at, minlength=self.levels + 1)
