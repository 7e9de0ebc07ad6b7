"""Noise audits: vignettes written, an audit opened, answered in private, closed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.utils import timezone

from fanlight.practice.vignettes import shipped_vignettes
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.models import Level
from fanlight.web.practice.models import AuditAnswer, AuditInvitation, NoiseAudit, Vignette


class NotNow(Exception):
    """What cannot be done with the audit as it stands, in a sentence."""


def load_vignettes(**_: Any) -> None:
    """Put the vignettes that ship in place after migrations; a retired one stays retired."""
    held = set(Vignette.objects.exclude(code="").values_list("code", flat=True))
    now = timezone.now()
    Vignette.objects.bulk_create(
        Vignette(code=one.code, title=one.title, text=one.text, at=now)
        for one in shipped_vignettes()
        if one.code not in held
    )


@action
def write_vignette(*, by: User, title: str, text: str) -> Vignette:
    """Keep a made-up contact of one's own."""
    vignette = Vignette.objects.create(by=by, title=title, text=text, at=timezone.now())
    tell(by=by, action="write a vignette", record=vignette)
    return vignette


@action
def open_audit(
    *,
    by: User,
    title: str,
    vignettes: Sequence[Vignette],
    workers: Sequence[User],
    levels: Sequence[Level],
    repeated: int,
    repeat_after_days: int = 21,
    with_scale: bool = False,
    differ: int = 20,
    seed: int,
) -> NoiseAudit:
    """Open an audit: fully crossed, each worker in an order of their own, repeats drawn for each."""
    if len(vignettes) < 2 or not 0 <= repeated <= len(vignettes):
        raise NotNow("Choose at least two vignettes, and no more repeats than vignettes.")
    audit = NoiseAudit.objects.create(
        by=by,
        title=title,
        levels=[{"code": one.code, "label": one.label, "anchor": one.anchor} for one in levels],
        repeated=repeated,
        repeat_after_days=repeat_after_days,
        with_scale=with_scale,
        differ=differ,
        seed=seed,
        opened_at=timezone.now(),
    )
    audit.vignettes.set(vignettes)
    rng, numbers = np.random.default_rng(seed), np.array([one.pk for one in vignettes])
    AuditInvitation.objects.bulk_create(
        AuditInvitation(
            audit=audit,
            worker=worker,
            order=[*rng.permutation(numbers).tolist(), *rng.permutation(numbers)[:repeated].tolist()],
        )
        for worker in sorted(workers, key=lambda one: one.pk)
    )
    tell(by=by, action="open a noise audit", record=audit, vignettes=len(vignettes), workers=len(workers))
    return audit


@action
def answer_vignette(
    *,
    worker: User,
    invitation: AuditInvitation,
    vignette: Vignette,
    occasion: int,
    level: str,
    judgement: int | None = None,
) -> AuditAnswer:
    """Keep one judgement. It is the worker's own, and does not change afterwards."""
    if invitation.worker_id != worker.pk:
        raise NotNow("This invitation is another worker’s.")
    audit = NoiseAudit.objects.select_for_update().get(pk=invitation.audit_id)
    if audit.closed_at:
        raise NotNow("The audit is closed.")
    if level not in audit.steps:
        raise NotNow("This level is not one of the audit’s.")
    answer, is_new = AuditAnswer.objects.get_or_create(
        invitation=invitation,
        vignette=vignette,
        occasion=occasion,
        defaults={"level": level, "judgement": judgement, "at": timezone.now()},
    )
    if not is_new:
        raise NotNow("You have answered this one; an answer does not change.")
    tell(by=None, action="answer a vignette")
    return answer


@action
def close_audit(*, by: User, audit: NoiseAudit, result: Mapping[str, Any], answers: int) -> NoiseAudit:
    """Close an audit with what it found; `answers` is how many the result rests on."""
    held = NoiseAudit.objects.select_for_update().get(pk=audit.pk)
    if held.closed_at:
        raise NotNow("The audit is closed already.")
    if AuditAnswer.objects.filter(invitation__audit=held).count() != answers:
        raise NotNow("Somebody answered just now: close it again.")
    held.closed_by, held.closed_at, held.result = by, timezone.now(), dict(result)
    held.save()
    tell(by=by, action="close a noise audit", record=held)
    return held
