"""What a list was answered with beside decisions: counts over at least five workers, never a contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fanlight.frontdoor.decision import Step
from fanlight.frontdoor.exits import exit_reached
from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.web.frontdoor.models import ChecklistVersion, Decision

NEWEST = 1000  # decisions that are looked at: what a list is answered with now
COLUMNS = ("Question", "Yes", "No", "Not known", "Left the list there")


@dataclass(frozen=True)
class AnsweredSoFar:
    """How many decisions it was answered with, and what; no rows while fewer than five workers answered."""

    sentence: str
    rows: Sequence[tuple[str, ...]] = ()


def answered_so_far(version: ChecklistVersion) -> AnsweredSoFar | None:
    """The newest answers to a version; None for a draft that nobody was asked."""
    if version.state == ChecklistVersion.State.DRAFT:
        return None
    newest = (
        Decision.objects.filter(checklist=version)
        .exclude(step=Step.AUTHORISED)
        .order_by("-pk")
        .values_list("by", "answers")[: NEWEST + 1]
    )
    given = [(by, answers) for by, answers in newest if answers]
    if not given:
        return AnsweredSoFar("It was not answered beside a decision yet.")
    more, given = len(given) > NEWEST, given[:NEWEST]
    n = f"{len(given):,} decision{'s' * (len(given) != 1)}"
    words = f"The newest {n}" if more else f"It was answered beside {n}"
    if len({by for by, _ in given}) < MINIMUM_TEAM:
        return AnsweredSoFar(
            f"{words}, by fewer than {MINIMUM_TEAM} workers: what they answered is not shown, since it could "
            "be told whose answers they are."
        )
    return AnsweredSoFar(f"{words}.", _rows(version, [answers for _, answers in given]))


def _rows(version: ChecklistVersion, given: Sequence[Mapping[str, str]]) -> list[tuple[str, ...]]:
    tree = version.sorting
    ways = [exit_reached(tree, answers) for answers in given] if tree else []
    left = Counter(way.after if way else 0 for way in ways)
    rows = []
    at_question = {level.cue: number for number, level in enumerate(tree.levels, 1)} if tree else {}
    for cue in version.cues:
        counts = Counter(answers.get(cue["code"], "") for answers in given)
        of = sum(counts[answer] for answer in ("yes", "no", "not_known"))
        told = [f"{counts[answer]:,} of {of:,}" for answer in ("yes", "no", "not_known")]
        number = at_question.get(cue["code"])
        rows.append((cue["question"], *told, f"{left[number]:,}" if number else ""))
    if tree:
        rows.append(("All others", "", "", "", f"{left[None]:,}"))
    return rows
