"""Made-up workers of one team agreed to a figure about fatigue; what their last half-year showed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

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
    # Agreed before the half-year that is over, and again before the one under way.
    asked_on = [add_months(first, months) - timedelta(days=9) for months in (0, 6)]
    for team in Team.objects.filter(is_front_door=True).order_by("pk"):
        people = list(User.objects.filter(team=team, role=Role.PRACTITIONER, is_active=True))
        if lead is None or len(people) < MINIMUM_TEAM:
            continue
        DayAgreement.objects.bulk_create(_agreement(one, on) for on in asked_on for one in people)
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


def _agreement(worker: User, on: date) -> DayAgreement:
    at = timezone.make_aware(datetime.combine(on, time(16)))
    return DayAgreement(worker=worker, team=worker.team, agrees=True, until=add_months(on, 12), at=at)
