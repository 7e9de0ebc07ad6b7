"""Which list a worker is asked. A room above may say it: a trial knows which team asks in which week."""

from __future__ import annotations

from collections.abc import Callable

from fanlight.web.accounts.models import Team, User
from fanlight.web.frontdoor.models import ChecklistVersion

Rule = Callable[[User, ChecklistVersion], bool | None]
rules: list[Rule] = []


def register(rule: Rule) -> None:
    """Have `rule` asked of every list on trial: True, False, or None where it has nothing to say."""
    if rule not in rules:
        rules.append(rule)


def asked_of(user: User) -> ChecklistVersion | None:
    """The list that this worker is asked: one on trial in their team before one in use.

    Of several in use the one that was put into use last.
    """
    asked = (
        ChecklistVersion.objects.filter(state__in=ChecklistVersion.ASKED)
        .select_related("checklist")
        .prefetch_related("asked_in")
        .order_by("-state", "-made_at", "-number")  # "on_trial" stands after "in_use"
    )
    team = user.team
    ours = {team.pk, team.parent_id} if team else set()
    return next((version for version in asked if _is_asked(user, version, ours)), None)


def _is_asked(user: User, version: ChecklistVersion, ours: set[int | None]) -> bool:
    if version.state == ChecklistVersion.State.ON_TRIAL:
        said = next((answer for rule in rules if (answer := rule(user, version)) is not None), None)
        if said is not None:
            return said
    teams: list[Team] = list(version.asked_in.all())
    return not teams or any(one.pk in ours for one in teams)
