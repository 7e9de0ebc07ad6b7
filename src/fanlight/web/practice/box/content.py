"""What lies in the box, as one text. Nothing of it stands anywhere else while it is there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass
class Item:
    """A report, or an answer to a question on one, that waits for its batch.

    Attributes
    ----------
    token
        By which its author finds it; never used again once it is written.
    author
        The worker's number; None once they had it forgotten.
    on
        Day on which it was handed in.
    words
        Of a report: field to words. Of an answer: "answer" to words.
    question
        Number of the question that it answers; None for a report.
    report
        Number of the report that was asked about.
    alone
        Its author lets it be written though too few others wait.
    """

    token: str
    author: int | None
    on: date
    words: dict[str, str]
    question: int | None = None
    report: str | None = None
    alone: bool = False


@dataclass
class Author:
    """Who wrote a report that was written, and until which day that is known."""

    author: int
    until: date


@dataclass
class Answers:
    """Answers to one round of the pulse: who gave one, and apart from it what was given, in no order."""

    given: set[int] = field(default_factory=set)
    answers: list[tuple[str, dict[str, bool]]] = field(default_factory=list)


@dataclass
class Content:
    """Everything in the box: waiting items, authors by report, answers by round."""

    waiting: list[Item] = field(default_factory=list)
    authors: dict[str, Author] = field(default_factory=dict)
    pulse: dict[int, Answers] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """As text that `from_bytes` reads."""
        told = {
            "waiting": [asdict(item) | {"on": item.on.isoformat()} for item in self.waiting],
            "authors": {pk: [one.author, one.until.isoformat()] for pk, one in sorted(self.authors.items())},
            "pulse": {str(pk): [sorted(one.given), one.answers] for pk, one in self.pulse.items()},
        }
        return json.dumps(told, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, told: bytes) -> Content:
        """Read what `to_bytes` wrote."""
        read: dict[str, Any] = json.loads(told)
        return cls(
            [Item(**item | {"on": date.fromisoformat(item["on"])}) for item in read["waiting"]],
            {pk: Author(who, date.fromisoformat(until)) for pk, (who, until) in read["authors"].items()},
            {
                int(pk): Answers(set(given), [(team, dict(said)) for team, said in answers])
                for pk, (given, answers) in read["pulse"].items()
            },
        )
