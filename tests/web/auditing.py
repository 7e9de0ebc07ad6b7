"""Noise audits for tests: open, answered, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from fanlight.web.accounts.models import Role, User
from fanlight.web.practice.actions import noise as actions
from fanlight.web.practice.models import AuditAnswer, AuditInvitation, NoiseAudit
from fanlight.web.practice.queries import noise as queries
from tests.web.builders import Door, make_worker


def raters_of(door: Door, count: int = 6) -> list[User]:
    held = [User.objects.filter(username=f"rater{at}").first() for at in range(count)]
    return [
        one or make_worker(Role.PRACTITIONER, door.team, f"rater{at}", f"Rater {at}")
        for at, one in enumerate(held)
    ]


def open_audit_of(door: Door, user: User | None = None, vignettes: int = 4, **change: Any) -> NoiseAudit:
    """The practitioner, this user and some others are invited to the first vignettes."""
    invited = {one.pk: one for one in [door.worker, *([user] if user else []), *raters_of(door)]}
    given = {"repeated": 2, "seed": 3, "workers": list(invited.values()), **change}
    return actions.open_audit(
        by=door.workers[Role.PRACTICE_LEAD],
        title="Noise at the door",
        vignettes=queries.vignettes()[:vignettes],
        levels=queries.audit_levels(),
        **given,
    )


def answer_one(audit: NoiseAudit, worker: User) -> AuditAnswer:
    mine = AuditInvitation.objects.get(audit=audit, worker=worker)
    now = queries.next_for(mine, timezone.now())
    return actions.answer_vignette(
        worker=worker,
        invitation=mine,
        vignette=now.vignette,
        occasion=now.occasion,
        level=audit.levels[2]["code"],
    )


def answered(audit: NoiseAudit, workers: list[User], points: bool = False) -> None:
    """Every one of these answers everything, as if weeks lay between."""
    rng = np.random.default_rng(1)
    then = timezone.now() - timedelta(days=30)
    for at, worker in enumerate(workers):
        mine = AuditInvitation.objects.get(audit=audit, worker=worker)
        first = len(set(mine.order))
        AuditAnswer.objects.bulk_create(
            AuditAnswer(
                invitation=mine,
                vignette_id=pk,
                occasion=1 if turn < first else 2,
                level=audit.levels[int(np.clip(pk % 4 + at % 2 + rng.integers(0, 2), 0, 5))]["code"],
                judgement=int(rng.integers(0, 101)) if points else None,
                at=then,
            )
            for turn, pk in enumerate(mine.order)
        )


def closed_audit_of(door: Door, **change: Any) -> NoiseAudit:
    audit = open_audit_of(door, **change)
    answered(audit, raters_of(door))
    result, answers = queries.result_of(audit)
    return actions.close_audit(
        by=door.workers[Role.PRACTICE_LEAD], audit=audit, result=result, answers=answers
    )


def an_open_audit(door: Door, user: User) -> dict[str, Any]:
    return {"pk": open_audit_of(door, user).pk}


def a_closed_audit(door: Door, user: User) -> dict[str, Any]:
    """One for all workers: it is nobody's own, and its result takes seconds."""
    audit = NoiseAudit.objects.filter(closed_at__isnull=False).first() or closed_audit_of(door)
    return {"pk": audit.pk}
