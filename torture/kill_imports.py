"""An import is killed in its middle: afterwards the state is exactly that before it, or that after it.

    python -m torture.kill_imports sqlite|postgres [SEED]

The kill falls while the file is read and shown, while it is written, or while it is undone, in turn; a round
counts only if that step was begun and not yet over. Then the server's start goes on where it was cut off.
"""

# ruff: noqa: T201, S311 - it speaks to the terminal; chance here keeps no secret
from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Timer
from typing import Any

from torture.durable_postgres import DurablePostgres
from torture.homes import ask, environment, start
from torture.importing import STEPS
from torture.outcome import draw_seed, finish

ROUNDS = 50
FLOOR = 12  # in each of the three steps
MODULES = [
    "fanlight.web.exchange.actions",
    "fanlight.web.exchange.copies",
    "fanlight.web.exchange.difference",
    "fanlight.web.exchange.jobs",
    "fanlight.web.exchange.storing",
    "fanlight.web.exchange.undoing",
    "fanlight.web.audit.recording",
    "torture.kill_imports",
    "torture.importing",
    "torture.imported",
]


@dataclass
class World:
    """A folder, and a database of its own, that can be copied."""

    folder: Path
    server: DurablePostgres | None

    def environment(self, name: str) -> dict[str, str]:
        return environment(self.folder / name, self.server.url_of(name) if self.server else "")

    def make(self, name: str) -> None:
        if self.server:
            self.server.make(name)
        ask("torture.empty_home", env=self.environment(name))

    def copy(self, name: str, to: str) -> None:
        shutil.copytree(self.folder / name, self.folder / to)
        if self.server:
            self.server.make(to, like=name)

    def remove(self, name: str) -> None:
        shutil.rmtree(self.folder / name)
        if self.server:
            self.server.remove(name)


def main() -> None:
    engine = sys.argv[1]
    seed = draw_seed()
    with (
        tempfile.TemporaryDirectory(prefix="fanlight-imports-") as name,
        DurablePostgres() if engine == "postgres" else nullcontext() as server,
    ):
        figures, promises = rounds(random.Random(seed), World(Path(name), server))
    finish(f"kill_imports_{engine}", figures, promises, MODULES, seed)


def rounds(rng: random.Random, world: World) -> tuple[dict[str, Any], dict[str, bool]]:
    earlier, census = make_returns(world.folder)
    world.make("base")
    before = ask("torture.imported", "whole", earlier, env=world.environment("base"))
    world.copy("base", "reference")
    after = ask("torture.imported", "whole", census, env=world.environment("reference"))
    world.copy("base", "unharmed")
    seconds = unharmed(world, census)
    told = ", ".join(f"{step} after {took:.1f} s" for step, took in seconds.items())
    print(f"  unharmed: {before['events']:,} to {after['events']:,} events; {told}", flush=True)
    faults: list[str] = []
    seen: Counter[str] = Counter()
    steps = STEPS[1:]
    for number in range(3 * ROUNDS):
        if seen["rounds"] == ROUNDS:
            break
        step = steps[seen["rounds"] % len(steps)]
        name = f"killed-{number}"
        world.copy("base", name)
        if killed_before(step, world.environment(name), census, rng.uniform(0, seconds[step])):
            found = ask("torture.imported", "recover", census, env=world.environment(name))
            where, wrong = judge(step, found, before, after)
            seen["rounds"] += 1
            seen[f"killed before it was {step}"] += 1
            seen[where] += 1
            faults += wrong
            print(f"  round {seen['rounds']}: before {step}, {where}", *wrong, sep="; ", flush=True)
        else:
            seen["not counted: over before the kill"] += 1
        world.remove(name)
    figures = {**seen, "events before": before["events"], "events after": after["events"], "faults": faults}
    took = {f"seconds until {step}, unharmed": round(seconds[step], 2) for step in steps}
    in_each = [seen[f"killed before it was {step}"] for step in steps]
    return figures | took, {
        "no fault in any round": not faults,
        f"{ROUNDS} rounds in the middle": seen["rounds"] == ROUNDS,
        f"at least {FLOOR} in each step": min(in_each) >= FLOOR,
    }


def make_returns(folder: Path) -> tuple[Path, Path]:
    """Two returns of one made-up authority: the second changes what the first told, and brings more."""
    from fanlight.exchange.write_cin_census import write_cin_census
    from fanlight.synthetic import make_authority

    made = make_authority(contacts=2500, years=2, until=date(2026, 4, 1), seed=4)
    paths = []
    for year in (2025, 2026):
        paths.append(folder / f"cin_{year}.xml")
        write_cin_census(paths[-1], made.persons, made.events, year=year, authority_code=made.code)
    return paths[0], paths[1]


def unharmed(world: World, path: Path) -> dict[str, float]:
    """Seconds that each step takes without harm."""
    seconds = {}
    with start("torture.importing", path, env=world.environment("unharmed")) as process:
        process.stdout.readline()
        for step in STEPS[1:]:
            began = time.monotonic()
            said = process.stdout.readline().strip()
            if said != step:
                raise RuntimeError(f"{path.name} was not {step}: {said}")
            seconds[step] = time.monotonic() - began
    return seconds


def killed_before(step: str, env: dict[str, str], path: Path, seconds: float) -> bool:
    """Kill so many seconds after the step before it was over; whether this one was under way then."""
    with start("torture.importing", path, env=env) as process:
        for _ in STEPS[: STEPS.index(step)]:
            process.stdout.readline()
        timer = Timer(seconds, process.kill)
        timer.start()
        ended = process.stdout.readline()
        timer.cancel()
        process.kill()
    return not ended


def judge(
    step: str, found: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> tuple[str, list[str]]:
    """What the kill left, and what is wrong with it."""
    killed, gone_on, again = (found[name] for name in ("after the kill", "gone on", "handed in again"))
    left = {before["digest"]: "the state before", after["digest"]: "the state after"}.get(killed["digest"])
    undone = step == "undone" and killed["batches"][-1] == "undone"
    wrong = {
        "neither the state before nor after": left is None,
        "reading wrote something": step == "staged" and killed["digest"] != before["digest"],
        "going on does not end in the state after": not undone and gone_on["digest"] != after["digest"],
        "what was undone came back": undone and gone_on["digest"] != before["digest"],
        "handing it in again does not end in the state after": again["digest"] != after["digest"],
        "a copy of the file is left": again["files left"] > 0,
        "the audit log is broken": not (killed["audit log"] and again["audit log"]),
        "the database is damaged": bool(found["damage"]),
    }
    return f"{left or 'neither state'} was left", [words for words, is_so in wrong.items() if is_so]


if __name__ == "__main__":
    main()
