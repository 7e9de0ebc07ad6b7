"""Forecasts of the made-up workers, so that My calibration has something to show. All made up."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from django.utils import timezone

from fanlight.frontdoor.decision import Step
from fanlight.practice.forecast import questions_for
from fanlight.web.accounts.models import Role, User
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice.models import Forecast
from fanlight.web.practice.queries import resolve_forecasts

WORKERS, EACH, SEED = 10, (30, 250), 2021
SINCE = timedelta(days=700)
USUAL = {"no_further_action": 22, "information_advice": 20, "early_help": 30}  # per cent said, on average
OTHERWISE, SPREAD = 40, 17


def load_forecasts() -> None:
    """Some workers forecast after some decisions, no better than such forecasts are on average."""
    rng = np.random.default_rng(SEED)
    since = timezone.now() - SINCE
    front_door = User.objects.filter(role=Role.PRACTITIONER, team__is_front_door=True)
    for worker in front_door.order_by("pk")[:WORKERS]:
        mine = Decision.objects.filter(by=worker, superseded_by=None, at__gte=since).exclude(
            step=Step.AUTHORISED
        )
        taken = list(mine.select_related("level", "line__person").order_by("at"))
        count = min(int(rng.integers(*EACH)), len(taken))
        drawn = sorted(rng.choice(len(taken), count, replace=False)) if taken else []
        made = [_forecast(worker, taken[at], rng) for at in drawn]
        Forecast.objects.bulk_create([one for one in made if one])
        resolve_forecasts(worker)


def _forecast(worker: User, decision: Decision, rng: np.random.Generator) -> Forecast | None:
    decided_on = timezone.localdate(decision.at)
    asked = questions_for(decision.level.kind, decided_on, decision.line.person.turns_18_on())
    if not asked:
        return None
    usual = USUAL.get(decision.level.kind, OTHERWISE)
    said = int(5 * round(float(np.clip(rng.normal(usual, SPREAD), 1, 98)) / 5))
    return Forecast(
        worker=worker,
        decision=decision,
        question=asked[0].code,
        words=asked[0].words,
        probability=said,
        asked_at=decision.at + timedelta(minutes=1),
        due_on=asked[0].due_on(decided_on),
    )
