"""The levels in force, with their anchors."""

from __future__ import annotations

from fanlight.web.accounts.models import Authority
from fanlight.web.frontdoor.models import ChecklistVersion, Level


def current_levels(authority: Authority) -> list[Level]:
    """Levels of the set the authority has chosen, in their order."""
    return list(Level.objects.filter(level_set__code=authority.level_set).select_related("level_set"))


def checklist_in_use() -> ChecklistVersion | None:
    """The newest checklist version in use, if there is one."""
    return (
        ChecklistVersion.objects.filter(state=ChecklistVersion.State.IN_USE)
        .select_related("checklist")
        .order_by("-made_at", "-number")
        .first()
    )
