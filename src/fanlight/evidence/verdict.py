"""A verdict in fixed words, with a probability that is settled on a day named beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from fanlight.evidence.claim import says_nothing

FEWEST_TO_TELL = 10  # settled verdicts below which a mean tells nothing about the one who gave them
EVEN = 0.25  # what saying 50 per cent each time costs


class Reading(StrEnum):
    """What a test came to, read against what was written before: three answers, no points."""

    SEEN = "seen"
    NOT_SEEN = "not_seen"
    CANNOT_TELL = "cannot_tell"


READING_WORDS: Mapping[Reading, str] = MappingProxyType(
    {
        Reading.SEEN: "Its sign was seen",
        Reading.NOT_SEEN: "Its sign was not seen",
        Reading.CANNOT_TELL: "It cannot be told",
    }
)


class Word(StrEnum):
    """The verdicts there are."""

    STANDS = "stands"
    LEANS = "leans"
    CANNOT_TELL = "cannot_tell"
    RIVAL = "rival"
    FALLS = "falls"


VERDICT_WORDS: Mapping[Word, tuple[str, str]] = MappingProxyType(
    {
        Word.STANDS: (
            "The claim stands",
            "What it says must be seen was seen, and no rival left shows what it must show.",
        ),
        Word.LEANS: (
            "The claim is more likely than not",
            "Much was seen that it foretold, and a rival is left that could have brought it about as well.",
        ),
        Word.CANNOT_TELL: (
            "We cannot tell",
            "The figures at hand do not part the claim from its rivals. Nobody should take credit or blame.",
        ),
        Word.RIVAL: (
            "A rival explains it at least as well",
            "What a rival foretold was seen. The claim is not needed to explain the change.",
        ),
        Word.FALLS: (
            "The claim does not stand",
            "Something was seen that could hardly be if it were true, or what it must show was not seen.",
        ),
    }
)
"""Each verdict in its fixed words, and when to take it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an investigation came to.

    Attributes
    ----------
    word
        One of the fixed words.
    because
        The reasons, in sentences.
    will_show
        Something that will be plainly so or not so on the day of review.
    probability
        That it will be so, in per cent.
    review_on
        The day on which somebody looks.
    """

    word: Word
    because: str
    will_show: str
    probability: int
    review_on: date

    def sentence(self) -> str:
        """The verdict, its probability and when it is looked at again.

        >>> print(Verdict(word=Word.CANNOT_TELL, because="Two rivals are untested.", probability=30,
        ...     will_show="Fewer than 10,620 next year", review_on=date(2015, 4, 30)).sentence())
        We cannot tell. Thought 30 in 100 likely: Fewer than 10,620 next year.
        Looked at again on 30 April 2015.
        """
        day = f"{self.review_on.day} {self.review_on:%B %Y}"
        foretold = self.will_show.rstrip(". ")
        return (
            f"{VERDICT_WORDS[self.word][0]}. Thought {self.probability} in 100 likely: {foretold}. "
            f"Looked at again on {day}."
        )


def refused(
    verdict: Verdict, readings: Mapping[str, Reading | None], of_claim: Reading | None, *, today: date
) -> tuple[str, ...]:
    """Why this verdict cannot be given on these tests; empty when it can.

    Nothing is added up: tests differ too much in what they can show. What is refused is a verdict that
    passes over a rival.

    Parameters
    ----------
    verdict
        As a person would give it.
    readings
        Each rival by name, with the reading of its tests; None while nobody tested it or said why not.
    of_claim
        The reading of what the claim itself says must be seen.
    today
        The day of the verdict.

    Examples
    --------
    >>> hasty = Verdict(word=Word.STANDS, because="It fell.", will_show="It stays low", probability=90,
    ...     review_on=date(2026, 12, 1))
    >>> refused(hasty, {"Chance": None}, None, today=date(2026, 11, 1))
    ('Not tested, and nobody said why not: Chance.',
     '“The claim stands” needs what the claim says must be seen to have been seen.')
    """
    lacks = []
    if untested := [name for name, reading in readings.items() if reading is None]:
        lacks.append(f"Not tested, and nobody said why not: {', '.join(untested)}.")
    if verdict.word == Word.STANDS:
        if of_claim != Reading.SEEN:
            lacks.append("“The claim stands” needs what the claim says must be seen to have been seen.")
        left = [name for name, reading in readings.items() if reading in {Reading.SEEN, Reading.CANNOT_TELL}]
        if left:
            lacks.append(f"“The claim stands” passes over what is left: {', '.join(left)}.")
    if verdict.word == Word.RIVAL and Reading.SEEN not in readings.values():
        lacks.append("“A rival explains it at least as well” needs a rival whose sign was seen.")
    if says_nothing(verdict.will_show):
        lacks.append("Say what will be so, or not so, on the day of review.")
    if not 0 <= verdict.probability <= 100:
        lacks.append("The probability must be from 0 to 100.")
    if verdict.review_on <= today:
        lacks.append("The day of review must lie ahead.")
    return tuple(lacks)


def brier(probability: int, came_about: bool) -> float:
    """How far a probability lay from what came about: the Brier distance, 0 best, 1 worst.

    A proper rule: nobody gains by saying anything but what they think. Saying 50 costs 0.25 either way.

    Parameters
    ----------
    probability
        In per cent, 0 to 100.
    came_about
        Whether what was foretold came about.

    Raises
    ------
    ValueError
        The probability is outside 0 to 100.

    References
    ----------
    Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78, 1950.

    Examples
    --------
    >>> brier(30, False), brier(30, True), brier(50, True)
    (0.09, 0.49, 0.25)
    """
    if not 0 <= probability <= 100:
        raise ValueError(f"a probability is from 0 to 100 per cent, not {probability}")
    return round((probability / 100 - came_about) ** 2, 6)


@dataclass(frozen=True, slots=True)
class OwnVerdicts:
    """Settled verdicts of one person, for that person alone.

    Attributes
    ----------
    settled
        How many were settled with yes or no.
    mean
        Their mean Brier distance; None without any.
    """

    settled: int
    mean: float | None

    def sentence(self) -> str:
        """What the settled verdicts tell, which is little while they are few.

        >>> print(own_verdicts([(30, False), (80, True)]).sentence())
        Of your verdicts 2 are settled, on average 0.065 away (0 is best; saying 50 each time costs 0.25).
        Below 10 this tells of those claims, not of your judgement.
        """
        if self.mean is None:
            return "None of your verdicts is settled yet."
        told = (
            f"Of your verdicts {self.settled} {'is' if self.settled == 1 else 'are'} settled, on average "
            f"{self.mean:.3f} away (0 is best; saying 50 each time costs {EVEN})."
        )
        if self.settled < FEWEST_TO_TELL:
            told += f" Below {FEWEST_TO_TELL} this tells of those claims, not of your judgement."
        return told


def own_verdicts(settled: Sequence[tuple[int, bool]]) -> OwnVerdicts:
    """Sum up settled verdicts: (probability in per cent, whether it came about)."""
    distances = [brier(probability, came_about) for probability, came_about in settled]
    return OwnVerdicts(len(distances), sum(distances) / len(distances) if distances else None)
