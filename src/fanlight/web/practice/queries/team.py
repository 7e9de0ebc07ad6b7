"""The team view: counts, clocks and levels of a team; never anything about one worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.web.accounts.models import Authority, Role, Team, User
from fanlight.web.frontdoor.models import Decision
from fanlight.web.frontdoor.queries import todays_contacts

WEEKS = 12
_DECIDE = (Role.PRACTITIONER, Role.TEAM_MANAGER)


@dataclass(frozen=True)
class TeamView:
    """Figures of one team, or of the larger one it was merged into; `teams` is empty when too few."""

    asked: Team | None
    shown: Team | None
    teams: Sequence[Team]
    open_contacts: int
    overdue: int
    unread: int
    to_authorise: int
    waiting: Sequence[tuple[str, int]]
    weeks: Sequence[date]
    levels: Sequence[tuple[str, Sequence[int]]]

    @property
    def is_too_few(self) -> bool:
        return not self.teams

    @property
    def is_merged(self) -> bool:
        return self.shown is not None and self.asked is not None and self.shown != self.asked


def big_enough(team: Team | None) -> tuple[Team | None, list[Team]]:
    """The smallest team upward that has enough people to be shown, and the teams in it."""
    while team is not None:
        teams = _with_parts(team)
        people = User.objects.filter(team__in=teams, role__in=_DECIDE, is_active=True).count()
        if people >= MINIMUM_TEAM:
            return team, teams
        team = team.parent
    return None, []


def _with_parts(team: Team) -> list[Team]:
    teams, found = [team], [team]
    while found:
        found = list(Team.objects.filter(parent__in=found))
        teams += found
    return teams


def team_view(user: User, team: Team | None, now: datetime) -> TeamView:
    """What a manager needs to know of the door today, and of the levels week by week."""
    shown, teams = big_enough(team)
    rows = [row for row in todays_contacts(user, Authority.current(), now) if row.contact.team in teams]
    weeks, levels = _levels_by_week(teams, timezone.localdate(now))
    waiting = Counter(words.split(",")[0] for row in rows for words in row.waiting)
    return TeamView(
        asked=team,
        shown=shown,
        teams=teams,
        open_contacts=len(rows),
        overdue=sum(bool(row.clock.left and row.clock.left.overdue) for row in rows),
        unread=sum(row.is_unread for row in rows),
        to_authorise=sum(any(state.waiting for state in row.lines) for row in rows),
        waiting=waiting.most_common(),
        weeks=weeks,
        levels=levels,
    )


def _levels_by_week(teams: Sequence[Team], today: date) -> tuple[list[date], list[tuple[str, list[int]]]]:
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - timedelta(weeks=ago) for ago in range(WEEKS - 1, -1, -1)]
    since = timezone.make_aware(datetime.combine(weeks[0], datetime.min.time()))
    made = (
        Decision.objects.filter(team__in=teams, at__gte=since)
        .exclude(step="recommended")
        .values_list("at", "level__order", "level_label")
    )
    counts: dict[tuple[int, str], list[int]] = {}
    for at, order, label in made:
        week = (timezone.localdate(at) - weeks[0]).days // 7
        if 0 <= week < WEEKS:
            counts.setdefault((order, label), [0] * WEEKS)[week] += 1
    return weeks, [(label, counted) for (_, label), counted in sorted(counts.items())]
