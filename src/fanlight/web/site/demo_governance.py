"""Made up: a signature rule that folded too much, and a hold for one child."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from fanlight.web.accounts.models import Role, User
from fanlight.web.frontdoor.models import ContactChild, SignatureRule, TextHold


def load_governance() -> None:
    """What the pages Signatures and Holds have to show."""
    now = timezone.now()
    lead, officer = (
        User.objects.filter(role=role).order_by("pk").first()
        for role in (Role.PRACTICE_LEAD, Role.DATA_PROTECTION_OFFICER)
    )
    SignatureRule.objects.create(
        name="Kind regards",
        begins="Kind regards",
        made_by=lead,
        made_at=now - timedelta(days=60),
        retired_at=now - timedelta(days=58),
        retired_by=lead,
        retired_why="Some write a last sentence about the child below their name.",
    )
    line = ContactChild.objects.filter(person__identifiers__isnull=False).order_by("pk").first()
    if officer is None or line is None:
        return
    TextHold.objects.create(
        person=line.person,
        source="Made-up inquiry, letter of the 3rd",
        reason="It asked that nothing about this child ends before it has reported.",
        since_on=(now - timedelta(days=20)).date(),
        set_by=officer,
        set_at=now - timedelta(days=19),
        submission=uuid.uuid4(),
    )
