"""Long work beside the requests: one thread, one import at a time.

A thread of the server, not a second process: on SQLite all writers then share one fair queue. On
PostgreSQL with several server processes each runs the imports handed in to it.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from fanlight.web.exchange.actions import run
from fanlight.web.exchange.models import ImportBatch

_log = logging.getLogger(__name__)
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="imports")


def start(batch: ImportBatch) -> None:
    """Have the batch read soon, after those handed in before."""
    _worker.submit(_run, batch.pk)


def _run(batch_id: int) -> None:
    try:
        run(ImportBatch.objects.get(pk=batch_id))
    except Exception:
        _log.exception("import %s", batch_id)
    finally:
        connection.close()
