"""Noise audits: what a worker answers next, what the own answers were, what all together show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from fanlight.figures.noise import noise_parts
from fanlight.practice.audited_levels import Answers, TooFew, audited_levels, parts_of, sentence_of
from fanlight.practice.noise_planner import plan_noise_audit
from fanlight.reports.document import Document
from fanlight.reports.noise_audit import AuditToTell, noise_audit_report
from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.web.accounts.models import Authority, User
from fanlight.web.frontdoor.models import Level
from fanlight.web.frontdoor.queries.levels import current_levels
from fanlight.web.practice.models import AuditAnswer, AuditInvitation, NoiseAudit, Vignette


@dataclass(frozen=True)
class Next:
    """What comes next for a worker: a vignette, a day to come back on, or nothing more."""

    vignette: Vignette | None = None
    occasion: int = 1
    place: int = 0
    of: int = 0
    back_on: date | None = None


def audit_levels() -> list[Level]:
    """Levels that stand in an order: those of "higher" and "lower", without what keeps a contact open."""
    held = current_levels(Authority.current())
    return sorted(
        (one for one in held if one.steps_up is not None and not one.keeps_open),
        key=lambda one: one.steps_up,
    )


def vignettes() -> Sequence[Vignette]:
    """Those in use."""
    return list(Vignette.objects.filter(retired_at=None))


def audits_for(user: User) -> list[tuple[NoiseAudit, AuditInvitation | None]]:
    """Every audit, with this worker's own invitation."""
    mine = {one.audit_id: one for one in AuditInvitation.objects.filter(worker=user)}
    return [(one, mine.get(one.pk)) for one in NoiseAudit.objects.select_related("by")]


def next_for(invitation: AuditInvitation, now: datetime) -> Next:
    """The first not answered of the worker's own order; repeats only after so many days."""
    first = len(set(invitation.order))
    answered = list(invitation.answers.all())
    done = {(one.vignette_id, one.occasion) for one in answered}
    turns = [(pk, 1 if at < first else 2) for at, pk in enumerate(invitation.order)]
    for at, (pk, occasion) in enumerate(turns):
        if (pk, occasion) in done:
            continue
        if occasion == 2:
            last = max(one.at for one in answered if one.occasion == 1)
            back_on = timezone.localdate(last + timedelta(days=invitation.audit.repeat_after_days))
            if back_on > timezone.localdate(now):
                return Next(back_on=back_on)
            return Next(Vignette.objects.get(pk=pk), occasion, at + 1 - first, len(turns) - first)
        return Next(Vignette.objects.get(pk=pk), occasion, at + 1, first)
    return Next()


@dataclass(frozen=True)
class OwnAnswer:
    """A vignette with the worker's own words on it, first and second time."""

    vignette: Vignette
    first: str
    second: str


def own_answers(invitation: AuditInvitation) -> list[OwnAnswer]:
    """In the worker's own order."""
    labels = {one["code"]: one["label"] for one in invitation.audit.levels}
    held = {(one.vignette_id, one.occasion): _said(one, labels) for one in invitation.answers.all()}
    return [
        OwnAnswer(one, held.get((one.pk, 1), ""), held.get((one.pk, 2), ""))
        for one in Vignette.objects.filter(pk__in=[pk for pk, occasion in held if occasion == 1])
    ]


def _said(answer: AuditAnswer, labels: dict[str, str]) -> str:
    points = "" if answer.judgement is None else f", {answer.judgement} of 100"
    return f"{labels[answer.level]}{points}"


def progress_words(audit: NoiseAudit) -> str:
    """How far it is: numbers of workers from five on, and never who."""
    invited = audit.invitations.count()
    wanted = audit.vignettes.count()
    counts: dict[int, int] = {}
    for pk in AuditAnswer.objects.filter(invitation__audit=audit, occasion=1).values_list(
        "invitation_id", flat=True
    ):
        counts[pk] = counts.get(pk, 0) + 1
    done = sum(one == wanted for one in counts.values())
    told = str(done) if done >= MINIMUM_TEAM else f"fewer than {MINIMUM_TEAM}"
    return f"{invited} workers are invited; {told} of them have answered the whole first round."


def result_of(audit: NoiseAudit) -> tuple[dict[str, Any], int]:
    """What all show together, as JSON, and on how many answers it rests; too few workers give the reason."""
    rows = list(
        AuditAnswer.objects.filter(invitation__audit=audit).values_list(
            "invitation_id", "vignette__title", "occasion", "level", "judgement"
        )
    )
    steps = audit.steps
    answers = Answers(
        [str(row[0]) for row in rows],
        [row[1] for row in rows],
        [str(row[2]) for row in rows],
        np.array([steps[row[3]] for row in rows], dtype=np.float64),
        np.array([np.nan if row[4] is None else row[4] for row in rows], dtype=np.float64),
    )
    try:
        found = audited_levels(answers, steps=len(steps), differ=audit.differ)
    except TooFew:
        return {"too_few": True}, len(rows)
    return found.as_json(), len(rows)


def message_of(audit: NoiseAudit) -> str:
    """The message of a closed audit."""
    if audit.result.get("too_few"):
        return "Fewer than five workers answered: there is no result, since it would tell about single ones."
    return sentence_of(audit.result)


def report_of(audit: NoiseAudit) -> Document:
    """The report of a closed audit with a result."""
    found = audit.result
    pictures = {}
    for scale, unit in (("ordinal", "levels"), ("points", "points")):
        parts = parts_of(found[scale]) if found[scale] else []
        if parts:
            figure = noise_parts(parts, title="Noise", unit=unit)
            pictures[scale] = (figure.svg, figure.sentence)
    plan = plan_noise_audit(max(found["workers"], 2), max(audit.vignettes.count(), 2), audit.repeated)
    return noise_audit_report(
        AuditToTell(
            title=audit.title,
            where=Authority.current().name,
            opened_on=timezone.localdate(audit.opened_at),
            closed_on=timezone.localdate(audit.closed_at),
            levels=[one["label"] for one in audit.levels],
            found=found,
            pictures=pictures,
            foretold=plan.sentence(),
        )
    )
