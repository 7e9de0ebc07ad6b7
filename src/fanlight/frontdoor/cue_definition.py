"""From the columns of a table of past cases to cues: known yes, known no, not known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

YES = frozenset({"1", "1.0", "true", "yes", "y", "t"})
NO = frozenset({"0", "0.0", "false", "no", "n", "f"})
NOT_KNOWN = frozenset({"", "na", "n/a", "nan", "null", "none", "not known", "not_known", "unknown", "?"})
_COMPARED = re.compile(r"(?P<column>.+?)\s*(?P<sign>>=|<=|>|<|=)\s*(?P<value>.+)")


class NotACue(ValueError):
    """A column or a name that makes no cue; the message says why."""


@dataclass(frozen=True, slots=True)
class CueDefinition:
    """How a column answers a question.

    Attributes
    ----------
    name
        As it is shown: "exang", "age > 54.5", "cp = a or np".
    column
        The column asked.
    above
        Known yes is a number above this.
    one_of
        Known yes is one of these values.
    """

    name: str
    column: str
    above: float | None = None
    one_of: frozenset[str] | None = None

    def answers(self, cells: Sequence[str]) -> NDArray[np.float64]:
        """1, 0 or NaN for each cell, shape (n,).

        Raises
        ------
        NotACue
            A cell is no answer, with its place from 1.

        Examples
        --------
        >>> CueDefinition("age > 54.5", "age", above=54.5).answers(["60", "", "41"]).tolist()
        [1.0, nan, 0.0]
        """
        return np.array([self._answer(cell, place) for place, cell in enumerate(cells, 1)], np.float64)

    def _answer(self, cell: str, place: int) -> float:
        plain = cell.strip().lower()
        if plain in NOT_KNOWN:
            return float("nan")
        if self.one_of is not None:
            return float(cell.strip() in self.one_of)
        if self.above is not None:
            try:
                return float(float(plain) > self.above)
            except ValueError:
                raise NotACue(f"case {place}: {self.column} is {cell!r}, not a number") from None
        if plain not in YES | NO:
            raise NotACue(f"case {place}: {self.column} is {cell!r}, neither yes, no nor blank")
        return float(plain in YES)


def cue_named(name: str, columns: Sequence[str]) -> CueDefinition:
    """The cue that a name stands for: a column, or a comparison such as "age > 54.5" or "cp = a or np".

    Raises
    ------
    NotACue
        There is no such column.

    Examples
    --------
    >>> cue_named("age >= 55", ["age"]).answers(["55", "54"]).tolist()
    [1.0, 0.0]
    """
    if name in columns:
        return CueDefinition(name, name)
    found = _COMPARED.fullmatch(name)
    if not found or found["column"] not in columns:
        raise NotACue(f"{name} is neither a column nor a comparison with one ({', '.join(columns)})")
    if found["sign"] == "=":
        values = frozenset(one.strip() for one in found["value"].split(" or "))
        return CueDefinition(name, found["column"], one_of=values)
    try:
        value = float(found["value"])
    except ValueError:
        raise NotACue(f"{name}: {found['value']!r} is not a number") from None
    if found["sign"] in ("<", "<="):
        raise NotACue(f"{name}: write it as {found['column']} > {found['value']}, answered no")
    above = value if found["sign"] == ">" else float(np.nextafter(value, -np.inf))
    return CueDefinition(name, found["column"], above=above)


def answers_of(cues: Sequence[CueDefinition], table: Mapping[str, Sequence[str]]) -> NDArray[np.float64]:
    """All answers, shape (n, cues)."""
    return np.column_stack([cue.answers(table[cue.column]) for cue in cues])
