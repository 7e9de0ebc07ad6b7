"""Bringing a table of figures in: new, or later figures beside those that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.evidence.models import ImportedSeries, ImportedValue


class AlreadyWithdrawn(ValueError):
    """The series is off the list already."""


@dataclass(frozen=True)
class Told:
    """One row that was brought."""

    period: date
    value: float | None
    denominator: float | None
    published_on: date


@action
def bring_in(*, by: User, title: str, unit: str, source: str, rows: Sequence[Told]) -> ImportedSeries:
    """A new series with its values."""
    made = ImportedSeries.objects.create(
        title=title, unit=unit, source=source, created_by=by, created_at=timezone.now()
    )
    _add(made, by, rows)
    tell(by=by, action="bring a series in", record=made, values=len(rows))
    return made


@action
def add_values(*, by: User, series: ImportedSeries, rows: Sequence[Told]) -> int:
    """Later figures: those published on another day stand beside the earlier ones; how many are new."""
    kept = set(series.values.values_list("period", "published_on"))
    new = [row for row in rows if (row.period, row.published_on) not in kept]
    _add(series, by, new)
    tell(by=by, action="add figures to a series", record=series, values=len(new))
    return len(new)


@action
def withdraw_series(*, by: User, series: ImportedSeries, because: str) -> None:
    """Take a series that was brought in off the list; its values are kept, with who did it and why.

    Raises
    ------
    AlreadyWithdrawn
        Somebody did meanwhile.
    """
    held = ImportedSeries.objects.select_for_update().get(pk=series.pk)
    if held.withdrawn_at:
        raise AlreadyWithdrawn(f"“{held}” was withdrawn meanwhile")
    series.withdrawn_at, series.withdrawn_by, series.withdrawn_because = timezone.now(), by, because
    series.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    tell(by=by, action="withdraw a series", record=series)


def _add(series: ImportedSeries, by: User, rows: Sequence[Told]) -> None:
    now = timezone.now()
    ImportedValue.objects.bulk_create(
        ImportedValue(
            series=series,
            period=row.period,
            value=row.value,
            denominator=row.denominator,
            published_on=row.published_on,
            added_by=by,
            added_at=now,
        )
        for row in rows
    )
