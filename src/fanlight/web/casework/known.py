"""The days that imported files tell in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from fanlight.casework.event import EventKind
from fanlight.terms.periods import reporting_year_of
from fanlight.web.casework.models import Event, SourceFile


@dataclass(frozen=True)
class Known:
    """The days between which imported files tell everything, as far as the files say."""

    first_on: date
    up_to: date


def known() -> Known | None:
    """None before any file that tells of referrals was imported.

    A CIN Census tells one year; of another file the first referral is taken for its beginning.
    """
    up_to = None
    begins: list[date] = []
    first = dict(
        Event.objects.filter(kind=EventKind.REFERRAL, replaced_by=None)
        .values_list("source")
        .annotate(first=Min("on"))
    )
    for pk, format_, last in SourceFile.objects.filter(tells_of_referrals=True).values_list(
        "pk", "format", "known_up_to"
    ):
        up_to = max(up_to or last, last)
        if format_ == "cin_census":
            begins.append(reporting_year_of(last).first_on)
        elif pk in first:
            begins.append(first[pk])
    return Known(min(begins), up_to) if up_to and begins else None
