"""Sixteen clients write at once, through HTTP, to one server on SQLite.

    python -m torture.writers [SEED]

Each client sends information requests one after the other over one kept connection, as fast as it is
answered. The clients run on the machine they measure.
"""

# ruff: noqa: S311 - chance here keeps no secret
from __future__ import annotations

import http.client
import random
import secrets
import statistics
import tempfile
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.support.server import Server, made_up_server

from torture.homes import ask
from torture.outcome import draw_seed, finish

CLIENTS = 16
SECONDS = 30
P99_S = 1.0
FLOOR = 500
MODULES = [
    "fanlight.web.audit.recording",
    "fanlight.web.frontdoor.actions.requests",
    "fanlight.web.site.databases",
    "fanlight.web.site.starting",
    "torture.writers",
]


@dataclass
class Writer:
    """One client: what it sent and how long each answer took."""

    session: str
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)


def main() -> None:
    seed = draw_seed()
    with tempfile.TemporaryDirectory(prefix="fanlight-writers-") as folder:
        home = Path(folder)
        with made_up_server(home) as server:
            told = ask("torture.forged_sessions", CLIENTS, env=server.environment)
            writers = [Writer(f"{told['cookie']}={session}") for session in told["sessions"]]
            _write_all(server, writers, told["contacts"], seed)
            held = ask("torture.writing_held", env=server.environment)
        log = (home / "server.log").read_text()
    figures, promises = judge(writers, held, log)
    finish("writers", figures, promises, MODULES, seed)


def _write_all(server: Server, writers: list[Writer], contacts: list[int], seed: int) -> None:
    together = threading.Barrier(len(writers))
    threads = [
        threading.Thread(
            target=_write, args=(server.address, writer, contacts, random.Random(seed + number), together)
        )
        for number, writer in enumerate(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _write(
    address: str, writer: Writer, contacts: list[int], rng: random.Random, together: threading.Barrier
) -> None:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    secret = secrets.token_hex(16)  # the same in cookie and header, as a browser's page would send it
    headers = {
        "Cookie": f"{writer.session}; csrftoken={secret}",
        "X-CSRFToken": secret,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    together.wait()
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        form = urlencode({"asked_of": "police", "about": "Anything known?", "submission": uuid.uuid4()})
        began = time.monotonic()
        try:
            connection.request("POST", f"/contacts/{rng.choice(contacts)}/ask/", form, headers)
            answer = connection.getresponse()
            answer.read()
        except OSError as error:
            writer.statuses[type(error).__name__] += 1
            connection.close()
            continue
        writer.statuses[str(answer.status)] += 1
        writer.seconds.append(time.monotonic() - began)


def judge(writers: list[Writer], held: dict[str, Any], log: str) -> tuple[dict[str, Any], dict[str, bool]]:
    """What happened, and what was promised of it."""
    seconds = sorted(one for writer in writers for one in writer.seconds)
    statuses = sum((writer.statuses for writer in writers), Counter())
    shares = [writer.statuses["302"] for writer in writers]
    p99 = seconds[int(0.99 * len(seconds))]
    figures = {
        "clients": len(writers),
        "seconds": SECONDS,
        "answers by status": dict(statuses),
        "written per second": round(statuses["302"] / SECONDS, 1),
        "median, ms": round(1000 * statistics.median(seconds)),
        "p99, ms": round(1000 * p99),
        "worst, ms": round(1000 * seconds[-1]),
        "fewest and most of one client": [min(shares), max(shares)],
        "requests held": held["requests"],
        "audit rows of them": held["audit rows"],
        "chain": held["chain"],
    }
    return figures, {
        f"at least {FLOOR} written": statuses["302"] >= FLOOR,
        "every answer says written (302): no 5xx, none cut off": set(statuses) == {"302"},
        "no “database is locked”": "locked" not in log,
        f"p99 under {P99_S:g} s": p99 < P99_S,
        "no client below half the mean": min(shares) >= statistics.mean(shares) / 2,
        "all that was answered is held, once, each with its audit row": held["requests"]
        == held["audit rows"]
        == statuses["302"],
        "the audit log is whole, the database sound": held["whole"] and not held["damage"],
    }


if __name__ == "__main__":
    main()
