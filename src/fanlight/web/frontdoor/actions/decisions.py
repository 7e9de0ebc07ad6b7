"""A decision is recorded: append-only, on the brief as it was shown, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from fanlight.frontdoor.brief import Brief as BuiltBrief
from fanlight.frontdoor.decision import Step
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.models import (
    Brief,
    ChecklistVersion,
    Contact,
    ContactChild,
    Decision,
    Level,
)
from fanlight.web.frontdoor.queries.decisions import LineState, line_states
from fanlight.web.frontdoor.signals import decision_recorded


@dataclass(frozen=True)
class LineDecision:
    """What a worker decided for one child, and the newest decision they had seen on that line."""

    line: ContactChild
    step: Step
    level: Level
    reasons: str
    last_seen: int | None
    checklist: ChecklistVersion | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Any] = field(default_factory=dict)
    guards: Mapping[str, Any] = field(default_factory=dict)


class DecidedMeanwhile(Exception):
    """Somebody else decided the same child after the form was shown."""

    def __init__(self, newest: Decision) -> None:
        super().__init__(f"{newest.line} was decided meanwhile")
        self.newest = newest


class NamedByMistake(Exception):
    """A child of the form was put right after it was shown: nobody is decided about in their place."""

    def __init__(self, line: ContactChild) -> None:
        super().__init__(f"{line} was named by mistake")
        self.line = line


@action
def record_decisions(
    *,
    contact: Contact,
    by: User,
    lines: Sequence[LineDecision],
    brief: BuiltBrief,
    submission: str,
) -> list[Decision]:
    """Record one decision for each line, all or none. A double click records once.

    Raises
    ------
    DecidedMeanwhile
        When a line has a newer decision than its form had shown; nothing is recorded.
    NamedByMistake
        When a child was put right after the form was shown; nothing is recorded.
    """
    # Two at once: one of them waits here, and goes on with what the other left.
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    marks = {line.line.pk: f"{submission}-{line.line.pk}"[:40] for line in lines}
    if again := list(Decision.ever.filter(submission__in=marks.values())):
        tell(by=by, action="send a decision again", record=contact)
        return again
    mistaken = ContactChild.ever.filter(pk__in=marks, mistaken_at__isnull=False)
    if gone := mistaken.select_related("person", "mistaken_by").first():
        raise NamedByMistake(gone)
    for line in lines:
        newest = line.line.decisions.order_by("-id").first()
        if newest is not None and newest.pk != line.last_seen:
            raise DecidedMeanwhile(newest)
    frozen = _freeze(contact, brief)
    recorded = [_record(line, by, frozen, marks[line.line.pk]) for line in lines]
    close_if_decided(contact)
    for decision in recorded:
        tell(
            by=by,
            action=f"decision {decision.step}",
            record=decision,
            persons=[decision.line.person.key],
            level=decision.level.code,
        )
        decision_recorded.send(sender=Decision, decision=decision)
    return recorded


def _freeze(contact: Contact, brief: BuiltBrief) -> Brief:
    frozen, _ = Brief.objects.get_or_create(
        contact=contact,
        content_hash=brief.content_hash(),
        defaults={"content": brief.to_dict(), "frozen_at": timezone.now()},
    )
    return frozen


def _record(line: LineDecision, by: User, brief: Brief, mark: str) -> Decision:
    before = LineState(line.line, list(line.line.decisions.order_by("id")))
    return Decision.objects.create(
        line=line.line,
        step=line.step,
        by=by,
        team=by.team,
        at=timezone.now(),
        level=line.level,
        level_label=line.level.label,
        level_anchor=line.level.anchor,
        reasons=line.reasons,
        brief=brief,
        checklist=line.checklist,
        answers={cue: answer for cue, answer in line.answers.items() if answer},
        guards=dict(line.guards),
        on_recommendation=before.waiting if line.step == Step.AUTHORISED else None,
        supersedes=before.waiting if line.step == Step.RECOMMENDED else before.in_force,
        submission=mark,
        **line.beside,
    )


def close_if_decided(contact: Contact) -> None:
    """Closed when every child on it is decided about, open again when one is not."""
    decided = all(state.is_decided for state in line_states(contact))
    if decided != bool(contact.closed_at):
        contact.closed_at = timezone.now() if decided else None
        contact.save(update_fields=["closed_at"])
