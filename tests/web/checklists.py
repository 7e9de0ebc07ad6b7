"""Lists of questions for tests: a draft of one list, and a way to do each of their actions once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np

from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, TreeLevel
from fanlight.frontdoor.past_test import ListTest, PastCases, past_test
from fanlight.web.accounts.models import Role, User
from fanlight.web.frontdoor.actions import checklists as actions
from fanlight.web.frontdoor.actions import coding
from fanlight.web.frontdoor.actions.checklist_tests import keep_list_test
from fanlight.web.frontdoor.actions.cue_audits import ask_for_audit, ask_to_stop
from fanlight.web.frontdoor.models import ChecklistTest, ChecklistVersion, CodingSample, CueAudit
from tests.web.builders import make_contact

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
    actions.take_step(
        version=version,
        state=State.IN_USE,
        by=by,
        why="It was answered by everyone",
        acknowledged="No test yet",
    )
    version.refresh_from_db()
    return version


def to_trial(door: Any, user: User) -> dict[str, Any]:
    return {"pk": a_list(user).pk, "state": State.ON_TRIAL}


def keep(door: Any) -> Callable[[], object]:
    return lambda: a_list(door.worker)


def step(door: Any) -> Callable[[], object]:
    version = a_list(door.worker)
    return lambda: actions.take_step(version=version, state=State.RETIRED, by=door.manager, why="Not wanted")


def a_told_test(**other: Any) -> ListTest:
    """Forty past cases; the list misses more in one group of them."""
    bruise = np.array([1.0] * 10 + [0.0] * 30)
    group = np.array([0] * 20 + [1] * 20)
    cases = {
        "answers": {"0": bruise, "1": np.where(np.arange(40) % 3, 1.0, np.nan)},
        "outcome": np.array([True] * 10 + [False] * 10 + [True] * 12 + [False] * 8),
        "screened_out": np.arange(40) >= 30,
        "groups": {"Sex": (("Female", "Male"), group)},
    }
    tree = FastAndFrugalTree((TreeLevel("0", True, True), TreeLevel("1", True, False)), False)
    return past_test(tree, PastCases(**cases | other))


def a_test(by: User, version: ChecklistVersion | None = None, **other: Any) -> ChecklistTest:
    told = a_told_test(**other)
    return keep_list_test(
        version=version or a_list(by),
        by=by,
        test=told,
        source=ChecklistTest.Source.RECORDED,
        source_words="",
        outcome="protection",
        outcome_words="a section 47 enquiry",
        first_on=date(2025, 1, 1),
        last_on=date(2025, 6, 30),
        known_up_to=date(2026, 3, 31),
    )


def an_audit(by: User) -> CueAudit:
    return ask_for_audit(by=by, version=None, outcome="protection", most_cues=2, permutations=0, seed=1)


def a_sample(door: Any, contacts: int = 2) -> CodingSample:
    lines = [make_contact(door).children.get().pk for _ in range(contacts)]
    return coding.draw_sample(
        by=door.manager,
        version=a_list(door.worker),
        lines=lines,
        first_on=date(2026, 1, 1),
        last_on=date(2026, 6, 30),
        seed=7,
    )


def sample_of(door: Any, user: User) -> dict[str, Any]:
    return {"pk": a_sample(door).pk}


def keep_test(door: Any) -> Callable[[], object]:
    version = a_list(door.worker)
    return lambda: a_test(door.worker, version)


def draw(door: Any) -> Callable[[], object]:
    return lambda: a_sample(door)


def code(door: Any) -> Callable[[], object]:
    sampled = a_sample(door).lines.first()
    return lambda: coding.code_line(sampled=sampled, coder=door.worker, answers={"x": "yes"})


def stop(door: Any) -> Callable[[], object]:
    audit = an_audit(door.workers[Role.ANALYST])
    return lambda: ask_to_stop(audit=audit, by=door.workers[Role.ANALYST])


LISTING: Mapping[str, Callable[[Any], Any]] = {
    "frontdoor.actions.checklists.keep_draft": keep,
    "frontdoor.actions.checklists.take_step": step,
    "frontdoor.actions.checklist_tests.keep_list_test": keep_test,
    "frontdoor.actions.coding.draw_sample": draw,
    "frontdoor.actions.coding.code_line": code,
    "frontdoor.actions.cue_audits.ask_for_audit": lambda door: lambda: an_audit(door.workers[Role.ANALYST]),
    "frontdoor.actions.cue_audits.ask_to_stop": stop,
}
