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
from fanlight.web.exchange.own_lists.queries import lists_that_stand, newest_of
from fanlight.web.exchange.read_batch import mapping_of

SHOWN = 20


def import_files(
    paths: Iterable[Path], mapping: Path | None = None, list_name: str = "", **answers: Any
) -> bool:
    """Import some files, by a column mapping where one is given; whether every one was taken."""
    try:
        answers["mapping"] = _of_a_list(list_name) if list_name else _of_a_file(mapping)
    except Unreadable as refused:
        click.echo(str(refused), err=True)
        return False
    refused = [path for path in paths if not import_file(path, **answers)]
    return not refused


def _of_a_list(name: str) -> str:
    """The column mapping of a list that somebody described on its page."""
    version = newest_of(name)
    if version is None:
        described = ", ".join(found.name for found in lists_that_stand()) or "none yet"
        raise Unreadable(name, f"no list of this name is described; described are: {described}")
    return version.mapping


def _of_a_file(mapping: Path | None) -> str:
    """The column mapping that a file holds; "" without one."""
    if mapping is None:
        return ""
    try:
        text = mapping.read_text(encoding="utf-8-sig")
        mapping_of(text)
    except UnicodeDecodeError:
        raise Unreadable(mapping.name, "not JSON in UTF-8") from None
    except Unreadable as refused:
        raise Unreadable(mapping.name, str(refused)) from None
    return text


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
        return import_files(extract.files, **answers)


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
