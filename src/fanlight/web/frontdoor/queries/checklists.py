"""Lists of questions: which there are, in which state, and how a version came to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fanlight.frontdoor.exits import exit_reached
from fanlight.web.frontdoor.models import Checklist, ChecklistVersion, Decision

State = ChecklistVersion.State


@dataclass(frozen=True)
class QuestionLine:
    """A question as a card shows it, with what leaves the list there."""

    number: int
    code: str
    question: str
    help: str
    leaves: str
    leads_to: str


@dataclass(frozen=True)
class Card:
    """A list as it is read: on the phone, on paper, beside the decision."""

    title: str
    questions: list[QuestionLine]
    rest: str

    @property
    def leads(self) -> bool:
        """Whether answers lead somewhere."""
        return bool(self.rest)


def card(title: str, cues: Any, tree: Any, positive_words: str, negative_words: str) -> Card:
    """Lay a list out; levels of the tree stand in the order of the questions."""
    levels = [level for level in tree if "cue" in level]
    by_code = {level["cue"]: level for level in levels}
    words = (negative_words, positive_words)
    lines = []
    for number, cue in enumerate(cues, 1):
        level = by_code.get(cue.get("code", "")) or by_code.get(str(number - 1))
        lines.append(
            QuestionLine(
                number,
                cue.get("code", ""),
                cue["question"],
                cue.get("help", ""),
                ("No", "Yes")[level["when"]] if level else "",
                words[level["then"]] if level else "",
            )
        )
    return Card(title, lines, words[tree[-1]["else"]] if tree else "")


def card_of(version: ChecklistVersion) -> Card:
    """A version laid out."""
    return card(
        version.checklist.title,
        version.cues,
        version.tree,
        version.positive_words,
        version.negative_words,
    )


def what_the_list_says(version: ChecklistVersion | None, answers: Mapping[str, str]) -> str:
    """The team's own words at the exit that answers lead to; "" where there is none or it is not reached."""
    sorting = version.sorting if version else None
    reached = exit_reached(sorting, answers) if sorting and answers else None
    return version.words(reached.positive) if version and reached else ""


def said_with(decision: Decision) -> str:
    """What the list said for a recorded decision, by the version it was answered on."""
    return what_the_list_says(decision.checklist, decision.answers)


@dataclass(frozen=True)
class Listed:
    """A list with its newest version and those that are asked."""

    checklist: Checklist
    newest: ChecklistVersion
    asked: list[ChecklistVersion]


def lists() -> list[Listed]:
    """Every list: those that are asked first, then drafts, then what is retired."""
    versions: dict[int, list[ChecklistVersion]] = {}
    for version in ChecklistVersion.objects.select_related("checklist").order_by("-number"):
        versions.setdefault(version.checklist_id, []).append(version)
    found = [Listed(of[0].checklist, of[0], [one for one in of if one.is_asked]) for of in versions.values()]
    order = [State.IN_USE, State.ON_TRIAL, State.DRAFT, State.RETIRED]
    return sorted(
        found,
        key=lambda one: (
            min(order.index(version.state) for version in (one.newest, *one.asked)),
            one.checklist.title,
        ),
    )


def asked_before() -> list[tuple[str, str]]:
    """Questions of all lists, each once, to be taken over word by word: answers to them count on."""
    known: dict[str, str] = {}
    for version in ChecklistVersion.objects.only("cues").order_by("-made_at"):
        for cue in version.cues:
            if not cue.get("measured"):
                known.setdefault(cue["code"], cue["question"])
    return sorted(known.items(), key=lambda pair: pair[1])


def overdue() -> list[ChecklistVersion]:
    """Versions that are asked though their review date is over."""
    asked = ChecklistVersion.objects.filter(state__in=ChecklistVersion.ASKED).exclude(review_on=None)
    return [version for version in asked.select_related("checklist") if version.is_past_review]
