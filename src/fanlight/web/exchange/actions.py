"""Importing a file: handed in, read, written whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.exchange.reading import Reading, SetAside, Unreadable
from fanlight.exchange.recognise import read_any
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.casework.models import SourceFile
from fanlight.web.exchange.fitting import fitting
from fanlight.web.exchange.models import ImportBatch, RowSetAside
from fanlight.web.exchange.receiving import receivers
from fanlight.web.exchange.storing import store_events, store_persons

State = ImportBatch.State


class Cancelled(Exception):
    """The person who started the import stopped it."""


@action
def hand_in(
    *,
    by: User | None,
    file: BinaryIO,
    name: str,
    known_up_to: date | None = None,
    open_from: date | None = None,
) -> ImportBatch:
    """Keep a copy of the file to be read."""
    batch = ImportBatch.objects.create(
        by=by,
        name=Path(name).name[:200],
        known_up_to=known_up_to,
        open_from=open_from,
        started_at=timezone.now(),
    )
    folder = Path(settings.HOME) / "imports"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f"{batch.pk}{Path(name).suffix.lower()[:8]}"
    with path.open("wb") as copy:
        shutil.copyfileobj(file, copy)
    batch.path = str(path)
    batch.save(update_fields=["path"])
    tell(by=by, action="hand in a file", record=batch, file=batch.name)
    return batch


def run(batch: ImportBatch) -> ImportBatch:
    """Read and write one file; the batch says how it ended. Nothing is half done."""
    path = Path(batch.path)
    try:
        digest = _sha256(path)
        if SourceFile.objects.filter(sha256=digest).exists():
            return _end(batch, State.UNCHANGED, "This file was read before. Nothing changed.")
        _progress(batch, State.READING, 10)
        reading = fitting(read_any(path, name=batch.name))
        _progress(batch, State.WRITING, 60)
        write_reading(batch=batch, reading=reading, digest=digest)
    except Unreadable as refused:
        return _end(batch, State.REFUSED, str(refused))
    except Cancelled:
        return _end(batch, State.CANCELLED, "Stopped before anything was written.")
    except Exception as error:
        _end(
            batch,
            State.INTERRUPTED,
            f"Fanlight could not finish ({type(error).__name__}). Nothing was changed.",
        )
        raise
    finally:
        path.unlink(missing_ok=True)
    return batch


@action
def write_reading(*, batch: ImportBatch, reading: Reading, digest: str) -> None:
    """Write all that a file holds in one transaction."""
    known_up_to = batch.known_up_to or reading.reference_on
    if known_up_to is None:
        raise Unreadable("", "The file does not say up to which day it is complete: give the day")
    # A return made before its year is over cannot know the rest of the year.
    known_up_to = min(known_up_to, timezone.localdate())
    source = SourceFile.objects.create(
        name=batch.name,
        format=reading.format,
        sha256=digest,
        known_up_to=known_up_to,
        tells_of_referrals=any(event.kind is EventKind.REFERRAL for event in reading.events),
        imported_at=timezone.now(),
    )
    persons = store_persons(reading)
    counts = store_events(reading.events, persons, source)
    set_aside = list(reading.set_aside)
    batch.source = source
    for receive in receivers:
        more, aside = receive(reading, batch, persons)
        counts |= more
        set_aside += aside
    _keep_set_aside(batch, set_aside)
    counts |= {"persons": len(persons), "set aside": len(set_aside)}
    batch.counts = {name: count for name, count in counts.items() if count}
    batch.format, batch.notes = reading.format, list(reading.notes)
    tell(by=batch.by, action="import a file", record=batch, file=batch.name, counts=batch.counts)
    _end(batch, State.DONE, _sentence(batch.counts))


@action
def ask_to_cancel(*, batch: ImportBatch, by: User) -> None:
    """Stop an import before it writes; once it writes it finishes within seconds."""
    ImportBatch.objects.filter(pk=batch.pk, state__in=ImportBatch.UNDER_WAY).update(cancel_asked=True)
    tell(by=by, action="ask to cancel an import", record=batch)


def end_interrupted() -> int:
    """At start-up: imports that a stop of the server cut off changed nothing, and say so.

    Copies of files that were not read to the end are removed: what they tell of children must not stay.
    """
    cut_off = ImportBatch.objects.filter(state__in=ImportBatch.UNDER_WAY).update(
        state=State.INTERRUPTED,
        words="The server stopped while it was read. Nothing was changed: hand it in again.",
        ended_at=timezone.now(),
    )
    for copy in (Path(settings.HOME) / "imports").glob("*"):
        copy.unlink(missing_ok=True)
    return cut_off


def _progress(batch: ImportBatch, state: str, per_cent: int) -> None:
    batch.refresh_from_db(fields=["cancel_asked"])
    if batch.cancel_asked:
        raise Cancelled
    batch.state, batch.progress = state, per_cent
    batch.save(update_fields=["state", "progress"])


def _end(batch: ImportBatch, state: str, words: str) -> ImportBatch:
    if state in (State.REFUSED, State.INTERRUPTED):
        batch.refresh_from_db()  # what the failed transaction had noted in it does not exist
    batch.state, batch.words, batch.ended_at = state, words[:400], timezone.now()
    batch.progress = 100
    batch.save()
    return batch


def _keep_set_aside(batch: ImportBatch, rows: list[SetAside]) -> None:
    RowSetAside.objects.bulk_create(
        (
            RowSetAside(
                batch=batch, place=row.place[:300], reason=row.reason[:400], value=str(row.value)[:400]
            )
            for row in rows
        ),
        batch_size=500,
    )


def _sentence(counts: dict[str, int]) -> str:
    return "; ".join(f"{count:,} {name}" for name, count in counts.items()) or "The file held nothing new"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
