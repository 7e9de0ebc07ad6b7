"""What the made-up authority tried in its own practice: two trials and a noise audit, all made up."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from fanlight.practice.trial import SERVICE
from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.web.accounts.models import Role, User
from fanlight.web.practice.actions.trials import plan_trial
from fanlight.web.practice.models import (
    AuditAnswer,
    AuditInvitation,
    NoiseAudit,
    Trial,
    TrialClosing,
    TrialCount,
)
from fanlight.web.practice.queries import noise, trials

WORKERS, REPEATED, SEED = 12, 12, 2014
SEVERITY = (1.0, 2.3, 4.1, 2.0, 3.7, 3.0, 1.6, 2.7, 3.3, 2.6, 2.9, 1.2)  # of the vignettes that ship
PLAN: dict[str, Any] = {
    "unit_kind": "weeks",
    "units": [SERVICE],
    "schedule_kind": "randomised",
    "period_days": 7,
    "exposure_unit": "contacts",
    "changes_help": "no",
    "equality": "Part-time workers and those on early shifts; the manager looks at it each Friday (made up)",
    "stop_rule": "If more contacts than before are past their clock two weeks running, the manager stops it",
    "told_how": "In the team meeting, with a page to take away (made up)",
    "may_decline": True,
}


def load_practice() -> None:
    """Load them; without people to plan and approve nothing is made."""
    people = {user.role: user for user in User.objects.order_by("-pk")}
    lead, manager = people.get(Role.PRACTICE_LEAD), people.get(Role.TEAM_MANAGER)
    if lead is None or manager is None:
        return
    _finished_trial(lead, manager)
    _planned_trial(lead)
    _audit(lead)


def _finished_trial(lead: User, manager: User) -> None:
    """Breaks in drawn weeks: as in published trials, nothing that matters is shown."""
    today, rng = timezone.localdate(), np.random.default_rng(SEED)
    begun = today - timedelta(days=today.weekday() + 7 * 22)
    planned = timezone.make_aware(datetime.combine(begun - timedelta(days=9), time(10)))
    trial = Trial(
        **PLAN,
        subject="breaks",
        title="A break away from the screen at noon (made up)",
        hypothesis="Fewer contacts are left open overnight in weeks with the break",
        why="Whoever has rested reads faster after lunch",
        seed=SEED,
        starts_on=begun,
        periods=20,
        measure="Contacts left open overnight",
        events=46.0,
        exposure=230.0,
        smallest_effect=0.8,
        harm="Contacts could wait longer at noon; urgent ones are taken as always (made up)",
        told_on=begun - timedelta(days=14),
        by=lead,
        at=planned,
        approved_by=manager,
        approved_at=planned + timedelta(days=1),
        approved_words="It costs little, and nobody waits for help because of it.",
    )
    plan = trial.plan()
    told = trials.foretold_of(plan)
    trial.rows, trial.frozen_text, trial.frozen_hash = (
        plan.schedule.rows(),
        plan.canonical(),
        plan.freeze_hash(),
    )
    trial.frozen_by, trial.frozen_at = lead, planned + timedelta(days=2)
    trial.foretold, trial.power = told.sentences(), told.power
    trial.save()
    TrialCount.objects.bulk_create(
        TrialCount(
            trial=trial,
            unit=SERVICE,
            period=at + 1,
            events=int(rng.poisson(46 * (0.99 if plan.schedule.on[0, at] else 1.0))),
            exposure=230.0,
            source="file",
            by=lead,
            at=timezone.make_aware(datetime.combine(plan.days_of(at)[1] + timedelta(days=1), time(9))),
        )
        for at in range(plan.schedule.periods)
    )
    report = trials.report_of(trial)
    TrialClosing.objects.create(
        trial=trial,
        result=report.result.word,
        sentence=report.sentence(),
        adopted="repeat" if report.result.word == "not shown" else "drop",
        because="Breaks stay because people like them, not because of this number (made up).",
        by=lead,
        at=timezone.make_aware(datetime.combine(plan.days_of(19)[1] + timedelta(days=3), time(9))),
    )


def _planned_trial(lead: User) -> None:
    """One that waits for its approval."""
    today = timezone.localdate()
    plan_trial(
        **PLAN,
        by=lead,
        subject="digest",
        title="The weekly digest, on or off (made up)",
        hypothesis="In weeks with the digest fewer contacts come again within three months",
        seed=SEED + 1,
        starts_on=today + timedelta(days=7 - today.weekday() + 14),
        periods=26,
        measure_code="repeat_contact_3m",
        measure="Repeat contacts within 3 months",
        events=60.0,
        exposure=230.0,
        smallest_effect=0.85,
        harm="Nobody is helped sooner or later; workers could feel watched: we ask them (made up)",
        told_on=today,
    )


def _audit(lead: User) -> None:
    """Twelve workers, twelve vignettes, all twice: levels from a made-up severity, strictness and chance."""
    workers = list(User.objects.filter(role=Role.PRACTITIONER).order_by("pk")[:WORKERS])
    if len(workers) < MINIMUM_TEAM:
        return
    rng, vignettes, levels = np.random.default_rng(SEED), noise.vignettes()[:12], noise.audit_levels()
    opened = timezone.now() - timedelta(days=70)
    audit = NoiseAudit.objects.create(
        title="Noise at the front door (made up)",
        levels=[{"code": one.code, "label": one.label, "anchor": one.anchor} for one in levels],
        repeated=REPEATED,
        seed=SEED,
        by=lead,
        opened_at=opened,
    )
    audit.vignettes.set(vignettes)
    severity = np.array(SEVERITY[: len(vignettes)])
    for worker in workers:
        strict, own = rng.normal(0, 0.4), rng.normal(0, 0.55, len(vignettes))
        order = rng.permutation(len(vignettes)).tolist() + rng.permutation(len(vignettes)).tolist()
        invitation = AuditInvitation.objects.create(
            audit=audit, worker=worker, order=[vignettes[at].pk for at in order]
        )
        judged = severity[order] + strict + own[order] + rng.normal(0, 0.45, len(order))
        steps = np.clip(np.round(judged), 0, len(levels) - 1).astype(int)
        AuditAnswer.objects.bulk_create(
            AuditAnswer(
                invitation=invitation,
                vignette=vignettes[at],
                occasion=1 if turn < len(vignettes) else 2,
                level=levels[steps[turn]].code,
                at=opened + timedelta(days=2 if turn < len(vignettes) else 25, minutes=turn),
            )
            for turn, at in enumerate(order)
        )
    result, _ = noise.result_of(audit)
    audit.result, audit.closed_at, audit.closed_by = result, opened + timedelta(days=40), lead
    audit.save()
