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
MOST_VALUES = 50  # of a column of words; more are names, not answers
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


def define_cues(
    table: Mapping[str, Sequence[str]], outcome: NDArray[np.bool_], *, thresholds: int = 1
) -> tuple[CueDefinition, ...]:
    """A cue for each column of yes and no; for each other one the thresholds that tell most.

    Parameters
    ----------
    table
        Column to cells as text, each of shape (n,).
    outcome
        Shape (n,). Thresholds are chosen by it: out of sample they must be chosen anew.
    thresholds
        At most so many a column, each best within its part of the column's values.

    Raises
    ------
    NotACue
        A column of words with more than 50 values.

    Examples
    --------
    >>> table = {"seen": ["1", "0", "1", "0"], "age": ["1", "2", "8", "9"]}
    >>> [cue.name for cue in define_cues(table, np.array([True, True, False, False]))]
    ['seen', 'age > 5']
    """
    cues: list[CueDefinition] = []
    for name, cells in table.items():
        known = {cell.strip().lower() for cell in cells} - NOT_KNOWN
        if known <= YES | NO:
            cues.append(CueDefinition(name, name))
        elif (numbers := _numbers(cells)) is not None:
            cues += [
                CueDefinition(f"{name} > {value:g}", name, above=value)
                for value in _thresholds(numbers, outcome, thresholds)
            ]
        else:
            cues += _of_words(name, cells, outcome, thresholds)
    return tuple(cues)


def answers_of(cues: Sequence[CueDefinition], table: Mapping[str, Sequence[str]]) -> NDArray[np.float64]:
    """All answers, shape (n, cues)."""
    return np.column_stack([cue.answers(table[cue.column]) for cue in cues])


def _numbers(cells: Sequence[str]) -> NDArray[np.float64] | None:
    try:
        return np.array(
            [np.nan if cell.strip().lower() in NOT_KNOWN else float(cell) for cell in cells], np.float64
        )
    except ValueError:
        return None


def _thresholds(values: NDArray[np.float64], outcome: NDArray[np.bool_], most: int) -> list[float]:
    """Midpoints between neighbouring values; of each part of their range the one that tells most."""
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


def _of_words(name: str, cells: Sequence[str], outcome: NDArray[np.bool_], most: int) -> list[CueDefinition]:
    """Values in the order of how often the outcome went with them; the best cuts of that order."""
    words = np.array([cell.strip() for cell in cells])
    kept = [value for value in np.unique(words) if value.lower() not in NOT_KNOWN]
    if len(kept) > MOST_VALUES:
        raise NotACue(f"{name} has {len(kept)} different words: they are names, not answers")
    shares = {value: (outcome[words == value].sum() + 0.5) / ((words == value).sum() + 1) for value in kept}
    by_share = sorted(kept, key=lambda value: (-shares[value], value))
    rank = {value: len(by_share) - place for place, value in enumerate(by_share)}
    ranks = np.array([rank.get(word, np.nan) for word in words], np.float64)
    cues = []
    for cut in _thresholds(ranks, outcome, most):
        chosen = [value for value in by_share if rank[value] > cut]
        cues.append(CueDefinition(f"{name} = {' or '.join(sorted(chosen))}", name, one_of=frozenset(chosen)))
    return cues
