"""Keeps what a reading found without a code, so that a person may decide it."""

from __future__ import annotations

from collections.abc import Iterable

from fanlight.exchange.reading import Unmapped
from fanlight.web.exchange.mappings.models import UnmappedValue
from fanlight.web.exchange.models import ImportBatch

MOST_VALUES = 2000


def keep_unmapped(batch: ImportBatch, unmapped: Iterable[Unmapped]) -> str:
    """Replace what this import found before; a note for its account, "" when every value has a code.

    A column of free text has as many values as rows: the commonest are kept, and the rest are counted.
    """
    found = sorted(unmapped, key=lambda one: -one.count)
    batch.unmapped.all().delete()
    if batch.source_id:  # it is written: what earlier readings of the same content left open is told anew
        UnmappedValue.objects.filter(batch__sha256=batch.sha256).delete()
    UnmappedValue.objects.bulk_create(
        (
            UnmappedValue(
                batch=batch,
                format=one.format,
                field=one.field[:100],
                code_set=one.code_set,
                value=one.value,
                words=one.words[:200],
                count=one.count,
            )
            for one in found[:MOST_VALUES]
            if "\0" not in one.value + one.words  # no database keeps it
        ),
        batch_size=500,
    )
    if not found:
        return ""
    rows = sum(one.count for one in found)
    left = len(found) - MOST_VALUES
    more = f"; the {left:,} rarest are not listed for mapping" if left > 0 else ""
    values = f"{len(found):,} local value{'s' * (len(found) != 1)}"
    have = "has" if len(found) == 1 else "have"
    return f"{values} in {rows:,} row{'s' * (rows != 1)} {have} no code yet{more}."
