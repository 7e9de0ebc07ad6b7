"""Importing a file: handed in, read, shown as a difference, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.exchange.reading import NotRecognised, Reading, SetAside, Unreadable
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.casework.models import SourceFile
from fanlight.web.exchange import copies, whose
from fanlight.web.exchange.difference import (
    EventDifference,
    PersonDifference,
    event_difference,
    fingerprint,
    person_difference,
)
from fanlight.web.exchange.fitting import fitting
from fanlight.web.exchange.mappings.keeping import keep_unmapped
from fanlight.web.exchange.mappings.queries import is_worth_reading_again
from fanlight.web.exchange.models import ImportBatch, PersonDescribed, RowSetAside
from fanlight.web.exchange.own_lists.actions import ask_for_columns
from fanlight.web.exchange.own_lists.queries import may_be_a_list
from fanlight.web.exchange.read_batch import content_of, kind_of_file, read_batch
from fanlight.web.exchange.receiving import receivers
from fanlight.web.exchange.shown import of_the_file, rule_findings, shown_difference
from fanlight.web.exchange.storing import store_event_difference, store_persons

State = ImportBatch.State
CHANGED_SINCE = "Your answers, or what came in meanwhile, changed the difference. Look again, then write."
STAYS = ("findings", "account", "authority")  # of what was shown: nothing of any child
STOPPED = "Stopped before anything was written."
NO_DAY = "The file does not say up to which day it is complete: give the day"
READ_BEFORE = "This file was read before. Nothing changed."


class Cancelled(Exception):
    """The person who started the import stopped it."""


class Differs(Exception):
    """The difference is not the one that was shown."""


def hand_in(*, by: User | None, file: BinaryIO, name: str, **answers: Any) -> ImportBatch:
    """Keep a copy of the file to be read.

    Raises
    ------
    Unreadable
        When the copy cannot be kept.
    """
    path, digest = copies.keep(file, name)
    try:
        digest = content_of(digest, answers.get("mapping", ""))
        batch = begin(by=by, name=name, path=path, digest=digest, **answers)
    except BaseException:
        copies.remove(path)
        raise
    if batch.state == State.UNCHANGED:
        copies.remove(path)
    return batch


def _read_before(digest: str) -> bool:
    """Whether this content was read, and no value of it mapped to a code since."""
    source = SourceFile.objects.filter(sha256=digest).order_by("-pk").first()
    return source is not None and not is_worth_reading_again(source)


@action
def begin(*, by: User | None, name: str, path: Path, digest: str, **answers: Any) -> ImportBatch:
    """Note that a file was handed in; one that was read before ends here."""
    known = _read_before(digest)
    now = timezone.now()
    batch = ImportBatch.objects.create(
        by=by,
        name=Path(name).name[:200],
        path="" if known else str(path),
        sha256=digest,
        state=State.UNCHANGED if known else State.WAITING,
        words=READ_BEFORE if known else "",
        progress=100 if known else 0,
        started_at=now,
        ended_at=now if known else None,
        **answers,
    )
    tell(by=by, action="hand in a file", record=batch, file=batch.name)
    return batch


def stage(batch: ImportBatch) -> ImportBatch:
    """Read a file and keep what it would change, for a person to look at. Writes none of it."""
    return _work(batch, _stage)


def run(batch: ImportBatch) -> ImportBatch:
    """Read and write one file; the batch says how it ended. Nothing is half done."""
    return _work(batch, _write)


def _work(batch: ImportBatch, step: Callable[[ImportBatch], None]) -> ImportBatch:
    """Take a step of a batch that nobody else works on, and tell how it ended."""
    batch.refresh_from_db()
    if not batch.is_under_way:
        return batch
    mine = False
    try:
        with copies.held(Path(batch.path)) as mine:
            if mine:
                _step(batch, step)
    finally:
        if mine and batch.state not in ImportBatch.WAITS_FOR_A_PERSON:
            copies.remove(batch.path)
    return batch


def _step(batch: ImportBatch, step: Callable[[ImportBatch], None]) -> None:
    try:
        step(batch)
    except Unreadable as refused:
        _end(batch, State.REFUSED, str(refused))
    except Cancelled:
        _end(batch, State.CANCELLED, STOPPED)
    except KeyboardInterrupt:
        batch.refresh_from_db()
        if batch.is_under_way:
            _end(batch, State.CANCELLED, STOPPED)
        raise
    except Exception as error:
        words = f"Fanlight could not finish ({type(error).__name__}). Nothing was changed."
        _end(batch, State.INTERRUPTED, words)
        raise


def _read(batch: ImportBatch) -> Reading:
    return fitting(read_batch(batch))


def _source(batch: ImportBatch, reading: Reading, known_up_to: date) -> SourceFile:
    """The file as it would stand among those read; not saved."""
    return SourceFile(
        name=batch.name,
        format=kind_of_file(batch, reading),
        sha256=batch.sha256,
        # A return made before its year is over cannot know the rest of the year.
        known_up_to=min(known_up_to, timezone.localdate()),
        tells_of_referrals=any(event.kind is EventKind.REFERRAL for event in reading.events),
        imported_at=timezone.now(),
    )


def _stage(batch: ImportBatch, words: str = "") -> None:
    if _read_before(batch.sha256):
        _end(batch, State.UNCHANGED, READ_BEFORE)
        return
    _progress(batch, State.READING, 10)
    try:
        reading = _read(batch)
    except NotRecognised as refused:
        if not may_be_a_list(batch):
            raise
        ask_for_columns(batch=batch, reason=refused.reason)
        return
    findings = rule_findings(Path(batch.path), batch.name, reading)
    _progress(batch, State.READING, 60)
    source = _source(batch, reading, batch.known_up_to or reading.reference_on or timezone.localdate())
    persons = person_difference(reading)
    events = event_difference(reading.events, source, batch.complete_from)
    _progress(batch, State.READING, 90)
    shown = shown_difference(batch, reading, persons, events) | {"findings": findings}
    show(batch=batch, reading=reading, shown=shown, words=words)


@action
def show(*, batch: ImportBatch, reading: Reading, shown: dict[str, Any], words: str) -> None:
    """Keep what a file would change, and what of it is set aside, until somebody decides."""
    _keep_set_aside(batch, reading.set_aside)
    batch.format, batch.notes, batch.shown = reading.format, _notes(batch, reading), shown
    batch.state, batch.words, batch.progress = State.STAGED, words, 100
    batch.save()
    tell(by=batch.by, action="read a file", record=batch, file=batch.name, counts=shown["counts"])


@action
def agree(*, batch: ImportBatch, by: User, **answers: Any) -> bool:
    """Have what was shown written, with these answers; False when it is not waiting for that."""
    waiting = ImportBatch.objects.filter(pk=batch.pk, state=State.STAGED)
    agreed = waiting.update(state=State.AGREED, progress=0, cancel_asked=False, **answers) == 1
    tell(by=by, action="agree to an import", record=batch, agreed=agreed)
    return agreed


def _write(batch: ImportBatch) -> None:
    _progress(batch, State.WRITING, 10)
    reading = _read(batch)
    _progress(batch, State.WRITING, 60)
    try:
        write_reading(batch=batch, reading=reading)
    except Differs:
        batch.refresh_from_db()
        _stage(batch, CHANGED_SINCE)


@action
def write_reading(*, batch: ImportBatch, reading: Reading) -> None:
    """Write all that a file holds in one transaction.

    Raises
    ------
    Unreadable
        When nobody knows up to which day the file is complete.
    Differs
        When the difference is not the one that a person saw.
    """
    if SourceFile.objects.filter(sha256=batch.sha256, imported_at__gte=batch.started_at).exists():
        _end(batch, State.UNCHANGED, READ_BEFORE)
        tell(by=batch.by, action="import a file", record=batch, file=batch.name, counts={})
        return
    known_up_to = batch.known_up_to or reading.reference_on
    if known_up_to is None:
        raise Unreadable("", NO_DAY)
    source = _source(batch, reading, known_up_to)
    persons = person_difference(reading)
    events = event_difference(reading.events, source, batch.complete_from)
    if batch.shown and batch.shown["fingerprint"] != fingerprint(persons, events):
        raise Differs
    source.save()
    batch.source = source
    _store(batch, persons, events)
    counts = _event_counts(events)
    set_aside = [*reading.set_aside, *_kept_as_held(batch, persons)]
    for receive in receivers:
        received = receive(reading, batch, persons.all())
        counts |= received.added | received.held
        batch.stays |= {name: count for name, count in received.added.items() if count}
        set_aside += received.set_aside
    _keep_set_aside(batch, set_aside)
    counts |= {"persons": len(persons.all()), "set aside": len(set_aside)}
    batch.counts = {name: count for name, count in counts.items() if count}
    batch.format, batch.notes = reading.format, _notes(batch, reading)
    batch.shown |= of_the_file(reading)
    tell(by=batch.by, action="import a file", record=batch, file=batch.name, counts=batch.counts)
    _end(batch, State.DONE, _sentence(batch.counts))


def _store(batch: ImportBatch, persons: PersonDifference, events: EventDifference) -> None:
    described = store_persons(persons, batch.source, take_over=batch.take_over)
    PersonDescribed.objects.bulk_create(
        (
            PersonDescribed(
                batch=batch,
                person=one.person,
                field=one.field,
                before=str(one.held or ""),
                after=str(one.told),
            )
            for one in described
        ),
        batch_size=500,
    )
    store_event_difference(events, persons.all(), batch.source)


def _notes(batch: ImportBatch, reading: Reading) -> list[str]:
    """How the file was read, and how many of its values wait to be mapped."""
    waiting = keep_unmapped(batch, reading.unmapped)
    told = (whose.another_authority(reading.authority_code), *reading.notes, waiting)
    return [words for words in told if words]


def _event_counts(events: EventDifference) -> dict[str, int]:
    return {
        "new events": len(events.new),
        "changed events": len(events.changed),
        "events held already": events.same,
        "events no longer present": len(events.absent),
    }


def _kept_as_held(batch: ImportBatch, persons: PersonDifference) -> list[SetAside]:
    """What the file says of a person otherwise than is held, where nobody said that the file is right."""
    if batch.take_over:
        return []
    return [
        SetAside(
            f"Person {one.person_id}",
            f"{one.field.replace('_', ' ')}: {one.held} is held and stays",
            str(one.told),
            whole_row=False,
        )
        for one in persons.contradictions
    ]


@action
def ask_to_cancel(*, batch: ImportBatch, by: User) -> None:
    """Stop an import before it writes; once it writes it finishes within seconds."""
    ImportBatch.objects.filter(pk=batch.pk, state__in=ImportBatch.UNDER_WAY).update(cancel_asked=True)
    waits = ImportBatch.objects.filter(pk=batch.pk, state__in=ImportBatch.WAITS_FOR_A_PERSON).first()
    if waits:
        _end(waits, State.CANCELLED, "Nothing was written.")
        copies.remove(waits.path)
    tell(by=by, action="ask to cancel an import", record=batch)


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
    # What was shown holds children's details; how often a rule was broken does not.
    batch.shown = {name: batch.shown[name] for name in STAYS if batch.shown.get(name)}
    batch.save()
    return batch


def _keep_set_aside(batch: ImportBatch, rows: Iterable[SetAside]) -> None:
    batch.set_aside.all().delete()
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
    told = [f"{count:,} {_one(name) if count == 1 else name}" for name, count in counts.items()]
    return "; ".join(told) or "The file held nothing new"


def _one(name: str) -> str:
    """The name of a count that is 1: "events held already" is "event held already"."""
    first, space, rest = name.partition(" ")
    if first in ("events", "persons", "details", "contacts"):
        return f"{first[:-1]}{space}{rest}"
    return name.removesuffix("s") if name.endswith(("events", "persons", "contacts", "decisions")) else name
