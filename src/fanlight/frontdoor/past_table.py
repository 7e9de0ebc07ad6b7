"""A table of past cases read once, so that cues can be defined on any part of it, or on shuffled outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.frontdoor.cue_definition import NO, NOT_KNOWN, YES, CueDefinition, NotACue
from fanlight.frontdoor.cue_thresholds import cuts_of_numbers, cuts_of_words

MOST_VALUES = 50  # of a column of words; more are names, not answers


@dataclass(frozen=True, slots=True)
class PastColumn:
    """One column as numbers.

    Attributes
    ----------
    name
        Its heading.
    values
        Shape (n,): 1 and 0, the number, or the place of the word in `words`; NaN where not known.
    words
        The different words, in the order of the alphabet; None for answers and numbers.
    answers
        Whether every known value is yes or no.
    """

    name: str
    values: NDArray[np.float64]
    words: tuple[str, ...] | None = None
    answers: bool = False

    @classmethod
    def of(cls, name: str, cells: Sequence[str]) -> PastColumn:
        """Read a column of text.

        Raises
        ------
        NotACue
            A column of words with more than 50 values.
        """
        plain = [cell.strip().lower() for cell in cells]
        different = set(plain) - NOT_KNOWN
        if different <= YES | NO:
            number = dict.fromkeys(YES, 1.0) | dict.fromkeys(NO, 0.0)
            return cls(name, np.array([number.get(cell, np.nan) for cell in plain]), answers=True)
        try:
            values = np.array([np.nan if cell in NOT_KNOWN else float(cell) for cell in plain], np.float64)
            return cls(name, values)
        except ValueError:
            return cls._of_words(name, [cell.strip() for cell in cells])

    @classmethod
    def _of_words(cls, name: str, cells: list[str]) -> PastColumn:
        words = sorted({cell for cell in cells if cell.lower() not in NOT_KNOWN})
        if len(words) > MOST_VALUES:
            raise NotACue(f"{name} has {len(words)} different words: they are names, not answers")
        place = {word: float(at) for at, word in enumerate(words)}
        return cls(name, np.array([place.get(cell, np.nan) for cell in cells], np.float64), tuple(words))

    def rows(self, places: NDArray[np.intp]) -> PastColumn:
        """The same of some cases."""
        return PastColumn(self.name, self.values[places], self.words, self.answers)

    def cues(self, outcome: NDArray[np.bool_], thresholds: int) -> list[CueDefinition]:
        """The column itself, or the cuts of its values that tell most."""
        if self.answers:
            return [CueDefinition(self.name, self.name)]
        if self.words is None:
            return [
                CueDefinition(f"{self.name} > {cut:g}", self.name, above=cut)
                for cut in cuts_of_numbers(self.values, outcome, thresholds)
            ]
        return [
            CueDefinition(f"{self.name} = {' or '.join(sorted(chosen))}", self.name, one_of=chosen)
            for chosen in cuts_of_words(self.values, self.words, outcome, thresholds)
        ]

    def answered(self, cue: CueDefinition) -> NDArray[np.float64]:
        """What `cue.answers` tells of the cells, shape (n,)."""
        if cue.above is not None:
            found = self.values > cue.above
        elif cue.one_of is not None and self.words is not None:
            found = np.isin(self.values, [at for at, word in enumerate(self.words) if word in cue.one_of])
        else:
            return self.values
        return np.where(np.isnan(self.values), np.nan, found)


@dataclass(frozen=True, slots=True)
class PastTable:
    """Columns of past cases.

    Examples
    --------
    >>> table = PastTable.of({"seen": ["1", "", "0", "1"], "age": ["1", "2", "8", "9"]})
    >>> cues = table.cues(np.array([True, True, False, False]))
    >>> [cue.name for cue in cues], table.answers(cues)[:, 1].tolist()
    (['seen', 'age > 5'], [0.0, 0.0, 1.0, 1.0])
    """

    columns: tuple[PastColumn, ...]

    @classmethod
    def of(cls, table: Mapping[str, Sequence[str]] | PastTable) -> PastTable:
        """Read text, each column of shape (n,); what is read already is given back."""
        if isinstance(table, PastTable):
            return table
        return cls(tuple(PastColumn.of(name, cells) for name, cells in table.items()))

    @property
    def cases(self) -> int:
        """How many past cases; 0 without a column."""
        return len(self.columns[0].values) if self.columns else 0

    def rows(self, places: NDArray[np.intp]) -> PastTable:
        """The same of some cases."""
        return PastTable(tuple(column.rows(places) for column in self.columns))

    def cues(self, outcome: NDArray[np.bool_], *, thresholds: int = 1) -> tuple[CueDefinition, ...]:
        """Cues as `define_cues` finds them on these cases."""
        return tuple(cue for column in self.columns for cue in column.cues(outcome, thresholds))

    def answers(self, cues: Sequence[CueDefinition]) -> NDArray[np.float64]:
        """All answers, shape (n, cues)."""
        if not cues:
            return np.empty((self.cases, 0))
        by_name = {column.name: column for column in self.columns}
        return np.column_stack([by_name[cue.column].answered(cue) for cue in cues])
