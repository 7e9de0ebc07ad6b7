"""How long the server takes for the pages of the loop, on the made-up authority of 20,000 contacts.

    FANLIGHT_HOME=… fanlight demo --no-serve     # once
    FANLIGHT_HOME=… python -m benchmarks.pages

Each page is asked of Django directly (no network, no browser), every middleware and the audit row
included. Printed: median and worst of the runs, and how many queries a page takes.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from tools.measure import record

RUNS = 30
TARGET_MS = 100
MODULES = [
    "fanlight.frontdoor",
    "fanlight.practice",
    "fanlight.web.audit",
    "fanlight.web.frontdoor",
    "fanlight.web.practice",
    "benchmarks.pages",
]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanlight.web.site.settings")


def main() -> None:
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from fanlight.web.accounts.models import User
    from fanlight.web.frontdoor.models import Contact, Decision
    from fanlight.web.frontdoor.queries import visible_contacts

    busiest = max(User.objects.filter(role="practitioner"), key=lambda user: user.decisions.count())
    print(f"{Contact.objects.count():,} contacts, {Decision.objects.count():,} decisions")
    print(f"worker with most decisions: {busiest.decisions.count():,}")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(busiest)
    seen = visible_contacts(busiest)
    open_contact = seen.filter(closed_at=None, first_read_at__isnull=False).latest("pk")
    mine = Decision.objects.filter(by=busiest, superseded_by=None).earliest("pk")

    def get(path: str) -> Callable[[], float]:
        return lambda: timed(lambda: client.get(path), 200)

    pages = {
        "today's contacts": get("/contacts/"),
        "brief and decision form": get(f"/contacts/{open_contact.pk}/"),
        "record a decision": lambda: decide(client, open_contact.pk),
        "my learning": get("/learning/"),
        "my day": get("/learning/day/"),
        "one past decision": get(f"/learning/decisions/{mine.pk}/"),
        "find a contact": get(f"/contacts/find/?q={open_contact.ref}"),
    }
    slow = []
    figures: dict[str, float | str] = {
        "contacts": Contact.objects.count(),
        "decisions": Decision.objects.count(),
    }
    for name, ask in pages.items():
        ask()  # templates and calendars are read once
        with CaptureQueriesContext(connection) as asked:
            ask()
        queries = len(asked.captured_queries)
        times = [ask() * 1000 for _ in range(RUNS)]
        median = statistics.median(times)
        print(f"{name:<26} median {median:6.1f} ms   worst {max(times):6.1f} ms   {queries:3} queries")
        figures[f"{name}, median ms"] = round(median, 1)
        figures[f"{name}, queries"] = queries
        if median > TARGET_MS:
            slow.append(name)
    figures[f"target: each median under {TARGET_MS} ms"] = f"MISSED: {', '.join(slow)}" if slow else "met"
    record("pages", figures=figures, modules=MODULES)
    if slow:
        sys.exit(f"over {TARGET_MS} ms: {', '.join(slow)}")


def timed(ask: Callable[[], Any], status: int) -> float:
    """Seconds of one request that answers as it should."""
    started = time.perf_counter()
    answer = ask()
    seconds = time.perf_counter() - started
    assert answer.status_code == status, answer.status_code
    return seconds


def decide(client: Any, contact: int) -> float:
    """Fill the decision form in as a browser would; the time is that of sending it."""
    page = client.get(f"/contacts/{contact}/").content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    level = re.search(r'name="line-\d+-level" value="(\d+)"', page)[1]
    for line in set(re.findall(r'name="(line-\d+)-level"', page)):
        fields |= {f"{line}-level": level, f"{line}-reasons": "A benchmark's reasons"}
    return timed(lambda: client.post(f"/contacts/{contact}/", fields), 302)


if __name__ == "__main__":
    main()
