"""A worker agrees to a team figure or withdraws; the figure of a half-year is made once."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from fanlight.web.accounts.models import Team, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.practice.models import DayAgreement, TeamDayFigure


@action
def agree_to_team_figure(*, worker: User, until: date) -> DayAgreement:
    """From now until a day one's decisions may be counted in a figure of one's team.

    Raises
    ------
    ValueError
        The worker has no team.
    """
    if worker.team is None:
        raise ValueError("You are in no team, so there is no figure of one.")
    agreed = DayAgreement.objects.create(
        worker=worker, team=worker.team, agrees=True, until=until, at=timezone.now()
    )
    tell(by=None, action="agree to a team figure")
    return agreed


@action
def withdraw_from_team_figure(*, worker: User) -> None:
    """No later figure of any team counts anything of this worker's."""
    for team in Team.objects.filter(pk__in=DayAgreement.objects.filter(worker=worker).values("team")):
        DayAgreement.objects.create(worker=worker, team=team, agrees=False, at=timezone.now())
    tell(by=None, action="withdraw from a team figure")


@action
def keep_team_figure(
    *, by: User, team: Team, first_on: date, last_on: date, verdict: str, words: str
) -> TeamDayFigure:
    """Keep what a half-year showed; one that is there stays as it is."""
    kept, _ = TeamDayFigure.objects.get_or_create(
        team=team,
        first_on=first_on,
        defaults={
            "last_on": last_on, "verdict": verdict, "words": words, "by": by, "at": timezone.now()
        },
    )  # fmt: skip
    tell(by=by, action="work out a team figure", record=team, first_on=first_on.isoformat())
    return kept
