"""Comparisons of areas, worked out beside the requests: one thread, one at a time, each can be stopped."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from fanlight.evidence.comparison.study import inputs_digest, study
from fanlight.exchange.published_panel import panel_of, periods_of
from fanlight.web.evidence.actions.comparisons import end_comparison, note_progress
from fanlight.web.evidence.models import AreaComparison

State = AreaComparison.State
_log = logging.getLogger(__name__)
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="comparisons")


class Stopped(Exception):
    """Whoever could, stopped it."""


def start(comparison: AreaComparison) -> None:
    """Have it worked out soon, after those asked for before."""
    _worker.submit(_run, comparison.pk)


def take_up() -> None:
    """At start-up: what a stop of the server cut off is worked out now; nothing of it was kept."""
    for comparison in AreaComparison.objects.filter(state__in=AreaComparison.UNDER_WAY).order_by("pk"):
        start(comparison)


def _run(pk: int) -> None:
    try:
        work_on(AreaComparison.objects.get(pk=pk))
    except Exception:
        _log.exception("comparison of areas %s", pk)
    finally:
        connection.close()


def work_on(comparison: AreaComparison) -> None:
    """Work one out; the row says how it ended. The same figures were compared before: that result stands."""

    def say(step: str, done: int, of: int) -> None:
        if note_progress(comparison, step, done, of):
            raise Stopped

    try:
        say("Figures are gathered", 0, 0)
        areas = panel_of(comparison.spec)
        inputs = inputs_digest(areas)
        before = AreaComparison.objects.filter(inputs=inputs, state=State.DONE).only("result").first()
        result = before.result if before else study(areas, say).to_dict()
        result = result | {"periods": periods_of(comparison.spec)}
    except Stopped:
        end_comparison(comparison, State.STOPPED, words="Stopped; nothing of it is kept.")
    except ValueError as refused:  # CannotRun among them
        end_comparison(comparison, State.FAILED, words=f"It could not be done: {refused}.")
    except Exception:
        words = "It could not be done: an error that the server’s log tells of."
        end_comparison(comparison, State.FAILED, words=words)
        raise
    else:
        end_comparison(comparison, State.DONE, inputs=inputs, result=result)
