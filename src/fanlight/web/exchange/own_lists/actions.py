"""Saying what the columns of a list hold, and having a file read by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.utils import timezone

from fanlight.exchange.mapping import ColumnMapping
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.exchange import copies
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.own_lists.models import OwnListVersion
from fanlight.web.exchange.own_lists.queries import can_be_described, newest_of
from fanlight.web.exchange.read_batch import content_of


@action
def ask_for_columns(*, batch: ImportBatch, reason: str) -> None:
    """Keep a file that nothing here knows until a person says what its columns hold."""
    batch.state, batch.words, batch.progress = ImportBatch.State.UNKNOWN, reason[:400], 100
    batch.save()
    tell(by=batch.by, action="ask what columns hold", record=batch, file=batch.name)


@action
def describe_list(*, by: User, mapping: ColumnMapping) -> OwnListVersion:
    """Keep what the columns of a list hold, as its next version; the newest, when it says the same."""
    before = newest_of(mapping.name)
    said = replace(mapping, version=before.number if before else 1)
    if before and before.mapping == said.to_json():
        tell(by=by, action="describe a list", record=before, changed=False)
        return before
    number = before.number + 1 if before else 1
    version = OwnListVersion.objects.create(
        name=mapping.name,
        number=number,
        mapping=replace(mapping, version=number).to_json(),
        by=by,
        at=timezone.now(),
    )
    tell(by=by, action="describe a list", record=version, changed=True, version=number)
    return version


@action
def have_read_as(*, batch: ImportBatch, version: OwnListVersion, by: User) -> bool:
    """Have a file read by a described list; False when it does not wait for that, or its copy is gone."""
    batch.refresh_from_db()
    can = can_be_described(batch) and Path(batch.path).exists()
    if can:
        batch.mapping, batch.state = version.mapping, ImportBatch.State.WAITING
        batch.sha256 = content_of(copies.digest_of(Path(batch.path)), version.mapping)
        batch.progress, batch.words, batch.shown, batch.cancel_asked = 0, "", {}, False
        batch.save()
    tell(by=by, action="read a file as a list", record=batch, list=version.pk, read=can)
    return can
