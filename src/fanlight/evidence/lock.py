"""A lock: what was written before the data were looked at, with its time and a hash that nobody can bend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fanlight.evidence.claim import Claim, says_nothing, wanting
from fanlight.evidence.frozen_text import canonical_text, text_hash
from fanlight.evidence.rivals import PARTS, Rival, unwritten

FEWEST_RIVALS = 2


@dataclass(frozen=True, slots=True)
class Lock:
    """When a claim and its rivals were locked, and the hash of their words.

    Attributes
    ----------
    at
        The moment, with its time zone.
    digest
        SHA-256 of the canonical JSON of moment, claim and rivals, in hexadecimal.
    """

    at: datetime
    digest: str


class NotYet(ValueError):
    """What is wanting before a lock, each in a sentence. `str()` joins them."""

    def __init__(self, lacks: Sequence[str]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(" ".join(self.lacks))


def lacking(claim: Claim, rivals: Sequence[Rival]) -> tuple[str, ...]:
    """What is still to be written before claim and rivals can be locked; empty when nothing is.

    Examples
    --------
    >>> lacking(Claim(words="Calls fell because we answered sooner"), [])[-1]
    'Write at least 2 rival explanations: there are 0.'
    """
    found = [f"The claim: {question.because} under “{question.part}”." for question in wanting(claim)]
    found += [
        f"The claim: write {PARTS[part]}."
        for part in ("must_see", "hardly_otherwise")
        if says_nothing(getattr(claim, part))
    ]
    found += [
        f"{rival.name}: write {', '.join(PARTS[part] for part in lacks)}."
        for rival in rivals
        if (lacks := unwritten(rival))
    ]
    if len(rivals) < FEWEST_RIVALS:
        found.append(f"Write at least {FEWEST_RIVALS} rival explanations: there are {len(rivals)}.")
    return tuple(found)


def lock(claim: Claim, rivals: Sequence[Rival], *, at: datetime) -> Lock:
    """Lock a claim and its rivals.

    Parameters
    ----------
    claim, rivals
        Whole: `lacking` finds nothing.
    at
        Now, with a time zone.

    Raises
    ------
    NotYet
        Something is still to be written.
    ValueError
        `at` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a lock needs a moment with its time zone")
    if lacks := lacking(claim, rivals):
        raise NotYet(lacks)
    return Lock(at, _digest(claim, rivals, at))


def unaltered(locked: Lock, claim: Claim, rivals: Sequence[Rival]) -> bool:
    """Whether these are the very words that were locked, in the same order."""
    return locked.digest == _digest(claim, rivals, locked.at)


def _digest(claim: Claim, rivals: Sequence[Rival], at: datetime) -> str:
    held = {"at": at.isoformat(), "claim": claim.to_dict(), "rivals": [rival.to_dict() for rival in rivals]}
    return text_hash(canonical_text(held))
