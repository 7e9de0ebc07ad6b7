"""Signatures and boilerplate that a practitioner's rule names in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


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


def signatures(text: str, rules: Sequence[SignatureRule]) -> Iterator[tuple[str, SignatureRule | None]]:
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
