"""What other rooms ask beside a decision: the front door knows no rooms above it.

A guard asks or tells something more. It never preselects an answer, hides anything or stands in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fanlight.web.accounts.models import Team


@dataclass(frozen=True)
class Asked:
    """One more question of a guard, answered in words or not at all."""

    guard: str
    name: str
    words: str
    hint: str = ""


@dataclass(frozen=True)
class Guarding:
    """Which guards are on for whoever decides, and what they ask."""

    on: Sequence[str] = ()
    asked: Sequence[Asked] = field(default=())

    def with_answers(self, answers: Mapping[tuple[str, str], str]) -> dict[str, list[list[str]]]:
        """For the decision: each guard that was on, with the words of its questions and the answers given."""
        kept: dict[str, list[list[str]]] = {code: [] for code in self.on}
        for one in self.asked:
            if words := answers.get((one.guard, one.name), "").strip():
                kept[one.guard].append([one.words, words])
        return kept


Guards = Callable[[Team | None, Sequence[str] | None], Guarding]
_guards: list[Guards] = []


def register(guards: Guards) -> None:
    """Have `guards` asked which are on for a team, or what those of given codes ask."""
    _guards[:] = [guards]


def guards_on(team: Team | None, shown: Sequence[str] | None = None) -> Guarding:
    """The guards that are on now; or those that were `shown`, whatever was switched since."""
    return _guards[0](team, shown) if _guards else Guarding()
