"""Asking for a forecast: a random draw when a decision is recorded, never before, always skippable."""

from __future__ import annotations

import secrets
from typing import Any

from django.urls import reverse
from django.utils import timezone

from fanlight.practice.forecast import ForecastQuestion, questions_for
from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.after import Panel
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice.models import ForecastInvitation


def draw(sender: object, decision: Decision, **_: Any) -> None:
    """One in so many decisions of a team is asked about; the draw is made once and kept."""
    one_in = decision.team.forecast_one_in if decision.team else 0
    if one_in and questions_about(decision) and secrets.randbelow(one_in) == 0:
        ForecastInvitation.objects.create(decision=decision, asked_at=timezone.now())


def questions_about(decision: Decision) -> tuple[ForecastQuestion, ...]:
    """The questions that events can settle for this decision."""
    decided_on = timezone.localdate(decision.at)
    return questions_for(decision.level.kind, decided_on, decision.line.person.turns_18_on())


def offer_forecast(user: User, decisions: list[Decision]) -> list[Panel]:
    """The offer on the page after a decision, for the worker who decided."""
    mine = [decision.pk for decision in decisions if decision.by_id == user.pk]
    invitation = ForecastInvitation.objects.filter(
        decision__in=mine, state=ForecastInvitation.State.ASKED
    ).first()
    if invitation is None:
        return []
    return [
        Panel(
            title="A forecast, for your own learning",
            words="The decision is locked. If you like, say how likely something is, and see later what "
            "services recorded. Nobody else sees it, it is not part of the case record, and you can skip it.",
            url=reverse("practice:forecast", args=[invitation.pk]),
            link="Make a forecast, or skip it",
        )
    ]
