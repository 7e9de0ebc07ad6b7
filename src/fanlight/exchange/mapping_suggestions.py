"""Suggests which column holds what, and which code a local value means. A person decides; nothing is applied.

Likeness is that of words (rapidfuzz, with the extra `web`), from 0 to 100; it says nothing of meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fanlight.exchange.mapping import FIELDS
from fanlight.terms.codes import CodeSet

NEEDS_RAPIDFUZZ = 'suggestions need rapidfuzz, which comes with pip install "fanlight[web]"'
LEAST_LIKENESS = 60.0
MOST_SUGGESTIONS = 5
# What each field is called in the lists that authorities keep.
CALLED: dict[str, tuple[str, ...]] = {
    "person_id": (
        "child id",
        "person id",
        "child unique id",
        "child reference",
        "client id",
        "mosaic id",
        "lcs id",
    ),
    "child": ("child id", "person id", "child unique id", "child reference", "client id"),
    "forename": ("forename", "first name", "given name"),
    "surname": ("surname", "last name", "family name"),
    "born_on": ("date of birth", "dob", "birth date"),
    "sex": ("sex", "gender"),
    "ethnicity": ("ethnicity", "ethnic origin", "ethnic group"),
    "upn": ("upn", "unique pupil number"),
    "received": ("date received", "received", "contact date", "date of contact", "date in"),
    "decided": ("date decided", "decided", "decision date", "date of decision"),
    "contact_id": ("contact id", "contact reference", "contact number"),
    "contact": ("contact id", "contact reference", "contact number"),
    "source": (
        "source",
        "contact source",
        "referral source",
        "referred by",
        "referrer",
        "agency",
        "source of contact",
    ),
    "on": ("date", "event date", "start date", "referral date", "date started"),
    "ended_on": ("end date", "date ended", "closure date", "date closed"),
    "kind": ("kind", "event type", "type", "activity"),
    "key": ("event id", "record id", "reference"),
    "need": ("primary need", "need code", "category of need"),
    "nfa": ("nfa", "no further action"),
    "closure_reason": ("reason for closure", "closure reason", "reason closed"),
    "factors": ("assessment factors", "factors identified"),
    "initial_category": ("initial category of abuse", "initial category"),
    "latest_category": ("latest category of abuse", "latest category"),
    "level": ("level", "decision", "outcome", "threshold"),
    "worker": ("worker", "decided by", "worker name", "decision maker", "social worker"),
}


class MissingExtra(Exception):
    """A library that is not installed; the message is one line and says what to install."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A column or a code, and how like the words are: 0 to 100."""

    target: str
    likeness: float


def suggest_columns(header: Sequence[str], file_format: str) -> dict[str, tuple[Suggestion, ...]]:
    """Columns that may hold each field, the likest first.

    Parameters
    ----------
    header
        The file's headings.
    file_format
        What a row is: a key of `FIELDS`.

    Returns
    -------
    dict
        By every field of the format, at most five columns of a likeness of 60 or more; () where none is.

    Raises
    ------
    MissingExtra
        When rapidfuzz is not installed.
    KeyError
        For a format that is not known.

    Examples
    --------
    >>> found = suggest_columns(["Child_Ref", "Date Received", "Notes"], "contacts")
    >>> found["received"][0]
    Suggestion(target='Date Received', likeness=100.0)
    >>> found["upn"]
    ()
    """
    columns = [(column, (column,)) for column in dict.fromkeys(header) if column.strip()]
    return {name: _likest((name, *CALLED[name]), columns) for name in FIELDS[file_format]}


def suggest_codes(values: Iterable[str], code_set: CodeSet) -> dict[str, tuple[Suggestion, ...]]:
    """Codes that each value may mean, the likest first.

    Parameters
    ----------
    values
        Values as the file writes them, or what it says beside them ("Police - Borsetshire").
    code_set
        Where the codes come from; codes that are retired are suggested too.

    Returns
    -------
    dict
        By value, at most five codes of a likeness of 60 or more; () where none is.

    Raises
    ------
    MissingExtra
        When rapidfuzz is not installed.

    Examples
    --------
    >>> from fanlight.terms.codes import REFERRAL_SOURCE
    >>> suggest_codes(["Police - Borsetshire"], REFERRAL_SOURCE)["Police - Borsetshire"][0].target
    '6'
    """
    choices = [(entry.code, (entry.code, entry.label)) for entry in code_set]
    return {value: _likest((value,), choices) for value in dict.fromkeys(values)}


def _likest(names: Sequence[str], choices: Iterable[tuple[str, Sequence[str]]]) -> tuple[Suggestion, ...]:
    try:
        from rapidfuzz import fuzz
    except ModuleNotFoundError:
        raise MissingExtra(NEEDS_RAPIDFUZZ) from None

    def likest_of(words: Sequence[str]) -> float:
        return max(_likeness(fuzz, _plain(name), _plain(word)) for name in names for word in words)

    compared = [Suggestion(target, round(likest_of(words), 1)) for target, words in choices]
    likest = sorted(compared, key=lambda found: (-found.likeness, found.target))
    return tuple(found for found in likest if found.likeness >= LEAST_LIKENESS)[:MOST_SUGGESTIONS]


def _likeness(fuzz: Any, name: str, word: str) -> float:
    """Equal words are 100; otherwise a mean of likeness as it stands and whatever the words' order."""
    if not name or not word:
        return 0.0
    if name == word:
        return 100.0
    if len(name) < 3 or len(word) < 3:  # a code of two letters is like too much
        return 0.0
    ratio: float = fuzz.token_sort_ratio(name, word)
    subset: float = fuzz.token_set_ratio(name, word)
    return min(99.0, (ratio + subset) / 2)


def _plain(words: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in words.casefold()).split())
