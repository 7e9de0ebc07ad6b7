"""Lists that were described, and the file whose columns wait for that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fanlight.exchange.reading import Unreadable
from fanlight.exchange.sampling import TableSample, sample_tables
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.own_lists.models import OwnListVersion


def newest_of(name: str) -> OwnListVersion | None:
    """The version of a list that stands, or None while nobody has described it."""
    return OwnListVersion.objects.filter(name=name).order_by("-number").first()


def lists_that_stand() -> list[OwnListVersion]:
    """The newest version of each list, by name."""
    newest: dict[str, OwnListVersion] = {}
    for version in OwnListVersion.objects.select_related("by").order_by("name", "-number"):
        newest.setdefault(version.name, version)
    return list(newest.values())


def lists_that_fit(tables: Sequence[TableSample]) -> list[OwnListVersion]:
    """Lists all of whose columns stand in one table of a file."""
    return [version for version in lists_that_stand() if table_of(version, tables) is not None]


def table_of(version: OwnListVersion, tables: Sequence[TableSample]) -> TableSample | None:
    """The first table that has all the columns of a list."""
    wanted = set(version.as_mapping().columns.values())
    return next((table for table in tables if wanted <= set(table.header)), None)


def tables_of(batch: ImportBatch) -> tuple[TableSample, ...]:
    """The tables of a file whose copy is kept; () when it has none, or the copy is gone."""
    try:
        return sample_tables(Path(batch.path))
    except (Unreadable, OSError):
        return ()


def may_be_a_list(batch: ImportBatch) -> bool:
    """Whether a person can be asked what a file's columns hold; the case system that sent one cannot."""
    return not hasattr(batch, "sent") and bool(tables_of(batch))


def can_be_described(batch: ImportBatch) -> bool:
    """Whether a person may say what the columns hold: nobody knows them, or they were said before."""
    return batch.state == ImportBatch.State.UNKNOWN or (
        batch.state == ImportBatch.State.STAGED and bool(batch.mapping)
    )
