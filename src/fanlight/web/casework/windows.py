"""The windows in force, and how a person sets one."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from fanlight.casework.followed import STEPS, Window
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.casework.models import FollowWindow


def windows_in_force() -> Mapping[str, Window]:
    """The window of every step: the authority's newest, else the one that ships."""
    shipped = {code: step.window for code, step in STEPS.items()}
    set_here = FollowWindow.objects.order_by("pk").values_list("step", "first_day", "last_day")
    return shipped | {step: (first, last) for step, first, last in set_here}


@action
def set_window(*, by: User, step: str, first_day: int, last_day: int, reason: str) -> FollowWindow:
    """Look for the record of a step within other days, from now on."""
    before = windows_in_force()[step]
    window = FollowWindow.objects.create(
        step=step, first_day=first_day, last_day=last_day, reason=reason, by=by, at=timezone.now()
    )
    tell(by=by, action="set a window", record=window, step=step, before=list(before), reason=reason)
    return window
