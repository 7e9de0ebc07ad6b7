"""The authority changes how its door works."""

from __future__ import annotations

from collections.abc import Sequence

from fanlight.web.accounts.models import Authority, User
from fanlight.web.audit.recording import action, tell


@action
def set_the_door(*, by: User, authority: Authority, changed: Sequence[str]) -> None:
    """Save the settings; what was decided before keeps the words and the clock of its day."""
    authority.save()
    tell(by=by, action="set the door", record="authority", changed=list(changed))
