"""A checklist: a few questions that practitioners chose, asked in the open, answered yes, no or not known.

It has no points, no weights and no result. Its version stays with every answer given to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fanlight.frontdoor.decision import Answer

MOST_CUES = 7
"""A checklist that does not fit beside a decision is not read."""


class ChecklistState(StrEnum):
    """How far a version has come. Only `ON_TRIAL` and `IN_USE` are asked."""

    DRAFT = "draft"
    ON_TRIAL = "on_trial"
    IN_USE = "in_use"
    RETIRED = "retired"


class NotAChecklist(ValueError):
    """A checklist version that cannot be shown; the message says why."""


class NotAnswered(ValueError):
    """Answers that do not fit the checklist. `problems` is cue code → what is wrong, in words."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(self.problems.values()))


@dataclass(frozen=True, slots=True)
class Cue:
    """One question. `help` says what to look for; it may be ""."""

    code: str
    question: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistVersion:
    """One version of a checklist: 1 to 7 cues in the order they are asked.

    Parameters
    ----------
    code, version
        Which checklist, and which version of it (1, 2, …).
    author, reasons
        Who made it, and why these questions.

    Raises
    ------
    NotAChecklist
        For no cues or more than 7, a cue without code or question, a code that stands twice, a version
        below 1, or no title, author or reasons.

    Examples
    --------
    >>> ChecklistVersion("front", "Front door", 1, "A. Brackley", "Asked in May", ChecklistState.DRAFT, ())
    Traceback (most recent call last):
    ...
    fanlight.frontdoor.checklist.NotAChecklist: front, version 1: 0 questions; a checklist has 1 to 7
    """

    code: str
    title: str
    version: int
    author: str
    reasons: str
    state: ChecklistState
    cues: tuple[Cue, ...]

    def __post_init__(self) -> None:
        if problem := self._problem():
            raise NotAChecklist(f"{self.code or 'checklist'}, version {self.version}: {problem}")

    def _problem(self) -> str:
        for name in ("code", "title", "author", "reasons"):
            if not getattr(self, name).strip():
                return f"the {name} {'are' if name == 'reasons' else 'is'} missing"
        if self.version < 1:
            return "versions count from 1"
        if not 1 <= len(self.cues) <= MOST_CUES:
            return f"{len(self.cues)} questions; a checklist has 1 to {MOST_CUES}"
        for at, cue in enumerate(self.cues, start=1):
            if not cue.code.strip() or not cue.question.strip():
                return f"question {at} has no {'words' if cue.code.strip() else 'code'}"
            if any(cue.code == other.code for other in self.cues[: at - 1]):
                return f"question {at}: the code {cue.code!r} stands twice"
        return ""

    @property
    def is_asked(self) -> bool:
        """Whether workers are asked it."""
        return self.state in (ChecklistState.ON_TRIAL, ChecklistState.IN_USE)


def validate_answers(
    version: ChecklistVersion, answers: Mapping[str, Answer | str]
) -> tuple[tuple[str, Answer], ...]:
    """Every cue with its answer, in the order of the checklist.

    Parameters
    ----------
    answers
        Cue code → yes, no or not known (`Answer` or its value).

    Raises
    ------
    NotAnswered
        When a cue has no answer or one that is not yes, no or not known, or an answer belongs to no cue.

    Examples
    --------
    >>> version = example_checklist()
    >>> validate_answers(version, dict.fromkeys([cue.code for cue in version.cues], "not_known"))[0]
    ('under_1', <Answer.NOT_KNOWN: 'not_known'>)
    >>> validate_answers(version, {"under_1": "yes", "seen": "no", "someone_now": "no", "before": "no"})
    Traceback (most recent call last):
    ...
    fanlight.frontdoor.checklist.NotAnswered: Not answered: Is anything unlike what you would expect to see?
    """
    problems: dict[str, str] = {}
    given: list[tuple[str, Answer]] = []
    for cue in version.cues:
        if not (value := answers.get(cue.code)):
            problems[cue.code] = f"Not answered: {cue.question}"
        elif value not in list(Answer):
            problems[cue.code] = f"{value!r} is not yes, no or not known: {cue.question}"
        else:
            given.append((cue.code, Answer(value)))
    for code in sorted(answers.keys() - {cue.code for cue in version.cues}):
        problems[code] = f"{code!r} is no question of {version.title}, version {version.version}"
    if problems:
        raise NotAnswered(problems)
    return tuple(given)


def example_checklist(state: ChecklistState = ChecklistState.DRAFT) -> ChecklistVersion:
    """The shipped example: five plain questions, to be replaced by a team's own.

    Nothing shows that they improve decisions; published trials of such checklists found little or nothing.
    """
    return ChecklistVersion(
        code="front_door_example",
        title="Before you decide",
        version=1,
        author="Fanlight, as an example",
        reasons=(
            "Five things that are easily passed over on a busy day. An example to argue with: nobody has "
            "shown that asking them changes what happens to children."
        ),
        state=state,
        cues=(
            Cue(
                "under_1",
                "Is any child under 1, or unborn?",
                "Count every child in the household, not only the one named.",
            ),
            Cue(
                "seen",
                "Has anyone seen the child since the event?",
                "Seen, not spoken of: who saw the child, and when?",
            ),
            Cue(
                "someone_now",
                "Could the child be with, or go back today to, a person the contact worries about?",
                "Think of bail, contact visits and who collects from school.",
            ),
            Cue(
                "before",
                "Has anyone told us something like this before, about any child in the household?",
                "Look at the earlier contacts, those that ended in no further action too.",
            ),
            Cue(
                "unlike",
                "Is anything unlike what you would expect to see?",
                "What would have to be true for your first impression to be wrong?",
            ),
        ),
    )
