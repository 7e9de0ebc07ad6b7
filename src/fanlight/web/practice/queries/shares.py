"""Pages that somebody chose to show."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from fanlight.web.practice.models import PageShare


def open_shares() -> QuerySet[PageShare]:
    """Shares that are neither withdrawn nor over; none of a decision about a child named by mistake."""
    return PageShare.objects.filter(
        withdrawn_at=None, until__gte=timezone.localdate(), decision__line__mistaken_at=None
    ).select_related("owner", "shared_with", "decision__line__contact", "decision__line__person")
