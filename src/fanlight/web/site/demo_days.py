"""Made-up workers of one team agreed to a figure about fatigue; what their last half-year showed."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import Role, Team, User
from fanlight.web.practice.models import DayAgreement, TeamDayFigure
from fanlight.web.practice.queries.team_days import half_years, team_answer


def agree_in_a_team() -> None:
    """The first front-door team with five who recommend; nothing where there is none, or too little."""
    lead = User.objects.filter(role=Role.PRACTICE_LEAD).order_by("pk").first()
    first, last = half_years(timezone.localdate())[0]
    agreed_at = timezone.make_aware(datetime.combine(first - timedelta(days=9), time(16)))
    for team in Team.objects.filter(is_front_door=True).order_by("pk"):
        people = list(User.objects.filter(team=team, role=Role.PRACTITIONER, is_active=True))
        if lead is None or len(people) < MINIMUM_TEAM:
            continue
        until = add_months(agreed_at.date(), 12)
        DayAgreement.objects.bulk_create(
            DayAgreement(worker=one, team=team, agrees=True, until=until, at=agreed_at) for one in people
        )
        answer = team_answer(team, first, last)
        if answer:
            TeamDayFigure.objects.create(
                team=team,
                first_on=first,
                last_on=last,
                verdict=answer[0],
                words=answer[1],
                by=lead,
                at=timezone.now(),
            )
        return
