"""The thin fold: what repeats an earlier contact, and signatures a practitioner named, are folded in place.

The unit is a sentence or a line. A text is cut after . ! ? before anything but a lower-case letter, at a
blank line, and at a line break unless the next line goes on in lower case (a wrapped sentence). Runs of
units are folded that stand in one earlier text as whole units in the same order, at least 40 characters
long, compared exactly but for white space. Part of a sentence is never folded: "She denied that he hit
him." must not lose its first half. A field of a form ("Child seen: no") is an answer given anew, even
where it is the same answer: it folds only in the middle of a longer repeat. What is in doubt stays shown.

Nothing is removed: the passages, joined, are the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from fanlight.terms.periods import day_words

SHORTEST_FOLD = 40
"""Characters, white space counted once; shorter repeats ("Not seen.") say something new each time."""

# Where a unit ends. It starts with a set of characters, which makes the search fast, and its possessive
# repeats keep it linear on any text.
_UNIT_END = re.compile(
    r"""
    [.!?:;\n] (?:
        (?<=[.!?])                                        # a sentence ends
        (?<! \bMr\. ) (?<! \bDr\. ) (?<! \bMs\. ) (?<! \bSt\. ) (?<! \bMrs\. ) (?<! \bNo\. ) (?<! \b[A-Z]\. )
        ["'”’)\]]?+ \s++ (?![a-z])                        # and does not go on in lower case
      | (?<=[:;]) [^\S\n]*+ \n \s*+                      # a heading, an item of a list
      | (?<=\n) (?: [^\S\n]*+ \n \s*+                   # a blank line
                 | \s*+ (?![a-z]) )                       # a line break, unless the sentence goes on
    )
    """,
    re.VERBOSE,
)


_FIELD = re.compile(r"[^:.!?]{1,40}:(?: \S|$)")
"""A unit (white space single) that is a form's field with its answer, or a label whose answer follows."""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """The raw text of an earlier contact."""

    ref: str
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class SignatureRule:
    """A practitioner's rule that names a signature or boilerplate by plain text, not by pattern.

    It matches from a line that starts with `begins` to the next line that contains `ends` (that line
    too), or to the end of the text where `ends` is "". Case counts; white space at the start of a line
    does not. A match longer than `most_lines`, or whose end is missing, folds nothing: something else
    may stand below a signature.

    Raises
    ------
    ValueError
        For an empty name or beginning, a marker of several lines, or `most_lines` below 1.
    """

    name: str
    begins: str
    ends: str = ""
    most_lines: int = 25

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.begins.strip():
            raise ValueError("a signature rule needs a name and the words its first line starts with")
        if len(self.begins.splitlines()) > 1 or len(self.ends.splitlines()) > 1:
            raise ValueError(f"signature rule {self.name!r}: a marker is part of one line")
        if self.most_lines < 1:
            raise ValueError(f"signature rule {self.name!r}: most_lines is {self.most_lines}, below 1")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the raw text. Folded ones say why; `ref` is the earlier contact's, where there is one."""

    text: str
    folded: bool = False
    reason: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class FoldCount:
    """How much of a text is folded: passages, and characters of all its characters."""

    passages: int
    characters: int
    of_characters: int

    @property
    def share(self) -> float:
        """Share of characters folded, 0 to 1; 0 for an empty text."""
        return self.characters / self.of_characters if self.of_characters else 0.0

    def sentence(self) -> str:
        """What is folded, in words."""
        if not self.passages:
            return "Nothing is folded."
        what = "1 passage is" if self.passages == 1 else f"{self.passages:,} passages are"
        if self.characters == self.of_characters:
            return f"The whole text ({self.characters:,} characters) is folded, in {self.passages:,} " + (
                "passage." if self.passages == 1 else "passages."
            )
        share = min(max(round(100 * self.share), 1), 99)
        return f"{what} folded: {self.characters:,} of {self.of_characters:,} characters ({share} %)."


def fold(
    text: str, earlier: Sequence[EarlierText], signature_rules: Sequence[SignatureRule] = ()
) -> tuple[Passage, ...]:
    r"""Cut a text into passages shown and passages folded.

    Parameters
    ----------
    text
        The raw text of the contact.
    earlier
        Texts of earlier contacts. Where several hold a passage, the earliest is named.
    signature_rules
        Tried in order, before repeats are looked for.

    Returns
    -------
    tuple of Passage
        Joined, they are exactly `text`; () for an empty text.

    Examples
    --------
    >>> from datetime import date
    >>> before = EarlierText("C-7", date(2026, 5, 3), "Asa was seen at home and said that he was hungry.")
    >>> police = SignatureRule("Police footer", begins="This e-mail is", ends="sender")
    >>> new = "Asa was seen at home\nand said that he was hungry. Today not.\nThis e-mail is for its sender"
    >>> for passage in fold(new, [before], [police]):
    ...     print(passage.reason or passage.text.strip())
    Repeated exactly from contact C-7 of 3 May 2026
    Today not.
    Matches the rule 'Police footer'
    """
    ordered = sorted(earlier, key=lambda one: one.on)
    index = _index(ordered)
    passages: list[Passage] = []
    for stretch, rule in _signatures(text, signature_rules):
        if rule is None:
            passages.extend(_repeats(stretch, ordered, index))
        else:
            passages.append(Passage(stretch, True, f"Matches the rule '{rule.name}'"))
    return tuple(passages)


def count(passages: Sequence[Passage]) -> FoldCount:
    """Count what is folded.

    Examples
    --------
    >>> count([Passage("Seen today. "), Passage("Old words.", folded=True, reason="…")]).sentence()
    '1 passage is folded: 10 of 22 characters (45 %).'
    """
    folded = [passage for passage in passages if passage.folded]
    return FoldCount(
        len(folded), sum(len(one.text) for one in folded), sum(len(one.text) for one in passages)
    )


def units(text: str) -> list[str]:
    """Cut a text into units (sentences and lines); joined, they are the text.

    Examples
    --------
    >>> units("Dr. Ode saw him. He was\\nwell.\\nNo marks")
    ['Dr. Ode saw him. ', 'He was\\nwell.\\n', 'No marks']
    """
    cuts = [0, *[found.end() for found in _UNIT_END.finditer(text)], len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if a < b]


def _plain(unit: str) -> str:
    return " ".join(unit.split())


# Units of one earlier text, in order, and where each first stands.
_Indexed = tuple[list[str], Mapping[str, int]]


def _index(earlier: Sequence[EarlierText]) -> list[_Indexed]:
    """Units of every earlier text, white space made single."""
    indexed: list[_Indexed] = []
    for one in earlier:
        keys = [" ".join(unit.split()) for unit in units(one.text)]  # _plain, without 25,000 calls
        first = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
        indexed.append((keys, first))
    return indexed


def _repeats(text: str, earlier: Sequence[EarlierText], index: Sequence[_Indexed]) -> Iterator[Passage]:
    """Passages of a stretch without signatures."""
    parts = units(text)
    keys = [_plain(part) for part in parts]
    shown: list[str] = []
    at = 0
    while at < len(parts):
        length, source = _longest_run(keys, at, index)
        skip, length = _without_outer_fields(keys[at : at + length])
        if source is None or skip or len(" ".join(keys[at : at + length])) < SHORTEST_FOLD:
            shown += parts[at : at + max(skip, 1)]
            at += max(skip, 1)
            continue
        if shown:
            yield Passage("".join(shown))
            shown = []
        one = earlier[source]
        reason = f"Repeated exactly from contact {one.ref} of {day_words(one.on)}"
        yield Passage("".join(parts[at : at + length]), True, reason, one.ref)
        at += length
    if shown:
        yield Passage("".join(shown))


def _without_outer_fields(run: Sequence[str]) -> tuple[int, int]:
    """Units of form fields at the start of a run, and its length without those at its end."""
    length = len(run)
    while length and _FIELD.match(run[length - 1]):
        length -= 1
    if not length or not _FIELD.match(run[0]):
        return 0, length
    if not run[0].endswith(":"):
        return 1, length
    answered_below = length > 1 and len(run[1]) < SHORTEST_FOLD  # "Child seen:" and "No."; not a heading
    return (2 if answered_below else 0), length


def _longest_run(keys: Sequence[str], at: int, index: Sequence[_Indexed]) -> tuple[int, int | None]:
    """Length in units of the longest run from `at` that one earlier text holds, and which (the earliest)."""
    alive = [(source, first[keys[at]]) for source, (_, first) in enumerate(index) if keys[at] in first]
    length, source = 0, None
    while alive:
        length, source = length + 1, alive[0][0]
        if at + length == len(keys):
            break
        wanted = keys[at + length]
        alive = [(s, p + 1) for s, p in alive if p + 1 < len(index[s][0]) and index[s][0][p + 1] == wanted]
    return length, source


def _signatures(text: str, rules: Sequence[SignatureRule]) -> Iterator[tuple[str, SignatureRule | None]]:
    """Stretches of the text, each with the rule it matches, or None."""
    lines = text.splitlines(keepends=True)
    plain_from = at = 0
    while at < len(lines):
        match = next(((rule, end) for rule in rules if (end := _signature_end(lines, at, rule))), None)
        if match is None:
            at += 1
            continue
        rule, end = match
        if plain_from < at:
            yield "".join(lines[plain_from:at]), None
        yield "".join(lines[at:end]), rule
        plain_from = at = end
    if plain_from < len(lines):
        yield "".join(lines[plain_from:]), None


def _signature_end(lines: Sequence[str], at: int, rule: SignatureRule) -> int:
    """The line after the signature that begins on line `at`; 0 where none begins."""
    if not lines[at].lstrip().startswith(rule.begins.strip()):
        return 0
    if not rule.ends:
        return len(lines) if len(lines) - at <= rule.most_lines else 0
    within = range(at, min(at + rule.most_lines, len(lines)))
    return next((line + 1 for line in within if rule.ends in lines[line]), 0)
