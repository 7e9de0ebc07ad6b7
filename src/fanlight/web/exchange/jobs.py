"""Long work beside the requests: one thread, one import at a time.

A thread of the server, not a second process: on SQLite all writers then share one fair queue. On
PostgreSQL with several server processes each works on what is handed in to it, and holds the copy
meanwhile; what a process leaves behind when it dies, the next to start takes up.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.db import connection
from django.utils import timezone

from fanlight.web.audit.recording import write
from fanlight.web.exchange import copies
from fanlight.web.exchange.actions import run, stage
from fanlight.web.exchange.models import ImportBatch

State = ImportBatch.State
_log = logging.getLogger(__name__)
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="imports")


def start(batch: ImportBatch) -> None:
    """Have the batch read, or written, soon; after those handed in before."""
    _worker.submit(_run, batch.pk)


def work_on(batch: ImportBatch) -> ImportBatch:
    """Do the next step of a batch, whichever it is."""
    return run(batch) if batch.state in ImportBatch.TO_WRITE else stage(batch)


def take_up() -> list[ImportBatch]:
    """At start-up: imports that a stop cut off, to be gone on with; nothing of them was written.

    One whose copy is gone says so. Copies that no import is going to read are removed.
    """
    with write():
        under_way = list(ImportBatch.objects.filter(state__in=ImportBatch.UNDER_WAY).order_by("pk"))
        lost = [batch.pk for batch in under_way if not (batch.path and Path(batch.path).exists())]
        ImportBatch.objects.filter(pk__in=lost).update(
            state=State.INTERRUPTED,
            words="The server stopped, and its copy of the file is gone. Nothing was changed: "
            "hand it in again.",
            ended_at=timezone.now(),
        )
        to_read = ImportBatch.objects.filter(
            state__in=(*ImportBatch.UNDER_WAY, *ImportBatch.WAITS_FOR_A_PERSON)
        )
        ended = ImportBatch.objects.exclude(pk__in=to_read.values("pk"))
        copies.remove_others(to_read.values_list("path", flat=True), ended.values_list("path", flat=True))
    return [batch for batch in under_way if batch.pk not in lost]


def _run(batch_id: int) -> None:
    try:
        work_on(ImportBatch.objects.get(pk=batch_id))
    except Exception:
        _log.exception("import %s", batch_id)
    finally:
        connection.close()
