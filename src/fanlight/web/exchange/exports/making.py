"""An export is made: written whole to a file of its own, told to the audit log, then handed over."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from fanlight.exchange.export_table import About
from fanlight.exchange.write_export import FileKind, NotExported, write_export, write_export_folder
from fanlight.terms.pseudonyms import Pseudonymiser
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import acting_as, action, tell
from fanlight.web.casework.queries import known_up_to
from fanlight.web.exchange.exports.kinds import ALLOWED, WORDS, Kind
from fanlight.web.exchange.exports.registry import (
    TableOfRoom,
    Taking,
    measure_words,
    named_in,
    persons_for,
    tables_of,
)

NAMED_AT_ONCE = 1_000
OPERATOR = "fanlight export"
NOT_THE_OPERATOR = (
    "Workers, and whatever is their own: forecasts, lessons, questions, what came back to them."
)


def export_for(user: User, kind: Kind, file_kind: FileKind) -> BinaryIO:
    """An export that a person takes in the site: an open file that is gone once it is closed.

    Raises
    ------
    PermissionDenied
        When the person may not take this kind.
    NotExported
        When the file kind cannot be written.
    """
    if not ALLOWED[kind](user):
        raise PermissionDenied
    taking, tables = _taking(user), tables_of(kind, operator=False)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        with _one_look(kind):
            rows = write_export(
                file, file_kind, (one.taken(taking) for one in tables), _about(kind, taking, tables)
            )
            persons = _named(kind, taking)
        note_export(by=user, kind=kind, file_kind=file_kind, rows=rows, persons=persons)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def export_to_folder(folder: Path, kind: Kind, file_kind: FileKind) -> Mapping[str, int]:
    """An export that the operator takes: everything of a kind, into a folder that is not there yet.

    Raises
    ------
    NotExported
        For a worker's own export, which nobody else can make; or where it cannot be written.
    """
    if kind is Kind.OWN:
        raise NotExported("a worker's own export is made from the worker's own sign-in, by nobody else")
    taking, tables = _taking(None), tables_of(kind, operator=True)
    with _one_look(kind):
        made = (one.taken(taking) for one in tables)
        rows = write_export_folder(folder, file_kind, made, _about(kind, taking, tables))
        persons = _named(kind, taking)
    with acting_as(OPERATOR):
        note_export(by=None, kind=kind, file_kind=file_kind, rows=rows, persons=persons)
    return rows


@action
def note_export(
    *, by: User | None, kind: Kind, file_kind: FileKind, rows: Mapping[str, int], persons: Sequence[str]
) -> None:
    """Tell the audit log who took what; of an export by name, each person in it.

    How many forecasts or lessons somebody holds is nobody's business: of one's own work no numbers are told.
    """
    record = f"export: {kind}"
    counts = {} if kind is Kind.OWN else dict(rows)
    tell(by=by, action="export", record=record, file=str(file_kind), rows=counts)
    for start in range(0, len(persons), NAMED_AT_ONCE):
        some = persons[start : start + NAMED_AT_ONCE]
        tell(by=by, action="export a record", record=record, persons=some)


@contextmanager
def _one_look(kind: Kind) -> Iterator[None]:
    """On PostgreSQL all tables are read as of one moment, so that they fit together.

    On SQLite a transaction would keep everybody from writing meanwhile; each table is read in short steps.
    One's own forecasts are settled as they are read, which is writing.
    """
    if kind is Kind.OWN or connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _taking(user: User | None) -> Taking:
    # The key is made for this file, held in memory while it is written, and never kept.
    key = Pseudonymiser(secrets.token_bytes(32))
    return Taking(user, timezone.now(), known_up_to(), key, persons_for(user))


def _about(kind: Kind, taking: Taking, tables: Sequence[TableOfRoom]) -> About:
    words = WORDS[kind]
    return About(
        words.title,
        timezone.localdate(taking.now),
        taking.known_up_to,
        [words.what],
        words.left_out if taking.user or kind is not Kind.RECORDS else [NOT_THE_OPERATOR],
        words.notes,
        measure_words(tables),
    )


def _named(kind: Kind, taking: Taking) -> list[str]:
    """Keys of the persons whom the export speaks of by name or number."""
    persons = named_in(kind, taking)
    return [] if persons is None else list(persons.order_by("pk").values_list("key", flat=True).distinct())
