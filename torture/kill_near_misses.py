"""Near misses are handed in and written while the process is killed: never half, never lost.

    python -m torture.kill_near_misses sqlite|postgres

At each of these moments a process of its own is killed (SIGKILL), twenty times over: a report is sealed
but not yet committed; the new key is made; reports stand in the table but their authors not yet in the
box; all but the audit row is written; the batch is committed but the old key is still there. Then eight
threads hand in while batches are written.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from torture.durable_postgres import DurablePostgres
from torture.homes import enter, make_front_door
from torture.outcome import finish

ROUNDS, THREADS, EACH = 20, 8, 10
DAY = date(2026, 11, 2)
MODULES = [
    "fanlight.web.practice.box.keeping",
    "fanlight.web.practice.box.keys",
    "fanlight.web.practice.actions.near_miss_batch",
    "fanlight.web.practice.actions.near_misses",
    "torture.kill_near_misses",
]
# What is killed where: the function in whose middle, and whether it has done its work by then.
MOMENTS = {
    "a report sealed, not committed": ("fanlight.web.practice.box.keeping._seal", True),
    "the new key made": ("fanlight.web.practice.box.keys.make", True),
    "reports written, their authors not": ("fanlight.web.practice.models.NearMiss.objects.bulk_create", True),
    "all but the audit row": ("fanlight.web.audit.recording.append", False),
    "committed, the old key not destroyed": ("fanlight.web.practice.box.keys.destroy", False),
}


def main() -> None:
    engine = sys.argv[1]
    with (
        tempfile.TemporaryDirectory(prefix="fanlight-kill-") as folder,
        DurablePostgres() if engine == "postgres" else nullcontext() as server,
    ):
        enter(Path(folder), server.url if server else "")
        make_front_door()
        faults, killed = kills()
        faults += together()
    finish(
        f"kill_near_misses_{engine}",
        {"processes killed": killed, "handed in by threads": THREADS * EACH, "faults": faults},
        {
            "no fault": not faults,
            "every process was killed where it should be": killed == ROUNDS * len(MOMENTS),
        },
        MODULES,
    )


def kills() -> tuple[list[str], int]:
    """What was found after each kill, and how many there were."""
    from tests.web.near_missing import tell

    from fanlight.web.accounts.models import User
    from fanlight.web.practice.actions.near_miss_batch import write_batch

    workers, faults, killed = list(User.objects.order_by("pk")[:3]), [], 0
    for number in range(ROUNDS):
        for name, (target, after) in MOMENTS.items():
            empty()
            for worker in workers:
                tell(worker, f"by {worker.pk}", on=DAY)
            if name.startswith("a report"):
                act: Callable[[], Any] = lambda: tell(workers[0], "one more", on=DAY)  # noqa: E731 - one line each, side by side
            else:
                act = lambda: write_batch(today=DAY + timedelta(days=1))  # noqa: E731 - one line each, side by side
            killed += in_a_killed_process(act, target, after)
            faults += [f"round {number}, {name}: {fault}" for fault in what_is_half()]
    return faults, killed


def in_a_killed_process(act: Callable[[], Any], target: str, after: bool) -> bool:
    """Do it in a process that kills itself at this function, before or after its work; whether it died."""
    from django.db import connections
    from django.utils.module_loading import import_string

    connections.close_all()
    child = os.fork()
    if child == 0:
        module, _, function = target.rpartition(".")
        owner = import_string(module) if ".objects" not in module else _manager(module)
        original = getattr(owner, function)

        def last(*words: Any, **more: Any) -> None:
            if after:
                original(*words, **more)
            os.kill(os.getpid(), signal.SIGKILL)

        with mock.patch.object(owner, function, last):
            act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _manager(module: str) -> Any:
    from django.utils.module_loading import import_string

    return import_string(module.removesuffix(".objects")).objects


def what_is_half() -> list[str]:
    """All three wait and none is written, or the other way round; then a batch opens the box."""
    from fanlight.web.practice.actions.near_miss_batch import write_batch
    from fanlight.web.practice.box import keys, opened
    from fanlight.web.practice.models import NearMiss

    with opened() as box:
        waiting, authors = len(box.waiting), sorted(one.author for one in box.authors.values())
    written = NearMiss.objects.count()
    found = [] if (waiting, written, len(authors)) in {(3, 0, 0), (0, 3, 3)} else [f"{waiting}, {written}"]
    write_batch(today=DAY + timedelta(days=2))
    if NearMiss.objects.count() != 3:
        found.append("lost")
    with opened() as box:
        for pk, one in box.authors.items():
            if NearMiss.objects.get(pk=pk).happened != f"by {one.author}":
                found.append(f"{pk} has another's words")
    if len(left := list(keys.folder().glob("*.key"))) != 1:
        found.append(f"{len(left)} keys")
    return found


def together() -> list[str]:
    """Threads hand in while batches are written: each report is there once."""
    from django.db import connection
    from tests.web.near_missing import tell

    from fanlight.web.accounts.models import User
    from fanlight.web.practice.actions.near_miss_batch import write_batch
    from fanlight.web.practice.box import opened
    from fanlight.web.practice.models import NearMiss

    empty()
    workers, faults = list(User.objects.order_by("pk")[:THREADS]), []

    def hand_in(worker: User) -> None:
        try:
            for number in range(EACH):
                tell(worker, f"{worker.pk} {number}", on=DAY, token=uuid.uuid4().hex)
        except Exception as reason:
            faults.append(repr(reason))
        finally:
            connection.close()

    threads = [threading.Thread(target=hand_in, args=[worker]) for worker in workers]
    for thread in threads:
        thread.start()
    for number in range(5):
        write_batch(today=DAY + timedelta(days=number + 1))
    for thread in threads:
        thread.join()
    with opened() as box:
        told = [item.words["happened"] for item in box.waiting]
    told += list(NearMiss.objects.values_list("happened", flat=True))
    if sorted(told) != sorted(f"{worker.pk} {number}" for worker in workers for number in range(EACH)):
        faults.append(f"{len(told)} of {THREADS * EACH} are there")
    return faults


def empty() -> None:
    """As on the first day."""
    from fanlight.web.audit.recording import write
    from fanlight.web.practice.box import begin_anew
    from fanlight.web.practice.models import NearMiss

    with write():
        NearMiss.objects.all().delete()
    begin_anew()


if __name__ == "__main__":
    main()
