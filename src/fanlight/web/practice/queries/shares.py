"""Pages that somebody chose to show."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from fanlight.web.practice.models import PageShare


def open_shares() -> QuerySet[PageShare]:
    """Shares that are neither withdrawn nor over."""
    return PageShare.objects.filter(withdrawn_at=None, until__gte=timezone.localdate()).select_related(
        "owner", "shared_with", "decision__line__contact", "decision__line__person"
    )
