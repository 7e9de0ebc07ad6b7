"""What a test found, and whether it still holds: each finding can be made again from its specification."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.specification import Specification
from fanlight.terms.frames import frame_of


class CannotRun(ValueError):
    """Why a test cannot be run as specified, in one line."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one test.

    Attributes
    ----------
    specification
        What was run.
    words
        The result in sentences.
    numbers
        The figures in it by name.
    table
        Names to arrays of one length: what was compared.
    known_on
        The newest day of publication among the figures used; None where none were.
    """

    specification: Specification
    words: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    table: Mapping[str, NDArray[np.generic]] = field(default_factory=dict)
    known_on: date | None = None

    def sentence(self) -> str:
        """The result in sentences."""
        return self.words

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """What was compared: names to arrays of one length."""
        return dict(self.table)

    def to_frame(self) -> object:
        """The columns as a polars or pandas frame, whichever is installed.

        Raises
        ------
        ModuleNotFoundError
            Neither is.
        """
        frame: object = frame_of(self.columns())
        return frame

    @property
    def digest(self) -> str:
        """SHA-256 of the specification and of the figures that were compared, in hexadecimal.

        It changes when a figure that the test used is revised, and not when another one is.
        """
        held = {
            "specification": self.specification.to_dict(),
            "table": {name: [_text(cell) for cell in column] for name, column in sorted(self.table.items())},
            "numbers": {name: _text(number) for name, number in sorted(self.numbers.items())},
        }
        return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """All of it as texts and numbers, to be kept."""
        return {
            "specification": self.specification.to_dict(),
            "words": self.words,
            "numbers": {name: float(f"{number:.12g}") for name, number in self.numbers.items()},
            "columns": list(self.table),
            "rows": [list(map(_text, row)) for row in zip(*self.table.values(), strict=True)],
            "known_on": self.known_on.isoformat() if self.known_on else "",
            "digest": self.digest,
        }


def is_stale(digest: str, now: Finding) -> bool:
    """Whether a finding kept earlier, by its digest, no longer is what the same test finds now."""
    return digest != now.digest


def percent(change: float) -> str:
    """A change with its sign.

    >>> percent(-4.13), percent(0.0), percent(float("nan"))
    ('-4.1 %', '0.0 %', 'not known')
    """
    if math.isnan(change):
        return "not known"
    return f"{change:+.1f} %" if abs(change) >= 0.05 else "0.0 %"


def share(probability: float) -> str:
    """A probability as a natural frequency.

    >>> share(0.0106), share(0.25), share(0.00001), share(1.0)
    ('1 in 94', '25 in 100', 'fewer than 1 in 10,000', '100 in 100')
    """
    if probability >= 0.02:
        return f"{100 * probability:.0f} in 100"
    if probability < 1e-4:
        return "fewer than 1 in 10,000"
    return f"1 in {round(1 / probability):,}"


def period_words(first: np.datetime64, months: int) -> str:
    """A period for a reader.

    >>> period_words(np.datetime64("2013-04-01"), 12), period_words(np.datetime64("2013-09-01"), 1)
    ('2013-14', 'September 2013')
    """
    day: date = first.astype("datetime64[D]").astype(date)
    if months == 12:
        return f"{day.year}" if day.month == 1 else f"{day.year}-{(day.year + 1) % 100:02}"
    return f"{day:%B %Y}"


def listed(words: Sequence[str]) -> str:
    """Items in a sentence.

    >>> listed(["May", "June", "July"])
    'May, June and July'
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _text(cell: object) -> str:
    if isinstance(cell, float | np.floating):
        return f"{float(cell):.9g}"
    return str(cell)
