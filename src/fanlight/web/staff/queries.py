"""Who works here, by team."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.web.accounts.models import Team, User


@dataclass(frozen=True)
class TeamOfPeople:
    """A team, or none, and who is in it."""

    team: Team | None
    people: list[User]


def people_by_team(*, with_closed: bool) -> list[TeamOfPeople]:
    """Every team in order of name, then whoever has none; closed accounts last in their team."""
    everybody = User.objects.order_by("-is_active", "name", "pk")
    if not with_closed:
        everybody = everybody.filter(is_active=True)
    found: dict[int | None, list[User]] = {}
    for worker in everybody:
        found.setdefault(worker.team_id, []).append(worker)
    teams = [
        TeamOfPeople(team, found.get(team.pk, []))
        for team in Team.objects.select_related("parent").order_by("name")
    ]
    return teams + ([TeamOfPeople(None, found[None])] if None in found else [])
