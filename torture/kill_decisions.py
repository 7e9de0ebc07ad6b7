"""Decisions are recorded while the process is killed, again and again: what was acknowledged must be there.

    python -m torture.kill_decisions sqlite|postgres [SEED]

A round counts only if something was acknowledged in it. SIGKILL is not a power cut: what the disk itself
holds back is not tried here.
"""

# ruff: noqa: T201, S311 - it speaks to the terminal; chance here keeps no secret
from __future__ import annotations

import random
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

from torture.durable_postgres import DurablePostgres
from torture.homes import enter, environment, make_front_door, start
from torture.outcome import draw_seed, finish

ROUNDS = {"sqlite": 50, "postgres": 15}
FLOOR = {"sqlite": 2000, "postgres": 500}
LONGEST_S = 4.0  # after the first acknowledgement
MODULES = [
    "fanlight.web.audit.recording",
    "fanlight.web.audit.chain",
    "fanlight.web.frontdoor.actions.decisions",
    "fanlight.web.site.databases",
    "torture.kill_decisions",
    "torture.deciding",
    "torture.ledger",
]


@dataclass
class Told:
    """What all rounds together brought."""

    acknowledged: set[int] = field(default_factory=set)
    rounds: int = 0
    empty_rounds: int = 0
    server_kills: int = 0
    faults: list[str] = field(default_factory=list)


def main() -> None:
    engine = sys.argv[1]
    seed = draw_seed()
    with (
        tempfile.TemporaryDirectory(prefix="fanlight-kill-") as folder,
        DurablePostgres() if engine == "postgres" else nullcontext() as server,
    ):
        url = server.url if server else ""
        enter(Path(folder), url)
        make_front_door()
        told = rounds(random.Random(seed), environment(Path(folder), url), server, engine)
    finish(
        f"kill_decisions_{engine}",
        {
            "rounds": told.rounds,
            "rounds without an acknowledgement, not counted": told.empty_rounds,
            "rounds in which the database server was killed too": told.server_kills,
            "decisions acknowledged": len(told.acknowledged),
            "faults": told.faults,
        },
        {
            "no fault in any round": not told.faults,
            f"{ROUNDS[engine]} rounds with work": told.rounds >= ROUNDS[engine],
            f"at least {FLOOR[engine]:,} acknowledged": len(told.acknowledged) >= FLOOR[engine],
        },
        MODULES,
        seed,
    )


def rounds(rng: random.Random, env: dict[str, str], server: DurablePostgres | None, engine: str) -> Told:
    """Kill until there were enough rounds with work in them, and enough work; give up after twice as many."""
    from django.db import connections

    from torture.ledger import faults

    told = Told()
    wanted, floor = ROUNDS[engine], FLOOR[engine]
    while told.rounds < wanted or len(told.acknowledged) < floor:
        if told.rounds + told.empty_rounds >= 2 * wanted:
            break
        kills_server = server is not None and rng.random() < 0.5
        connections.close_all()
        acknowledged = one_round(rng, env, server if kills_server else None)
        told.acknowledged |= acknowledged
        told.rounds += bool(acknowledged)
        told.empty_rounds += not acknowledged
        told.server_kills += kills_server
        found = faults(told.acknowledged)
        told.faults += found
        print(f"  round {told.rounds}: {len(acknowledged)} acknowledged", *found, sep="; ", flush=True)
    return told


def one_round(rng: random.Random, env: dict[str, str], server: DurablePostgres | None) -> set[int]:
    """Start, wait for the first acknowledgement, kill a random moment later; the ids acknowledged."""
    process = start("torture.deciding", rng.randrange(10**6), env=env)
    lines = [process.stdout.readline()]

    def kill() -> None:
        if server:
            server.kill()
            time.sleep(rng.random() / 10)  # what the process believes committed meanwhile counts
        process.kill()

    timer = Timer(rng.uniform(0, LONGEST_S), kill)
    timer.start()
    lines += process.stdout.readlines()
    timer.join()
    process.wait()
    if server:
        server.start()
    return {int(word) for line in lines if line.endswith("\n") for word in line.split()}


if __name__ == "__main__":
    main()
