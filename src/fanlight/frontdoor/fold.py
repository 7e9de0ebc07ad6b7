"""The thin fold: what repeats an earlier contact, and signatures a practitioner named, are folded in place.

The unit is a sentence or a line (see `text_units`). Runs of units are folded that stand in one earlier
text as whole units in the same order, at least 40 characters long, compared exactly but for white space.
Part of a sentence is never folded: "She denied that he hit him." must not lose its first half. A field of
a form ("Child seen: no") is an answer given anew, even where it is the same answer: it folds only in the
middle of a longer repeat. What is in doubt stays shown.

Nothing is removed: the passages, joined, are the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.frontdoor.signature import SignatureRule, signatures
from fanlight.frontdoor.text_units import FIELD, plain, units
from fanlight.terms.periods import day_words

__all__ = ["SHORTEST_FOLD", "EarlierText", "FoldCount", "Passage", "SignatureRule", "count", "fold", "units"]

SHORTEST_FOLD = 40
"""Characters, white space counted once; shorter repeats ("Not seen.") say something new each time."""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """The raw text of an earlier contact."""

    ref: str
    on: date
    text: str


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
    for stretch, rule in signatures(text, signature_rules):
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


# Units of one earlier text, in order, and where each first stands.
_Indexed = tuple[list[str], Mapping[str, int]]


def _index(earlier: Sequence[EarlierText]) -> list[_Indexed]:
    """Units of every earlier text, white space made single."""
    indexed: list[_Indexed] = []
    for one in earlier:
        keys = [" ".join(unit.split()) for unit in units(one.text)]  # plain, without 25,000 calls
        first = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
        indexed.append((keys, first))
    return indexed


def _repeats(text: str, earlier: Sequence[EarlierText], index: Sequence[_Indexed]) -> Iterator[Passage]:
    """Passages of a stretch without signatures."""
    parts = units(text)
    keys = [plain(part) for part in parts]
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
    while length and FIELD.match(run[length - 1]):
        length -= 1
    if not length or not FIELD.match(run[0]):
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
