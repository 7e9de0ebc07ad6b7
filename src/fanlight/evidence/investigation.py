"""An investigation as it stands: claim, rivals, lock, tests and verdict, whoever keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fanlight.evidence.claim import Claim
from fanlight.evidence.lock import Lock
from fanlight.evidence.rivals import Rival
from fanlight.evidence.specification import Specification
from fanlight.evidence.verdict import Reading, Verdict

OF_THE_CLAIM = ""  # in place of a rival's name: the test speaks to the claim itself


@dataclass(frozen=True, slots=True, kw_only=True)
class TestOfRival:
    """One test that somebody made, and how it was read.

    Attributes
    ----------
    of
        The rival's name, or `OF_THE_CLAIM`.
    specification
        What was run; of kind ``by_hand`` where somebody looked it up.
    found
        What it came to, in sentences.
    reading
        Read against what was written before.
    because
        Why it is read so.
    known_on
        Up to which day figures were known.
    is_stale
        Figures that it used have changed since.
    """

    __test__ = False  # no test of this program

    of: str
    specification: Specification
    found: str
    reading: Reading
    because: str = ""
    known_on: date | None = None
    is_stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came of the verdict's foretelling on the day of review."""

    on: date
    came_about: bool | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A verdict, the day on which it was given, and what came of it. A later one takes its place."""

    verdict: Verdict
    on: date
    settled: Settled | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigation:
    """All of it.

    Attributes
    ----------
    claim, rivals
        As they stand; those written before the lock first.
    locked
        None before the lock.
    written_after
        Names of rivals that were added after the lock: weaker, because the data could be seen.
    seen_before
        Whether anybody had looked at the data before the lock: "yes", "no" or "not_known".
    untested
        Rival to the reason why nobody tested it.
    verdicts
        Oldest first; the last is in force.
    """

    claim: Claim
    rivals: Sequence[Rival]
    locked: Lock | None = None
    written_after: Sequence[str] = ()
    seen_before: str = "not_known"
    tests: Sequence[TestOfRival] = ()
    untested: Mapping[str, str] = field(default_factory=dict)
    verdicts: Sequence[Given] = ()

    def reading_of(self, rival: str) -> Reading | None:
        """How the tests of a rival (or of the claim) are read; None while there is none.

        Always the cautious way: where tests of a rival disagree, or its only answer is a reason for not
        testing, it cannot be told; a claim of which one sign was not seen has not been seen.
        """
        readings = {test.reading for test in self.tests if test.of == rival}
        if rival == OF_THE_CLAIM and Reading.NOT_SEEN in readings:
            return Reading.NOT_SEEN
        if len(readings) == 1:
            return readings.pop()
        return Reading.CANNOT_TELL if readings or self.untested.get(rival) else None

    def readings(self) -> dict[str, Reading | None]:
        """Each rival by name with its reading."""
        return {rival.name: self.reading_of(rival.name) for rival in self.rivals}
