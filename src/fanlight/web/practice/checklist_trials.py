"""A list of the front door becomes a trial: its page offers to plan one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from fanlight.web.accounts.models import Role, User
from fanlight.web.frontdoor.models import ChecklistVersion
from fanlight.web.frontdoor.trying import HandOver

PLANNERS = frozenset({Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST})


def plan_a_trial(user: User, version: ChecklistVersion) -> HandOver | None:
    """The page on which a trial is planned, with the list as its subject."""
    try:
        address = reverse("practice:trial_add")
    except NoReverseMatch:  # this installation plans no trials
        return None
    if user.role not in PLANNERS:
        return None
    handed = urlencode({"subject": f"checklist:{version.pk}", "title": str(version)})
    return HandOver(
        "Asking it of some teams and not of others, or in some weeks, shows whether it changes anything. "
        "Most published trials of such lists found no difference.",
        f"{address}?{handed}",
        "Plan a trial of it",
    )
