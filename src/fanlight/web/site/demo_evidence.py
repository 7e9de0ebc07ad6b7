"""Something to look at in the evidence room: real published figures of a place where nothing is known of."""

from __future__ import annotations

from fanlight.evidence.comparison.specified import specified
from fanlight.web.accounts.models import Role, User
from fanlight.web.evidence.actions.comparisons import ask_for_comparison
from fanlight.web.evidence.comparison_jobs import work_on

# The authority first in the alphabet and a date by lot: what a comparison says where nobody claims anything.
PLACE, BEGINS = "301", "2019-09"


def load_evidence() -> None:
    """Load it; without people to ask for it nothing is made."""
    analyst = User.objects.filter(role=Role.ANALYST).order_by("pk").first()
    if analyst is None:
        return
    asked = ask_for_comparison(
        by=analyst,
        change="Nothing that is known of: an example of what chance alone looks like",
        chosen="lot",
        spec=specified("referrals", PLACE, BEGINS),
    )
    work_on(asked)
