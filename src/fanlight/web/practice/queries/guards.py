"""Which guards are on for which team, since when and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.practice.guard import GUARDS, Guard, guard, switchable
from fanlight.web.accounts.models import Team
from fanlight.web.frontdoor.guarding import Asked, Guarding
from fanlight.web.practice.models import GuardSwitch


@dataclass(frozen=True)
class Standing:
    """How a guard stands for a team; `switch` is None while nobody has switched it."""

    guard: Guard
    team: Team
    switch: GuardSwitch | None

    @property
    def is_on(self) -> bool:
        if self.guard.always or self.switch is None:
            return self.guard.on_by_default
        return self.switch.is_on


def newest_switches(team: Team | None = None) -> dict[tuple[int, str], GuardSwitch]:
    """The newest switch of each team and guard."""
    rows = GuardSwitch.objects.select_related("by", "team").order_by("at", "id")
    if team is not None:
        rows = rows.filter(team=team)
    return {(row.team_id, row.guard): row for row in rows}


def guards_on_for(team: Team | None) -> list[str]:
    """Codes of the guards that a team can switch and that are on; none without a team."""
    if team is None:
        return []
    newest = newest_switches(team)
    return [one.code for one in switchable() if Standing(one, team, newest.get((team.pk, one.code))).is_on]


def guarding(team: Team | None, shown: Sequence[str] | None = None) -> Guarding:
    """For the decision page: the guards on now, or those that were shown, with what they ask."""
    known = {one.code for one in GUARDS}
    codes = guards_on_for(team) if shown is None else [code for code in shown if code in known]
    return Guarding(
        codes,
        [
            Asked(code, prompt.name, prompt.words, prompt.hint)
            for code in codes
            for prompt in guard(code).prompts
        ],
    )


def standings(guard: Guard) -> list[Standing]:
    """How one guard stands in every team that decides."""
    newest = newest_switches()
    return [
        Standing(guard, team, newest.get((team.pk, guard.code))) for team in Team.objects.order_by("name")
    ]
