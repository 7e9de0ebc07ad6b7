"""Near misses told in confidence: when a batch is written, which counts are shown, what may name somebody."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

LEAST_AUTHORS = 3
"""A batch is written when it holds words of at least this many people."""
COUNT_STEP = 5

_NOT_NAMES = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "march", "april", "may", "june", "july"),
        *("august", "september", "october", "november", "december", "christmas", "easter"),
        *("england", "english", "ofsted", "fanlight", "front", "door", "working", "together"),
    )
)
_WORD = re.compile(r"[A-Z][a-z][\w’'-]*|\b\d{5,}\b|\S+")


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a report.

    Parameters
    ----------
    name, words, hint
        Kept under `name`; asked in these words.
    required
        Whether it must be answered.
    """

    name: str
    words: str
    hint: str
    required: bool = False


FIELDS = (
    Field(
        "happened", "What happened?", "In a few sentences. No names, no dates of birth, no case numbers", True
    ),
    Field("nearly", "What nearly went wrong?", "What could have followed, had nobody noticed"),
    Field("helped", "What helped?", "Who or what caught it: a question, a habit, luck"),
    Field("more", "Anything else?", "What you would change, if it were yours to change"),
)
"""What a report is asked, in this order; the first alone must be answered."""


def batch_of(authors: Sequence[int | None], least: int = LEAST_AUTHORS) -> tuple[int, ...]:
    """Which of those that wait may be written together: one of each author, or none at all.

    Parameters
    ----------
    authors
        One entry a report or answer that waits, the longest waiting first: a number for each person, None
        where it is no longer known. All that are no longer known count as one person, since they may be.
    least
        How many different people there must be.

    Returns
    -------
    tuple of int
        Places in `authors`, ascending: at least `least` of them, all of different people; or empty.

    Notes
    -----
    Whoever knows who wrote, but not what, is right about one of them in `least` at best: no author stands in
    a batch twice, so nobody is likelier than the others. This is k-anonymity (Sweeney 2002, Int. J. of
    Uncertainty, Fuzziness and Knowledge-Based Systems 10, 557-570) of a batch.

    Examples
    --------
    >>> batch_of([7, 7, 8, 9, 7]), batch_of([7, 7, 7, 8]), batch_of([7, None, None])
    ((0, 2, 3), (), ())
    """
    first = {author: place for place, author in reversed(list(enumerate(authors)))}
    return tuple(sorted(first.values())) if len(first) >= least else ()


def count_words(count: int) -> str:
    """A count of reports as everybody is told it: never fewer than five, and in steps of five.

    In steps, so that the figure of one day less that of the day before is no single report.

    Parameters
    ----------
    count
        How many there are, 0 or more.

    Returns
    -------
    str
        Such as "at least 10".

    Raises
    ------
    ValueError
        When the count is negative.

    Examples
    --------
    >>> count_words(0), count_words(4), count_words(14)
    ('fewer than 5', 'fewer than 5', 'at least 10')
    """
    if count < 0:
        raise ValueError("A count of reports is 0 or more")
    if count < COUNT_STEP:
        return f"fewer than {COUNT_STEP}"
    return f"at least {count - count % COUNT_STEP}"


def may_name_somebody(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Words of a text that may say who somebody is, for the writer to look at once more.

    Parameters
    ----------
    text
        As typed.
    known
        Names of people who work here, by which a word is found wherever it stands.

    Returns
    -------
    tuple of str
        Each once, in the order of the text: words with a capital inside a sentence, names that are known,
        numbers of five figures or more.

    Notes
    -----
    A prompt, no proof: a first name at the beginning of a sentence is found only if it is known, and
    "the head of the school by the canal" names somebody without any capital.

    Examples
    --------
    >>> may_name_somebody("On Monday the call for Asa came back. Ben had gone.", known=["Ben Okafor"])
    ('Asa', 'Ben')
    """
    parts = {part.lower() for name in known for part in name.split() if len(part) > 2}
    found: dict[str, None] = {}
    begins = True
    for match in _WORD.finditer(text):
        word = match[0].strip(".,;:!?()“”\"'’")
        plain = re.sub(r"[’']s$", "", word)
        capital = bool(re.fullmatch(r"[A-Z][a-z][\w’'-]*", plain))
        if (
            (capital and plain.lower() in parts)
            or (capital and not begins and plain.lower() not in _NOT_NAMES)
            or re.fullmatch(r"\d{5,}", plain)
        ):
            found[plain] = None
        begins = match[0].endswith((".", "!", "?", ":")) or "\n" in text[match.end() : match.end() + 1]
        if not begins and text[match.end() : match.end() + 1] in {".", "!", "?", ":"}:
            begins = True
    return tuple(found)
