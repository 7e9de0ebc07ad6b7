"""Lists of questions for tests: a draft of one list, and a way to do each of their actions once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, TreeLevel
from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.actions import checklists as actions
from fanlight.web.frontdoor.models import ChecklistVersion

State = ChecklistVersion.State
QUESTIONS = (
    {"question": "Is any child under 1, or unborn?", "help": ""},
    {"question": "Has a bruise been seen?", "help": "Any mark"},
)
TREE = FastAndFrugalTree((TreeLevel("0", True, True), TreeLevel("1", False, False)), True)


def a_draft(**other: Any) -> actions.Draft:
    given = {
        "title": "Before you close",
        "reasons": "Two infants were missed in May",
        "cues": QUESTIONS,
        "tree": TREE,
        "positive_words": "assess",
        "negative_words": "advise and close",
    }
    return actions.Draft(**given | other)


def a_list(by: User, **other: Any) -> ChecklistVersion:
    return actions.keep_draft(by=by, draft=a_draft(**other), author="North hub")


def on_trial(by: User, **other: Any) -> ChecklistVersion:
    version = a_list(by, **other)
    actions.take_step(version=version, state=State.ON_TRIAL, by=by, why="To see whether it helps")
    version.refresh_from_db()
    return version


def in_use(by: User, **other: Any) -> ChecklistVersion:
    version = on_trial(by, **other)
    actions.take_step(version=version, state=State.IN_USE, by=by, why="It was answered by everyone")
    version.refresh_from_db()
    return version


def to_trial(door: Any, user: User) -> dict[str, Any]:
    return {"pk": a_list(user).pk, "state": State.ON_TRIAL}


def keep(door: Any) -> Callable[[], object]:
    return lambda: a_list(door.worker)


def step(door: Any) -> Callable[[], object]:
    version = a_list(door.worker)
    return lambda: actions.take_step(version=version, state=State.RETIRED, by=door.manager, why="Not wanted")


LISTING: Mapping[str, Callable[[Any], Any]] = {
    "frontdoor.actions.checklists.keep_draft": keep,
    "frontdoor.actions.checklists.take_step": step,
}
