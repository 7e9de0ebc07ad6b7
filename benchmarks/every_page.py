"""How long every page takes on the made-up authority of 20,000 contacts, for each role that may open it.

    FANLIGHT_HOME=… fanlight demo --no-serve     # once, in a folder of its own: records are added to it
    FANLIGHT_HOME=… python -m benchmarks.every_page

The pages are those of the access matrix; what each needs (a trial, a claim, an owed second look) is made as
the tests make it. Each is asked of Django directly, every middleware and the audit row included. *After a
write* is the first time since something was written, when nothing that was counted is kept any more.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from typing import Any

import django
from tools.measure import record

RUNS = 7
TARGET_MS = 150
SLOWEST = 15
MODULES = ["fanlight.web", "benchmarks.every_page"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanlight.web.site.settings")


def main() -> None:
    django.setup()
    from django.test import Client
    from tests.journeys.pages import PAGES
    from tests.journeys.prepared import addresses, front_door

    from fanlight.web.audit import remembered
    from fanlight.web.evidence.queries import honest
    from fanlight.web.frontdoor.models import Contact
    from fanlight.web.site.wsgi import freeze_what_is_loaded

    places, workers = addresses(), front_door().workers
    asked: dict[str, float] = {}
    after_a_write: dict[str, float] = {}
    clients: dict[str, Client] = {}
    for role, worker in workers.items():
        clients[role] = Client(headers={"host": "127.0.0.1"})
        clients[role].force_login(worker)
    freeze_what_is_loaded()  # as the server does
    # A second look first: it goes to somebody else once its worker has searched for the child.
    for name in sorted(PAGES, key=lambda name: name != "practice:second_look"):
        for role, address in places[name].items():
            timed(clients[role], address)  # its modules are loaded, its templates read
            remembered.forget()
            honest.forget()
            after_a_write[f"{name}, {role}"] = timed(clients[role], address)
            asked[f"{name}, {role}"] = statistics.median(timed(clients[role], address) for _ in range(RUNS))
    ordered, first = (sorted(one.items(), key=lambda pair: -pair[1]) for one in (asked, after_a_write))
    for title, rows in (("again", ordered), ("after a write", first)):
        print(title)
        for words, ms in rows[:SLOWEST]:
            print(f"  {words:<60}{ms:7.1f} ms")
    slow = [f"{words} {ms:.0f} ms" for words, ms in ordered if ms > TARGET_MS]
    record(
        "every_page",
        figures={
            "contacts": Contact.objects.count(),
            "pages": len(PAGES),
            "pages and roles": len(asked),
            "half of them under, ms": round(statistics.median(asked.values()), 1),
            "nine of ten under, ms": round(statistics.quantiles(asked.values(), n=10)[-1], 1),
            "slowest, median ms": {words: round(ms, 1) for words, ms in ordered[:SLOWEST]},
            "slowest after a write, ms": {words: round(ms, 1) for words, ms in first[:SLOWEST]},
            f"target: each median under {TARGET_MS} ms": f"MISSED: {', '.join(slow)}" if slow else "met",
        },
        modules=MODULES,
    )
    if slow:
        sys.exit(f"over {TARGET_MS} ms: {', '.join(slow)}")


def timed(client: Any, address: str) -> float:
    """Milliseconds of one request that is answered with a page, or sent on to one."""
    started = time.perf_counter()
    answer = client.get(address)
    ms = 1000 * (time.perf_counter() - started)
    assert answer.status_code in {200, 302}, f"{address}: {answer.status_code}"
    return ms


if __name__ == "__main__":
    main()
