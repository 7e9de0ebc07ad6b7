"""A list of questions is drafted, tried, used and retired; each step is recorded with who, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree
from fanlight.web.accounts.models import Team, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.models import Checklist, ChecklistStep, ChecklistTest, ChecklistVersion
from fanlight.web.frontdoor.queries.list_tests import differences_of

State = ChecklistVersion.State
NEXT: Mapping[str, tuple[str, ...]] = {
    State.DRAFT: (State.ON_TRIAL, State.RETIRED),
    State.ON_TRIAL: (State.IN_USE, State.RETIRED),
    State.IN_USE: (State.RETIRED,),
    State.RETIRED: (),
}


@dataclass(frozen=True)
class Draft:
    """What a team wrote: questions in order, and where their answers lead (levels name questions by place).

    A question without a code is new; one that was taken over keeps its code.
    """

    title: str
    reasons: str
    cues: Sequence[Mapping[str, Any]]
    tree: FastAndFrugalTree | None
    positive_words: str = ""
    negative_words: str = ""


class NotAStep(Exception):
    """A version cannot go from where it is to where it was sent; nothing was changed."""


@action
def keep_draft(
    *, by: User, draft: Draft, author: str, before: ChecklistVersion | None = None
) -> ChecklistVersion:
    """Keep a draft as a new version: of the list of `before`, or of a new list.

    A draft that was changed is retired, so that one draft of a list stands at a time.
    """
    checklist = before.checklist if before else _new_list(draft.title)
    Checklist.objects.select_for_update().get(pk=checklist.pk)
    number = (checklist.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    cues = _with_codes(draft.cues)
    codes = {str(place): cue["code"] for place, cue in enumerate(cues)}
    version = ChecklistVersion.objects.create(
        checklist=checklist,
        number=number,
        cues=cues,
        tree=_named(draft.tree, codes) if draft.tree else [],
        positive_words=draft.positive_words,
        negative_words=draft.negative_words,
        author=author,
        made_by=by,
        reasons=draft.reasons,
        made_at=timezone.now(),
    )
    _note(version, State.DRAFT, by, draft.reasons)
    tell(by=by, action="keep a draft of a checklist", record=version, questions=len(cues))
    for older in checklist.versions.filter(state=State.DRAFT).exclude(pk=version.pk):
        _go(older, State.RETIRED, by, f"Version {number} takes its place.")
    return version


@dataclass(frozen=True)
class Shown:
    """What was known of groups when a step was taken: the newest test, its differences, what was said."""

    test: ChecklistTest | None = None
    differences: Sequence[str] = ()
    acknowledged: str = ""


@action
def take_step(
    *,
    version: ChecklistVersion,
    state: str,
    by: User,
    why: str,
    asked_in: Sequence[Team] = (),
    review_on: date | None = None,
    acknowledged: str = "",
) -> ChecklistStep:
    """Put a version on trial, into use, or retire it.

    Raises
    ------
    NotAStep
        From where it is now, it does not go there; or it would go into use with a difference between groups
        in its newest test, or without a test of groups, and nothing is said of it in `acknowledged`.
    """
    shown = Shown()
    version = ChecklistVersion.objects.select_for_update().get(pk=version.pk)
    if state not in NEXT[version.state]:
        raise NotAStep(f"{version} is {version.get_state_display().lower()} now.")
    if state == State.IN_USE:
        shown = Shown(*differences_of(version), acknowledged)
        if shown.differences and not acknowledged.strip():
            raise NotAStep("A difference between groups is shown and nothing is said about it.")
        for older in version.checklist.versions.filter(state=State.IN_USE):
            _go(older, State.RETIRED, by, f"Version {version.number} takes its place.")
    if state in ChecklistVersion.ASKED:
        version.asked_in.set(asked_in)
        version.review_on = review_on
    return _go(version, state, by, why, shown)


def _go(
    version: ChecklistVersion, state: str, by: User | None, why: str, shown: Shown | None = None
) -> ChecklistStep:
    version.state = state
    version.save(update_fields=["state", "review_on"])
    step = _note(version, state, by, why, shown)
    tell(by=by, action=f"checklist {state}", record=version)
    return step


def _note(
    version: ChecklistVersion, state: str, by: User | None, why: str, shown: Shown | None = None
) -> ChecklistStep:
    shown = shown or Shown()
    asks = state in ChecklistVersion.ASKED
    teams = ", ".join(team.name for team in version.asked_in.all()) if asks else ""
    return ChecklistStep.objects.create(
        version=version,
        state=state,
        by=by,
        at=timezone.now(),
        why=why,
        asked_in_words=(teams or "every team")[:400] if asks else "",
        review_on=version.review_on if asks else None,
        test=shown.test,
        differences=list(shown.differences),
        acknowledged=shown.acknowledged,
    )


def _new_list(title: str) -> Checklist:
    base = slugify(title)[:40] or "list"
    taken = set(Checklist.objects.filter(code__startswith=base).values_list("code", flat=True))
    return Checklist.objects.create(code=_free(base, taken), title=title)


def _with_codes(cues: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each question with a code that no other question of the authority has."""
    known = {
        cue["code"]: cue["question"]
        for version in ChecklistVersion.objects.only("cues")
        for cue in version.cues
    }
    coded: list[dict[str, Any]] = []
    for cue in cues:
        code = cue.get("code") or next(
            (code for code, question in known.items() if question == cue["question"]), ""
        )
        if not code or known.get(code, cue["question"]) != cue["question"]:
            code = _free(slugify(cue["question"])[:30].strip("-") or "question", set(known))
        known[code] = cue["question"]
        coded.append({**cue, "code": code})
    return coded


def _free(base: str, taken: set[str]) -> str:
    return next(
        code for n in range(len(taken) + 1) if (code := base if n == 0 else f"{base}-{n + 1}") not in taken
    )


def _named(tree: FastAndFrugalTree, codes: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {**level, "cue": codes[str(level["cue"])]} if "cue" in level else dict(level)
        for level in tree.as_json()
    ]
