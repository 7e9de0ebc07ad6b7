"""What changed under a series: its definition or its area, on a day; figures either side do not compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

DEFINITION, BOUNDARY = "definition", "boundary"
_WORDS = {DEFINITION: "what is counted changed", BOUNDARY: "the area changed"}


@dataclass(frozen=True, slots=True, order=True)
class SeriesChange:
    """A change of definition or boundary.

    Attributes
    ----------
    on
        First day on which the new holds.
    kind
        `DEFINITION` or `BOUNDARY`.
    words
        What changed, for a reader.
    """

    on: date
    kind: str
    words: str

    def __post_init__(self) -> None:
        if self.kind not in _WORDS:
            raise ValueError(f"no kind of change {self.kind!r}: {', '.join(_WORDS)}")

    def sentence(self) -> str:
        """The change in words.

        Examples
        --------
        >>> SeriesChange(date(2021, 4, 1), BOUNDARY, "Northamptonshire became two authorities").sentence()
        'On 1 April 2021 the area changed: Northamptonshire became two authorities.'
        """
        return f"On {self.on.day} {self.on:%B %Y} {_WORDS[self.kind]}: {self.words}."


def changes_between(changes: Sequence[SeriesChange], first: date, last: date) -> tuple[SeriesChange, ...]:
    """Those after `first` and up to `last`: figures of the two days do not compare if there is one."""
    return tuple(change for change in sorted(changes) if first < change.on <= last)
