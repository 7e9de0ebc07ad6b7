"""Audits of questions, worked out beside the requests: one thread, one at a time, each can be stopped."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from fanlight.estimates.resampling import PermutationTest, permutation_test
from fanlight.frontdoor.best_tree import BestTree, Cases, best_tree, does_as_well, figures_of
from fanlight.frontdoor.checklist_audit import FOLDS, AuditPlan, ChecklistAudit, cross_validated
from fanlight.frontdoor.cue_definition import CueDefinition
from fanlight.frontdoor.fan_trees import METHODS as FAN_METHODS
from fanlight.frontdoor.fan_trees import MOST_LEVELS, audit_by_fan
from fanlight.frontdoor.sorting_beside import sorting_beside
from fanlight.web.audit.recording import write
from fanlight.web.frontdoor.actions.cue_audits import end_audit, note_progress
from fanlight.web.frontdoor.models import ChecklistVersion, CueAudit
from fanlight.web.frontdoor.queries.past_cases import Gathered, all_recorded, asked_codes

State = CueAudit.State
NEAR = 0.01
TOLD_EVERY = 10  # shuffles
MOST_NEAR = 50  # trees that are kept to be listed
_log = logging.getLogger(__name__)
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cue-audits")


class Stopped(Exception):
    """Whoever asked for the audit stopped it."""


def start(audit: CueAudit) -> None:
    """Have it worked out soon, after those asked for before."""
    _worker.submit(_run, audit.pk)


def take_up() -> None:
    """At start-up: an audit that a stop of the server cut off says so; ask for it again."""
    with write():
        CueAudit.objects.filter(state__in=CueAudit.UNDER_WAY).update(
            state=State.FAILED, words="The server stopped before it was done. Ask for it again."
        )


def _run(pk: int) -> None:
    try:
        work_on(CueAudit.objects.select_related("version__checklist").get(pk=pk))
    except Exception:
        _log.exception("audit of questions %s", pk)
    finally:
        connection.close()


def work_on(audit: CueAudit) -> None:
    """Work one audit out; the row says how it ended."""
    say = _saying(audit)
    try:
        say("Past cases are read", 0, 0)
        result = _worked_out(audit, say)
    except Stopped:
        end_audit(audit, State.STOPPED, "Stopped; nothing of it is kept.")
    except ValueError as refused:
        end_audit(audit, State.FAILED, f"It could not be done: {refused}.")
    except Exception:
        end_audit(audit, State.FAILED, "It could not be done: an error that the server’s log tells of.")
        raise
    else:
        end_audit(audit, State.DONE, "", result)


Say = Callable[[str, int, int], None]


def _saying(audit: CueAudit) -> Say:
    def say(step: str, done: int, of: int) -> None:
        if note_progress(audit, step, done, of):
            raise Stopped

    return say


def _worked_out(audit: CueAudit, say: Say) -> dict[str, object]:
    questions = asked_codes()
    gathered = all_recorded(list(questions), audit.outcome)
    outcome = gathered.cases.outcome
    rarer = int(min(outcome.sum(), (~outcome).sum()))
    if rarer < FOLDS:
        raise ValueError(f"{rarer} past cases of one kind; at least {FOLDS} are needed")
    table = {code: _cells(values) for code, values in gathered.cases.answers.items()}
    plan = AuditPlan(most_cues=audit.most_cues, near=NEAR, permutations=audit.permutations)
    rng = np.random.default_rng(audit.seed)
    say("The best list is searched", 0, 0)
    cases = Cases.of(table, outcome)
    best = best_tree(cases, plan.goal, most_cues=plan.most_cues, near=plan.near)
    say("It is looked at on cases it was not found on", 0, 0)
    held_out = cross_validated(table, outcome, plan, rng)
    say("Classic heuristics and other ways are looked at beside it", 0, 0)
    fans = _fans(table, outcome, plan, rng)
    own, beside = _own(audit.version, cases, gathered), _beside(audit, table, outcome, rng)
    permutation = _permuted(cases, plan, best, rng, say)
    found = ChecklistAudit(tuple(cue.name for cue in cases.cues), best, held_out, permutation)
    return {
        **_trimmed(found.as_json()),
        "questions": questions,
        "own": own,
        "heuristics": fans,
        "beside": beside,
        "first_on": str(gathered.first_on),
        "last_on": str(gathered.last_on),
        "known_up_to": str(gathered.known_up_to),
        "permutations_tried": permutation.tried if permutation else 0,
        "permutations_as_good": permutation.as_good if permutation else 0,
    }


def _permuted(
    cases: Cases, plan: AuditPlan, best: BestTree, rng: np.random.Generator, say: Say
) -> PermutationTest | None:
    if not plan.permutations:
        return None
    tried = 0

    def as_well(shuffled: NDArray[np.generic]) -> bool:
        nonlocal tried
        if tried % TOLD_EVERY == 0:
            say("Outcomes are shuffled, to see what chance reaches", tried, plan.permutations)
        tried += 1
        of_chance = Cases(cases.cues, cases.answers, shuffled.astype(np.bool_))
        return does_as_well(of_chance, plan.goal, best.cost, most_cues=plan.most_cues)

    return permutation_test(as_well, cases.outcome, permutations=plan.permutations, rng=rng)


def _own(version: ChecklistVersion | None, cases: Cases, gathered: Gathered) -> dict[str, object] | None:
    """What the team's own list reaches on the same cases."""
    tree = version.sorting if version else None
    if version is None or tree is None or not set(tree.cues) <= set(gathered.cases.answers):
        return None
    columns = tuple(CueDefinition(cue, cue) for cue in tree.cues)
    answers = np.column_stack([gathered.cases.answers[cue] for cue in tree.cues])
    figures = figures_of(tree, Cases(columns, answers, cases.outcome))
    return {"list": str(version), "questions": len(tree.cues), **figures.as_json()}


def _fans(
    table: dict[str, list[str]], outcome: NDArray[np.bool_], plan: AuditPlan, rng: np.random.Generator
) -> dict[str, object]:
    """What the classic heuristics make of the same questions, out of sample too."""
    levels = min(plan.most_cues, MOST_LEVELS)
    found = {
        name: audit_by_fan(name, table, outcome, rng, most_levels=levels).as_json() for name in FAN_METHODS
    }
    return {name: {part: told[part] for part in ("best", "cross_validated")} for name, told in found.items()}


def _beside(
    audit: CueAudit, table: dict[str, list[str]], outcome: NDArray[np.bool_], rng: np.random.Generator
) -> dict[str, object] | None:
    """The team's own list beside simpler and heavier ways; None without one whose questions were asked."""
    tree = audit.version.sorting if audit.version else None
    if tree is None or not set(tree.cues) <= set(table):
        return None
    return sorting_beside(tree, table, outcome, rng, most_cues=audit.most_cues).as_json()


def _trimmed(told: dict[str, object]) -> dict[str, object]:
    trees = told["near_trees"]
    return {**told, "near_trees": trees[:MOST_NEAR] if isinstance(trees, list) else []}


def _cells(values: object) -> list[str]:
    given = np.asarray(values, np.float64)
    return [
        "" if not known else str(int(value)) for value, known in zip(given, np.isfinite(given), strict=True)
    ]
