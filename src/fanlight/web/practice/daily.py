"""The near-miss box is turned each day without anybody, and stirred between times.

A thread of the server: every ten minutes it writes the batch if this day's is not written, else it seals the
box anew, so that whoever looks at the database sees the last stir, not the last visit.
"""

from __future__ import annotations

import logging
import threading

from django.db import connection
from django.utils import timezone

from fanlight.web.practice.actions.near_miss_batch import turn_if_due
from fanlight.web.practice.box import opened

EVERY_SECONDS = 600.0
_log = logging.getLogger(__name__)


def stir() -> None:
    """Write the batch if it is due, else seal the box anew as it is. A fault is logged, not raised."""
    try:
        if not turn_if_due(timezone.localdate()):
            with opened():
                pass
    except Exception:
        _log.exception("the near-miss box")
    finally:
        connection.close()


def keep_turning(every: float = EVERY_SECONDS) -> threading.Event:
    """Begin; setting the event that comes back ends it."""
    ended = threading.Event()

    def run() -> None:
        stir()
        while not ended.wait(every):
            stir()

    threading.Thread(target=run, name="near-miss box", daemon=True).start()
    return ended
