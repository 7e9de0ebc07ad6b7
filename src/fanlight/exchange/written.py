"""What a writer wrote, and what the format had no place for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """Files written, rows by table, and records left out by reason.

    Examples
    --------
    >>> Written((Path("cin.xml"),), {"Child": 2}, {"no referral on or before it": 1}).sentence()
    'cin.xml: 2 rows written; 1 record left out (1 no referral on or before it).'
    """

    paths: tuple[Path, ...]
    rows: Mapping[str, int]
    left_out: Mapping[str, int] = field(default_factory=dict)

    def sentence(self) -> str:
        """What was written in one sentence."""
        names = ", ".join(path.name for path in self.paths)
        rows, left = sum(self.rows.values()), sum(self.left_out.values())
        words = f"{names}: {rows:,} row{'' if rows == 1 else 's'} written; "
        words += f"{left:,} record{'' if left == 1 else 's'} left out"
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in self.left_out.items())
        return f"{words} ({reasons})." if reasons else f"{words}."
