"""An audit of questions as a page tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree
from fanlight.web.frontdoor.models import CueAudit

OTHER_WAYS = {
    "one_cue": "The best single question",
    "unit_tally": "Answers counted, each worth one",
    "logistic_regression": "Logistic regression on every question",
    "always_assess": "Always the first way out",
}
COLUMNS = (
    "What sorts the cases",
    "On cases it was found on",
    "On other cases",
    "Questions a case",
    "Ahead of your list by",
)


@dataclass(frozen=True)
class AuditPage:
    """What an audit found, in words and as rows."""

    sentence: str
    chance: str
    tree: list[str]
    rows: list[tuple[str, ...]]
    near: list[str]
    near_of: int
    first_on: date
    last_on: date
    known_up_to: date


def audit_page(audit: CueAudit) -> AuditPage | None:
    """None while it is under way, and where it came to nothing."""
    told: Mapping[str, Any] = audit.result
    if not told:
        return None
    questions = told["questions"]
    best, held_out, own = told["best"], told["cross_validated"], told["own"]
    count = f"{told['near_count']:,}" if told["near_count_exact"] else f"at least {told['near_count']:,}"
    first = (
        f"Your {_number(own['questions'])} reach {own['balanced_accuracy']['value']:.2f}; the"
        if own
        else "The"
    )
    n = len(best["tree"]) - 1
    sentence = (
        f"{first} best possible list of at most {audit.most_cues} of these {len(told['cues'])} questions "
        f"reaches {best['balanced_accuracy']:.2f} on the {told['n']:,} cases it was found on, with {n} of "
        f"them; on cases it was not found on {_of(held_out['balanced_accuracy'])}. "
        f"Lists that are as good within .01: {count}."
    )
    return AuditPage(
        sentence,
        _chance(told),
        _lines(best["tree"], questions),
        _rows(told),
        [" ".join(_lines(tree, questions)) for tree in told["near_trees"]],
        told["near_count"],
        *(date.fromisoformat(told[name]) for name in ("first_on", "last_on", "known_up_to")),
    )


def _rows(told: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Lists and other ways side by side; the last column is empty where there is no list of one's own."""
    best, held_out, own = told["best"], told["cross_validated"], told["own"]
    ways = {way["name"]: way for way in (told.get("beside") or {"ways": []})["ways"]}
    rows = []
    if own:
        name, reached = f"Your list ({own['list']})", _of(own["balanced_accuracy"])
        rows.append((name, "", reached, _asked(own), ""))
    apart = _apart(ways.get("best_list"))
    found = f"{best['balanced_accuracy']:.2f}"
    rows.append(("The best possible", found, _of(held_out["balanced_accuracy"]), _asked(held_out), apart))
    for name, one in told.get("heuristics", {}).items():
        found, other = f"{one['best']['balanced_accuracy']:.2f}", one["cross_validated"]
        words = f"{name}, a classic heuristic"
        rows.append((words, found, _of(other["balanced_accuracy"]), _asked(other), ""))
    for name, words in OTHER_WAYS.items():
        if way := ways.get(name):
            rows.append((words, "", _of(way["balanced_accuracy"]), _asked(way), _apart(way)))
    return rows


def _apart(way: Mapping[str, Any] | None) -> str:
    if way is None or way["difference"] is None:
        return ""
    one = way["difference"]
    return f"{one['value']:+.2f} ({one['low']:+.2f} to {one['high']:+.2f})"


def _number(count: int) -> str:
    return f"{count} question{'s' * (count != 1)}"


def _of(one: Mapping[str, Any]) -> str:
    return f"{one['value']:.2f} ({one['low']:.2f} to {one['high']:.2f})"


def _asked(one: Mapping[str, Any]) -> str:
    return f"{one['cues_per_case']:.1f}"


def _lines(tree: Sequence[Mapping[str, Any]], questions: Mapping[str, str]) -> list[str]:
    """A tree in the words of the questions; the two ways out are told by what they are for."""
    read = FastAndFrugalTree.from_json(tree)
    says = {True: "the first way out", False: "the second way out"}
    lines = [
        f"{questions.get(level.cue, level.cue)} {'Yes' if level.when else 'No'} → {says[level.then]}."
        for level in read.levels
    ]
    return [*lines, f"All others → {says[read.otherwise]}."]


def _chance(told: Mapping[str, Any]) -> str:
    if not told["permutations_tried"]:
        return (
            "The outcomes were not shuffled, as the audit was asked for without: how good a list chance "
            "alone would find is not known."
        )
    return (
        f"With the outcomes shuffled over the cases, a list as good was found in "
        f"{told['permutations_as_good']:,} of {told['permutations_tried']:,}."
    )
