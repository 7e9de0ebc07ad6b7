"""People write on a series: signed, dated, kept. What is taken back stays in the record with its reason."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.evidence.models import SeriesNote, SeriesTarget
from fanlight.web.evidence.models.written import EVERY_SERIES


@action
def note_on_series(
    *, by: User, series_key: str, kind: str, on: date, words: str, everywhere: bool = False
) -> SeriesNote:
    """Write something on a chart: what happened, a change of definition or boundary, limits anew."""
    note = SeriesNote.objects.create(
        series_key=EVERY_SERIES if everywhere else series_key,
        kind=kind,
        on=on,
        words=words,
        by=by,
        at=timezone.now(),
    )
    tell(by=by, action="write on a series", record=note, series=series_key, kind=kind)
    return note


@action
def withdraw_note(*, by: User, note: SeriesNote, because: str) -> None:
    """Take a note off the charts; it stays in the list of what was withdrawn."""
    note.withdrawn_by, note.withdrawn_at, note.withdrawn_because = by, timezone.now(), because
    note.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])
    tell(by=by, action="withdraw a note on a series", record=note, series=note.series_key)


@action
def set_target(*, by: User, series_key: str, value: float | None, better: str, reason: str) -> SeriesTarget:
    """What is aimed at from now on, and which way is better; earlier targets are kept."""
    target = SeriesTarget.objects.create(
        series_key=series_key, value=value, better=better, reason=reason, by=by, at=timezone.now()
    )
    tell(by=by, action="set a target of a series", record=target, series=series_key)
    return target
