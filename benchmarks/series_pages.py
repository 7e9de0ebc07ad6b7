"""How long the pages of series take on the made-up authority of 20,000 contacts: the first time, and again.

    FANLIGHT_HOME=… fanlight demo --no-serve     # once
    FANLIGHT_HOME=… python -m benchmarks.series_pages

Each page is asked of Django directly. *First* forgets before each run what is kept between two writes.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from typing import Any

import django
from tools.measure import record

RUNS = 9
TARGET_MS = 150
MODULES = ["fanlight.web.evidence", "fanlight.evidence.series", "benchmarks.series_pages"]
PAGES = {
    "the list": "/evidence/",
    "referrals, standard chart": "/evidence/series/own-referral/",
    "referrals, honest chart": "/evidence/series/own-referral/?chart=honest",
    "contacts": "/evidence/series/measure-contacts/",
    "re-referrals": "/evidence/series/measure-re_referral_12m/",
    "a published series": "/evidence/series/published-referrals-816/",
    "referrals by ethnic group": "/evidence/series/own-referral/by/ethnic-group/",
}

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanlight.web.site.settings")


def main() -> None:
    django.setup()
    from django.test import Client

    from fanlight.web.accounts.models import Role, User
    from fanlight.web.frontdoor.models import Contact
    from fanlight.web.site.wsgi import freeze_what_is_loaded

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.filter(role=Role.ANALYST)[0])
    figures: dict[str, Any] = {"contacts": Contact.objects.count()}
    slow = []
    for path in PAGES.values():
        timed(client, path)  # modules are loaded
    freeze_what_is_loaded()  # as the server does
    for name, path in PAGES.items():
        for when in ("first", "again"):
            times = []
            for _ in range(RUNS):
                if when == "first":
                    forget()
                times.append(timed(client, path))
            figures[f"{name}, {when}, median ms"] = round(1000 * statistics.median(times), 1)
        print(f"{name}: {figures[f'{name}, first, median ms']} ms, {figures[f'{name}, again, median ms']} ms")
        slow += [name] if figures[f"{name}, again, median ms"] >= TARGET_MS else []
    figures[f"target: each median under {TARGET_MS} ms, again"] = (
        f"missed: {', '.join(slow)}" if slow else "met"
    )
    print(f"written to {record('series_pages', figures=figures, modules=MODULES)}")
    sys.exit(1 if slow else 0)


def forget() -> None:
    from fanlight.web.audit import remembered
    from fanlight.web.evidence.queries import honest

    remembered.forget()
    honest.forget()


def timed(client: Any, path: str) -> float:
    start = time.perf_counter()
    assert client.get(path).status_code == 200, path
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
