"""Bringing files in from the command line: written at once, and told."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from fanlight.exchange.reading import Unreadable
from fanlight.exchange.ssd_extract import extract_ssd
from fanlight.web.exchange import actions
from fanlight.web.exchange.actions import NO_DAY
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.read_batch import mapping_of

SHOWN = 20


def import_files(paths: Iterable[Path], mapping: Path | None, **answers: Any) -> bool:
    """Import some files; whether every one was taken."""
    if mapping is not None:
        try:
            answers["mapping"] = mapping.read_text(encoding="utf-8-sig")
            mapping_of(answers["mapping"])
        except (Unreadable, UnicodeDecodeError) as refused:
            words = str(refused) if isinstance(refused, Unreadable) else "not JSON in UTF-8"
            click.echo(f"{mapping.name}: {words}", err=True)
            return False
    refused = [path for path in paths if not import_file(path, **answers)]
    return not refused


def import_database(url: str, schema: str | None, **answers: Any) -> bool:
    """Import the tables of a database, each as a file of its own; whether every one was taken."""
    with tempfile.TemporaryDirectory(prefix="fanlight-") as folder:  # readable by nobody else
        try:
            extract = extract_ssd(url, Path(folder), schema)
        except Unreadable as refused:
            click.echo(str(refused), err=True)
            return False
        for words in extract.notes:
            click.echo(f"note: {words}")
        for row in extract.set_aside:
            click.echo(f"set aside: {row.place}: {row.reason}")
        return import_files(extract.files, None, **answers)


def import_file(path: Path, **answers: Any) -> bool:
    """Import one file and tell what it brought; whether it was taken."""
    try:
        with path.open("rb") as file:
            batch = actions.hand_in(by=None, file=file, name=path.name, **answers)
    except Unreadable as refused:
        click.echo(str(refused), err=True)
        return False
    batch = actions.run(batch)
    refused = batch.state == ImportBatch.State.REFUSED
    words = batch.words.removeprefix(f"{path.name}: ")
    if words == NO_DAY:
        words = f"{words} with --known-up-to YYYY-MM-DD"
    click.echo(f"{path.name}: {words}", err=refused)
    for note in batch.notes:
        click.echo(f"  note: {note}")
    for row in batch.set_aside.all()[:SHOWN]:
        click.echo(f"  set aside: {row}")
    return not refused
