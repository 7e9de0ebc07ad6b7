"""The operator's export: every kind but a worker's own, into folders that are not there yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from fanlight.exchange.write_export import FileKind, NotExported
from fanlight.web.exchange.exports.kinds import WORDS, Kind
from fanlight.web.exchange.exports.making import export_to_folder


def export(folder: Path, kinds: Sequence[str], file_kind: str) -> bool:
    """Write each kind into a folder of its name and tell its rows; whether all was written."""
    for kind in map(Kind, kinds):
        try:
            rows = export_to_folder(folder / kind, kind, FileKind(file_kind))
        except NotExported as refused:
            click.echo(str(refused), err=True)
            return False
        counts = ", ".join(f"{count:,} {name}" for name, count in rows.items())
        click.echo(f"{folder / kind}: {WORDS[kind].title}: {counts}.")
    return True
