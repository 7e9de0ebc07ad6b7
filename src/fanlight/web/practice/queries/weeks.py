"""Seven days by their last, and what had been read by a moment."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone

from fanlight.web.casework.models import SourceFile

WEEK = timedelta(days=7)


def end_of(day: date) -> datetime:
    """The first moment after an English day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def known_at(moment: datetime) -> date | None:
    """The day up to which files that had been read by a moment can tell."""
    read = SourceFile.objects.filter(tells_of_referrals=True, imported_at__lt=moment)
    return read.aggregate(last=Max("known_up_to"))["last"]
