"""What people wrote on a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fanlight.evidence.series_change import BOUNDARY, DEFINITION, SeriesChange
from fanlight.web.evidence.models import SeriesNote, SeriesTarget
from fanlight.web.evidence.models.written import EVERY_SERIES

Kind = SeriesNote.Kind


@dataclass(frozen=True)
class Written:
    """Notes that stand, those withdrawn, and the target in force."""

    notes: Sequence[SeriesNote]
    withdrawn: Sequence[SeriesNote]
    targets: Sequence[SeriesTarget]

    @property
    def target(self) -> SeriesTarget | None:
        """The newest; None for none set, or taken away again."""
        newest = self.targets[-1] if self.targets else None
        return newest

    @property
    def rebases(self) -> list[date]:
        """Days from which limits begin anew."""
        return [note.on for note in self.notes if note.kind == Kind.REBASE]

    @property
    def changes(self) -> tuple[SeriesChange, ...]:
        """Changes of definition and boundary."""
        kinds = {Kind.DEFINITION: DEFINITION, Kind.BOUNDARY: BOUNDARY}
        return tuple(
            SeriesChange(note.on, kinds[note.kind], note.words) for note in self.notes if note.kind in kinds
        )


def written_on(key: str) -> Written:
    """Everything written on a series, and on every series."""
    notes = list(
        SeriesNote.objects.filter(Q(series_key=key) | Q(series_key=EVERY_SERIES))
        .select_related("by", "withdrawn_by")
        .order_by("on", "pk")
    )
    return Written(
        [note for note in notes if note.withdrawn_at is None],
        [note for note in notes if note.withdrawn_at is not None],
        list(SeriesTarget.objects.filter(series_key=key).select_related("by").order_by("pk")),
    )
